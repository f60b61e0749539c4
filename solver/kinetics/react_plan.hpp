#pragma once

#include "solver/kinetics/process.hpp"

/// The processes of a case as flat arrays, for the loops over lanes. Constituents that no process touches are left out;
/// the others stand in the order of elimination, which keeps the factors of the Rosenbrock matrix sparse.
namespace bailang {

/// One factor of the state; processes that share it evaluate it once.
struct RateFactor {
  FactorKind kind = FactorKind::linear;
  int constituent = -1;
  int coefficient = -1;  ///< K, -1 = none
};

/// Where a rate depends on a concentration: by the slope of one of its factors, or as an expression says (term = -1).
struct RateSlope {
  int constituent = -1;
  int term = -1;  ///< index into ReactPlanView::term
};

/// A term of a sum: weight × array[index].
struct WeightedTerm {
  int index = 0;
  double weight = 0.0;
};

/// An entry of the matrix, or the product of two.
struct MatrixPair {
  int left = 0, right = 0;
};

/// An entry's place outside the diagonal, and the unknown it multiplies.
struct MatrixEntry {
  int entry = 0, column = 0;
};

/// What an entry is divided by: nothing (above the diagonal), the pivot of its column, or it is a pivot itself.
struct MatrixRole {
  int pivot = -1;  ///< entry of the column's pivot, -1 = none
  bool is_pivot = false;
};

/// Views of the plan's arrays; `x_begin[i]` to `x_begin[i + 1]` is what belongs to i.
struct ReactPlanView {
  int constituents = 0, processes = 0, factors = 0, slopes = 0, entries = 0;
  int coefficients = 0;  ///< a cell
  const RateFactor* factor = nullptr;
  const int* rate_constant = nullptr;  ///< [process] index of the coefficient; -1 = an expression's rate
  const int* term_begin = nullptr;     ///< [process + 1] its factors
  const int* term = nullptr;
  const int* slope_begin = nullptr;  ///< [process + 1]
  const RateSlope* slope = nullptr;
  const int* change_begin = nullptr;  ///< [constituent + 1] stoichiometry: weights of the processes' extents
  const WeightedTerm* change = nullptr;
  const int* jacobian_begin = nullptr;  ///< [entry + 1] stoichiometry times slopes; entries stand row by row
  const WeightedTerm* jacobian = nullptr;
  const int* eliminated_begin = nullptr;  ///< [entry + 1] products that elimination takes off
  const MatrixPair* eliminated = nullptr;
  const MatrixRole* role = nullptr;  ///< [entry]
  const int* diagonal = nullptr;     ///< [constituent] entry
  const int* lower_begin = nullptr;  ///< [constituent + 1] a row's entries below the diagonal
  const MatrixEntry* lower = nullptr;
  const int* upper_begin = nullptr;  ///< [constituent + 1] a row's entries above the diagonal
  const MatrixEntry* upper = nullptr;
  bool has_expressions = false;
};

/// One call of react, for the loops.
struct ReactTask {
  ReactPlanView plan;
  double dt = 0.0;
  int unknowns = 0;
  const double* volume = nullptr;
  const double* coefficients = nullptr;
  double* const* c = nullptr;  ///< [constituent of the plan] → [unknown, lane]
  double* extent = nullptr;    ///< may be null
  double* work = nullptr;      ///< [work_size] aligned to 64 bytes
  void* context = nullptr;
  /// Rates of the expressions' processes in some lanes of a cell. @param c [constituent, lane]
  /// @param rate [process, lane]  @param slope [slope, lane], null when not wanted
  void (*expression_rates)(void* context, int cell, int first_lane, int lanes, const double* c, double* rate,
                           double* slope) = nullptr;
  /// Takes the step of one cell and lane again, positive.
  void (*redo)(void* context, int cell, int lane) = nullptr;
};

/// Most lanes that are worked on at once, four registers: their matrices stay in the first-level cache.
inline constexpr int react_group = 32;

/// Doubles of work memory for `lanes` lanes at once.
inline long react_work_size(const ReactPlanView& p, int lanes) {
  const long numbers = 5L * p.constituents + 3L * p.processes + 2L * p.factors + p.slopes + p.entries;
  return numbers * lanes;
}

namespace baseline {
void react_lanes(const ReactTask& task, int lanes, bool own_coefficients);
}
namespace avx2 {
void react_lanes(const ReactTask& task, int lanes, bool own_coefficients);
}
namespace avx512 {
void react_lanes(const ReactTask& task, int lanes, bool own_coefficients);
}

}  // namespace bailang
