#include "solver/wetland_removal.hpp"

#include <cmath>

namespace bailang {

double left_by_wetland(double rate, double hydraulic_load, double tanks) {
  const double k_q = rate / hydraulic_load;
  return std::isnan(tanks) ? std::exp(-k_q) : std::pow(1.0 + k_q / tanks, -tanks);
}

double load_behind_wetland(double load, double flow, double background, double share_left) {
  const double least = background * flow;
  return load > least ? least + (load - least) * share_left : load;
}

}  // namespace bailang
