#pragma once

#include "solver/kinetics/react_plan.hpp"

/// Implicit Euler for a single cell and lane, for where the Rosenbrock step would turn a concentration negative.
namespace bailang {

/// Extents of the time dt by as many implicit Euler steps as it takes for Newton's method to find the positive root of
/// each: X = dt ρ(c + ν X). The step doubles after a success and halves after a failure. Where no step has a root (a rate
/// that jumps), what is left of the time passes in explicit pieces that take no more than there is.
/// @param task one lane: its coefficients and work memory  @param start [constituent] ≥ 0  @param extent [process], set
void euler_extents(const ReactTask& task, const double* start, double* extent);

}  // namespace bailang
