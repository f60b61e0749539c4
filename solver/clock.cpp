#include "solver/clock.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {

std::vector<double> step_times(const TimeSettings& time) {
  const double end = static_cast<double>(time.end - time.start);
  std::vector<double> times;
  const auto before = static_cast<long>(std::ceil(time.spin_up / time.step - 1.0e-9));
  for (long k = 1 - before; k <= 0 && before > 0; ++k) times.push_back(static_cast<double>(k) * time.step);
  const auto count = static_cast<long>(std::ceil(end / time.step - 1.0e-9));
  for (long k = 1; k < count; ++k) times.push_back(static_cast<double>(k) * time.step);
  const int records = record_count(time);
  for (int k = 1; k < records - 1; ++k) times.push_back(k * time.output);
  times.push_back(end);
  std::sort(times.begin(), times.end());
  const auto same = [&](double a, double b) { return b - a < 1.0e-6 * time.step; };
  times.erase(std::unique(times.begin(), times.end(), same), times.end());
  return times;
}

int record_count(const TimeSettings& time) {
  const double length = static_cast<double>(time.end - time.start);
  return static_cast<int>(std::ceil(length / time.output - 1.0e-9)) + 1;
}

}  // namespace bailang
