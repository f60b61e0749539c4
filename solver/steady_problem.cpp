#include "solver/steady_problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/diagnostics.hpp"
#include "core/units.hpp"
#include "solver/step_loads.hpp"
#include "solver/storage_zones.hpp"
#include "solver/transfers.hpp"

namespace bailang {
namespace {

LaneSources sources_now(const LaneInput& input, double time) {
  return input.schedule.sources[input.schedule.at(time)];
}

}  // namespace

SteadyProblem::SteadyProblem(const HydraulicCase& model_, const BlockInputs& inputs_, double t,
                             const SteadyKinetics& kinetics_, bool volumes_only)
    : model(model_),
      inputs(inputs_),
      kinetics(kinetics_),
      time(t),
      nc(model.network.constituent_count()),
      water(make_hydraulics(model, 1)),
      transport(make_transport(model, 1, 1, false, true)),
      growth(nc, 0.0),
      dilutes(nc, 1),
      residence(model.grid.size(), 1.0),
      flux_in(nc),
      dry_outlet_load(nc, std::vector<double>(model.grid.outlets.size(), 0.0)) {
  set_water();
  set_decay_rates();
  for (int c = 0; c < nc; ++c) {
    const std::string& name = model.network.constituents[c];
    dilutes[c] = name != "travel_time";
    if (name == "age" || name == "travel_time") growth[c] = 1.0 / units::seconds_per_day;
    std::fill(transport.c[c].begin(), transport.c[c].end(), name == "continuity" ? 1.0 : 0.0);
  }
  const double moments[3] = {t, t, t};
  set_changing_loads(model, inputs, moments, water, changing);
  changing.active = true;
  if (kinetics.chemistry) chemistry = kinetics.chemistry(water, reach_temperatures(model, inputs, time), time);
  list_exact_cells(volumes_only);
}

namespace {

/// A backwater profile that has not settled must not pass for one: what enters a cell leaves it.
/// @throws RunError that names reach, chainage and what is missing
void require_balance(const HydraulicCase& model, double t, const Hydraulics& water) {
  constexpr double negligible = 1.0e-6;  // of the cell's own flow
  if (!solves_levels(model.mode) || water.levels.is_steady[0] != 0) return;
  LaneArray moved(water.taken.size(), 0.0);
  add_transfers(water, moved);
  for (std::size_t r = 0; r < model.grid.reaches.size(); ++r) {
    const ReachCells& cells = model.grid.reaches[r];
    for (int k = 0; k < cells.count; ++k) {
      const int i = cells.unknown(k);
      const double enters = water.discharge[cells.face(k)] + water.inflow[i];
      const double leaves = water.discharge[cells.face(k + 1)] + water.taken[i] + moved[i];
      const bool balances = std::abs(enters - leaves) <= negligible * (std::abs(enters) + std::abs(leaves)) + 1.0e-9;
      if (balances && std::isfinite(water.volume_new[i])) continue;
      throw RunError(fmt::format(
          "the backwater profile {:.0f} s after the start did not settle: at reach \"{}\", chainage {:.0f} m, {:.6g} "
          "m3/s "
          "enter and {:.6g} leave; look for gates whose rules switch to and fro, or run it with solve = \"transient\"",
          t, model.network.reaches[r].id, (k + 0.5) * cells.length, enters, leaves));
    }
  }
}

}  // namespace

void SteadyProblem::set_water() {
  set_steady_sources(model, inputs, time, sources);
  set_ecological_flow(model, inputs, time, water);
  set_withdrawals(model, inputs, time, water);
  set_works(inputs, time, water);
  add_aeration();
  water.inflow = sources.inflow;
  water.headwater = sources.headwater;
  changing_water = add_changing_water(model, inputs, time, water);
  set_steady_flow(model, inputs, time, water);
  require_balance(model, time, water);
  set_exchange_rates(model, water);
}

void SteadyProblem::add_aeration() {
  const int oxygen = constituent_index(model.network, "do");
  StepLoads loads;
  if (oxygen >= 0) add_aeration_loads(model, water, 1, loads);
  for (std::size_t e = 0; e < loads.unknown.size(); ++e) {
    sources.load[oxygen][loads.unknown[e]] += loads.load[e];
    aeration += loads.load[e];
  }
}

void SteadyProblem::set_decay_rates() {
  const std::vector<double> temperature = reach_temperatures(model, inputs, time);
  std::vector<double> last;
  set_decay(model, temperature, last, transport.classes);
  begin_step(water, true, transport);
  StorageZones zones = make_storage_zones(model, 1, 1);
  set_storage_decay(model, temperature, zones);
  for (int c = 0; c < nc; ++c) {
    decay.push_back(transport.classes.at(c).decay);
    StepLoads growth_in_zones;  // stands in `residence`
    add_equilibrium(zones, c, water.volume_new, decay[c], growth_in_zones);
  }
  for (std::size_t z = 0; z < zones.cell.size(); ++z) {
    const double volume = water.volume_new[zones.cell[z]];
    if (volume > 0.0) residence[zones.cell[z]] += zones.volume[z] / volume;
  }
}

/// Cells are exact where nothing disperses and the water keeps its direction.
void SteadyProblem::list_exact_cells(bool volumes_only) {
  exact_of.assign(model.grid.size(), -1);
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
    if (volumes_only || is_dispersive(model.network.reaches[r])) continue;
    const ReachCells& cells = model.grid.reaches[r];
    for (int k = 0; k < cells.count; ++k) {
      const double upper = water.discharge[cells.face(k)];
      const double lower = water.discharge[cells.face(k + 1)];
      const bool forwards = upper >= 0.0 && lower >= 0.0;
      const int below = model.grid.faces[cells.face(k + 1)].down;
      if (!forwards && (upper > 0.0 || lower > 0.0 || below < 0)) continue;
      ExactCell cell;
      cell.unknown = cells.unknown(k);
      cell.reach = static_cast<int>(r);
      cell.direction = forwards ? 1.0 : -1.0;
      cell.inlet_face = cells.face(forwards ? k : k + 1);
      cell.outlet_face = cells.face(forwards ? k + 1 : k);
      cell.from = forwards ? model.grid.faces[cell.inlet_face].up : below;
      cell.span.begin = forwards ? k * cells.length : -(k + 1) * cells.length;
      cell.span.end = forwards ? (k + 1) * cells.length : -k * cells.length;
      cell.span.flow_in = std::abs(water.discharge[cell.inlet_face]);
      cell.span.area = water.volume_new[cell.unknown] / cells.length;
      exact_of[cell.unknown] = static_cast<int>(exact.size());
      exact.push_back(cell);
    }
  }
  const LaneSources now = sources_now(*inputs.lanes[0], time);
  add_outfall_points(now);
  add_other_points(now);
  for (ExactCell& cell : exact) {
    std::stable_sort(cell.points.begin(), cell.points.end(),
                     [](const SteadyPoint& a, const SteadyPoint& b) { return a.chainage < b.chainage; });
  }
  add_lateral();
}

