#pragma once

#include <vector>

#include "scenarios/measure.hpp"

/// A wetland that an outfall's water passes before it reaches the river.
namespace bailang {

/// Lowers loads to what the wetland leaves (solver/wetland_removal.hpp), with rates k20 θ^(T − 20): constituents one by
/// one, then sums, whose parts keep their shares. No water is lost or gained.
/// @param flow through the wetland [m3 s-1], > 0
/// @param degrees temperature of the water [°C]
/// @param load [constituent] [g s-1]
void pass_through_wetland(const Measure& measure, double flow, double degrees, std::vector<double>& load);

}  // namespace bailang
