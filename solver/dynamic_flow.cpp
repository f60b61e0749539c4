#include "solver/dynamic_flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/diagnostics.hpp"
#include "solver/level_boundary.hpp"
#include "solver/level_step.hpp"
#include "solver/reservoir_flow.hpp"
#include "solver/structure_rules.hpp"

namespace bailang {
namespace {

constexpr double theta_dynamic = 0.55;
constexpr double largest_courant = 0.8;
constexpr double accepted_courant = 1.2;  ///< of the result: above it the sub-step is taken again, shorter
constexpr double bore_courant = 0.5;      ///< of waves where bores run
constexpr double accepted_bore = 1.5;     ///< times that, of the result
constexpr double longest_sub_step = 600.0;
constexpr double shortest_share = 1.0 / 4096.0;  ///< of a step: shorter sub-steps than this are not tried for accuracy
constexpr double least_discharge = 1.0e-12;      ///< of a steady state [m3 s-1]
constexpr double same_volume = 1.0e-9;
constexpr int most_passes = 3;  ///< of a sub-step in which discharges change fast

/// Levels by the volumes of `water`, where the lane's own do not fit them.
void load_lane(const HydraulicCase& model, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LaneLevels& now = flow.lanes[lane];
  const std::size_t w = water.width;
  for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
    const LevelPlace& place = flow.network.places[p];
    if (place.kind != LevelKind::cell) continue;
    const double film = water.film[place.unknown];
    const double volume = water.volume_old[static_cast<std::size_t>(place.unknown) * w + lane] - film;
    now.volume[p] = volume;
    const double own = place_volume(flow.network, static_cast<int>(p), now.level[p]);
    if (std::abs(own - volume) > same_volume * (std::abs(volume) + film)) {
      now.level[p] = place_level(flow.network, static_cast<int>(p), volume);
    }
  }
  load_reservoirs(model, lane, water);
}

/// Length of the next sub-step [s]: equal parts of what is left.
/// @param bore as bore_rate() found it in the last one
double sub_step(const LevelFlow& flow, const LaneLevels& now, double left, double longest, bool inertia, double bore) {
  double rate = std::max(1.0 / longest, bore / bore_courant);
  if (inertia) {
    for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
      rate = std::max(rate, std::abs(now.velocity[l]) / (largest_courant * flow.network.links[l].distance));
    }
  }
  return left / std::ceil(left * rate - 1.0e-9);
}

bool is_accepted(const LevelFlow& flow) {
  const LevelStep& step = flow.step;
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    if (flow.network.links[l].kind == LinkKind::given) continue;
    if (std::abs(step.next.velocity[l]) * step.dt > accepted_courant * flow.network.links[l].distance) return false;
  }
  return true;
}

/// Whether discharges change within a sub-step where water runs fast (Fr² above 0.1): there bores may run, and the
/// sub-step is taken again with the discharges in between.
bool changes_fast(const LevelFlow& flow, const LaneLevels& now) {
  constexpr double gravity = 9.81, fast = 0.1, slight_change = 0.01, slight_advection = 0.02;
  const LevelStep& step = flow.step;
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const double speed = std::max(std::abs(now.velocity[l]), std::abs(step.next.velocity[l]));
    const LinkFlow& law = step.law[l];
    if (speed * step.dt < slight_advection * flow.network.links[l].distance) continue;
    if (speed * speed * law.area_growth < fast * gravity * law.area) continue;
    const double sum = std::abs(now.flow[l]) + std::abs(step.next.flow[l]);
    if (std::abs(step.next.flow[l] - now.flow[l]) > slight_change * sum) return true;
  }
  return false;
}

