#pragma once

#include <vector>

#include "solver/bay_exchange.hpp"

/// One interval of a bay in which water and loads are constant, for one constituent.
namespace bailang {

/// V_i dc_i/dt = Σ_j gain_ij c_j − (loss_i + k V_i) c_i + entry_i
struct BaySystem {
  const BayFlows* flows = nullptr;
  std::vector<double> volume;  ///< [box] [m3]
  std::vector<double> entry;   ///< [box] loads and what the open sea's water carries in [g s-1]
  double decay = 0.0;          ///< k [s-1]
};

/// Advances c [box] [g m-3] by `seconds`, exactly but for rounding: the Taylor series of the matrix exponential, in pieces
/// short enough for 20 terms (Moler and Van Loan 2003, method 1, applied to the vector).
/// @return ∫ c dt [box] [g m-3 s] over the interval, by the same series
std::vector<double> advance_bay(const BaySystem& system, double seconds, std::vector<double>& c);

/// The c that stays under these flows and loads [g m-3].
std::vector<double> steady_bay(const BaySystem& system);

/// The matrix of V dc/dt, row by row [m3 s-1]; the diagonal is −(loss + k V).
std::vector<double> bay_matrix(const BaySystem& system);

}  // namespace bailang
