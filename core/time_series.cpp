#include "core/time_series.hpp"

#include <algorithm>
#include <cassert>

namespace bailang {

double value_at(const TimeSeries& series, int column, double t, Side side) {
  assert(column >= 0 && column < series.columns);
  const auto columns = static_cast<std::size_t>(series.columns);
  const auto at = [&](std::size_t row) { return series.value[row * columns + static_cast<std::size_t>(column)]; };
  if (series.is_constant()) return at(0);

  const auto& time = series.time;
  const auto after = side == Side::right ? std::upper_bound(time.begin(), time.end(), t)
                                         : std::lower_bound(time.begin(), time.end(), t);
  if (after == time.begin()) return at(0);
  const auto row = static_cast<std::size_t>(after - time.begin()) - 1;
  if (after == time.end() || series.interpolation == Interpolation::step) return at(row);
  const double weight = (t - time[row]) / (time[row + 1] - time[row]);
  return at(row) + weight * (at(row + 1) - at(row));
}

}  // namespace bailang
