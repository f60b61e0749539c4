#pragma once

#include <vector>

#include "solver/transport.hpp"

/// Measures the mass that passes every section, with the fluxes that the scheme itself takes: it closes with the ledger.
namespace bailang {

/// A meter at the face nearest to each section.
void meter_sections(const HydraulicCase& model, Transport& transport);

/// Adds what passed in a step. @param corrections [face, lane] of sharpened fronts [g], null = none
/// @param passed [scenario, constituent, section] [g], added to
void read_meters(const Transport& transport, const StepMass& moved, const LaneArray* corrections, int constituent,
                 int constituents, std::vector<double>& passed);

}  // namespace bailang
