#include "solver/kinetics/oxygen_saturation.hpp"

#include <cmath>

namespace bailang {

double oxygen_saturation(double temperature, double salinity, double pressure) {
  const double t = temperature + 273.15;
  const double fresh =
      -139.34411 + 1.575701e5 / t - 6.642308e7 / (t * t) + 1.243800e10 / (t * t * t) - 8.621949e11 / (t * t * t * t);
  const double salt = salinity * (1.7674e-2 - 10.754 / t + 2140.7 / (t * t));
  const double at_one_atmosphere = std::exp(fresh - salt);
  if (pressure == 1.0) return at_one_atmosphere;
  const double vapour = std::exp(11.8571 - 3840.70 / t - 216961.0 / (t * t));
  const double theta = 0.000975 - 1.426e-5 * temperature + 6.436e-8 * temperature * temperature;
  return at_one_atmosphere * pressure * (1.0 - vapour / pressure) * (1.0 - theta * pressure) /
         ((1.0 - vapour) * (1.0 - theta));
}

double standard_pressure(double elevation) {
  return std::pow(1.0 - 2.25577e-5 * elevation, 5.25588);
}

}  // namespace bailang
