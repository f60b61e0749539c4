#include "solver/source_terms.hpp"

#include <algorithm>

#include "core/units.hpp"

namespace bailang {
namespace {

const std::vector<EcologicalFlow>& kept_flows(const LaneInput& input, double t) {
  return input.schedule.sources.ecological_flow(input.schedule.at(t));
}

/// Whether an inflow stays constant between jumps.
bool is_piecewise_constant(const Inflow& inflow) {
  return inflow.series.is_constant() || inflow.series.interpolation == Interpolation::step;
}

/// Calls visit(unknown, share) for every cell or node that takes part of an inflow.
template <class Visit>
void visit_inflow_cells(const HydraulicCase& model, const Inflow& inflow, Visit visit) {
  if (inflow.reach >= 0) {
    const ReachCells& cells = model.grid.reaches[inflow.reach];
    for (int k = 0; k < cells.count; ++k) visit(cells.unknown(k), 1.0 / cells.count);
    return;
  }
  if (model.grid.node_unknown[inflow.node] >= 0) {
    visit(model.grid.node_unknown[inflow.node], 1.0);
    return;
  }
  for (const int r : model.grid.node_outflow[inflow.node]) {
    visit(model.grid.reaches[r].unknown(0), model.map.node_share[r]);
  }
}

/// Adds an inflow's water where hydraulics looks for it.
void add_water(const HydraulicCase& model, const Inflow& inflow, double flow, int lane, int width,
               LaneArray& cell_inflow, LaneArray& headwater) {
  const bool at_headwater = inflow.node >= 0 && model.grid.node_unknown[inflow.node] < 0;
  if (at_headwater) {
    headwater[static_cast<std::size_t>(inflow.node) * width + lane] += flow;
    return;
  }
  visit_inflow_cells(model, inflow, [&](int unknown, double share) {
    cell_inflow[static_cast<std::size_t>(unknown) * width + lane] += flow * share;
  });
}

struct LaneTarget {
  SteadySources& sources;
  int lane;
  int lanes;
  int width;
  int constituents;
  void load(int constituent, int unknown, double value) const {
    sources.load[constituent][static_cast<std::size_t>(unknown) * lanes + lane] += value;
  }
  void total(std::vector<double>& sums, int constituent, double value) const {
    sums[static_cast<std::size_t>(constituent) * lanes + lane] += value;
  }
  [[nodiscard]] bool carries_water() const { return lane < width; }
  void water(int unknown, double value) const {
    sources.inflow[static_cast<std::size_t>(unknown) * width + lane] += value;
  }
};

void add_outfalls(const HydraulicCase& model, const LaneSources& now, const LaneTarget& to) {
  const int nc = to.constituents;
  for (std::size_t o = 0; o < model.map.outfalls.size(); ++o) {
    const PointShare& place = model.map.outfalls[o];
    for (int part = 0; part < 2 && place.unknown[part] >= 0; ++part) {
      for (int c = 0; c < nc; ++c) to.load(c, place.unknown[part], place.share[part] * now.outfall_load[o * nc + c]);
      if (to.carries_water()) to.water(place.unknown[part], place.share[part] * now.outfall_flow[o]);
    }
    for (int c = 0; c < nc; ++c) to.total(to.sources.outfall_load, c, now.outfall_load[o * nc + c]);
    if (to.carries_water()) to.sources.outfall_water[to.lane] += now.outfall_flow[o];
  }
}

void add_diffuse(const HydraulicCase& model, const LaneSources& now, const LaneTarget& to) {
  const int nc = to.constituents;
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
    const ReachCells& cells = model.grid.reaches[r];
    for (int k = 0; k < cells.count; ++k) {
      for (int c = 0; c < nc; ++c) to.load(c, cells.unknown(k), now.diffuse_load[r * nc + c] / cells.count);
      if (to.carries_water()) to.water(cells.unknown(k), now.diffuse_flow[r] / cells.count);
    }
    for (int c = 0; c < nc; ++c) to.total(to.sources.diffuse_load, c, now.diffuse_load[r * nc + c]);
    if (to.carries_water()) to.sources.diffuse_water[to.lane] += now.diffuse_flow[r];
  }
}

void add_steady_inflows(const HydraulicCase& model, const LaneInput& input, double t, const LaneTarget& to) {
  for (const Inflow& inflow : input.forcing->inflows) {
    if (!is_piecewise_constant(inflow)) continue;
    const double flow = input.flow_factor * value_at(inflow.series, 0, t);
    for (int c = 0; c < to.constituents; ++c) {
      const double load = flow * value_at(inflow.series, 1 + c, t);
      visit_inflow_cells(model, inflow, [&](int unknown, double share) { to.load(c, unknown, share * load); });
      to.total(to.sources.headwater_load, c, load);
    }
    if (!to.carries_water()) continue;
    add_water(model, inflow, flow, to.lane, to.width, to.sources.inflow, to.sources.headwater);
    to.sources.headwater_water[to.lane] += flow;
  }
}

}  // namespace

