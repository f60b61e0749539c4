#include <algorithm>
#include <cmath>

#include "solver/dynamic_flow.hpp"
#include "solver/level_boundary.hpp"
#include "solver/level_step.hpp"
#include "solver/reservoir_flow.hpp"

namespace bailang {
namespace {

constexpr double gravity = 9.81;
constexpr double first_step = 100.0;
constexpr double longest_step = 1.0e10;
constexpr int most_steps = 5000;
constexpr double level_settled = 1.0e-12;     ///< over 1 m and the level itself
constexpr double velocity_settled = 1.0e-11;  ///< [m s-1]

/// Levels of uniform flow, or the level of what lies downstream, or the crest of a weir and the critical head over it,
/// where that is higher.
void guess_levels(const BlockInputs& inputs, double t, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LaneLevels& now = flow.lanes[lane];
  const std::size_t w = water.width;
  const auto& places = flow.network.places;
  for (std::size_t p = 0; p < places.size(); ++p) {
    const std::size_t at = static_cast<std::size_t>(places[p].unknown) * w + lane;
    if (places[p].kind == LevelKind::cell) now.level[p] = places[p].bed + std::max(water.depth[at], 0.01);
    if (places[p].kind == LevelKind::junction) now.level[p] = places[p].bed + 0.01;
  }
  // Links stand reach by reach downstream: backwards they lead upstream.
  for (auto link = flow.network.links.rbegin(); link != flow.network.links.rend(); ++link) {
    if (link->kind == LinkKind::given) continue;
    const double below = link->kind == LinkKind::outlet ? tide_level(*inputs.lanes[lane]->forcing, link->node, t)
                                                        : now.level[link->down];
    if (is_given(below)) now.level[link->up] = std::max(now.level[link->up], below);
    if (link->structure < 0) continue;
    // Full to the crest: a pond that fills in pseudo-time would flood what joins it.
    const StructureShape& weir = flow.step.structures[&*link - flow.network.links.data()];
    const double Q = std::max(water.discharge[static_cast<std::size_t>(link->face_up) * w + lane], 0.0);
    const double head = std::cbrt(Q * Q / (weir.width * weir.width * gravity)) * 1.5;
    now.level[link->up] = std::max(now.level[link->up], weir.sill + head);
  }
}

void start_flows(int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LaneLevels& now = flow.lanes[lane];
  const std::size_t w = water.width;
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const Link& link = flow.network.links[l];
    now.flow[l] = water.discharge[static_cast<std::size_t>(link.face_up) * w + lane];
    const int donor = link.kind == LinkKind::given ? link.down : link.up;
    const SectionFlow s = section_flow(flow.network.shapes[link.shape_up],
                                       std::max(now.level[donor] - flow.network.places[donor].bed, 1.0e-3));
    now.velocity[l] = now.flow[l] / s.area;
  }
}

void set_volumes(LevelFlow& flow, LaneLevels& now) {
  for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
    if (flow.network.places[p].kind != LevelKind::cell) continue;
    now.volume[p] = place_volume(flow.network, static_cast<int>(p), now.level[p]);
  }
}

/// Whether nothing moves any more from one pseudo-step to the next; what is no number has not settled.
bool is_settled(const LaneLevels& now, const LaneLevels& next) {
  for (std::size_t p = 0; p < now.level.size(); ++p) {
    if (!(std::abs(next.level[p] - now.level[p]) <= level_settled * (1.0 + std::abs(now.level[p])))) return false;
  }
  for (std::size_t l = 0; l < now.velocity.size(); ++l) {
    if (!(std::abs(next.velocity[l] - now.velocity[l]) <= velocity_settled)) return false;
  }
  return true;
}

void find_fixed_point(const HydraulicCase& model, const BlockInputs& inputs, double t, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LaneLevels& now = flow.lanes[lane];
  LevelStep& step = flow.step;
  step.theta = 1.0;
  step.dt = first_step;
  bool settled = false;
  for (flow.steady_steps = 0; flow.steady_steps < most_steps && !settled; ++flow.steady_steps) {
    set_volumes(flow, now);
    begin_sub_step(model, inputs, t, lane, water);
    set_momentum(flow.network, now, step, false);
    if (!advance_levels(flow.network, now, step, flow.system)) {
      step.dt *= 0.1;
      continue;
    }
    settled = step.dt >= longest_step && is_settled(now, step.next);
    std::swap(now, step.next);
    step.dt = std::min(2.0 * step.dt, longest_step);
  }
  flow.is_steady[lane] = settled;
}

}  // namespace

void set_steady_levels(const HydraulicCase& model, const BlockInputs& inputs, double t, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  const std::size_t w = water.width;
  flow.is_steady.assign(w, 0);
  for (int lane = 0; lane < water.width; ++lane) {
    for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
      // Top-ups are found anew, by the discharges of the profile.
      const std::size_t first = static_cast<std::size_t>(model.grid.reaches[r].unknown(0)) * w + lane;
      water.inflow[first] -= water.top_up[r * w + lane];
    }
    // First the reservoirs: their levels reach up the rivers that flow into them.
    load_reservoirs(model, lane, water);
    guess_levels(inputs, t, lane, water);
    start_flows(lane, water);
    begin_lane_step(model, t, true, lane, water);
    find_fixed_point(model, inputs, t, lane, water);
    store_steady_lane(model, lane, water);
    for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
      const LevelPlace& place = flow.network.places[p];
      if (place.kind != LevelKind::cell) continue;
      const std::size_t at = static_cast<std::size_t>(place.unknown) * w + lane;
      water.volume_new[at] =
          place_volume(flow.network, static_cast<int>(p), flow.lanes[lane].level[p]) + water.film[place.unknown];
    }
  }
  water.volume_old = water.volume_new;
  set_reservoir_surface(model, water);
}

}  // namespace bailang