void SteadyProblem::add_outfall_points(const LaneSources& now) {
  for (std::size_t o = 0; o < model.network.outfalls.size(); ++o) {
    const int cell = exact_of[model.map.outfalls[o].unknown[0]];
    if (cell < 0) continue;
    const auto load = now.outfall_load.begin() + static_cast<std::ptrdiff_t>(o * nc);
    exact[cell].points.push_back({exact[cell].direction * model.network.outfalls[o].chainage, now.outfall_flow[o],
                                  std::vector<double>(load, load + nc)});
  }
}

void SteadyProblem::add_other_points(const LaneSources& now) {
  const std::vector<double> none(nc, 0.0);
  for (std::size_t i = 0; i < model.network.withdrawals.size(); ++i) {
    const Withdrawal& withdrawal = model.network.withdrawals[i];
    const int unknown = model.map.withdrawals[i].unknown[0];
    const bool acts = time >= withdrawal.begin - 1.0e-6 && time < withdrawal.end - 1.0e-6;
    if (exact_of[unknown] < 0 || !acts || water.wish[unknown] <= 0.0) continue;
    ExactCell& cell = exact[exact_of[unknown]];
    const double flow = withdrawal.flow * water.taken[unknown] / water.wish[unknown];
    cell.points.push_back({cell.direction * withdrawal.chainage, -flow, none});
  }
  for (const EcologicalFlow& entry : now.ecological_flow) {
    if (entry.reach < 0 || water.top_up[entry.reach] <= 0.0) continue;
    const int cell = exact_of[model.grid.reaches[entry.reach].unknown(0)];
    if (cell < 0) continue;
    std::vector<double> load;
    for (const double c : entry.concentration) load.push_back(c * water.top_up[entry.reach]);
    exact[cell].points.push_back({0.0, water.top_up[entry.reach], load});
  }
  // Pumps take at a cell's end, and give at its beginning.
  for (std::size_t i = 0; i < water.transfers.size(); ++i) {
    const Transfer& transfer = water.transfers[i];
    if (water.transfer[i] <= 0.0) continue;
    const int from = exact_of[transfer.from];
    if (from >= 0) exact[from].points.push_back({exact[from].span.end, -water.transfer[i], none});
    const int to = transfer.to >= 0 ? exact_of[transfer.to] : -1;
    if (to >= 0) exact[to].points.push_back({exact[to].span.begin, water.transfer[i], none, true});
  }
}

