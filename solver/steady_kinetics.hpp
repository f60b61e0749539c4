#pragma once

#include "solver/reactions.hpp"
#include "solver/steady_network.hpp"
#include "solver/weir_rates.hpp"

/// The case's own kinetics in steady states.
namespace bailang {

/// Reactions and weirs as a steady state asks for them; what plants give by the hour counts with its mean over the day.
/// @param reactions, weirs of a single lane; must outlive the result
SteadyKinetics steady_kinetics(const HydraulicCase& model, Reactions& reactions, WeirRates& weirs);

/// Lets a time-varying run begin with the steady state of time t [s], reactions included: every cell a finite volume, each
/// lane by itself. A lane whose reactions have none begins without them.
void begin_in_steady_state(const HydraulicCase& model, const BlockInputs& inputs, double t, Transport& transport);

}  // namespace bailang
