#include "io/month_rows.hpp"

#include <fmt/format.h>

namespace bailang {

void MonthRows::add(TableReader& table, int row, const std::vector<double>& values) {
  if (first_row_ < 0) first_row_ = row;
  const double month = table.number(row, "month");
  if (!is_given(month)) return;
  std::vector<double>& place = month_[static_cast<std::size_t>(month) - 1];
  if (!place.empty()) table.error(row, "month", fmt::format("month {} stands twice", month));
  place = values;
}

void MonthRows::fill(const CaseReader& reader, TableReader& table, TimeSeries& series) const {
  if (!reader.has_time) return;
  series.interpolation = Interpolation::step;
  const TimeSettings& time = reader.model.settings.time;
  for (const MonthSpan& span : months_between(time.start, time.end)) {
    const std::vector<double>& values = month_[static_cast<std::size_t>(span.month) - 1];
    if (values.empty()) {
      table.error(first_row_, "month", fmt::format("month {} of the run has no row", span.month));
      return;
    }
    series.time.push_back(span.begin);
    series.value.insert(series.value.end(), values.begin(), values.end());
  }
}

}  // namespace bailang
