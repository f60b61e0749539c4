#pragma once

#include "solver/face_changes.hpp"
#include "solver/reactions.hpp"
#include "solver/steady_network.hpp"

/// The case's own kinetics in steady states.
namespace bailang {

/// Reactions, falls and wetlands as a steady state asks for them; what plants give by the hour counts with its mean over the day.
/// @param reactions, changes of a single lane; must outlive the result
SteadyKinetics steady_kinetics(const HydraulicCase& model, Reactions& reactions, FaceChanges& changes);

/// Lets a time-varying run begin with the steady state of time t [s], reactions included: every cell a finite volume, each
/// lane by itself. A lane whose reactions have none begins without them.
void begin_in_steady_state(const HydraulicCase& model, const BlockInputs& inputs, double t, Transport& transport);

}  // namespace bailang
