#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "solver/hydraulics.hpp"
#include "solver/result.hpp"
#include "solver/source_terms.hpp"

/// The steady state of the whole network at one moment, by one direct solve.
namespace bailang {

struct SteadyState {
  std::vector<std::vector<double>> section;             ///< [constituent][section] [g m-3], NaN where there is no water
  std::vector<double> section_flow;                     ///< [section] [m3 s-1]
  std::vector<std::uint8_t> section_dry;                ///< [section]
  std::vector<std::vector<double>> cell;                ///< [constituent][output cell] [g m-3] at the cell's middle
  std::vector<std::vector<double>> outlet_load;         ///< [constituent][outlet] [g s-1]
  std::vector<double> outlet_flow;                      ///< [outlet] [m3 s-1]
  std::vector<std::array<double, term_count>> balance;  ///< [constituent][term] [g s-1], signed as in the ledger
  std::array<double, term_count> water_balance{};       ///< [term] [m3 s-1]
};

/// Flow and concentrations at time t [s] of a single lane. Reaches without dispersion are integrated exactly along each
/// cell, with lateral inflow, outfalls and withdrawals at their chainage; dispersive reaches are finite volumes; all are
/// rows of one linear system, eliminated along the forest.
SteadyState solve_steady_network(const HydraulicCase& model, const BlockInputs& inputs, double t);

}  // namespace bailang
