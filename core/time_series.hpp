#pragma once

#include <cstddef>
#include <vector>

/// Values over time: one or more columns that share their times.
namespace bailang {

enum class Interpolation { linear, step };

/// A table of times and values. No times = constant (one row of values). Before the first and after the last row the
/// nearest row holds.
struct TimeSeries {
  std::vector<double> time;   ///< [s] since the start of the run, increasing; empty = always
  std::vector<double> value;  ///< [row × columns]; one row when `time` is empty
  int columns = 1;
  Interpolation interpolation = Interpolation::linear;

  [[nodiscard]] bool is_constant() const { return time.size() <= 1; }
};

/// Which side of a jump is meant when a time falls on a row of a step series.
enum class Side { left, right };

/// Value of one column at time t [s].
double value_at(const TimeSeries& series, int column, double t, Side side = Side::right);

}  // namespace bailang
