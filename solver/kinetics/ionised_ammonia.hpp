#pragma once

namespace bailang {

/// Share of total ammonia that is ammonium ion [-]: 1 / (1 + 10^(pH − pKa)), pKa = 0.09018 + 2729.92 / (T + 273.15)
/// (Emerson et al. 1975, J. Fish. Res. Board Can. 32, 2379–2383). The rest is the toxic NH3.
/// @param temperature [°C]
double ionised_ammonia_share(double ph, double temperature);

}  // namespace bailang
