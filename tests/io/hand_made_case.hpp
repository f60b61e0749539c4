#pragma once

#include "network/grid.hpp"
#include "scenarios/case.hpp"
#include "solver/result.hpp"

/// A small case made by hand: two rivers join, pass a reservoir and reach the sea; three sections, two outfalls, four
/// scenarios (two of them of a sweep).
namespace bailang::hand_made {

/// @param constituents simulated ones
Case small_case(const std::vector<std::string>& constituents);

/// Shape of a run of the case: daily records over 40 days from 2021-01-15, which touch two months.
ResultShape shape_of(const Case& model, const Grid& grid, FieldOutput fields);

/// A block in which every value tells its place: see `value`.
BlockResult block_of(const Case& model, const ResultShape& shape, const std::vector<int>& scenarios);

/// Concentration [g m-3] of a block: grows with scenario, constituent, time and place, so that a mix-up shows.
double value(int scenario, int constituent, int time, int place);

}  // namespace bailang::hand_made
