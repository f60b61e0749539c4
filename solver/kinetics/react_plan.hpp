#pragma once

#include "solver/kinetics/process.hpp"

/// The processes of a case as flat arrays, for the loops over lanes. Constituents that no process touches are left out;
/// the others stand in the order of elimination, which keeps the factors of the Rosenbrock matrix sparse.
namespace bailang {

/// One factor of the state; processes that share it evaluate it once.
struct RateFactor {
  FactorKind kind = FactorKind::linear;
  int constituent = -1;
  int other = -1;        ///< second constituent, -1 = none
  int coefficient = -1;  ///< K, -1 = none
};

/// Where a rate depends on a concentration: by the slope of one of its factors, or as an expression says (term = -1).
struct RateSlope {
  int constituent = -1;
  int term = -1;          ///< index into ReactPlanView::term
  bool of_other = false;  ///< by the factor's second constituent
};

/// matrix[target] −= matrix[left] · matrix[right]
struct MatrixUpdate {
  int target = 0, left = 0, right = 0;
};

/// An entry outside the diagonal, by its place in the matrix and its row (below) or column (above).
struct MatrixEntry {
  int entry = 0, index = 0;
};

/// A slope's share in an entry of the Jacobian: stoichiometry × slope.
struct JacobianPart {
  int slope = 0;
  double share = 0.0;
};

struct Stoichiometry {
  int constituent = 0;
  double share = 0.0;
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
  const int* part_begin = nullptr;  ///< [process + 1]
  const Stoichiometry* part = nullptr;
  const int* diagonal = nullptr;        ///< [constituent] entry
  const int* jacobian_begin = nullptr;  ///< [entry + 1]
  const JacobianPart* jacobian = nullptr;
  const int* lower_begin = nullptr;  ///< [constituent + 1] entries of a column below the diagonal
  const MatrixEntry* lower = nullptr;
  const int* upper_begin = nullptr;  ///< [constituent + 1] entries of a row right of the diagonal
  const MatrixEntry* upper = nullptr;
  const int* update_begin = nullptr;  ///< [constituent + 1] of elimination step k
  const MatrixUpdate* update = nullptr;
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

/// Most lanes that are worked on at once: their matrices stay in the first-level cache.
inline constexpr int react_group = 16;

/// Doubles of work memory for `lanes` lanes at once.
inline long react_work_size(const ReactPlanView& p, int lanes) {
  const long numbers = 6L * p.constituents + 4L * p.processes + 3L * p.factors + p.slopes + p.entries;
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
