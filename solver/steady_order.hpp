#pragma once

#include <vector>

#include "solver/steady_problem.hpp"

/// In which order a steady state can be solved.
namespace bailang {

/// Sets of unknowns that feel one another, those upstream first (Tarjan, R. (1972), SIAM J. Comput. 1, 146–160). Within
/// a set by number. A single unknown is a set of its own: without dispersion the river is one downstream sweep.
/// @param inlets [unknown]
std::vector<std::vector<int>> downstream_sets(const std::vector<std::vector<Inlet>>& inlets);

}  // namespace bailang
