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
  V *c, *stage, *solution, *change, *scale, *start;  ///< [constituent]
  V *rate, *rate_later, *extent, *spare;             ///< [process]
  V *value, *factor_slope, *factor_other;            ///< [factor]
  V* slope;                                          ///< [slope]
  V* matrix;                                         ///< [entry]

  Group(const ReactPlanView& p, double* work) {
    V* free = reinterpret_cast<V*>(work);
    const auto take = [&](int count) {
      V* taken = free;
      free += static_cast<long>(count) * N;
      return taken;
    };
    for (V** array : {&c, &stage, &solution, &change, &scale, &start}) *array = take(p.constituents);
    for (V** array : {&rate, &rate_later, &extent, &spare}) *array = take(p.processes);
    for (V** array : {&value, &factor_slope, &factor_other}) *array = take(p.factors);
    slope = take(p.slopes);
    matrix = take(p.entries);
  }
};

template <FactorKind kind, class V, int N, class K>
inline void evaluate_factor(const RateFactor& f, const K& coefficients, const V* c, V* value, V* slope,
                            V* other_slope) {
  for (int j = 0; j < N; ++j) {
    const V constant = f.coefficient >= 0 ? coefficients.at(f.coefficient, j) : V{};
    const V other = f.other >= 0 ? c[f.other * N + j] : V{};
    const auto result = factor_value<V>(kind, c[f.constituent * N + j], other, constant);
    value[j] = result.value;
    slope[j] = result.slope;
    if (kind == FactorKind::ammonium_preference || kind == FactorKind::nitrate_preference) {
      other_slope[j] = result.other_slope;
    }
  }
}

template <class V, int N, class K>
inline void evaluate_factors(const ReactPlanView& p, const K& coefficients, const V* c, Group<V, N>& g) {
  for (int i = 0; i < p.factors; ++i) {
    const RateFactor& f = p.factor[i];
    V* value = g.value + i * N;
    V* slope = g.factor_slope + i * N;
    V* other = g.factor_other + i * N;
    switch (f.kind) {
#define BAILANG_FACTOR(kind)                                                          \
  case FactorKind::kind:                                                              \
    evaluate_factor<FactorKind::kind, V, N>(f, coefficients, c, value, slope, other); \
    break;
      BAILANG_FACTOR(linear)
      BAILANG_FACTOR(half_saturation)
      BAILANG_FACTOR(exponential)
      BAILANG_FACTOR(second_order)
      BAILANG_FACTOR(half_inhibition)
      BAILANG_FACTOR(exponential_inhibition)
      BAILANG_FACTOR(second_order_inhibition)
      BAILANG_FACTOR(deficit)
      BAILANG_FACTOR(ammonium_preference)
      BAILANG_FACTOR(nitrate_preference)
#undef BAILANG_FACTOR
    }
  }
}

/// Rates from the factors' values: k × product. With `slopes`, each slope is the factor's own × k × the others.
template <class V, int N, bool slopes, class K>
inline void multiply_factors(const ReactPlanView& p, const K& coefficients, Group<V, N>& g, V* rate) {
  for (int i = 0; i < p.processes; ++i) {
    if (p.rate_constant[i] < 0) continue;
    for (int j = 0; j < N; ++j) {
      const V k = coefficients.at(p.rate_constant[i], j);
      V product = k;
      for (int t = p.term_begin[i]; t < p.term_begin[i + 1]; ++t) product *= g.value[p.term[t] * N + j];
      rate[i * N + j] = product;
      if (!slopes) continue;
      for (int s = p.slope_begin[i]; s < p.slope_begin[i + 1]; ++s) {
        const RateSlope& slope = p.slope[s];
        V others = k * (slope.of_other ? g.factor_other : g.factor_slope)[p.term[slope.term] * N + j];
        for (int t = p.term_begin[i]; t < p.term_begin[i + 1]; ++t) {
          if (t != slope.term) others *= g.value[p.term[t] * N + j];
        }
        g.slope[s * N + j] = others;
      }
    }
  }
}

