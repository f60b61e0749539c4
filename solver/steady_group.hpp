#pragma once

#include <vector>

#include "solver/steady_chemistry.hpp"
#include "solver/steady_problem.hpp"

/// Constituents that react with one another, solved together.
namespace bailang {

/// What a group's reactions do in the whole network.
struct GroupResult {
  std::vector<double> reaction;             ///< [member] gained, first-order loss and growth included [g s-1]
  std::vector<double> withdrawal;           ///< [member] taken from exact cells, pumps not counted [g s-1]
  std::vector<double> extent;               ///< [process] Σ V ρ [g s-1]
  std::vector<double> at_faces;             ///< [member] part of the reaction, in falls and wetlands [g s-1]
  std::vector<std::vector<double>> middle;  ///< [member][exact cell] in the cell's middle [g m-3]
};

/// Writes `transport.c` and `flux_in` of the members. Sets of unknowns that feel one another are solved one after the
/// other, those upstream first: a single exact cell by going along it; others by Newton's method on all unknowns of the
/// set and all members, m × m blocks eliminated along the forest, with implicit Euler steps in pseudo-time that grow into
/// Newton's where that does not find its way (Kelley, C.T., Keyes, D.E. (1998), SIAM J. Numer. Anal. 35, 508–523).
/// Residuals end below 1e-12 of the set's greatest flux or turnover of each constituent.
/// @throws RunError that names the reach and constituent of the greatest residual
GroupResult solve_steady_group(SteadyProblem& problem, SteadyGroup& group);

}  // namespace bailang
