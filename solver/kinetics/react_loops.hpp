#pragma once

#include "solver/kinetics/react_formulas.hpp"

/// The Rosenbrock step over cells and lanes; included once by each instruction set's source.
namespace bailang::BAILANG_ISA {

template <int W>
struct ReactLanes {
  using Vec = Lanes;
  static constexpr int vectors = W < 4 * register_lanes ? W / register_lanes : 4;
  static constexpr int group = vectors * register_lanes;
};
template <>
struct ReactLanes<1> {
  using Vec = double;
  static constexpr int group = 1;
  static constexpr int vectors = 1;
};

/// Lanes of one vector.
template <class V>
inline constexpr int lanes_of = register_lanes;
template <>
inline constexpr int lanes_of<double> = 1;

template <class V, int N, bool slopes, class K>
inline void evaluate_group(const ReactTask& task, const K& coefficients, int cell, int first_lane, const V* c,
                           Group<V, N>& g, V* rate) {
  const ReactPlanView& p = task.plan;
  evaluate_factors<V, N>(p, coefficients, c, g);
  multiply_factors<V, N, slopes>(p, coefficients, g, rate);
  if (!p.has_expressions) return;
  constexpr int lanes = N * lanes_of<V>;
  task.expression_rates(task.context, cell, first_lane, lanes, reinterpret_cast<const double*>(c),
                        reinterpret_cast<double*>(rate), slopes ? reinterpret_cast<double*>(g.slope) : nullptr);
}

/// Extents of the step [g m-3] in g.rate from the concentrations g.c ≥ 0:
///   x1 = ρ(c) + γ dt R k1,  k1 = ν x1;   x2 = ρ(c + dt k1) − 2 x1 + γ dt R k2,  k2 = ν x2;   dt (3/2 x1 + 1/2 x2).
/// A stage that turns negative counts as 0 where rates are evaluated.
template <class V, int N, class K>
inline void rosenbrock_extents(const ReactTask& task, const K& coefficients, int cell, int first_lane, Group<V, N>& g,
                               V* least_pivot) {
  constexpr double gamma = 0.29289321881345247560;  // 1 − 1/√2
  const ReactPlanView& p = task.plan;
  const double h = gamma * task.dt;
  const V zero{};
  evaluate_group<V, N, true>(task, coefficients, cell, first_lane, g.c, g, g.rate);
  factorise_matrix<V, N>(p, h, g, least_pivot);
  solve_matrix<V, N>(p, g, g.rate, g.solution);
  add_slopes<V, N>(p, h, g, g.solution, g.rate);
  for (int i = 0; i < p.constituents * N; ++i) g.stage[i] = larger(g.c[i] + task.dt * g.solution[i], zero);
  evaluate_group<V, N, false>(task, coefficients, cell, first_lane, g.stage, g, g.rate_later);
  for (int i = 0; i < p.processes * N; ++i) g.rate_later[i] -= g.rate[i] + g.rate[i];
  solve_matrix<V, N>(p, g, g.rate_later, g.solution);
  add_slopes<V, N>(p, h, g, g.solution, g.rate_later);
  for (int i = 0; i < p.processes * N; ++i) {
    g.rate[i] = (1.5 * task.dt) * g.rate[i] + (0.5 * task.dt) * g.rate_later[i];
  }
}

/// Below −react_rounding × scale a concentration is negative; between that and 0 it is rounding.
inline constexpr double react_rounding = 1.0e-15;
inline constexpr double react_largest = 1.0e300;
/// A pivot of I − h J this small tells of growth that the step is too long for.
inline constexpr double react_least_pivot = 0.1;

/// The change of a constituent by the extents, and the scale of its rounding: what there was and what passed through.
template <class V, int N>
inline void change_by_extents(const ReactPlanView& p, int i, const V* c, const V* extent, V* change, V* scale) {
  for (int j = 0; j < N; ++j) {
    change[j] = V{};
    scale[j] = c[i * N + j];
  }
  for (int n = p.change_begin[i]; n < p.change_begin[i + 1]; ++n) {
    for (int j = 0; j < N; ++j) {
      const V part = p.change[n].weight * extent[p.change[n].index * N + j];
      change[j] += part;
      scale[j] += absolute(part);
    }
  }
}

/// New concentrations in g.stage; what was below 0 before stays owed. Marks lanes whose step must be taken again (0,
/// else 1), not-a-number among them.
template <class V, int N>
inline void apply_extents(const ReactTask& task, long at, const V* least_pivot, Group<V, N>& g, V* fine) {
  const ReactPlanView& p = task.plan;
  const V zero{};
  for (int j = 0; j < N; ++j) fine[j] = least_pivot[j] > react_least_pivot ? zero + 1.0 : zero;
  for (int i = 0; i < p.constituents; ++i) {
    const V* start = reinterpret_cast<const V*>(task.c[i] + at);
    V change[N], scale[N];
    change_by_extents<V, N>(p, i, g.c, g.rate, change, scale);
    for (int j = 0; j < N; ++j) {
      const V before = g.c[i * N + j];
      const V after = before + change[j];
      fine[j] = after >= -react_rounding * scale[j] ? fine[j] : zero;
      fine[j] = after < react_largest ? fine[j] : zero;
      g.stage[i * N + j] = larger(after, zero) + (start[j] - before);
    }
  }
}

/// Writes concentrations and extents of the lanes that are fine. @return whether all are
template <int W, bool own, class V, int N>
inline bool store_group(const ReactTask& task, int cell, long at, int first_lane, const Group<V, N>& g, const V* fine) {
  const ReactPlanView& p = task.plan;
  const V zero{};
  V all = zero + 1.0;
  for (int j = 0; j < N; ++j) all *= fine[j];
  double product = 1.0;
  for (int l = 0; l < lanes_of<V>; ++l) {
    product *= reinterpret_cast<const double*>(&all)[l];
  }
  for (int i = 0; i < p.constituents; ++i) {
    V* c = reinterpret_cast<V*>(task.c[i] + at);
    for (int j = 0; j < N; ++j) c[j] = fine[j] > 0.0 ? g.stage[i * N + j] : c[j];
  }
  if (!task.extent) return product > 0.0;
  V volume[N];
  for (int j = 0; j < N; ++j) {
    volume[j] = own ? reinterpret_cast<const V*>(task.volume + at)[j] : zero + task.volume[cell];
  }
  for (int i = 0; i < p.processes; ++i) {
    V* extent = reinterpret_cast<V*>(task.extent + static_cast<long>(i) * W + first_lane);
    for (int j = 0; j < N; ++j) extent[j] += fine[j] > 0.0 ? volume[j] * g.rate[i * N + j] : zero;
  }
  return product > 0.0;
}

template <int W, bool own>
void react_cells(const ReactTask& task) {
  using V = typename ReactLanes<W>::Vec;
  constexpr int N = ReactLanes<W>::vectors;
  constexpr int group = ReactLanes<W>::group;
  constexpr int stride = 1 + (own ? W - 1 : 0);
  const ReactPlanView& p = task.plan;
  Group<V, N> g(p, task.work);
  V pivot[N], fine[N];
  for (int cell = 0; cell < task.unknowns; ++cell) {
    for (int first = 0; first < W; first += group) {
      const long at = static_cast<long>(cell) * W + first;
      for (int i = 0; i < p.constituents; ++i) {
        const V* c = reinterpret_cast<const V*>(task.c[i] + at);
        for (int j = 0; j < N; ++j) g.c[i * N + j] = larger(c[j], V{});
      }
      const double* of_cell = task.coefficients + static_cast<long>(cell) * p.coefficients * stride;
      if constexpr (own) {
        rosenbrock_extents<V, N>(task, OwnCoefficients<V, W>{of_cell + first}, cell, first, g, pivot);
      } else {
        rosenbrock_extents<V, N>(task, SharedCoefficients<V>{of_cell}, cell, first, g, pivot);
      }
      apply_extents<V, N>(task, at, pivot, g, fine);
      if (store_group<W, own, V, N>(task, cell, at, first, g, fine)) continue;
      for (int lane = 0; lane < group; ++lane) {
        if (reinterpret_cast<const double*>(fine)[lane] == 0.0) task.redo(task.context, cell, first + lane);
      }
    }
  }
}

template <bool own>
void react_width(const ReactTask& task, int lanes) {
  switch (lanes) {
    case 8:
      return react_cells<8, own>(task);
    case 16:
      return react_cells<16, own>(task);
    case 32:
      return react_cells<32, own>(task);
    case 64:
      return react_cells<64, own>(task);
    default:
      return react_cells<1, false>(task);
  }
}

}  // namespace bailang::BAILANG_ISA