/// I − h J, and its factors without pivoting; the reciprocal pivots stand on the diagonal. @return the least pivot
template <class V, int N>
inline void factorise_matrix(const ReactPlanView& p, double h, Group<V, N>& g, V* least_pivot) {
  V* A = g.matrix;
  for (int e = 0; e < p.entries; ++e) {
    for (int j = 0; j < N; ++j) {
      V sum{};
      for (int n = p.jacobian_begin[e]; n < p.jacobian_begin[e + 1]; ++n) {
        sum -= p.jacobian[n].share * g.slope[p.jacobian[n].slope * N + j];
      }
      A[e * N + j] = h * sum;
    }
  }
  for (int k = 0; k < p.constituents; ++k) {
    V* pivot = A + p.diagonal[k] * N;
    for (int j = 0; j < N; ++j) pivot[j] += 1.0;
  }
  for (int j = 0; j < N; ++j) least_pivot[j] = A[p.diagonal[0] * N + j];
  for (int k = 0; k < p.constituents; ++k) {
    V* pivot = A + p.diagonal[k] * N;
    for (int j = 0; j < N; ++j) {
      least_pivot[j] = smaller(pivot[j], least_pivot[j]);
      pivot[j] = 1.0 / pivot[j];
    }
    for (int n = p.lower_begin[k]; n < p.lower_begin[k + 1]; ++n) {
      for (int j = 0; j < N; ++j) A[p.lower[n].entry * N + j] *= pivot[j];
    }
    for (int n = p.update_begin[k]; n < p.update_begin[k + 1]; ++n) {
      const MatrixUpdate& u = p.update[n];
      for (int j = 0; j < N; ++j) A[u.target * N + j] -= A[u.left * N + j] * A[u.right * N + j];
    }
  }
}

template <class V, int N>
inline void solve_matrix(const ReactPlanView& p, const Group<V, N>& g, V* b) {
  const V* A = g.matrix;
  for (int k = 0; k < p.constituents; ++k) {
    for (int n = p.lower_begin[k]; n < p.lower_begin[k + 1]; ++n) {
      const MatrixEntry& l = p.lower[n];
      for (int j = 0; j < N; ++j) b[l.index * N + j] -= A[l.entry * N + j] * b[k * N + j];
    }
  }
  for (int k = p.constituents - 1; k >= 0; --k) {
    for (int j = 0; j < N; ++j) {
      V rest = b[k * N + j];
      for (int n = p.upper_begin[k]; n < p.upper_begin[k + 1]; ++n) {
        rest -= A[p.upper[n].entry * N + j] * b[p.upper[n].index * N + j];
      }
      b[k * N + j] = rest * A[p.diagonal[k] * N + j];
    }
  }
}

/// y = ν x, from processes to constituents.
template <class V, int N>
inline void to_constituents(const ReactPlanView& p, const V* x, V* y) {
  for (int i = 0; i < p.constituents * N; ++i) y[i] = V{};
  for (int i = 0; i < p.processes; ++i) {
    for (int n = p.part_begin[i]; n < p.part_begin[i + 1]; ++n) {
      V* sum = y + p.part[n].constituent * N;
      for (int j = 0; j < N; ++j) sum[j] += p.part[n].share * x[i * N + j];
    }
  }
}

/// x += h R y, from constituents to processes by the slopes.
template <class V, int N>
inline void add_slopes(const ReactPlanView& p, double h, const Group<V, N>& g, const V* y, V* x) {
  for (int i = 0; i < p.processes; ++i) {
    for (int j = 0; j < N; ++j) {
      V sum{};
      for (int s = p.slope_begin[i]; s < p.slope_begin[i + 1]; ++s) {
        sum += g.slope[s * N + j] * y[p.slope[s].constituent * N + j];
      }
      x[i * N + j] += h * sum;
    }
  }
}

}  // namespace bailang::BAILANG_ISA
