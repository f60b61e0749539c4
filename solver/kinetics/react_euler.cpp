#include "solver/kinetics/react_euler.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

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

}  // namespace

bool euler_extents(const ReactTask& task, const double* start, double* extent) {
  constexpr double least_share = 0x1p-60;
  const ReactPlanView& p = task.plan;
  OneLane g(p, task.work);
  std::copy(start, start + p.constituents, g.c);
  std::fill(extent, extent + p.processes, 0.0);
  double done = 0.0;  // shares of dt: sums of powers of two
  double share = 1.0;
  while (done < 1.0) {
    if (euler_step(task, share * task.dt, g)) {
      for (int i = 0; i < p.processes; ++i) extent[i] += g.extent[i];
      std::copy(g.stage, g.stage + p.constituents, g.c);
      done += share;
      const bool aligned = std::fmod(done, 2.0 * share) == 0.0;
      if (aligned && done + 2.0 * share <= 1.0) share *= 2.0;
    } else {
      share *= 0.5;
      if (share < least_share) return false;
    }
  }
  return true;
}

}  // namespace bailang
