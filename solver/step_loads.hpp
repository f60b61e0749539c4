#pragma once

#include <vector>

#include "solver/transport.hpp"

/// Loads of one step that hang on the state: what the sea brings in through outlets, and what pumps and diversions put
/// elsewhere. They stay constant over the step.
namespace bailang {

/// Entries of the sea: one for each outlet exit of the transport, in their order. Sea water has the strength that the
/// lane's tides give at the middle of the step t [s], and 1 of continuity; where they give none, it has that of the
/// outlet's last cell, as the step begins.
void add_sea_loads(const HydraulicCase& model, const BlockInputs& inputs, const Hydraulics& water,
                   const Transport& transport, int constituent, double t, StepLoads& loads);

/// Entries of the oxygen that measures give along reaches, for every cell of a reach that gets some in at least one lane.
void add_aeration_loads(const HydraulicCase& model, const Hydraulics& water, int lanes, StepLoads& loads);

/// Entries of transfers that stay in the network, in their order, with no load yet.
void add_transfer_entries(const Hydraulics& water, int lanes, StepLoads& loads);

/// First guess of what transfers carry: the water of the step with the strength at its start.
/// @param first index of the first transfer entry
void guess_transfer_loads(const Hydraulics& water, const Transport& transport, int constituent, std::size_t first,
                          StepLoads& loads);

/// Lets transfers bring what left by their exits in a step of length dt [s], lane by lane until it no longer changes.
/// @return whether all lanes had settled already
bool settle_transfer_loads(const Hydraulics& water, const Transport& transport, const StepMass& moved, double dt,
                           std::size_t first, StepLoads& loads);

/// The same for a steady state: what transfers carry at the present strength of their source.
bool settle_steady_transfer_loads(const Hydraulics& water, const Transport& transport, int constituent,
                                  std::size_t first, StepLoads& loads);

}  // namespace bailang
