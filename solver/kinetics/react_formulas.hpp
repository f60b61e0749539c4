#pragma once

#include "solver/kinetics/rate_formulas.hpp"
#include "solver/kinetics/react_plan.hpp"

/// Rates, Jacobian and the solution of small systems for N vectors of lanes at once. Arrays hold x[index × N + j].
/// Included by the sources of each instruction set; only raw arrays here.
namespace bailang::BAILANG_ISA {

/// A cell's coefficients where all lanes share them, or by lane.
template <class V>
struct SharedCoefficients {
  const double* of_cell;
  V at(int index, int) const { return V{} + of_cell[index]; }
};
template <class V, int W>
struct OwnCoefficients {
  const double* of_cell;  ///< at the group's first lane
  V at(int index, int j) const { return reinterpret_cast<const V*>(of_cell + static_cast<long>(index) * W)[j]; }
};

/// Work memory of one group of lanes.
template <class V, int N>
struct Group {
  V *c, *stage, *solution;  ///< [constituent]
  V *rate, *rate_later;     ///< [process]
  V *value, *factor_slope;  ///< [factor]
  V* slope;                 ///< [slope]
  V* matrix;                ///< [entry]
  V *change, *scale;        ///< [constituent] of implicit Euler
  V* extent;                ///< [process] of implicit Euler

