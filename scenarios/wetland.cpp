#include "scenarios/wetland.hpp"

#include <cmath>

#include "scenarios/caps.hpp"
#include "solver/water_temperature.hpp"
#include "solver/wetland_removal.hpp"

namespace bailang {

void pass_through_wetland(const Measure& measure, double flow, double degrees, std::vector<double>& load) {
  const double warmth = std::pow(measure.theta, degrees - reference_temperature);
  const double hydraulic_load = flow / measure.area;
  const auto behind = [&](double before, double rate, double background) {
    if (rate <= 0.0) return before;
    return load_behind_wetland(before, flow, background, left_by_wetland(rate * warmth, hydraulic_load, measure.tanks));
  };
  for (std::size_t c = 0; c < measure.rate.size(); ++c) {
    load[c] = behind(load[c], measure.rate[c], measure.background[c]);
  }
  for (const OnSum& on : measure.sums) {
    const double sum = sum_of_parts(on.parts, load);
    scale_parts(on.parts, sum, behind(sum, on.rate, on.background), load);
  }
}

}  // namespace bailang
