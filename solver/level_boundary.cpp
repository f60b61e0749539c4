#include "solver/level_boundary.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "solver/reservoir_flow.hpp"
#include "solver/structure_rules.hpp"
#include "solver/transfers.hpp"

namespace bailang {
namespace {

/// Velocity of water that enters a reach [m s-1]: that of its first cell, at most the critical one; on a steep bed, where
/// the water runs supercritical, that of normal flow, for nothing downstream can tell it.
double head_velocity(const SectionShape& shape, double slope, double discharge, double depth) {
  if (discharge <= 0.0) return 0.0;
  const double critical = section_flow(shape, section_critical_depth(shape, discharge)).area;
  if (slope > 0.0) {
    const double normal = section_flow(shape, section_normal_depth(shape, slope, discharge)).area;
    if (normal < critical) return discharge / normal;
  }
  return discharge / std::max(section_flow(shape, depth).area, critical);
}

/// Depth at the upper end of a reach [m]: that of its first cells, carried on to the end.
double head_depth(const LevelNetwork& levels, const LaneLevels& now, const LevelPlace& first) {
  constexpr double largest_change = 0.3;
  const Link& below = levels.links[first.lower];
  const double own = std::max(now.level[below.up] - below.bed_up, 0.0);
  if (below.kind != LinkKind::channel || below.down < 0) return own;
  const double next = std::max(now.level[below.down] - below.bed_down, 0.0);
  const double change = 0.5 * first.length * (own - next) / below.distance;
  return own + std::clamp(change, -largest_change * own, largest_change * own);
}

/// Level against which an outlet lets water go: the tide's, or that of critical flow where the tide stands lower.
double outlet_level(const LevelNetwork& levels, const Link& link, double tide, double discharge) {
  if (!is_given(tide) || discharge <= 0.0) return tide;
  return std::max(tide, link.bed_down + section_critical_depth(levels.shapes[link.shape_up], discharge));
}

/// Water that a reservoir gets now from its links and from outside [m3 s-1].
double reservoir_gain(const LevelFlow& flow, const LaneLevels& now, int place) {
  const LevelPlace& reservoir = flow.network.places[place];
  double gain = flow.step.inflow[place];
  for (int n = 0; n < reservoir.joint_count; ++n) {
    const int l = flow.network.joints[reservoir.first_joint + n];
    if (flow.network.links[l].down == place) gain += now.flow[l];
  }
  return gain;
}

/// Releases and evaporation for the sub-step, by what flowed in last.
void set_releases(const HydraulicCase& model, const BlockInputs& inputs, double t, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LevelStep& step = flow.step;
  LaneLevels& now = flow.lanes[lane];
  for (const int p : flow.network.storage_places) {
    const LevelPlace& place = flow.network.places[p];
    const Reservoir& reservoir = model.network.reservoirs[place.reservoir];
    const double gain = std::max(reservoir_gain(flow, now, p), 0.0);
    double out = gain;
    step.surface[p] = step.steady ? 0.0 : reservoir_area(reservoir, now.volume[p]);
    if (step.steady) {
      step.evaporation[p] =
          std::min(water.evaporation[static_cast<std::size_t>(place.unknown) * water.width + lane], gain);
      out -= step.evaporation[p];
    } else {
      ReservoirState state = reservoir_state(model, inputs, place.reservoir, t, step.dt, lane, water);
      if (!is_given(state.bed)) state.bed = place.bed;
      const ReservoirStep moved = advance_reservoir(reservoir, state, now.volume[p], gain, step.dt);
      out = moved.outflow;
      step.evaporation[p] = moved.evaporation;
    }
    step.lost[p] += step.evaporation[p];
    for (int n = 0; n < place.joint_count; ++n) {
      const int l = flow.network.joints[place.first_joint + n];
      const Link& link = flow.network.links[l];
      if (link.up == p) now.flow[l] = out * model.map.node_share[link.reach];
    }
  }
}

/// Place that takes what enters an unknown of the grid.
int place_of_entry(const LevelNetwork& levels, const Grid& grid, int unknown) {
  if (levels.place_of[unknown] >= 0) return levels.place_of[unknown];
  const int below = grid.node_outflow[grid.unknowns[unknown].node].front();
  return levels.place_of[grid.reaches[below].unknown(0)];
}

/// What pumps and diversions move in the sub-step, by what the cell holds and gets: part of its water and of its inflow,
/// no more than its inflow above the flow that must stay in the river.
void set_transfers(const HydraulicCase& model, int lane, Hydraulics& water) {
  constexpr double storage_share = 0.5, inflow_share = 0.9;
  LevelFlow& flow = water.levels;
  LevelStep& step = flow.step;
  const LaneLevels& now = flow.lanes[lane];
  for (std::size_t n = 0; n < water.transfers.size(); ++n) {
    const Transfer& transfer = water.transfers[n];
    const std::size_t at = n * water.width + lane;
    const Structure& structure = model.network.structures[transfer.structure];
    const int from = flow.network.place_of[transfer.from];
    const LevelPlace& cell = flow.network.places[from];
    const double gets = std::max(now.flow[cell.upper], 0.0) + std::max(-now.flow[cell.lower], 0.0) + step.inflow[from] -
                        step.wish[from] - step.lost[from];
    double available = inflow_share * gets + storage_share * std::max(now.volume[from], 0.0) / step.dt;
    if (structure.kept_flow > 0.0) available = std::min(available, gets - structure.kept_flow);
    step.moved[n] = step.steady ? water.transfer[at]
                                : transfer_flow(water.transfer_wish[at], water.transfer_share[at], gets, available);
    step.lost[from] += step.moved[n];
    // In a steady state the targets' inflows hold it already.
    if (transfer.to < 0 || step.steady) continue;
    const int to = place_of_entry(flow.network, model.grid, transfer.to);
    step.inflow[to] += step.moved[n];
  }
}

void set_given(const HydraulicCase& model, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LaneLevels& now = flow.lanes[lane];
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const Link& link = flow.network.links[l];
    if (link.kind != LinkKind::given) continue;
    if (link.up < 0) {
      const double enters = water.headwater[static_cast<std::size_t>(link.node) * water.width + lane];
      now.flow[l] = enters * model.map.node_share[link.reach];
    }
    const LevelPlace& cell = flow.network.places[link.down];
    const SectionShape& shape = flow.network.shapes[link.shape_down];
    const double depth = head_depth(flow.network, now, cell);
    now.velocity[l] = flow.step.inertia ? head_velocity(shape, link.slope, now.flow[l], depth) : 0.0;
  }
}

/// Outside water that keeps a reach's flow, by what flows in now.
void set_top_up(const HydraulicCase& model, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  const std::size_t w = water.width;
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
    const double kept = water.ecological_reach[r * w + lane];
    flow.step.top_up[r] = 0.0;  // the lane before may have had one
    if (kept <= 0.0) continue;
    const ReachCells& cells = model.grid.reaches[r];
    const int l = flow.network.link_of_face[cells.face(0)];
    const Link& link = flow.network.links[l];
    double gets = flow.lanes[lane].flow[l];
    if (link.node_unknown >= 0) gets += water.inflow[static_cast<std::size_t>(link.node_unknown) * w + lane];
    const int first = flow.network.place_of[cells.unknown(0)];
    flow.step.top_up[r] = std::max(kept - gets, 0.0);
    flow.step.inflow[first] += flow.step.top_up[r];
  }
}

