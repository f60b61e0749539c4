#pragma once

#include <vector>

#include "solver/steady_chemistry.hpp"
#include "solver/steady_problem.hpp"

/// A group of constituents on its way through one exact cell.
namespace bailang {

struct CellMarch {
  double flow = 0.0;                ///< where the march ended [m3 s-1]
  std::vector<double> c;            ///< [member] there; without flow the last there was
  std::vector<double> flux;         ///< [member] mass that leaves the cell there [g s-1]
  std::vector<double> withdrawn;    ///< [member] [g s-1]
  std::vector<double> reacted;      ///< [member] gained by reaction [g s-1]
  std::vector<double> extent;       ///< [process] Σ A ρ dx [g s-1]
  std::vector<double> sensitivity;  ///< [member × member] ∂c/∂(mass that enters) [s m-3]; empty = not wanted
};

/// Carries the mass that enters a cell to chainage x (as the cell counts them). Where water begins within a stretch its
/// concentrations are those at which joining and reacting balance; load that meets no water joins it at the stretch's end.
/// @param flux_in [member] [g s-1]  @param through whether points at x itself are passed
/// @throws RunError when the chemistry cannot be followed
CellMarch march(const SteadyProblem& problem, SteadyGroup& group, std::size_t cell, const std::vector<double>& flux_in,
                double x, bool through, bool wants_sensitivity);

}  // namespace bailang
