#pragma once

#include <cstdint>
#include <vector>

#include "core/calendar.hpp"
#include "solver/result.hpp"
#include "solver/settings.hpp"

/// What sections hold and what passes them, by calendar day and month.
namespace bailang {

/// Number of calendar days that a run touches.
int day_count(const TimeSettings& time);

class SectionPeriods {
public:
  SectionPeriods(const TimeSettings& time, const ResultShape& shape, int lanes);

  /// Values over a step or a steady period from `begin` to `end` [s since the start].
  /// @param values [lane, constituent, section] [g m-3]  @param is_dry [lane, section]
  void add_values(double begin, double end, const std::vector<double>& values, const std::vector<std::uint8_t>& is_dry);
  /// Mass of one constituent that passed sections from `begin` to `end`. @param mass [lane, section] [g]
  void add_mass(double begin, double end, int constituent, const std::vector<double>& mass);
  /// Water that did. @param volume [lane, section] [m3]
  void add_water(double begin, double end, const std::vector<double>& volume);

  /// Hands over means and sums.
  void finish(BlockResult& result);

private:
  int lanes_, constituents_, sections_, days_;
  double first_day_;  ///< [s] when the first day began, ≤ 0
  std::vector<MonthSpan> months_;
  std::vector<double> day_sum_;       ///< [lane, constituent, day, section]
  std::vector<double> day_weight_;    ///< [day] [s]
  std::vector<std::uint8_t> is_wet_;  ///< [lane, day, section] 1 = had water
  std::vector<double> wet_time_;      ///< [lane, month, section] [s]
  std::vector<double> mass_;          ///< [lane, constituent, month, section] [g]
  std::vector<double> water_;         ///< [lane, month, section] [m3]
};

}  // namespace bailang
