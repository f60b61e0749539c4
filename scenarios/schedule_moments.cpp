#include "scenarios/schedule_moments.hpp"

#include <algorithm>

#include "core/units.hpp"

namespace bailang {

void add_measure_moments(const Measure& measure, double end, std::vector<double>& moments) {
  moments.push_back(measure.from);
  const double full = measure.from + measure.ramp;
  for (double t = measure.from; t < std::min(full, end); t += units::seconds_per_day) moments.push_back(t);
  moments.push_back(full);
}

void keep_moments(const TimeSettings& time, std::vector<double>& moments) {
  constexpr double same_moment = 1.0e-6;  // [s]
  const auto end = static_cast<double>(time.end - time.start);
  std::erase_if(moments, [&](double t) { return t < 0.0 || t > end - same_moment; });
  std::sort(moments.begin(), moments.end());
  const auto same = [](double a, double b) { return b - a < same_moment; };
  moments.erase(std::unique(moments.begin(), moments.end(), same), moments.end());
}

double schedule_moment(const TimeSettings& time, const std::vector<double>& begin, std::size_t i) {
  if (time.solve == SolveMode::steady) return begin[i];
  const double end = i + 1 < begin.size() ? begin[i + 1] : static_cast<double>(time.end - time.start);
  return 0.5 * (begin[i] + end);
}

}  // namespace bailang
