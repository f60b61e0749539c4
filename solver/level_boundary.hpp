#pragma once

#include "solver/hydraulics.hpp"

/// What the levels hear of the world: tides, headwaters, releases, withdrawals, structures.
namespace bailang {

/// Water level outside an outlet [m] at time t [s]: the series plus the harmonics; NaN where no tide is given.
double tide_level(const Forcing& forcing, int node, double t);

/// Sets what stays constant over a step from t [s]: inflows, wishes, settings of structures.
/// @param steady whether a fixed point is sought, with the transfers that `water` holds
void begin_lane_step(const HydraulicCase& model, double t, bool steady, int lane, Hydraulics& water);

/// Sets what changes from one sub-step to the next: levels outside at t and t + dt, discharges given, top-ups.
void begin_sub_step(const HydraulicCase& model, const BlockInputs& inputs, double t, int lane, Hydraulics& water);

}  // namespace bailang
