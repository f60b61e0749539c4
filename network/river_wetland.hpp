#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"

/// Wetlands that take water out of a reach and give it back at the same place.
namespace bailang {

/// Removes by P-k-C* (Kadlec and Wallace 2009, Treatment Wetlands, 2nd ed., eq. 6.55) from the water that passes it.
struct RiverWetland {
  std::string id;
  int reach = -1;
  double chainage = 0.0;                                       ///< [m]; acts on the face of the grid nearest to it
  double area = 0.0;                                           ///< A [m2]
  double most_flow = std::numeric_limits<double>::infinity();  ///< takes at most that much of the river [m3 s-1]
  double tanks = std::numeric_limits<double>::quiet_NaN();     ///< P, tanks in series [-]; missing = plug flow
  double theta = 1.0;                                          ///< temperature factor of its rates [-]
  std::vector<double> rate;                                    ///< k at 20 °C [constituent] [m s-1], 0 = untouched
  std::vector<double> background;                              ///< C* [constituent] [g m-3]
  SourcePlace source;
};

}  // namespace bailang
