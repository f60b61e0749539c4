#pragma once

#include <string_view>
#include <vector>

#include "io/case_reader.hpp"
#include "io/month_rows.hpp"

/// Values of one place by calendar month, by time, or always.
namespace bailang {

class SeasonRows {
public:
  /// @param columns that a row may fill; each in every row of the place or in none
  SeasonRows(std::vector<std::string_view> columns, int first_row);

  /// Adds a row. A month that stands twice, times that do not increase, months beside times, and a column that other rows
  /// fill otherwise are errors.
  void add(CaseReader& reader, TableReader& table, int row);

  /// The series, one column each, missing where no row fills it; by month it steps. A month of the run without a row is an
  /// error. Empty when nothing could be read.
  TimeSeries take(CaseReader& reader, TableReader& table);

  [[nodiscard]] bool has(std::size_t column) const { return is_filled_[column]; }
  [[nodiscard]] int first_row() const { return first_row_; }

private:
  enum class Kind { none, always, month, time };

  /// Whether the row goes with those before.
  bool fits(TableReader& table, int row, Kind kind);
  void add_time(CaseReader& reader, TableReader& table, int row, const std::vector<double>& values);

  std::vector<std::string_view> columns_;
  std::vector<bool> is_filled_;
  int first_row_;
  Kind kind_ = Kind::none;
  MonthRows months_;
  TimeSeries series_;  ///< by time, or always
};

}  // namespace bailang
