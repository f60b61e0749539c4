#pragma once

#include "network/network.hpp"
#include "solver/hydraulics.hpp"

/// Reservoirs: storage curve, release by rules, spillway, evaporation.
namespace bailang {

/// Water level at a volume [m]: by the curve (linear; beyond its ends the nearest two rows go on), without one the bed
/// and vertical walls. NaN when there is neither curve nor bed elevation.
/// @param bed elevation of the node's bed [m], may be NaN  @param volume [m3]
double reservoir_level(const Reservoir& reservoir, double bed, double volume);

/// Volume [m3] at a level [m]; the inverse of reservoir_level(), not below 0.
double reservoir_volume(const Reservoir& reservoir, double bed, double level);

/// Area of the surface at a volume [m2]: by the curve, linear in the volume, constant below its first row; where the
/// curve gives no area, dV/dlevel of its row. Without a curve Reservoir::area.
double reservoir_area(const Reservoir& reservoir, double volume);

/// What decides over a reservoir's outflow at a moment, in one lane.
struct ReservoirState {
  double bed = missing;      ///< elevation of the node's bed [m]
  double kept_flow = 0.0;    ///< released at least [m3 s-1] (Reservoir::ecological_flow or a measure's, the greater)
  double evaporation = 0.0;  ///< [m s-1] ≥ 0
  int month = 1, day = 1;
};

/// What a step does to a reservoir: volume = volume before + dt (gain − outflow − evaporation), to round-off.
struct ReservoirStep {
  double volume = 0.0;       ///< [m3] ≥ 0 at the end
  double outflow = 0.0;      ///< [m3 s-1] ≥ 0, mean of the step
  double evaporation = 0.0;  ///< [m3 s-1] ≥ 0, mean of the step
};

/// One step of V' = gain − outflow(V) − e·area(V).
///
/// Outflow: the release, at least `kept_flow`, plus what runs over the spillway. The release is the curve of the first
/// rule whose span holds (of all rows of that span, linear in the volume, the end rows beyond), else Reservoir::release,
/// else nothing when the reservoir has a spillway, else what flows in less what evaporates, so that the volume stays.
/// Below min_volume nothing is released (what flows in fills it up; a reservoir that passes its inflow goes on doing so);
/// at it no more than flows in. Of a reservoir whose last drop would go in finite time, a film of 1 mm over its floor stays
/// instead: nothing is released and nothing evaporates below it. Without a spillway all above max_volume leaves at once; with one (weir_level, and the
/// level is known), Q = 2/3 μ √(2g) W h^1.5 with μ = 1/√3, and max_volume does not act.
///
/// Where outflow and evaporation are linear in V the step is exact, from break point to break point: V never falls
/// below 0, a linear reservoir V' = −V/T follows V0 exp(−t/T) at any dt. Over a spillway it is the exponential Rosenbrock
/// method (Hochbruck, M. & Ostermann, A. (2010), Acta Numerica 19, §2.4; second order) with steps cut where the law bends.
/// @param gain what flows in [m3 s-1], ≥ 0  @param dt [s] > 0
ReservoirStep advance_reservoir(const Reservoir& reservoir, const ReservoirState& state, double volume, double gain,
                                double dt);

/// The state of reservoir `index` at time t [s] for coefficient lane l: ecological flows, evaporation of the lane's
/// forcing in the middle of the step, date.
ReservoirState reservoir_state(const HydraulicCase& model, const BlockInputs& inputs, int index, double t, double dt,
                               int lane, const Hydraulics& water);

/// Index of the reservoir at a node, -1 = none.
int reservoir_at(const Network& network, int node);

/// Depth (volume over area), level and width of the surface of every reservoir for the present volume_new.
void set_reservoir_surface(const HydraulicCase& model, Hydraulics& water);

}  // namespace bailang
