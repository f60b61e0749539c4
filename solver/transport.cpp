#include "solver/transport.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/compensated_sum.hpp"

namespace bailang {
namespace {

const double gamma_stage = 2.0 - std::sqrt(2.0);   ///< γ
const double alpha_share = 1.0 - std::sqrt(0.5);   ///< α/dt = (1−γ)/(2−γ) = γ/2
const double early_weight = std::sqrt(2.0) / 4.0;  ///< weight of the first two moments in the step
/// Weights of stage 2: a = 1/(γ(2−γ)) and b = (1−γ)² a, b rounded to what 1 + b can hold so that a − b is 1 exactly: a
/// difference in the last digit would add its share of the mass in every step.
const double bdf_b = 1.0 + (1.0 - gamma_stage) * (1.0 - gamma_stage) / (gamma_stage * (2.0 - gamma_stage)) - 1.0;
const double bdf_a = 1.0 + bdf_b;

/// A result counts as negative below this share of the lane's greatest value: above it, it is rounding.
constexpr double rounding_share = 4.0e-15;

Factors view(FactorArrays& arrays) {
  return {arrays.inverse_diagonal.data(), arrays.own.data(),        arrays.forward.data(),
          arrays.backward.data(),         arrays.border_row.data(), arrays.border_column.data(),
          arrays.border_matrix.data()};
}

const double* own_or(const LaneArray& own, const LaneArray& common) {
  return own.empty() ? common.data() : own.data();
}

void factorise(const Hydraulics& water, const Transport& transport, int constituent, double mass, double alpha,
               const LaneArray& volume, FactorArrays& factors) {
  const MatrixClass& own = transport.classes.at(constituent);
  Factorise request;
  request.tree = transport.tree;
  request.mass = mass;
  request.alpha = alpha;
  request.volume = volume.data();
  request.decay = own.decay.data();
  request.leaving = own_or(own.leaving, water.leaving);
  request.exits = water.exits.data();
  request.to_parent = own_or(own.to_parent, water.to_parent);
  request.from_parent = own_or(own.from_parent, water.from_parent);
  request.from_border = own_or(own.from_border, water.from_border);
  request.to_border = own_or(own.to_border, water.to_border);
  request.factors = view(factors);
  coefficient_kernels(transport.width).factorise(request);
}

/// Rate at which an exit's cell loses its water there [m3 s-1], lane l.
double exit_flow(const Hydraulics& water, const Exit& exit, int lane) {
  const std::size_t w = water.width;
  const std::size_t at = w == 1 ? 0 : lane;
  if (exit.face >= 0) return water.rate_down[exit.face * w + at];
  return exit.transfer >= 0 ? water.transfer[exit.transfer * w + at] : water.taken[exit.unknown * w + at];
}

void combine_changing(const TransportStep& step, int constituent, Transport& transport) {
  const LaneArray& first = step.changing->load[0][constituent];
  const LaneArray& stage = step.changing->load[1][constituent];
  const LaneArray& last = step.changing->load[2][constituent];
  const double alpha = alpha_share * step.dt;
  for (std::size_t i = 0; i < first.size(); ++i) {
    transport.changing_first[i] = alpha * (first[i] + stage[i]);
    transport.changing_second[i] = alpha * last[i];
    transport.changing_euler[i] = step.dt * (early_weight * (first[i] + stage[i]) + alpha_share * last[i]);
  }
}

/// The constant loads of a constituent, those of the step added.
const LaneArray& with_step_loads(const TransportStep& step, int constituent, Transport& transport) {
  const LaneArray& constant = step.sources->load[constituent];
  if (step.loads == nullptr) return constant;
  const LaneArray& added = step.loads->load;
  if (std::all_of(added.begin(), added.end(), [](double load) { return load == 0.0; })) return constant;
  transport.source = constant;
  const std::size_t lanes = transport.lanes;
  for (std::size_t e = 0; e < step.loads->unknown.size(); ++e) {
    for (std::size_t l = 0; l < lanes; ++l) {
      transport.source[step.loads->unknown[e] * lanes + l] += step.loads->load[e * lanes + l];
    }
  }
  return transport.source;
}

/// Tilted loads at a stage: the sweep's source with `weight` [s] of the tilt.
void tilt_source(const TransportStep& step, double weight, Transport& transport, LaneSweep& sweep) {
  if (step.tilt == nullptr || step.tilt->unknown.empty()) return;
  const std::size_t lanes = transport.lanes;
  transport.tilted.assign(sweep.source, sweep.source + transport.x.size());
  for (std::size_t e = 0; e < step.tilt->unknown.size(); ++e) {
    for (std::size_t l = 0; l < lanes; ++l) {
      transport.tilted[step.tilt->unknown[e] * lanes + l] += weight * step.tilt->load[e * lanes + l];
    }
  }
  sweep.source = transport.tilted.data();
}

LaneSweep base_sweep(const Hydraulics& water, const TransportStep& step, int constituent, Transport& transport) {
  LaneSweep sweep;
  sweep.tree = transport.tree;
  sweep.alpha = alpha_share * step.dt;
  sweep.a = bdf_a;
  sweep.b = bdf_b;
  sweep.volume_old = water.volume_old.data();
  sweep.decay = transport.classes.at(constituent).decay.data();
  sweep.source = with_step_loads(step, constituent, transport).data();
  sweep.c = transport.c[constituent].data();
  sweep.x = transport.x.data();
  sweep.lowest = transport.lowest.data();
  sweep.highest = transport.highest.data();
  sweep.reaction = transport.reaction.data();
  return sweep;
}

void reset_extremes(Transport& transport) {
  std::fill(transport.lowest.begin(), transport.lowest.end(), std::numeric_limits<double>::infinity());
  std::fill(transport.highest.begin(), transport.highest.end(), 0.0);
}

/// Σ (extra + lost) × x of a lane [g s-1].
double extra_flow(const Transport& transport, int constituent, int lane) {
  const MatrixClass& own = transport.classes.at(constituent);
  const std::size_t w = transport.width, lanes = transport.lanes;
  double sum = 0.0;
  for (const LaneArray* flow : {&own.extra, &own.lost}) {
    for (std::size_t i = 0; i < flow->size() / w; ++i) {
      sum += (*flow)[i * w + (w == 1 ? 0 : lane)] * transport.x[i * lanes + lane];
    }
  }
  return sum;
}

/// Rate at which mass passes a meter for the state in `x` [g s-1].
double meter_flow(const Hydraulics& water, const Transport& transport, const Meter& meter, int lane) {
  const std::size_t w = water.width, lanes = transport.lanes;
  const std::size_t at = meter.face * w + (w == 1 ? 0 : lane);
  const double forth = meter.up >= 0 ? water.rate_down[at] * transport.x[meter.up * lanes + lane] : 0.0;
  const double back = meter.down >= 0 ? water.rate_up[at] * transport.x[meter.down * lanes + lane] : 0.0;
  return forth - back;
}

/// Takes the step by backward Euler and puts its result in the lanes that `falls` marks.
void fall_back(const Hydraulics& water, const TransportStep& step, int constituent, const std::vector<char>& falls,
               Transport& transport, StepMass& mass) {
  if (transport.euler_class != transport.classes.of[constituent]) {
    factorise(water, transport, constituent, 1.0, step.dt, water.volume_new, transport.euler_factors);
    transport.euler_class = transport.classes.of[constituent];
  }
  LaneSweep sweep = base_sweep(water, step, constituent, transport);
  sweep.factors = view(transport.euler_factors);
  sweep.x = transport.euler.data();
  sweep.source_weight = step.dt;
  sweep.changing = step.changing->active ? transport.changing_euler.data() : nullptr;
  sweep.volume_stage = water.volume_new.data();
  sweep.reaction_stage = step.dt;
  std::fill(transport.reaction.begin(), transport.reaction.end(), 0.0);
  const SweepKernels kernels = sweep_kernels(transport.lanes, transport.width > 1);
  kernels.euler(sweep);
  kernels.back_substitute(sweep);
  const int lanes = transport.lanes;
  for (int l = 0; l < lanes; ++l) {
    if (!falls[l]) continue;
    for (std::size_t at = l; at < transport.x.size(); at += lanes) transport.x[at] = transport.euler[at];
    mass.reaction[l] = transport.reaction[l];
    for (std::size_t e = 0; e < transport.exits.size(); ++e) {
      const double x = transport.x[static_cast<std::size_t>(transport.exits[e].unknown) * lanes + l];
      mass.exits[e * lanes + l] = step.dt * exit_flow(water, transport.exits[e], l) * x;
    }
    mass.extra[l] = step.dt * extra_flow(transport, constituent, l);
    for (std::size_t m = 0; m < transport.meters.size(); ++m) {
      mass.meters[m * lanes + l] = step.dt * meter_flow(water, transport, transport.meters[m], l);
    }
  }
}

/// Adds weight × flow × x at every exit, and what leaves otherwise.
void add_exits(const Hydraulics& water, const Transport& transport, int constituent, double weight, StepMass& mass) {
  const int lanes = transport.lanes;
  const MatrixClass& own = transport.classes.at(constituent);
  const bool has_extra = !own.extra.empty() || !own.lost.empty();
  for (int l = 0; l < lanes && has_extra; ++l) mass.extra[l] += weight * extra_flow(transport, constituent, l);
  for (std::size_t m = 0; m < transport.meters.size(); ++m) {
    for (int l = 0; l < lanes; ++l) {
      mass.meters[m * lanes + l] += weight * meter_flow(water, transport, transport.meters[m], l);
    }
  }
  for (std::size_t e = 0; e < transport.exits.size(); ++e) {
    const std::size_t at = static_cast<std::size_t>(transport.exits[e].unknown) * lanes;
    for (int l = 0; l < lanes; ++l) {
      mass.exits[e * lanes + l] += weight * exit_flow(water, transport.exits[e], l) * transport.x[at + l];
    }
  }
}

/// Lets the sweep add the state that it reads to the statistics, when these are kept.
void gather_statistics(const TransportStep& step, int constituent, Transport& transport, LaneSweep& sweep) {
  if (transport.mean.empty() || step.last_dt <= 0.0) return;
  sweep.mean = transport.mean[constituent].data();
  sweep.largest = transport.largest[constituent].data();
  sweep.mean_weight = step.last_dt;
}

/// Factors of both stages; the first is kept from step to step where the water allows it.
struct StageFactors {
  FactorArrays& first;
  FactorArrays& second;
};

StageFactors stage_factors(const Hydraulics& water, const TransportStep& step, int constituent, double alpha,
                           Transport& transport) {
  const int own = transport.classes.of[constituent];
  const int slot = transport.keeps_factors ? own : 0;
  FactorArrays& first = transport.stage_factors[slot];
  FactorArrays& second = transport.keeps_factors ? first : transport.finish_factors[0];
  if (transport.factored_class[slot] != own || transport.factored_dt[slot] != step.dt) {
    factorise(water, transport, constituent, 1.0, alpha, transport.volume_stage, first);
    if (!transport.keeps_factors) factorise(water, transport, constituent, 1.0, alpha, water.volume_new, second);
    transport.factored_dt[slot] = step.dt;
    transport.factored_class[slot] = own;
  }
  return {first, second};
}

/// Lanes whose concentrations fell below zero by more than rounding.
std::vector<char> undershooting_lanes(const Transport& transport) {
  std::vector<char> falls(transport.lanes, 0);
  for (int l = 0; l < transport.lanes; ++l) {
    falls[l] = transport.lowest[l] < -rounding_share * transport.highest[l];
  }
  return falls;
}

}  // namespace

void begin_step(const Hydraulics& water, bool water_changed, Transport& transport) {
  if (water_changed || !transport.keeps_factors) {
    std::fill(transport.factored_class.begin(), transport.factored_class.end(), -1);
  }
  transport.euler_class = -1;
  set_class_flows(water, transport.classes);
}

void solve_steady_state(const Hydraulics& water, const TransportStep& step, int constituent, Transport& transport) {
  // A trace of mass keeps rows without flow and decay defined: there the start value stays.
  constexpr double trace = 1.0e-25;
  factorise(water, transport, constituent, trace, 1.0, water.volume_new, transport.euler_factors);
  LaneArray traced = water.volume_new;
  for (double& volume : traced) volume *= trace;
  LaneSweep sweep = base_sweep(water, step, constituent, transport);
  sweep.factors = view(transport.euler_factors);
  sweep.source_weight = 1.0;
  sweep.volume_old = traced.data();
  sweep.volume_stage = traced.data();
  sweep.changing = step.changing->active ? step.changing->load[0][constituent].data() : nullptr;
  reset_extremes(transport);
  const SweepKernels kernels = sweep_kernels(transport.lanes, transport.width > 1);
  kernels.euler(sweep);
  kernels.back_substitute(sweep);
  transport.c[constituent].swap(transport.x);
}

namespace {

/// Trapezoidal stage: x = c* + c, and what left in the first two moments.
void carry_to_stage(const Hydraulics& water, const TransportStep& step, int constituent, LaneSweep sweep,
                    Transport& transport, StepMass& mass) {
  sweep.volume_stage = transport.volume_stage.data();
  sweep.source_weight = 2.0 * sweep.alpha;
  sweep.changing = step.changing->active ? transport.changing_first.data() : nullptr;
  gather_statistics(step, constituent, transport, sweep);
  // Mean of the tilt at the start (dt/2) and at the stage (dt/2 − γ dt).
  tilt_source(step, 0.5 * (1.0 - gamma_stage) * step.dt, transport, sweep);
  std::fill(transport.reaction.begin(), transport.reaction.end(), 0.0);
  const SweepKernels kernels = sweep_kernels(transport.lanes, transport.width > 1);
  kernels.trapezoidal(sweep);
  kernels.back_substitute(sweep);
  add_exits(water, transport, constituent, early_weight * step.dt, mass);
}

/// BDF2 stage: x = c at the end of the step.
void carry_to_end(const Hydraulics& water, const TransportStep& step, int constituent, LaneSweep sweep,
                  Transport& transport, StepMass& mass) {
  const double alpha = sweep.alpha;
  sweep.volume_stage = transport.volume_stage.data();
  sweep.source_weight = alpha;
  sweep.changing = step.changing->active ? transport.changing_second.data() : nullptr;
  tilt_source(step, -0.5 * step.dt, transport, sweep);
  sweep.reaction_old = sweep.reaction_stage = early_weight * step.dt;
  std::fill(transport.reaction.begin(), transport.reaction.end(), 0.0);
  const SweepKernels kernels = sweep_kernels(transport.lanes, transport.width > 1);
  kernels.bdf2(sweep);
  reset_extremes(transport);
  sweep.volume_stage = water.volume_new.data();
  sweep.reaction_stage = alpha;
  kernels.back_substitute(sweep);
  add_exits(water, transport, constituent, alpha, mass);
  mass.reaction.assign(transport.reaction.begin(), transport.reaction.end());
}

}  // namespace

StepMass advance(const Hydraulics& water, const TransportStep& step, int constituent, Transport& transport, bool keep) {
  const StageFactors factors = stage_factors(water, step, constituent, alpha_share * step.dt, transport);
  if (step.changing->active) combine_changing(step, constituent, transport);
  StepMass mass;
  mass.exits.assign(transport.exits.size() * transport.lanes, 0.0);
  mass.extra.assign(transport.lanes, 0.0);
  mass.meters.assign(transport.meters.size() * transport.lanes, 0.0);
  LaneSweep sweep = base_sweep(water, step, constituent, transport);
  sweep.factors = view(factors.first);
  carry_to_stage(water, step, constituent, sweep, transport, mass);
  sweep.factors = view(factors.second);
  carry_to_end(water, step, constituent, sweep, transport, mass);

  mass.falls = undershooting_lanes(transport);
  if (std::find(mass.falls.begin(), mass.falls.end(), 1) != mass.falls.end()) {
    fall_back(water, step, constituent, mass.falls, transport, mass);
  }
  if (keep) take(constituent, transport);
  return mass;
}

void take(int constituent, Transport& transport) {
  transport.c[constituent].swap(transport.x);
}

void clear_rounding(int constituent, bool sharpened, Transport& transport) {
  const bool has_none = *std::min_element(transport.lowest.begin(), transport.lowest.end()) >= 0.0;
  if (has_none && !sharpened) return;
  LaneArray& c = transport.c[constituent];
  const std::size_t lanes = transport.lanes;
  for (std::size_t at = 0; at < c.size(); ++at) {
    if (c[at] < 0.0 && c[at] >= -rounding_share * transport.highest[at % lanes]) c[at] = 0.0;
  }
}

void add_statistics(int constituent, double dt, Transport& transport) {
  if (transport.mean.empty()) return;
  const LaneArray& c = transport.c[constituent];
  for (std::size_t i = 0; i < c.size(); ++i) {
    transport.mean[constituent][i] += dt * c[i];
    transport.largest[constituent][i] = std::max(transport.largest[constituent][i], c[i]);
  }
  if (constituent != transport.oxygen) return;
  for (std::size_t i = 0; i < c.size(); ++i) transport.least_oxygen[i] = std::min(transport.least_oxygen[i], c[i]);
}

double stored_mass(const Hydraulics& water, int constituent, int lane, const Transport& transport) {
  CompensatedSum sum;
  const std::size_t n = water.volume_new.size() / water.width;
  const int at = water.width == 1 ? 0 : lane;
  for (std::size_t i = 0; i < n; ++i) {
    sum.add(water.volume_new[i * water.width + at] * transport.c[constituent][i * transport.lanes + lane]);
  }
  return sum.value();
}

}  // namespace bailang
