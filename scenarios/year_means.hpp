#pragma once

#include <vector>

#include "core/calendar.hpp"

/// Means of calendar years by 环办〔2011〕22号, clause 1.2 (rules for assessing surface water, trial).
namespace bailang {

/// With fewer monthly values than this, ice or a dry channel between, a year is not assessed. (clause 1.2)
inline constexpr int least_months_of_year = 8;

/// The months of one calendar year that a run touches: indices of `months_between`, first to before `end`.
struct CalendarYear {
  int year = 0;
  int first = 0, end = 0;
};
std::vector<CalendarYear> years_of(const std::vector<MonthSpan>& months);

/// Arithmetic mean of the monthly values, each month with the same weight. (clause 1.2)
struct YearMean {
  double value = 0.0;  ///< NaN when no month is known
  int months = 0;      ///< months that are known
  /// Whether the year may be assessed.
  [[nodiscard]] bool is_enough() const { return months >= least_months_of_year; }
};

/// @param monthly values of the year's months, NaN = not known (no water, no data)
YearMean year_mean(const std::vector<double>& monthly);

}  // namespace bailang
