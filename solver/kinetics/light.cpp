#include "solver/kinetics/light.hpp"

#include <cmath>
#include <numbers>

#include "core/units.hpp"

namespace bailang {

double mean_light_factor(double surface, double half_saturation, double extinction, double depth) {
  const double path = extinction * depth;
  return std::log((half_saturation + surface) / (half_saturation + surface * std::exp(-path))) / path;
}

double half_sine_of_day(double seconds_of_day, double sunrise, double photoperiod) {
  if (std::isnan(seconds_of_day)) return 2.0 * photoperiod / std::numbers::pi;
  const double days = (seconds_of_day - sunrise) / units::seconds_per_day;
  const double since_sunrise = days - std::floor(days);
  if (!(since_sunrise < photoperiod)) return 0.0;
  return std::sin(std::numbers::pi * since_sunrise / photoperiod);
}

}  // namespace bailang
