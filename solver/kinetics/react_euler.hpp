#pragma once

#include "solver/kinetics/react_plan.hpp"

/// Implicit Euler for a single cell and lane, for where the Rosenbrock step would turn a concentration negative.
namespace bailang {

/// Extents of the time dt by as many implicit Euler steps as it takes for Newton's method to find the positive root of
/// each: X = dt ρ(c + ν X). The step doubles after a success and halves after a failure.
/// @param task one lane: its coefficients and work memory  @param start [constituent] ≥ 0  @param extent [process], set
/// @return false when the steps became too small (the extents found so far stand; they are consistent and positive)
bool euler_extents(const ReactTask& task, const double* start, double* extent);

}  // namespace bailang
