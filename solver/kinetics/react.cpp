#include <algorithm>
#include <cassert>
#include <memory>
#include <string_view>
#include <vector>

#include "solver/aligned.hpp"
#include "solver/kernels.hpp"
#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/react_arrays.hpp"
#include "solver/kinetics/react_euler.hpp"

namespace bailang {
namespace {

/// What the loops call back: the user's expressions, and the step of one lane once more.
struct ReactCall {
  const Kinetics& kinetics;
  const ReactStep& step;
  ReactTask task;                   ///< of the loops
  LaneArray lane_work;              ///< for one lane
  std::vector<const double*> used;  ///< of an expression: its constituents
};

/// The coefficients of a cell from a lane on.
const double* coefficients_of(const ReactStep& step, int coefficients, int cell, int lane) {
  return step.coefficients + static_cast<long>(cell) * coefficients * step.width + (step.width > 1 ? lane : 0);
}

/// Rates of the expressions' processes for `lanes` lanes, their coefficients `stride` apart.
void expression_rates(ReactCall& call, const double* coefficients, int stride, int lanes, const double* c, double* rate,
                      double* slope) {
  const ReactPlanView& p = call.task.plan;
  for (int i = 0; i < p.processes; ++i) {
    const Process& process = call.kinetics.processes[static_cast<std::size_t>(i)];
    if (process.expression < 0) continue;
    call.used.clear();
    for (int s = p.slope_begin[i]; s < p.slope_begin[i + 1]; ++s)
      call.used.push_back(c + p.slope[s].constituent * lanes);
    evaluate_expression(*call.kinetics.expressions, process.expression, lanes, call.used.data(),
                        coefficients + static_cast<long>(process.coefficient) * stride, stride, rate + i * lanes,
                        slope ? slope + p.slope_begin[i] * lanes : nullptr);
  }
}

void group_expression_rates(void* context, int cell, int first_lane, int lanes, const double* c, double* rate,
                            double* slope) {
  ReactCall& call = *static_cast<ReactCall*>(context);
  expression_rates(call, coefficients_of(call.step, call.kinetics.coefficients, cell, first_lane), call.step.width,
                   lanes, c, rate, slope);
}

struct LaneCall {
  ReactCall* call;
  const double* coefficients;  ///< of the cell and lane
};

void lane_expression_rates(void* context, int, int, int, const double* c, double* rate, double* slope) {
  const LaneCall& lane = *static_cast<const LaneCall*>(context);
  expression_rates(*lane.call, lane.coefficients, 1, 1, c, rate, slope);
}

/// Applies extents to one cell and lane as the loops do to theirs.
void apply_extents(const ReactTask& task, const ReactStep& step, int cell, int lane, const std::vector<double>& start,
                   const std::vector<double>& extent) {
  const ReactPlanView& p = task.plan;
  const long at = static_cast<long>(cell) * step.lanes + lane;
  std::vector<double> change(start.size(), 0.0);
  for (int i = 0; i < p.constituents; ++i) {
    double& sum = change[static_cast<std::size_t>(i)];
    for (int n = p.change_begin[i]; n < p.change_begin[i + 1]; ++n) {
      sum += p.change[n].weight * extent[static_cast<std::size_t>(p.change[n].index)];
    }
  }
  for (std::size_t i = 0; i < start.size(); ++i) {
    double& c = task.c[i][at];
    c = std::max(start[i] + change[i], 0.0) + (c - start[i]);
  }
  if (!step.extent) return;
  const double volume = step.volume[step.width > 1 ? at : cell];
  for (int i = 0; i < p.processes; ++i) {
    step.extent[static_cast<long>(i) * step.lanes + lane] += volume * extent[static_cast<std::size_t>(i)];
  }
}

/// The implicit Euler steps of one cell and lane in place of the Rosenbrock step.
void redo_lane(void* context, int cell, int lane) {
  ReactCall& call = *static_cast<ReactCall*>(context);
  const ReactStep& step = call.step;
  const ReactPlanView& p = call.task.plan;
  std::vector<double> coefficients(static_cast<std::size_t>(p.coefficients));
  const double* of_cell = coefficients_of(step, p.coefficients, cell, lane);
  for (std::size_t k = 0; k < coefficients.size(); ++k) coefficients[k] = of_cell[k * step.width];
  const long at = static_cast<long>(cell) * step.lanes + lane;
  std::vector<double> start(static_cast<std::size_t>(p.constituents));
  for (std::size_t i = 0; i < start.size(); ++i) start[i] = std::max(call.task.c[i][at], 0.0);
  std::vector<double> extent(static_cast<std::size_t>(p.processes));
  LaneCall lane_call{&call, coefficients.data()};
  ReactTask task = call.task;
  task.coefficients = coefficients.data();
  task.work = call.lane_work.data();
  task.context = &lane_call;
  task.expression_rates = lane_expression_rates;
  euler_extents(task, start.data(), extent.data());
  apply_extents(call.task, step, cell, lane, start, extent);
  if (step.fallbacks) ++*step.fallbacks;
}

ReactLoops loops_in_use() {
  const std::string_view set = instruction_set();
#if defined(__x86_64__)
  if (set == "avx512") return avx512::react_lanes;
  if (set == "avx2") return avx2::react_lanes;
#endif
  return baseline::react_lanes;
}

}  // namespace

void prepare_reactions(Kinetics& kinetics) {
  kinetics.plan = std::make_shared<const ReactPlan>(kinetics);
}

void react(const Kinetics& kinetics, const ReactStep& step) {
  react_by(loops_in_use(), kinetics, step);
}

void react_by(ReactLoops loops, const Kinetics& kinetics, const ReactStep& step) {
  if (!kinetics.is_active() || step.dt == 0.0) return;
  assert(step.width == 1 || step.width == step.lanes);
  const std::shared_ptr<const ReactPlan> made = kinetics.plan ? nullptr : std::make_shared<const ReactPlan>(kinetics);
  const ReactPlan& plan = made ? *made : *kinetics.plan;
  ReactCall call{kinetics, step, {}, {}, {}};
  ReactTask& task = call.task;
  task.plan = plan.view();
  std::vector<double*> c;
  for (int i : plan.constituents()) c.push_back(step.c[i]);
  LaneArray work(static_cast<std::size_t>(react_work_size(task.plan, std::min(step.lanes, react_group))));
  call.lane_work.resize(static_cast<std::size_t>(react_work_size(task.plan, 1)));
  task.dt = step.dt;
  task.unknowns = step.unknowns;
  task.volume = step.volume;
  task.coefficients = step.coefficients;
  task.c = c.data();
  task.extent = step.extent;
  task.work = work.data();
  task.context = &call;
  task.expression_rates = group_expression_rates;
  task.redo = redo_lane;
  loops(task, step.lanes, step.width > 1);
}

}  // namespace bailang
