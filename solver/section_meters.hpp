#pragma once

#include <vector>

#include "solver/transport.hpp"

/// Measures the mass that passes every section, with the fluxes that the scheme itself takes: it closes with the ledger.
namespace bailang {

/// A meter at the face nearest to each section.
void meter_sections(const HydraulicCase& model, Transport& transport);

/// Mass that passed in a step [scenario, section] [g].
/// @param corrections [face, lane] of sharpened fronts [g], null = none
std::vector<double> read_meters(const Transport& transport, const StepMass& moved, const LaneArray* corrections,
                                int scenarios);

/// Water that passes [scenario, section] [m3 s-1], at the same faces.
std::vector<double> read_meters(const Transport& transport, const Hydraulics& water, int scenarios);

}  // namespace bailang
