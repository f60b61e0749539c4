#include "scenarios/caps.hpp"

#include <algorithm>

namespace bailang {

double sum_of_parts(const std::vector<int>& parts, const std::vector<double>& load) {
  double sum = 0.0;
  for (const int c : parts) sum += load[c];
  return sum;
}

void scale_parts(const std::vector<int>& parts, double sum, double target, std::vector<double>& load) {
  if (sum <= 0.0 || target == sum) return;
  for (const int c : parts) load[c] += load[c] / sum * (target - sum);
}

void cap_loads(const Measure& measure, double flow, std::vector<double>& load) {
  for (std::size_t c = 0; c < load.size(); ++c) {
    if (!measure.concentration.empty() && is_given(measure.concentration[c])) {
      load[c] = std::min(load[c], measure.concentration[c] * flow);
    }
    if (!measure.removal.empty()) load[c] *= 1.0 - measure.removal[c];
  }
  for (const OnSum& on : measure.sums) {
    const double sum = sum_of_parts(on.parts, load);
    if (is_given(on.cap)) scale_parts(on.parts, sum, std::min(sum, on.cap * flow), load);
  }
}

}  // namespace bailang
