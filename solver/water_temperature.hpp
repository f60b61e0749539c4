#pragma once

#include "network/forcing.hpp"

/// Temperature of the water of a reach.
namespace bailang {

/// Temperature [°C] at which rates hold as they are given, and that of all water where no table gives one.
inline constexpr double reference_temperature = 20.0;

/// Temperature [°C] of a reach's water at time t [s]: the last record that names it or holds everywhere, that of the air
/// turned into the water's, plus the scenario's offset [K].
double water_temperature(const Forcing& forcing, int reach, double t, double offset);

}  // namespace bailang
