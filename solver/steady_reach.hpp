#pragma once

#include <vector>

/// Steady plug flow with first-order decay, integrated exactly.
namespace bailang {

/// Water and load that enter (flow ≥ 0) or water that is taken (flow < 0, load 0) at a chainage.
struct SteadyPoint {
  double chainage = 0.0;     ///< [m]
  double flow = 0.0;         ///< [m3 s-1]
  std::vector<double> load;  ///< [constituent] [g s-1]
  bool mixes = false;        ///< water of the network, by a pump: also what joining water does not dilute mixes by flow
};

/// A stretch of a reach in which area, decay and lateral inflow are constant.
struct SteadyCell {
  double begin = 0.0, end = 0.0;  ///< chainage [m]
  double flow_in = 0.0;           ///< discharge at `begin` [m3 s-1]
  double area = 0.0;              ///< A [m2]
  double lateral_flow = 0.0;      ///< q [m2 s-1]
};

/// Mass flux [g s-1] as a linear function of what enters the cell: at = gain × flux in + own. `flow` [m3 s-1] is the
/// discharge there.
struct LinearFlux {
  double gain = 1.0;
  double own = 0.0;
  double flow = 0.0;
};

/// Mass flux at chainage x of a cell: between points d(Qc)/dx = −k A c + m with Q = Q0 + q x, whose solution is
///   c = c_s + (c0 − c_s) (Q/Q0)^(−(kA+q)/q), c_s = m/(kA + q); q → 0: c0 exp(−kAx/Q).
/// Points at x itself are left out, so that the value just upstream of an outfall is meant; pass `through` = true to
/// take them in. Load that meets no water is carried on to where there is some.
/// @param points those of this cell, sorted by chainage
/// @param decay k [s-1]  @param lateral_load m [g m-1 s-1]  @param constituent index into SteadyPoint::load
LinearFlux flux_at(const SteadyCell& cell, const std::vector<SteadyPoint>& points, double decay, double lateral_load,
                   int constituent, double x, bool through);

}  // namespace bailang
