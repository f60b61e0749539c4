#pragma once

#include <vector>

#include "network/bay.hpp"

/// How long water stays in a bay, by its exchange and residual flow alone (no rivers).
namespace bailang {

struct BayTimes {
  std::vector<double> turnover;  ///< [box] volume over the water that leaves the box [s]
  std::vector<double>
      residence;                ///< [box] mean time until water that is in the box is in the open sea [s]; river water
                                ///< that enters there stays as long
  double mean_residence = 0.0;  ///< of the whole bay's water [s]
  double half_exchange = 0.0;   ///< until half of a tracer that filled the bay evenly is left [s]
  double e_folding = 0.0;       ///< until 1/e of it is left [s]
};

/// Residence τ solves the adjoint of the exchange: loss_i τ_i = V_i + Σ_j gain_ji τ_j (Delhez et al. 2004,
/// doi:10.1016/j.ecss.2004.05.009, for boxes).
BayTimes bay_times(const Bay& bay);

}  // namespace bailang
