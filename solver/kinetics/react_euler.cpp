#include "solver/kinetics/react_euler.hpp"

#include <algorithm>
#include <cmath>

#include "solver/kinetics/react_loops.hpp"

namespace bailang {
namespace {

using OneLane = baseline::Group<double, 1>;

/// A Newton step g.solution from g.stage towards the root of c − start − dt ν ρ(c), and the extents that reach it:
/// dt (ρ + R δ), so that start + ν X is the next iterate exactly. @return false when the matrix tells of no root
bool newton_step(const ReactTask& task, double dt, OneLane& g) {
  const ReactPlanView& p = task.plan;
  double least_pivot = 1.0;
  const baseline::SharedCoefficients<double> coefficients{task.coefficients};
  baseline::evaluate_group<double, 1, true>(task, coefficients, 0, 0, g.stage, g, g.rate);
  baseline::factorise_matrix<double, 1>(p, dt, g, &least_pivot);
  for (int i = 0; i < p.processes; ++i) g.extent[i] = dt * g.rate[i];
  for (int k = 0; k < p.constituents; ++k) {
    double rest = g.c[k] - g.stage[k];
    baseline::add_terms<double, 1>(p.change, p.change_begin, k, g.extent, &rest);
    baseline::take_off<double, 1>(p.lower, p.lower_begin, k, g.matrix, g.solution, &rest);
    g.solution[k] = rest;
    // A small pivot tells of growth that the step is too long for, unless there is nothing to grow.
    const bool is_absent = g.stage[k] == 0.0 && rest == 0.0;
    if (!(1.0 / g.matrix[p.diagonal[k]] > baseline::react_least_pivot) && !is_absent) return false;
  }
  baseline::substitute_back<double, 1>(p, g, g.solution);
  baseline::add_slopes<double, 1>(p, dt, g, g.solution, g.extent);
  for (int i = 0; i < p.constituents; ++i) {
    baseline::change_by_extents<double, 1>(p, i, g.c, g.extent, g.change + i, g.scale + i);
  }
  return true;
}

/// One implicit Euler step from g.c; extents in g.extent, concentrations in g.stage.
bool euler_step(const ReactTask& task, double dt, OneLane& g) {
  constexpr int most_iterations = 40;
  constexpr double shrink = 0.1;        // an iterate keeps this share of what it has where Newton would go below 0
  constexpr double tolerance = 1.0e-9;  // of the last step: what follows it is its square
  const ReactPlanView& p = task.plan;
  std::copy(g.c, g.c + p.constituents, g.stage);
  for (int iteration = 0; iteration < most_iterations; ++iteration) {
    if (!newton_step(task, dt, g)) return false;
    bool settled = true;
    for (int i = 0; i < p.constituents; ++i) {
      const double next = g.stage[i] + g.solution[i];
      if (!(std::abs(next) < baseline::react_largest)) return false;
      if (std::abs(g.solution[i]) > tolerance * std::abs(next) + baseline::react_rounding * g.scale[i]) settled = false;
      if (g.c[i] + g.change[i] < -baseline::react_rounding * g.scale[i]) settled = false;
      g.stage[i] = std::max(next, shrink * g.stage[i]);
    }
    if (!settled) continue;
    for (int i = 0; i < p.constituents; ++i) g.stage[i] = std::max(g.c[i] + g.change[i], 0.0);
    return true;
  }
  return false;
}

/// Lets rates act for dt as they are at g.c, those that share a constituent held to what there is of it.
void limited_step(const ReactTask& task, double dt, OneLane& g) {
  const ReactPlanView& p = task.plan;
  const baseline::SharedCoefficients<double> coefficients{task.coefficients};
  baseline::evaluate_group<double, 1, false>(task, coefficients, 0, 0, g.c, g, g.rate);
  for (int i = 0; i < p.processes; ++i) g.extent[i] = std::isfinite(g.rate[i]) ? dt * g.rate[i] : 0.0;
  std::copy(g.extent, g.extent + p.processes, g.rate_later);
  for (int k = 0; k < p.constituents; ++k) {
    double taken = 0.0;
    for (int n = p.change_begin[k]; n < p.change_begin[k + 1]; ++n) {
      taken -= std::min(p.change[n].weight * g.rate_later[p.change[n].index], 0.0);
    }
    if (taken <= g.c[k]) continue;
    for (int n = p.change_begin[k]; n < p.change_begin[k + 1]; ++n) {
      const int i = p.change[n].index;
      if (p.change[n].weight * g.rate_later[i] >= 0.0) continue;
      const double held = g.rate_later[i] * (g.c[k] / taken);
      if (std::abs(held) < std::abs(g.extent[i])) g.extent[i] = held;
    }
  }
  for (int k = 0; k < p.constituents; ++k) {
    baseline::change_by_extents<double, 1>(p, k, g.c, g.extent, g.change + k, g.scale + k);
    g.stage[k] = std::max(g.c[k] + g.change[k], 0.0);
  }
}

/// Takes over what the last step left in g.extent and g.stage.
void advance(const ReactPlanView& p, OneLane& g, double* extent) {
  for (int i = 0; i < p.processes; ++i) extent[i] += g.extent[i];
  std::copy(g.stage, g.stage + p.constituents, g.c);
}

}  // namespace

void euler_extents(const ReactTask& task, const double* start, double* extent) {
  constexpr int most_attempts = 400;
  constexpr double least_share = 0x1p-40;
  constexpr int last_pieces = 64;
  const ReactPlanView& p = task.plan;
  OneLane g(p, task.work);
  std::copy(start, start + p.constituents, g.c);
  std::fill(extent, extent + p.processes, 0.0);
  double done = 0.0;  // shares of dt: sums of powers of two
  double share = 1.0;
  for (int attempt = 0; attempt < most_attempts && done < 1.0 && share > least_share; ++attempt) {
    if (euler_step(task, share * task.dt, g)) {
      advance(p, g, extent);
      done += share;
      const bool aligned = std::fmod(done, 2.0 * share) == 0.0;
      if (aligned && done + 2.0 * share <= 1.0) share *= 2.0;
    } else {
      share *= 0.5;
    }
  }
  for (int piece = 0; piece < last_pieces && done < 1.0; ++piece) {
    limited_step(task, (1.0 - done) * task.dt / last_pieces, g);
    advance(p, g, extent);
  }
}

}  // namespace bailang
