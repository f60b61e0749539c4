#pragma once

#include <optional>
#include <vector>

#include "io/case_reader.hpp"

/// A time series put together row by row.
namespace bailang {

/// Rows of `time`, flow and concentrations, times increasing; a single row without time is constant.
class TimeRows {
public:
  explicit TimeRows(const CaseReader& reader);

  /// Adds a row. A time that is not later than the one before, or a second row where one has no time, is an error.
  void add(TableReader& table, int row, double flow, const std::vector<double>& concentration);

  /// The series: columns flow, then one a constituent.
  TimeSeries take();

private:
  /// Whether the row's time follows what is there.
  bool follows(TableReader& table, int row, const std::optional<Instant>& time);

  const CaseReader& reader_;
  TimeSeries series_;
  bool has_rows_ = false;
  std::optional<Instant> last_;
  SourcePlace last_place_;
};

}  // namespace bailang