  Group(const ReactPlanView& p, double* work) {
    V* free = reinterpret_cast<V*>(work);
    const auto take = [&](int count) {
      V* taken = free;
      free += static_cast<long>(count) * N;
      return taken;
    };
    for (V** array : {&c, &stage, &solution}) *array = take(p.constituents);
    for (V** array : {&rate, &rate_later}) *array = take(p.processes);
    for (V** array : {&value, &factor_slope}) *array = take(p.factors);
    slope = take(p.slopes);
    matrix = take(p.entries);
    for (V** array : {&change, &scale}) *array = take(p.constituents);
    extent = take(p.processes);
  }
};

template <FactorKind kind, class V, int N, class K>
inline void evaluate_factor(const RateFactor& f, const K& coefficients, const V* c, V* value, V* slope) {
  for (int j = 0; j < N; ++j) {
    const V constant = f.coefficient >= 0 ? coefficients.at(f.coefficient, j) : V{};
    const auto result = factor_value<V>(kind, c[f.constituent * N + j], constant);
    value[j] = result.value;
    slope[j] = result.slope;
  }
}

template <class V, int N, class K>
inline void evaluate_factors(const ReactPlanView& p, const K& coefficients, const V* c, Group<V, N>& g) {
  for (int i = 0; i < p.factors; ++i) {
    const RateFactor& f = p.factor[i];
    V* value = g.value + i * N;
    V* slope = g.factor_slope + i * N;
    switch (f.kind) {
#define BAILANG_FACTOR(kind)                                                   \
  case FactorKind::kind:                                                       \
    evaluate_factor<FactorKind::kind, V, N>(f, coefficients, c, value, slope); \
    break;
      BAILANG_FACTOR(linear)
      BAILANG_FACTOR(half_saturation)
      BAILANG_FACTOR(exponential)
      BAILANG_FACTOR(second_order)
      BAILANG_FACTOR(half_inhibition)
      BAILANG_FACTOR(exponential_inhibition)
      BAILANG_FACTOR(second_order_inhibition)
      BAILANG_FACTOR(deficit)
#undef BAILANG_FACTOR
    }
  }
}

/// k × product of the factors from `begin` to `end`, `skipped` left out.
template <class V, int N>
inline void multiply_terms(const ReactPlanView& p, const Group<V, N>& g, int begin, int end, int skipped, V* product) {
  for (int t = begin; t < end; ++t) {
    if (t == skipped) continue;
    for (int j = 0; j < N; ++j) product[j] *= g.value[p.term[t] * N + j];
  }
}

/// Rates from the factors' values: k × product. With `slopes`, each slope is the factor's own × k × the others.
template <class V, int N, bool slopes, class K>
inline void multiply_factors(const ReactPlanView& p, const K& coefficients, Group<V, N>& g, V* rate) {
  for (int i = 0; i < p.processes; ++i) {
    if (p.rate_constant[i] < 0) continue;
    const int begin = p.term_begin[i], end = p.term_begin[i + 1];
    V k[N], product[N];
    for (int j = 0; j < N; ++j) product[j] = k[j] = coefficients.at(p.rate_constant[i], j);
    multiply_terms<V, N>(p, g, begin, end, -1, product);
    for (int j = 0; j < N; ++j) rate[i * N + j] = product[j];
    for (int s = p.slope_begin[i]; slopes && s < p.slope_begin[i + 1]; ++s) {
      const RateSlope& slope = p.slope[s];
      const V* own = g.factor_slope + p.term[slope.term] * N;
      for (int j = 0; j < N; ++j) product[j] = k[j] * own[j];
      multiply_terms<V, N>(p, g, begin, end, slope.term, product);
      for (int j = 0; j < N; ++j) g.slope[s * N + j] = product[j];
    }
  }
}

/// Σ weight × array[index], in the order of the list.
template <class V, int N>
inline void add_terms(const WeightedTerm* list, const int* begin, int i, const V* array, V* sum) {
  for (int n = begin[i]; n < begin[i + 1]; ++n) {
    const V* part = array + list[n].index * N;
    for (int j = 0; j < N; ++j) sum[j] += list[n].weight * part[j];
  }
}

/// The factors of I − h J without pivoting, row by row; the reciprocal pivots stand on the diagonal.
template <class V, int N>
inline void factorise_matrix(const ReactPlanView& p, double h, Group<V, N>& g, V* least_pivot) {
  V* A = g.matrix;
  for (int j = 0; j < N; ++j) least_pivot[j] = V{} + 1.0;
  for (int e = 0; e < p.entries; ++e) {
    const MatrixRole role = p.role[e];
    V entry[N] = {};
    add_terms<V, N>(p.jacobian, p.jacobian_begin, e, g.slope, entry);
    const double identity = role.is_pivot ? 1.0 : 0.0;
    for (int j = 0; j < N; ++j) entry[j] = identity - h * entry[j];
    for (int n = p.eliminated_begin[e]; n < p.eliminated_begin[e + 1]; ++n) {
      const V* left = A + p.eliminated[n].left * N;
      const V* right = A + p.eliminated[n].right * N;
      for (int j = 0; j < N; ++j) entry[j] -= left[j] * right[j];
    }
    if (role.is_pivot) {
      for (int j = 0; j < N; ++j) {
        least_pivot[j] = smaller(entry[j], least_pivot[j]);
        entry[j] = 1.0 / entry[j];
      }
    } else if (role.pivot >= 0) {
      for (int j = 0; j < N; ++j) entry[j] *= A[role.pivot * N + j];
    }
    for (int j = 0; j < N; ++j) A[e * N + j] = entry[j];
  }
}

/// b − the part of a row that lies on one side of the diagonal.
template <class V, int N>
inline void take_off(const MatrixEntry* list, const int* begin, int k, const V* A, const V* b, V* rest) {
  for (int n = begin[k]; n < begin[k + 1]; ++n) {
    const V* entry = A + list[n].entry * N;
    const V* x = b + list[n].column * N;
    for (int j = 0; j < N; ++j) rest[j] -= entry[j] * x[j];
  }
}

template <class V, int N>
inline void substitute_back(const ReactPlanView& p, const Group<V, N>& g, V* y) {
  for (int k = p.constituents - 1; k >= 0; --k) {
    const V* pivot = g.matrix + p.diagonal[k] * N;
    V rest[N];
    for (int j = 0; j < N; ++j) rest[j] = y[k * N + j];
    take_off<V, N>(p.upper, p.upper_begin, k, g.matrix, y, rest);
    for (int j = 0; j < N; ++j) y[k * N + j] = rest[j] * pivot[j];
  }
}

/// Solves (I − h J) y = ν x, from processes x to constituents y.
template <class V, int N>
inline void solve_matrix(const ReactPlanView& p, const Group<V, N>& g, const V* x, V* y) {
  for (int k = 0; k < p.constituents; ++k) {
    V rest[N] = {};
    add_terms<V, N>(p.change, p.change_begin, k, x, rest);
    take_off<V, N>(p.lower, p.lower_begin, k, g.matrix, y, rest);
    for (int j = 0; j < N; ++j) y[k * N + j] = rest[j];
  }
  substitute_back<V, N>(p, g, y);
}

/// x += h R y, from constituents to processes by the slopes.
template <class V, int N>
inline void add_slopes(const ReactPlanView& p, double h, const Group<V, N>& g, const V* y, V* x) {
  for (int i = 0; i < p.processes; ++i) {
    V sum[N] = {};
    for (int s = p.slope_begin[i]; s < p.slope_begin[i + 1]; ++s) {
      const V* slope = g.slope + s * N;
      const V* change = y + p.slope[s].constituent * N;
      for (int j = 0; j < N; ++j) sum[j] += slope[j] * change[j];
    }
    for (int j = 0; j < N; ++j) x[i * N + j] += h * sum[j];
  }
}

}  // namespace bailang::BAILANG_ISA