/// Rate at which waves pass links whose discharge grows or falls by half or more within a sub-step where water runs fast
/// (Fr² above 0.1) [s-1], 0 without any: a bore that passes a cell in less than a sub-step rings and loses momentum.
double bore_rate(const LevelFlow& flow, const LaneLevels& now) {
  constexpr double gravity = 9.81, fast = 0.1, great_change = 0.2;
  const LevelStep& step = flow.step;
  double rate = 0.0;
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const double speed = std::max(std::abs(now.velocity[l]), std::abs(step.next.velocity[l]));
    const LinkFlow& law = step.law[l];
    if (speed * speed * law.area_growth <= fast * gravity * law.area) continue;
    const double sum = std::abs(now.flow[l]) + std::abs(step.next.flow[l]);
    if (std::abs(step.next.flow[l] - now.flow[l]) <= great_change * sum) continue;
    rate = std::max(rate, (speed + std::sqrt(gravity * law.area / law.area_growth)) / flow.network.links[l].distance);
  }
  return rate;
}

void take_sub_step(LevelFlow& flow, LaneLevels& now) {
  LevelStep& step = flow.step;
  for (std::size_t l = 0; l < flow.passed.size(); ++l) flow.passed[l] += step.dt * step.passed[l];
  for (std::size_t p = 0; p < flow.taken.size(); ++p) {
    flow.taken[p] += step.dt * step.taken[p];
    flow.evaporated[p] += step.dt * step.evaporation[p];
  }
  for (std::size_t n = 0; n < flow.moved.size(); ++n) flow.moved[n] += step.dt * step.moved[n];
  for (std::size_t r = 0; r < flow.topped_up.size(); ++r) flow.topped_up[r] += step.dt * step.top_up[r];
  std::swap(now, step.next);
}

/// Runs one lane through a step of dt [s].
void run_lane(const HydraulicCase& model, const BlockInputs& inputs, double t, double dt, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LaneLevels& now = flow.lanes[lane];
  LevelStep& step = flow.step;
  for (auto* sums : {&flow.passed, &flow.taken, &flow.evaporated, &flow.moved, &flow.topped_up})
    std::fill(sums->begin(), sums->end(), 0.0);
  step.theta = step.inertia ? theta_dynamic : 1.0;
  double longest = longest_sub_step, bore = 0.0;
  for (double done = 0.0; done < dt * (1.0 - 1.0e-12);) {
    step.dt = sub_step(flow, now, dt - done, longest, step.inertia, bore);
    begin_sub_step(model, inputs, t + done, lane, water);
    set_momentum(flow.network, now, step, false);
    bool found = advance_levels(flow.network, now, step, flow.system);
    for (int pass = 0; pass < most_passes && found && step.inertia && changes_fast(flow, now); ++pass) {
      set_momentum(flow.network, now, step, true);
      found = advance_levels(flow.network, now, step, flow.system);
    }
    const bool may_shorten = step.dt > dt * shortest_share;
    if (!found && !may_shorten) {
      throw RunError(
          fmt::format("levels cannot be found {:.0f} s after the start, sub-step {:.3g} s; "
                      "look for beds that jump or try a shorter [time] step",
                      t + done, step.dt));
    }
    bore = found && step.inertia && may_shorten ? bore_rate(flow, now) : 0.0;
    const bool rings = bore * step.dt > accepted_bore * bore_courant;
    if (!found || rings || (step.inertia && may_shorten && !is_accepted(flow))) {
      longest = 0.5 * step.dt;
      continue;
    }
    done += step.dt;
    longest = std::min(longest_sub_step, 2.0 * std::max(step.dt, 0.5 * longest));
    take_sub_step(flow, now);
    for (const int p : flow.network.storage_places) {
      const LevelPlace& place = flow.network.places[p];
      now.level[p] = reservoir_level(model.network.reservoirs[place.reservoir], place.bed, now.volume[p]);
      if (!std::isfinite(now.level[p])) now.level[p] = place.bed;
    }
  }
}

