#pragma once

#include <optional>
#include <vector>

#include "io/case_reader.hpp"
#include "io/month_rows.hpp"

/// A time series put together row by row.
namespace bailang {

/// Rows of `time`, flow and concentrations, times increasing; a single row without time is constant. Or rows by
/// month, the same every year.
class TimeRows {
public:
  /// @param has_months the table's schema knows the column `month`
  explicit TimeRows(const CaseReader& reader, bool has_months = false);

  /// Adds a row. A time that is not later than the one before, a second row where one has neither time nor month, and months
  /// beside times are errors.
  void add(TableReader& table, int row, double flow, const std::vector<double>& concentration);

  /// The series: columns flow, then one a constituent. A month of the run that rows by month leave out is an error.
  TimeSeries take(TableReader& table);

private:
  /// Takes a row by month; false when the row has none.
  bool add_month(TableReader& table, int row, double flow, const std::vector<double>& concentration);
  /// Whether the row's time follows what is there.
  bool follows(TableReader& table, int row, const std::optional<Instant>& time);

  const CaseReader& reader_;
  bool has_months_;
  TimeSeries series_;
  MonthRows months_;
  bool has_rows_ = false;
  std::optional<Instant> last_;
  SourcePlace last_place_;
};

}  // namespace bailang
