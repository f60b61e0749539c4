#pragma once

#include <vector>

#include "network/bay.hpp"
#include "solver/bay_result.hpp"

/// Runs a bay under what its rivers and other sources bring.
namespace bailang {

/// A time in which all that enters is constant.
struct BayInterval {
  double seconds = 0.0;
  bool is_record = true;             ///< a record stands at its end
  std::vector<double> river_water;   ///< [box] [m3 s-1]
  std::vector<double> source_water;  ///< [box] [m3 s-1]
  std::vector<double> river_load;    ///< [bay constituent, box] [g s-1]
  std::vector<double> source_load;   ///< [bay constituent, box] [g s-1]
  double temperature = 20.0;         ///< of the bay's water [°C]
};

enum class BayMode {
  march,  ///< through the intervals
  steady  ///< every interval is a period of its own, in its steady state
};

/// One scenario. A march starts from BayBox::initial; where that is missing from the state that comes back after a year of
/// the first year's loads, or for runs shorter than 365 days from the steady state of the run's mean loads.
/// Steady: terms of the ledger are rate × period, initial = final = 0.
BayResult run_bay(const Bay& bay, const std::vector<BayInterval>& intervals, BayMode mode);

}  // namespace bailang
