#include "io/season_rows.hpp"

#include <fmt/format.h>

namespace bailang {

SeasonRows::SeasonRows(std::vector<std::string_view> columns, int first_row)
    : columns_(std::move(columns)), is_filled_(columns_.size(), false), first_row_(first_row) {
  series_.columns = static_cast<int>(columns_.size());
}

bool SeasonRows::fits(TableReader& table, int row, Kind kind) {
  if (kind_ == Kind::none) {
    for (std::size_t i = 0; i < columns_.size(); ++i) is_filled_[i] = table.is_filled(row, columns_[i]);
    kind_ = kind;
    return true;
  }
  if (kind == Kind::always || kind_ == Kind::always) {
    table.error(row, "month", "a row without month and time holds always; it must be the only one of its place");
    return false;
  }
  if (kind != kind_) {
    table.error(row, "month", "a place has rows by month and rows by time; it must be one of them");
    return false;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (is_filled_[i] == table.is_filled(row, columns_[i])) continue;
    table.error(row, columns_[i], fmt::format("{} must be filled in every row of a place or in none", columns_[i]));
    return false;
  }
  return true;
}

void SeasonRows::add(CaseReader& reader, TableReader& table, int row) {
  std::vector<double> values;
  for (const std::string_view column : columns_) values.push_back(table.number(row, column));
  const bool by_month = table.is_filled(row, "month");
  const bool by_time = table.is_filled(row, "time");
  if (by_month && by_time) {
    table.error(row, "month", "a row has a month or a time, not both");
    return;
  }
  if (!fits(table, row, by_month ? Kind::month : by_time ? Kind::time : Kind::always)) return;
  if (by_month) return months_.add(table, row, values);
  if (by_time) return add_time(reader, table, row, values);
  series_.value = values;
}

void SeasonRows::add_time(CaseReader& reader, TableReader& table, int row, const std::vector<double>& values) {
  const std::optional<Instant> time = table.instant(row, "time");
  if (!time) return;
  const double seconds = seconds_since_start(reader, *time);
  if (!series_.time.empty() && seconds <= series_.time.back()) {
    table.error(row, "time",
                fmt::format("time must increase within a series, but {} does not follow the row before",
                            format_instant(*time)));
    return;
  }
  series_.time.push_back(seconds);
  series_.value.insert(series_.value.end(), values.begin(), values.end());
}

TimeSeries SeasonRows::take(CaseReader& reader, TableReader& table) {
  if (kind_ == Kind::month) months_.fill(reader, table, series_);
  return std::move(series_);
}

}  // namespace bailang
