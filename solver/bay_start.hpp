#pragma once

#include <vector>

#include "solver/bay_exchange.hpp"
#include "solver/bay_run.hpp"

/// What a bay holds when a run begins.
namespace bailang {

/// [constituent][box] [g m-3]: given values, else the state that comes back after the first 365 days (the fixed point of
/// that year's affine map), else, for shorter runs, the steady state of the mean loads, water and temperature.
std::vector<std::vector<double>> bay_start(const Bay& bay, const BayExchangeNetwork& network,
                                           const std::vector<BayInterval>& intervals);

}  // namespace bailang
