#pragma once

#include <vector>

#include "network/network.hpp"

/// Elevation of the bed along every reach.
namespace bailang {

/// Bed of one reach by chainage: linear between points, beyond the first and last one on the reach's slope.
struct BedLine {
  std::vector<double> chainage, elevation;  ///< [point] [m], chainage increasing, one point at least
  double end_slope = 0.0;                   ///< fall beyond the first and the last point [-]
  bool known = false;                       ///< whether it hangs on an elevation that the network gives

  [[nodiscard]] double at(double x) const;
  /// Fall of the bed at a chainage, positive downstream [-].
  [[nodiscard]] double slope_at(double x) const;
};

/// Where both ends of a reach have an elevation, the bed is the straight line between them; where one has it, the reach's
/// slope runs from there; points of the bed stand for themselves. What then is still unknown hangs on outlets at 0 m.
/// @return [reach]
std::vector<BedLine> make_bed_lines(const Network& network);

/// Elevation of the bed at control sections; missing where the network gives none that it hangs on.
/// @return [section] [m]
std::vector<double> section_beds(const Network& network);

}  // namespace bailang
