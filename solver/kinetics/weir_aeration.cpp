#include "solver/kinetics/weir_aeration.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {

double weir_deficit_ratio(double quality_a, double dam_b, double head, double temperature) {
  const double h = std::clamp(head, 0.0, 1.0 / 0.22);
  return 1.0 + std::max(0.0, 0.38 * quality_a * dam_b * h * (1.0 - 0.11 * h) * (1.0 + 0.046 * temperature));
}

double sharp_weir_head(double flow, double width) {
  if (!(width > 0.0) || !(flow > 0.0)) return 0.0;
  return std::pow(flow / (1.83 * width), 2.0 / 3.0);
}

}  // namespace bailang
