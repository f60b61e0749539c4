#pragma once

#include "scenarios/case.hpp"
#include "solver/sources.hpp"

/// The chain discharger → plant → outfall → reach, with a scenario's measures applied to it.
namespace bailang {

/// Sources of one scenario at time t [s] since the start of the run, right of any jump: measures in the order of
/// MeasureKind, each with the part of its effect that `from` and `ramp` give at t; then loads and water summed per
/// outfall and reach. Diffuse loads follow Forcing::diffuse_shape of the calendar month at t.
LaneSources sources_at(const Case& model, const Scenario& scenario, double t);

/// Sources over the whole run: one entry a calendar month where diffuse shapes exist, one at every measure's date, one a
/// day while a measure ramps.
SourceSchedule source_schedule(const Case& model, const Scenario& scenario);

}  // namespace bailang
