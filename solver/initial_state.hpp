#pragma once

/// The start that initial_state.csv gives: levels along reaches, concentrations there and in reservoirs.
namespace bailang {

struct HydraulicCase;
struct Hydraulics;
struct Transport;

/// Levels [m above the datum] of every reach that has some, linear between its points, and the volumes that go with them. Discharges stay
/// those of the steady state, and become 0 where it was not found. Call after set_steady_flow.
void set_initial_levels(const HydraulicCase& model, Hydraulics& water);

/// Concentrations [g m-3] of one constituent, in all lanes, where points give some; elsewhere they stay.
void set_initial_concentration(const HydraulicCase& model, int constituent, Transport& transport);

}  // namespace bailang