void set_steady_sources(const HydraulicCase& model, const BlockInputs& inputs, double t, SteadySources& sources) {
  const int lanes = static_cast<int>(inputs.lanes.size());
  const int nc = model.network.constituent_count();
  const std::size_t n = model.grid.unknowns.size();
  sources.load.assign(nc, LaneArray(n * lanes, 0.0));
  sources.inflow.assign(n * inputs.width, 0.0);
  sources.headwater.assign(model.network.nodes.size() * inputs.width, 0.0);
  for (auto* sums : {&sources.headwater_load, &sources.outfall_load, &sources.diffuse_load}) {
    sums->assign(static_cast<std::size_t>(nc) * lanes, 0.0);
  }
  for (auto* sums : {&sources.headwater_water, &sources.outfall_water, &sources.diffuse_water}) {
    sums->assign(inputs.width, 0.0);
  }
  for (int l = 0; l < lanes; ++l) {
    const LaneInput& input = *inputs.lanes[l];
    const LaneSources now = input.schedule.sources[input.schedule.at(t)];
    const LaneTarget to{sources, l, lanes, inputs.width, nc};
    add_outfalls(model, now, to);
    add_diffuse(model, now, to);
    add_steady_inflows(model, input, t, to);
  }
}

bool has_changing_sources(const HydraulicCase&, const BlockInputs& inputs) {
  return std::any_of(inputs.lanes.begin(), inputs.lanes.end(), [](const LaneInput* input) {
    const auto& all = input->forcing->inflows;
    const bool changes = std::any_of(all.begin(), all.end(), [](const Inflow& i) { return !is_piecewise_constant(i); });
    return changes || input->schedule.sources.keep_any_flow();
  });
}

std::vector<double> add_changing_water(const HydraulicCase& model, const BlockInputs& inputs, double t,
                                       Hydraulics& water) {
  std::vector<double> total(inputs.width, 0.0);
  for (int l = 0; l < inputs.width; ++l) {
    const LaneInput& input = *inputs.lanes[l];
    for (const Inflow& inflow : input.forcing->inflows) {
      if (is_piecewise_constant(inflow)) continue;
      const double flow = input.flow_factor * value_at(inflow.series, 0, t);
      add_water(model, inflow, flow, l, inputs.width, water.inflow, water.headwater);
      total[l] += flow;
    }
  }
  return total;
}

namespace {

void add_ecological_loads(const HydraulicCase& model, const LaneInput& input, double t, int lane,
                          const Hydraulics& water, int moment, ChangingSources& sources) {
  const int nc = model.network.constituent_count();
  for (const EcologicalFlow& entry : kept_flows(input, t)) {
    if (entry.reach < 0) continue;
    const double flow = water.top_up[static_cast<std::size_t>(entry.reach) * water.width + lane];
    const std::size_t at = static_cast<std::size_t>(model.grid.reaches[entry.reach].unknown(0)) * water.width + lane;
    for (int c = 0; c < nc; ++c) {
      sources.load[moment][c][at] += flow * entry.concentration[c];
      sources.diversion_load[moment][static_cast<std::size_t>(c) * water.width + lane] += flow * entry.concentration[c];
    }
  }
}

}  // namespace