/// Means of what came in by top-ups and transfers, and of what was taken, over dt [s].
void store_exchange(const HydraulicCase& model, double dt, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  const std::size_t w = water.width;
  const auto at = [&](int i) { return static_cast<std::size_t>(i) * w + lane; };
  for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
    const LevelPlace& place = flow.network.places[p];
    water.taken[at(place.unknown)] = flow.taken[p] / dt;
    water.evaporation[at(place.unknown)] = flow.evaporated[p] / dt;
  }
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
    water.top_up[r * w + lane] = flow.topped_up[r] / dt;
    water.inflow[at(model.grid.reaches[r].unknown(0))] += water.top_up[r * w + lane];
  }
  for (std::size_t n = 0; n < water.transfers.size() && !flow.step.steady; ++n) {
    water.transfer[n * w + lane] = flow.moved[n] / dt;
    const int to = water.transfers[n].to;
    if (to >= 0) water.inflow[at(to)] += water.transfer[n * w + lane];
  }
}

/// Mean discharges, from the water moved in dt [s].
void store_flows(const HydraulicCase& model, double dt, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  const std::size_t w = water.width;
  const auto at = [&](int i) { return static_cast<std::size_t>(i) * w + lane; };
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const Link& link = flow.network.links[l];
    const double mean = flow.passed[l] / dt;
    water.discharge[at(link.face_up)] = mean;
    if (link.node_unknown >= 0) water.discharge[at(link.face_down)] = mean + water.inflow[at(link.node_unknown)];
  }
  for (std::size_t v = 0; v < model.network.nodes.size(); ++v) {
    double leaves = 0.0;
    for (const int r : model.grid.node_outflow[v]) leaves += water.discharge[at(model.grid.reaches[r].face(0))];
    for (const int r : model.grid.node_inflow[v]) {
      if (!model.grid.node_outflow[v].empty()) continue;
      leaves += water.discharge[at(model.grid.reaches[r].face(model.grid.reaches[r].count))];
    }
    water.node_outflow[at(static_cast<int>(v))] = leaves;
  }
}

/// volume_new = volume_old + dt (what enters less what leaves), by the mean discharges.
void store_volumes(const HydraulicCase& model, double dt, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  const std::size_t w = water.width;
  std::vector<double>& net = flow.step.net;
  for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
    const std::size_t at = static_cast<std::size_t>(flow.network.places[p].unknown) * w + lane;
    net[p] = water.inflow[at] - water.taken[at] - water.evaporation[at];
  }
  for (std::size_t n = 0; n < water.transfers.size(); ++n) {
    net[flow.network.place_of[water.transfers[n].from]] -= water.transfer[n * w + lane];
  }
  for (std::size_t f = 0; f < model.grid.faces.size(); ++f) {
    const Face& face = model.grid.faces[f];
    const double Q = water.discharge[f * w + lane];
    const int up = face.up >= 0 ? flow.network.place_of[face.up] : -1;
    const int down = face.down >= 0 ? flow.network.place_of[face.down] : -1;
    if (up >= 0) net[up] -= Q;
    if (down >= 0) net[down] += Q;
  }
  for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
    const LevelPlace& place = flow.network.places[p];
    if (place.kind == LevelKind::junction) continue;
    const std::size_t at = static_cast<std::size_t>(place.unknown) * w + lane;
    water.volume_new[at] = water.volume_old[at] + dt * net[p];
  }
}

}  // namespace

void load_reservoirs(const HydraulicCase& model, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LaneLevels& now = flow.lanes[lane];
  for (const int p : flow.network.storage_places) {
    const LevelPlace& place = flow.network.places[p];
    now.volume[p] = water.volume_old[static_cast<std::size_t>(place.unknown) * water.width + lane];
    const double level = reservoir_level(model.network.reservoirs[place.reservoir], place.bed, now.volume[p]);
    now.level[p] = std::isfinite(level) ? level : place.bed;
  }
}