/// How gates, weirs and dams stand, by the levels and flows of this moment.
void set_structures(const HydraulicCase& model, double t, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  const LaneLevels& now = flow.lanes[lane];
  bool any = false;
  for (const Link& link : flow.network.links) any |= link.structure >= 0;
  if (!any) return;
  const SectionView sections = view_sections(model, water, lane);
  const CivilDate today = day_at(model.settings.time.start, t);
  RuleView view;
  view.month = today.month;
  view.day = today.day;
  view.section_level = sections.level.data();
  view.section_flow = sections.flow.data();
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const Link& link = flow.network.links[l];
    if (link.structure < 0) continue;
    view.level = now.level[link.up];
    view.flow = now.flow[l];
    flow.step.settings[l] = present_setting(model.network, link.structure, flow.rules, view);
  }
}

}  // namespace

double tide_level(const Forcing& forcing, int node, double t) {
  double level = missing;
  for (const Tide& tide : forcing.tides) {
    if (tide.node != node || !tide.has_level) continue;
    level = value_at(tide.series, 0, t);
    for (const TideHarmonic& wave : tide.harmonics) {
      level += wave.amplitude * std::cos(2.0 * std::numbers::pi * t / wave.period - wave.phase);
    }
  }
  return level;
}

void begin_lane_step(const HydraulicCase& model, double t, bool steady, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LevelStep& step = flow.step;
  const std::size_t w = water.width;
  for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
    const std::size_t at = static_cast<std::size_t>(flow.network.places[p].unknown) * w + lane;
    step.inflow_from_outside[p] = water.inflow[at];
    step.wish[p] = water.wish[at];
    step.taken[p] = step.taken_growth[p] = step.evaporation[p] = 0.0;
  }
  for (const Link& link : flow.network.links) {
    if (link.node_unknown < 0) continue;
    step.inflow_from_outside[link.down] += water.inflow[static_cast<std::size_t>(link.node_unknown) * w + lane];
  }
  step.steady = steady;
  step.inertia = model.mode == FlowMode::dynamic;
  step.bed_slope_drives = flow.bed_slope_drives;
  set_structures(model, t, lane, water);
}

void begin_sub_step(const HydraulicCase& model, const BlockInputs& inputs, double t, int lane, Hydraulics& water) {
  LevelFlow& flow = water.levels;
  LevelStep& step = flow.step;
  const LaneLevels& now = flow.lanes[lane];
  const Forcing& forcing = *inputs.lanes[lane]->forcing;
  step.inflow = step.inflow_from_outside;
  std::fill(step.lost.begin(), step.lost.end(), 0.0);
  set_top_up(model, lane, water);
  set_transfers(model, lane, water);
  set_releases(model, inputs, t, lane, water);
  set_given(model, lane, water);
  const double end = step.steady ? t : t + step.dt;
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const Link& link = flow.network.links[l];
    if (link.kind != LinkKind::outlet) continue;
    const double Q = now.flow[l];
    step.outside_old[l] = outlet_level(flow.network, link, tide_level(forcing, link.node, t), Q);
    step.outside[l] = outlet_level(flow.network, link, tide_level(forcing, link.node, end), Q);
  }
}

}  // namespace bailang
