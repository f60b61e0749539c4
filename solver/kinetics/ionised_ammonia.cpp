#include "solver/kinetics/ionised_ammonia.hpp"

#include <cmath>

namespace bailang {

double ionised_ammonia_share(double ph, double temperature) {
  const double pka = 0.09018 + 2729.92 / (temperature + 273.15);
  return 1.0 / (1.0 + std::pow(10.0, ph - pka));
}

}  // namespace bailang
