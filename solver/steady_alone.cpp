#include <algorithm>

#include "solver/steady_problem.hpp"

namespace bailang {
namespace {

/// Mass flux at the upstream end of every exact cell, now that the concentrations upstream are known.
void enter_exact_cells(SteadyProblem& problem, int c, const std::vector<double>& pending) {
  problem.flux_in[c].assign(problem.exact.size(), 0.0);
  for (std::size_t e = 0; e < problem.exact.size(); ++e) {
    const ExactCell& cell = problem.exact[e];
    const double carried = cell.from < 0 ? problem.headwater_load(c, cell)
                                         : problem.water.rate_down[cell.inlet_face] * problem.transport.c[c][cell.from];
    problem.flux_in[c][e] = carried + pending[e];
  }
}

/// Row of an exact cell: Q_out c − gain Q_in c_up = own.
void set_exact_row(const SteadyProblem& problem, int c, std::size_t e, double pending, Hydraulics& rows,
                   LaneArray& load) {
  const Grid& grid = problem.model.grid;
  const ExactCell& cell = problem.exact[e];
  const LinearFlux out = problem.flux(c, e, cell.span.end, true);
  if (out.flow <= 0.0) return;
  const double enters = cell.from < 0 ? problem.headwater_load(c, cell) : 0.0;
  load[cell.unknown] = out.own + out.gain * (enters + pending);
  rows.leaving[cell.unknown] = std::max(problem.water.discharge[cell.outlet_face], 0.0);
  if (cell.from < 0) return;
  if (cell.from >= grid.tree_size) {
    rows.from_border[static_cast<std::size_t>(cell.unknown) * grid.border_size() + cell.from - grid.tree_size] *=
        out.gain;
  } else if (cell.from < cell.unknown) {
    rows.to_parent[cell.from] *= out.gain;
  } else {
    rows.from_parent[cell.unknown] *= out.gain;
  }
}

}  // namespace

void solve_steady_alone(SteadyProblem& problem, int c) {
  Hydraulics rows = problem.water;
  SteadySources loads;
  loads.load.assign(problem.nc, LaneArray());
  loads.load[c].assign(problem.model.grid.size(), 0.0);
  for (int i = 0; i < problem.model.grid.size(); ++i) {
    if (problem.exact_of[i] < 0) loads.load[c][i] = problem.source_load(c, i);
  }
  const std::vector<double> pending = problem.carry_dry_loads(c, loads.load[c]);
  LaneArray& decay = problem.transport.classes.all[problem.transport.classes.of[c]].decay;
  decay = problem.decay[c];
  for (std::size_t e = 0; e < problem.exact.size(); ++e) {
    set_exact_row(problem, c, e, pending[e], rows, loads.load[c]);
    decay[problem.exact[e].unknown] = 0.0;
  }
  TransportStep step;
  step.sources = &loads;
  const ChangingSources none;
  step.changing = &none;
  solve_steady_state(rows, step, c, problem.transport);
  enter_exact_cells(problem, c, pending);
}

}  // namespace bailang
