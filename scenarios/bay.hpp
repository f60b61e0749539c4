#pragma once

#include "network/grid.hpp"
#include "scenarios/case.hpp"
#include "solver/bay_result.hpp"
#include "solver/result.hpp"

/// The bay behind a case's rivers, scenario by scenario.
namespace bailang {

/// Runs the bay under what each lane's outlets gave it: over every interval between records the mean water and load of the
/// interval, so that what left the rivers is what enters the bay, to rounding. Other sources and the temperature are taken
/// in the middle of pieces of at most a day. Nothing goes back from the bay into the rivers.
/// @return one result a lane, one after the other; empty when the case has no bay
BayResult run_bay_of_block(const Case& model, const Grid& grid, const BlockResult& block);

}  // namespace bailang
