#pragma once

#include <array>
#include <vector>

#include "io/case_reader.hpp"

/// Values by calendar month, the same every year.
namespace bailang {

class MonthRows {
public:
  /// Adds the values of a row whose `month` is filled. A month that stands twice is an error.
  void add(TableReader& table, int row, const std::vector<double>& values);

  [[nodiscard]] bool is_empty() const { return first_row_ < 0; }

  /// Puts the months of the run into a series, which steps from one to the next. A month of the run without a row is an
  /// error.
  void fill(const CaseReader& reader, TableReader& table, TimeSeries& series) const;

private:
  std::array<std::vector<double>, 12> month_;  ///< empty = no row
  int first_row_ = -1;
};

}  // namespace bailang
