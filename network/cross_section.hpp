#pragma once

#include <limits>
#include <vector>

#include "core/diagnostics.hpp"

/// Shape of the bed where a reach is more than one trapezoid. Serves the flow modes `diffusive` and `dynamic`.
namespace bailang {

/// Bed at a chainage: elevation, and the trapezoid there. Between points everything is linear; beyond the first and the
/// last one the reach's own slope goes on.
struct BedPoint {
  int reach = -1;
  double chainage = 0.0;                                           ///< [m]
  double elevation = 0.0;                                          ///< [m] above the datum
  double bottom_width = std::numeric_limits<double>::quiet_NaN();  ///< [m]; missing = the reach's
  double side_slope = std::numeric_limits<double>::quiet_NaN();    ///< [-]; missing = the reach's
  double manning_n = std::numeric_limits<double>::quiet_NaN();     ///< [s m^-1/3]; missing = the reach's
  SourcePlace source;
};

/// A surveyed section: flow area, top width and wetted perimeter by stage. The first row is the bed (area 0); above the
/// last row the walls are vertical. A cell takes the surveyed section nearest to its middle, shifted by the bed.
struct SurveyedSection {
  int reach = -1;
  double chainage = 0.0;          ///< [m]
  std::vector<double> stage;      ///< [m] above the datum, increasing
  std::vector<double> area;       ///< [m2], increasing
  std::vector<double> top_width;  ///< [m], > 0
  std::vector<double> perimeter;  ///< [m], empty = top width + 2 × mean depth
  SourcePlace source;
};

}  // namespace bailang