void set_changing_loads(const HydraulicCase& model, const BlockInputs& inputs, const double (&moments)[3],
                        const Hydraulics& water, ChangingSources& sources) {
  const int nc = model.network.constituent_count();
  const int w = inputs.width;
  const double middle = 0.5 * (moments[0] + moments[2]);
  for (int m = 0; m < 3; ++m) {
    sources.load[m].resize(nc);
    for (LaneArray& load : sources.load[m]) load.assign(model.grid.unknowns.size() * w, 0.0);
    sources.headwater_load[m].assign(static_cast<std::size_t>(nc) * w, 0.0);
    sources.diversion_load[m].assign(static_cast<std::size_t>(nc) * w, 0.0);
    for (int l = 0; l < w; ++l) {
      const LaneInput& input = *inputs.lanes[l];
      for (const Inflow& inflow : input.forcing->inflows) {
        if (is_piecewise_constant(inflow)) continue;
        const double flow = input.flow_factor * value_at(inflow.series, 0, middle);
        for (int c = 0; c < nc; ++c) {
          const double load = flow * value_at(inflow.series, 1 + c, moments[m]);
          visit_inflow_cells(model, inflow, [&](int unknown, double share) {
            sources.load[m][c][static_cast<std::size_t>(unknown) * w + l] += share * load;
          });
          sources.headwater_load[m][static_cast<std::size_t>(c) * w + l] += load;
        }
      }
      add_ecological_loads(model, input, moments[0], l, water, m, sources);
    }
  }
}

bool has_ageing(const Network& network) {
  return constituent_index(network, "age") >= 0 || constituent_index(network, "travel_time") >= 0;
}

void add_ageing_loads(const HydraulicCase& model, const Hydraulics& water, const LaneArray& stage,
                      ChangingSources& sources) {
  const std::size_t w = water.width;
  const LaneArray* volumes[3] = {&water.volume_old, &stage, &water.volume_new};
  for (int m = 0; m < 3; ++m) {
    sources.ageing[m].assign(sources.headwater_load[m].size(), 0.0);
    for (const char* name : {"age", "travel_time"}) {
      const int c = constituent_index(model.network, name);
      if (c < 0) continue;
      for (std::size_t i = 0; i < volumes[m]->size(); ++i) {
        const double load = (*volumes[m])[i] / units::seconds_per_day;
        sources.load[m][c][i] += load;
        sources.ageing[m][static_cast<std::size_t>(c) * w + i % w] += load;
      }
    }
  }
}

void set_ecological_flow(const HydraulicCase&, const BlockInputs& inputs, double t, Hydraulics& water) {
  std::fill(water.ecological_reach.begin(), water.ecological_reach.end(), 0.0);
  std::fill(water.ecological_reservoir.begin(), water.ecological_reservoir.end(), 0.0);
  for (int l = 0; l < inputs.width; ++l) {
    for (const EcologicalFlow& entry : kept_flows(*inputs.lanes[l], t)) {
      LaneArray& kept = entry.reach >= 0 ? water.ecological_reach : water.ecological_reservoir;
      double& value =
          kept[static_cast<std::size_t>(entry.reach >= 0 ? entry.reach : entry.reservoir) * inputs.width + l];
      value = std::max(value, entry.flow);
    }
  }
}

