#pragma once

#include <string>
#include <vector>

/// What a kinetic process is once a case has chosen it: a rate constant, factors of the state, and a stoichiometry.
namespace bailang {

/// A factor of a process rate as a function of one concentration c [g m-3] and, where named, a coefficient K.
enum class FactorKind {
  linear,                   ///< c
  half_saturation,          ///< c / (K + c)
  exponential,              ///< 1 − exp(−c/K)
  second_order,             ///< c² / (K + c²)
  half_inhibition,          ///< 1 − c / (K + c)
  exponential_inhibition,   ///< exp(−c/K)
  second_order_inhibition,  ///< 1 − c² / (K + c²)
  deficit                   ///< K − c (K is the saturation value; may be negative)
};

struct Factor {
  FactorKind kind = FactorKind::linear;
  int constituent = -1;
  int coefficient = -1;  ///< index of K among the cell's coefficients; -1 = the kind has none
};

/// Extent rate ρ [g m-3 s-1] = coefficient × product of factors; dc_i/dt += stoichiometry_i × ρ.
/// Every rate vanishes with each constituent that it consumes, so that an exact solution never turns negative.
struct Process {
  std::string id;               ///< as in the ledger's term: `nitrification`
  std::string title, title_zh;  ///< for people
  int coefficient = -1;         ///< index of the rate constant among the cell's coefficients [g m-3 s-1 per factor]
  std::vector<Factor> factors;  ///< empty for a process of the user's own
  std::vector<double> stoichiometry;  ///< [constituent] [g g-1]
  int expression = -1;                ///< index of the user's process, -1 = built in
};

}  // namespace bailang
