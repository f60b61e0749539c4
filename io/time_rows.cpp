#include "io/time_rows.hpp"

#include <fmt/format.h>

namespace bailang {

TimeRows::TimeRows(const CaseReader& reader, bool has_months) : reader_(reader), has_months_(has_months) {
  series_.columns = 1 + reader.model.network.constituent_count();
  series_.interpolation = reader.interpolation;
}

bool TimeRows::follows(TableReader& table, int row, const std::optional<Instant>& time) {
  const std::string before = fmt::format("the row before is {}:{}", last_place_.file, last_place_.line);
  if (has_rows_ && (!time || !last_)) {
    table.error(row, "time", "a row without time holds always; it must be the only one of its series", before);
    return false;
  }
  if (has_rows_ && *time <= *last_) {
    table.error(row, "time",
                fmt::format("time must increase within a series, but {} follows {}", format_instant(*time),
                            format_instant(*last_)),
                before);
    return false;
  }
  return true;
}

bool TimeRows::add_month(TableReader& table, int row, double flow, const std::vector<double>& concentration) {
  const bool by_month = has_months_ && table.is_filled(row, "month");
  if (!by_month && months_.is_empty()) return false;
  if (!by_month || has_rows_) {
    table.error(row, by_month ? "month" : "time", "a series has rows by month and other rows; it must be one of them");
  } else if (table.is_filled(row, "time")) {
    table.error(row, "month", "a row has a month or a time, not both");
  } else {
    std::vector<double> values{flow};
    values.insert(values.end(), concentration.begin(), concentration.end());
    months_.add(table, row, values);
  }
  return true;
}

void TimeRows::add(TableReader& table, int row, double flow, const std::vector<double>& concentration) {
  if (add_month(table, row, flow, concentration)) return;
  const std::optional<Instant> time = table.instant(row, "time");
  if (!time && table.is_filled(row, "time")) return;  // told already
  if (!follows(table, row, time)) return;
  has_rows_ = true;
  last_ = time;
  last_place_ = table.place(row, "time");
  if (time) series_.time.push_back(seconds_since_start(reader_, *time));
  series_.value.push_back(flow);
  series_.value.insert(series_.value.end(), concentration.begin(), concentration.end());
}

TimeSeries TimeRows::take(TableReader& table) {
  if (!months_.is_empty()) months_.fill(reader_, table, series_);
  if (series_.value.empty()) series_.value.assign(static_cast<std::size_t>(series_.columns), 0.0);
  return std::move(series_);
}

}  // namespace bailang