void set_withdrawals(const HydraulicCase& model, const BlockInputs& inputs, double t, Hydraulics& water) {
  std::fill(water.wish.begin(), water.wish.end(), 0.0);
  for (std::size_t i = 0; i < model.network.withdrawals.size(); ++i) {
    const Withdrawal& withdrawal = model.network.withdrawals[i];
    if (t < withdrawal.begin - 1.0e-6 || t >= withdrawal.end - 1.0e-6) continue;
    const std::size_t at = static_cast<std::size_t>(model.map.withdrawals[i].unknown[0]) * inputs.width;
    for (int l = 0; l < inputs.width; ++l) water.wish[at + l] += withdrawal.flow;
  }
}

void set_works(const BlockInputs& inputs, double t, Hydraulics& water) {
  for (int l = 0; l < inputs.width; ++l) set_river_works(inputs.lanes[l]->river, t, l, water.works);
}

void set_sources_at(const HydraulicCase& model, const BlockInputs& inputs, double t, SteadySources& sources,
                    Hydraulics& water) {
  set_steady_sources(model, inputs, t, sources);
  set_ecological_flow(model, inputs, t, water);
  set_withdrawals(model, inputs, t, water);
  set_works(inputs, t, water);
}

namespace {

template <class Array>
void add_change(const Array& from, const Array& to, double share, Array& sum) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += share * (to[i] - from[i]);
}

void add_change(const SteadySources& from, const SteadySources& to, double share, SteadySources& sum) {
  for (std::size_t c = 0; c < sum.load.size(); ++c) add_change(from.load[c], to.load[c], share, sum.load[c]);
  add_change(from.inflow, to.inflow, share, sum.inflow);
  add_change(from.headwater, to.headwater, share, sum.headwater);
  for (auto part : {&SteadySources::headwater_load, &SteadySources::outfall_load, &SteadySources::diffuse_load,
                    &SteadySources::headwater_water, &SteadySources::outfall_water, &SteadySources::diffuse_water}) {
    add_change(from.*part, to.*part, share, sum.*part);
  }
}

}  // namespace

void set_step_sources(const HydraulicCase& model, const BlockInputs& inputs, double t, double next,
                      const std::vector<double>& jumps, SteadySources& sources, Hydraulics& water) {
  set_sources_at(model, inputs, t, sources, water);
  SteadySources before = sources, after;
  LaneArray wish_before = water.wish, wish = water.wish;
  LaneArray works_before = water.works.values, works = water.works.values;
  // Jump by jump: a lane to which nothing happens at another lane's jump adds nothing, and keeps its bits.
  for (auto jump = std::upper_bound(jumps.begin(), jumps.end(), t + 1.0e-6); jump != jumps.end(); ++jump) {
    if (*jump > next - 1.0e-6) break;
    const double share = (next - *jump) / (next - t);
    set_steady_sources(model, inputs, *jump, after);
    set_withdrawals(model, inputs, *jump, water);
    set_works(inputs, *jump, water);
    add_change(before, after, share, sources);
    add_change(wish_before, water.wish, share, wish);
    add_change(works_before, water.works.values, share, works);
    std::swap(before, after);
    wish_before = water.wish;
    works_before = water.works.values;
  }
  water.wish = wish;
  water.works.values = works;
}

std::vector<double> jump_times(const HydraulicCase& model, const BlockInputs& inputs, double begin, double end) {
  std::vector<double> times;
  const auto add = [&](double t) {
    if (t > begin + 1.0e-6 && t < end - 1.0e-6) times.push_back(t);
  };
  for (const LaneInput* input : inputs.lanes) {
    for (const double t : input->schedule.begin) add(t);
    for (const double t : input->river.begin) add(t);
    for (const Inflow& inflow : input->forcing->inflows) {
      if (inflow.series.interpolation != Interpolation::step) continue;
      for (const double t : inflow.series.time) add(t);
    }
  }
  for (const Withdrawal& withdrawal : model.network.withdrawals) {
    add(withdrawal.begin);
    add(withdrawal.end);
  }
  std::sort(times.begin(), times.end());
  const auto same = [](double a, double b) { return b - a < 1.0e-6; };
  times.erase(std::unique(times.begin(), times.end(), same), times.end());
  return times;
}

}  // namespace bailang
