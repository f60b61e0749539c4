#include "solver/kinetics/air_temperature.hpp"

#include <cmath>

namespace bailang {

double water_temperature_from_air(double air) {
  constexpr double alpha = 26.2;
  constexpr double beta = 13.3;
  constexpr double gamma = 0.18;
  constexpr double mu = 0.8;
  return mu + (alpha - mu) / (1.0 + std::exp(gamma * (beta - air)));
}

}  // namespace bailang