void make_levels(const HydraulicCase& model, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  flow.network = make_level_network(model.network, model.grid);
  flow.system = make_level_system(flow.network);
  const std::size_t places = flow.network.places.size(), links = flow.network.links.size();
  const std::size_t reaches = model.network.reaches.size();
  LaneLevels dry;
  for (auto* array : {&dry.level, &dry.volume}) array->assign(places, 0.0);
  for (auto* array : {&dry.flow, &dry.velocity}) array->assign(links, 0.0);
  for (std::size_t p = 0; p < places; ++p) dry.level[p] = flow.network.places[p].bed;
  flow.lanes.assign(water.width, dry);
  LevelStep& step = flow.step;
  step.next = dry;
  for (auto* array :
       {&step.inflow, &step.inflow_from_outside, &step.wish, &step.taken, &step.taken_growth, &step.surface, &step.lost,
        &step.start_level, &step.velocity_tilt, &step.net, &step.evaporation, &flow.taken, &flow.evaporated}) {
    array->assign(places, 0.0);
  }
  for (auto* array : {&step.share, &step.passed, &flow.passed}) array->assign(links, 0.0);
  for (auto* array : {&step.outside, &step.outside_old}) array->assign(links, missing);
  for (auto* array : {&step.top_up, &flow.topped_up}) array->assign(reaches, 0.0);
  for (auto* array : {&step.moved, &flow.moved}) array->assign(water.transfers.size(), 0.0);
  flow.rules = rules_by_structure(model.network);
  step.outlet.assign(links, OutletLaw::normal);
  step.structures.assign(links, {});
  step.settings.assign(links, {});
  step.momentum.assign(links, {});
  step.law.assign(links, {});
  for (std::size_t l = 0; l < links; ++l) {
    const Link& link = flow.network.links[l];
    if (link.structure < 0) continue;
    step.structures[l] = structure_shape(model.network, link.structure, link.bed_up, link.bed_down);
  }
}

void store_steady_lane(const HydraulicCase& model, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  // What a bed gives that has fallen dry is rounding, and of no balance that a concentration could come from.
  const auto keep = [](double discharge) { return std::abs(discharge) < least_discharge ? 0.0 : discharge; };
  std::transform(flow.lanes[lane].flow.begin(), flow.lanes[lane].flow.end(), flow.passed.begin(), keep);
  std::copy(flow.step.taken.begin(), flow.step.taken.end(), flow.taken.begin());
  std::copy(flow.step.evaporation.begin(), flow.step.evaporation.end(), flow.evaporated.begin());
  std::copy(flow.step.top_up.begin(), flow.step.top_up.end(), flow.topped_up.begin());
  store_exchange(model, 1.0, lane, water);
  store_flows(model, 1.0, lane, water);
  store_surface(lane, water);
}

void store_surface(int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  const LaneLevels& now = flow.lanes[lane];
  const std::size_t w = water.width;
  for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
    const LevelPlace& place = flow.network.places[p];
    const std::size_t at = static_cast<std::size_t>(place.unknown) * w + lane;
    water.stage[at] = now.level[p];
    water.depth[at] = std::max(now.level[p] - place.bed, 0.0);
    if (place.kind == LevelKind::cell) {
      water.top_width[at] = section_flow(flow.network.shapes[place.shape], water.depth[at]).width;
    }
  }
  for (const Link& link : flow.network.links) {
    if (link.node_unknown < 0) continue;
    const std::size_t at = static_cast<std::size_t>(link.node_unknown) * w + lane;
    const std::size_t above = static_cast<std::size_t>(flow.network.places[link.up].unknown) * w + lane;
    const std::size_t below = static_cast<std::size_t>(flow.network.places[link.down].unknown) * w + lane;
    water.stage[at] = 0.5 * (water.stage[above] + water.stage[below]);
    water.depth[at] = 0.5 * (water.depth[above] + water.depth[below]);
    water.top_width[at] = 0.5 * (water.top_width[above] + water.top_width[below]);
  }
}

void route_levels(const HydraulicCase& model, const BlockInputs& inputs, double t, double dt, Hydraulics& water) {
  for (int lane = 0; lane < water.width; ++lane) {
    load_lane(model, lane, water);
    begin_lane_step(model, t, false, lane, water);
    run_lane(model, inputs, t, dt, lane, water);
    store_exchange(model, dt, lane, water);
    store_flows(model, dt, lane, water);
    store_volumes(model, dt, lane, water);
    store_surface(lane, water);
  }
  set_reservoir_surface(model, water);
}

}  // namespace bailang