/// What enters evenly is what enters a cell less its points.
void SteadyProblem::add_lateral() {
  lateral_load.assign(nc, std::vector<double>(exact.size(), 0.0));
  for (std::size_t e = 0; e < exact.size(); ++e) {
    ExactCell& cell = exact[e];
    double flow = water.inflow[cell.unknown];
    double scale = std::abs(flow);
    for (const SteadyPoint& point : cell.points) {
      if (point.flow > 0.0) flow -= point.flow;
    }
    const double length = cell.span.end - cell.span.begin;
    cell.span.lateral_flow = std::abs(flow) <= 1.0e-14 * scale ? 0.0 : flow / length;
    for (int c = 0; c < nc; ++c) {
      double load = source_load(c, cell.unknown);
      scale = std::abs(load);
      for (const SteadyPoint& point : cell.points) load -= point.load[c];
      if (cell.from < 0) load -= headwater_load(c, cell);
      lateral_load[c][e] = std::abs(load) <= 1.0e-14 * scale ? 0.0 : load / length;
    }
  }
}

double SteadyProblem::headwater_load(int c, const ExactCell& cell) const {
  const int node = model.network.reaches[cell.reach].from_node;
  double load = 0.0;
  for (const Inflow& inflow : inputs.lanes[0]->forcing->inflows) {
    if (inflow.node != node) continue;
    load += inputs.lanes[0]->flow_factor * value_at(inflow.series, 0, time) * value_at(inflow.series, 1 + c, time);
  }
  return load * model.map.node_share[cell.reach];
}

double SteadyProblem::sea_concentration(int c, int face) const {
  const std::string& name = model.network.constituents[c];
  if (name == "continuity") return 1.0;
  if (name == "age") return 0.0;
  for (const Tide& tide : inputs.lanes[0]->forcing->tides) {
    if (tide.has_concentration.empty() || !tide.has_concentration[c]) continue;
    for (const int r : model.grid.node_inflow[tide.node]) {
      const ReachCells& cells = model.grid.reaches[r];
      if (cells.face(cells.count) == face) return value_at(tide.series, 1 + c, time);
    }
  }
  return missing;
}

std::vector<double> SteadyProblem::carry_dry_loads(int c, LaneArray& node_load) {
  std::vector<double> pending(exact.size(), 0.0);
  for (const int r : model.grid.reach_order) {
    if (is_dispersive(model.network.reaches[r])) continue;
    const ReachCells& cells = model.grid.reaches[r];
    const int from = model.grid.node_unknown[model.network.reaches[r].from_node];
    double carried = 0.0;
    if (from >= 0 && water.leaving[from] <= 0.0) std::swap(carried, node_load[from]);
    for (int k = 0; k < cells.count; ++k) {
      const int e = exact_of[cells.unknown(k)];
      if (e < 0 || exact[e].direction < 0.0) continue;
      const LinearFlux out = flux(c, e, exact[e].span.end, true);
      pending[e] = carried;
      carried = out.flow > 0.0 ? 0.0 : out.gain * carried + out.own;
    }
    const int to = model.network.reaches[r].to_node;
    if (model.grid.node_unknown[to] >= 0) {
      node_load[model.grid.node_unknown[to]] += carried;
    } else {
      const auto& outlets = model.grid.outlets;
      const auto place = static_cast<std::size_t>(std::find(outlets.begin(), outlets.end(), to) - outlets.begin());
      dry_outlet_load[c][place] += carried;
    }
  }
  return pending;
}

std::vector<std::vector<Inlet>> SteadyProblem::inlets() const {
  std::vector<std::vector<Inlet>> all(model.grid.size());
  for (std::size_t f = 0; f < model.grid.faces.size(); ++f) {
    const Face& face = model.grid.faces[f];
    if (face.up < 0 || face.down < 0) continue;
    const int at = static_cast<int>(f);
    if (water.rate_down[f] > 0.0) all[face.down].push_back({face.up, water.rate_down[f], at});
    if (water.rate_up[f] > 0.0) all[face.up].push_back({face.down, water.rate_up[f], at});
  }
  for (std::size_t i = 0; i < water.transfers.size(); ++i) {
    const Transfer& transfer = water.transfers[i];
    if (transfer.to >= 0 && water.transfer[i] > 0.0) all[transfer.to].push_back({transfer.from, water.transfer[i], -1});
  }
  return all;
}

}  // namespace bailang
