#pragma once

#include "solver/hydraulics.hpp"

/// Levels and discharges of the whole network: flow modes `dynamic` (Saint-Venant) and `diffusive` (without inertia).
///
/// θ = 0.55 weighs the new moment in mode `dynamic` (hardly damps tides, still damps what the grid cannot carry); 1 in
/// `diffusive`. Every lane chooses its sub-steps by itself: at most 600 s, and |u| Δt ≤ 0.8 of the distance between
/// levels where inertia counts.
namespace bailang {

/// Beds, links and memory; levels at the beds.
void make_levels(const HydraulicCase& model, Hydraulics& water);

/// Levels of reservoirs by the lane's present volumes.
void load_reservoirs(const HydraulicCase& model, int lane, Hydraulics& water);

/// The backwater profile of the present inflows; boundary levels of time t [s] are held. Volumes old and new are set.
/// The start is what `water` holds: discharges, and depths of uniform flow.
void set_steady_levels(const HydraulicCase& model, const BlockInputs& inputs, double t, Hydraulics& water);

/// Tells Hydraulics the lane's present discharges and surface.
void store_steady_lane(const HydraulicCase& model, int lane, Hydraulics& water);

/// Tells Hydraulics stage, depth and top width of the lane's present levels.
void store_surface(int lane, Hydraulics& water);

/// One step from t [s] in as many sub-steps as each lane needs. @throws RunError when no sub-step is short enough
void route_levels(const HydraulicCase& model, const BlockInputs& inputs, double t, double dt, Hydraulics& water);

}  // namespace bailang
