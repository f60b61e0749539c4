#include "solver/level_step.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

constexpr double gravity = 9.81;
constexpr int most_iterations = 60;
constexpr int full_moves = 15;          ///< later ones are halved: at a kink of a law Newton's method may go to and fro
constexpr double settled = 1.0e-8;      ///< change of a level over its depth that ends Newton's method
constexpr double settled_depth = 0.01;  ///< [m] added to the depth there
constexpr double longest_move = 0.5;    ///< [m] more than twice the depth a level does not rise at once
constexpr double taking_time = 10.0;    ///< [s] of a withdrawal: with less water in the cell it tapers off
constexpr double least_area = 1.0e-9;   ///< [m2] of a link that lets water pass
constexpr double least_diagonal = 1.0e-3;  ///< [m2 s-1] of a junction that has fallen dry

/// Discharge of a link for the levels of this iteration.
LinkFlow present_flow(const LevelNetwork& levels, const LaneLevels& now, const LevelStep& step, int l, bool first) {
  const Link& link = levels.links[l];
  if (link.kind == LinkKind::given) {
    LinkFlow given;
    given.discharge = now.flow[l];
    given.velocity = now.velocity[l];
    return given;
  }
  const double level_up = step.next.level[link.up];
  const double level_down = link.kind == LinkKind::outlet ? step.outside[l] : step.next.level[link.down];
  const SectionShape& shape_up = levels.shapes[link.shape_up];
  if (link.structure >= 0 && is_given(level_down)) {
    const FaceFlow f = structure_flow(step.structures[l], step.settings[l], level_up, level_down);
    const bool forth = f.discharge >= 0.0;
    const double H = forth ? level_up - link.bed_up : level_down - link.bed_down;
    const SectionFlow s = section_flow(forth ? shape_up : levels.shapes[link.shape_down], std::max(H, 1.0e-6));
    return {f.discharge, f.by_upper_level, -f.by_lower_level, f.discharge / s.area, s.area, s.width, forth};
  }
  if (link.kind == LinkKind::outlet && step.outlet[l] == OutletLaw::critical) {
    const SectionFlow s = section_flow(shape_up, std::max(level_up - link.bed_up, 0.0));
    const double u = std::sqrt(gravity * s.area / s.width);
    return {s.area * u, 1.5 * u * s.width, 0.0, u, s.area, s.width, true};
  }
  const Donor up{&shape_up, link.bed_up,
                 link.kind == LinkKind::outlet && step.outlet[l] != OutletLaw::level ? link.bed_up : link.bed_down};
  const Donor down{&levels.shapes[link.shape_down], link.bed_down, link.bed_up};
  const bool one_sided = !is_given(level_down);
  const LastWay last = first ? LastWay::unknown : step.law[l].forth ? LastWay::forth : LastWay::back;
  const LinkFlow flow = link_flow(step.momentum[l], up, down, level_up, one_sided ? level_up : level_down, last);
  if (one_sided && flow.discharge < 0.0) return {};
  return flow;
}

/// Volume less what it was, over dt, and its derivative by the level.
void add_storage(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step, LevelSystem& system, int p) {
  const LevelPlace& place = levels.places[p];
  const double level = step.next.level[p];
  if (place.kind == LevelKind::reservoir) {
    const bool held = step.surface[p] <= 0.0;
    system.diagonal[p] += held ? 0.0 : step.surface[p] / step.dt;
    if (!held) step.net[p] -= step.surface[p] * (level - step.start_level[p]) / step.dt;
    return;
  }
  if (place.kind == LevelKind::junction) return;
  const SectionFlow s = section_flow(levels.shapes[place.shape], level - place.bed);
  const double volume = s.area * place.length;
  const double growth = s.width * place.length;
  // A volume below nothing by rounding is not made up for.
  step.net[p] -= (volume - std::max(now.volume[p], 0.0)) / step.dt;
  system.diagonal[p] += growth / step.dt;
  step.taken[p] = 0.0;
  if (step.wish[p] <= 0.0) return;
  const double most = volume / taking_time;
  step.taken[p] = std::min(step.wish[p], most);
  step.net[p] -= step.taken[p];
  step.taken_growth[p] = most < step.wish[p] ? growth / taking_time : 0.0;
  system.diagonal[p] += step.taken_growth[p];
}

/// Matrix and right side of one Newton step.
void assemble(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step, LevelSystem& system, bool first) {
  clear(system);
  for (int p = 0; p < system.size; ++p) step.net[p] = step.inflow[p] - step.lost[p];
  for (std::size_t l = 0; l < levels.links.size(); ++l) {
    const Link& link = levels.links[l];
    LinkFlow& flow = step.law[l];
    flow = present_flow(levels, now, step, static_cast<int>(l), first);
    const double share = step.share[l];
    step.passed[l] = share * flow.discharge + (1.0 - share) * now.flow[l];
    if (link.up >= 0) step.net[link.up] -= step.passed[l];
    if (link.down >= 0) step.net[link.down] += step.passed[l];
    add_link(system, link.up, link.down, share * flow.by_up, share * flow.by_down);
  }
  for (int p = 0; p < system.size; ++p) {
    add_storage(levels, now, step, system, p);
    const bool held = levels.places[p].kind == LevelKind::reservoir && step.surface[p] <= 0.0;
    if (held) {
      system.diagonal[p] = 1.0e30;
      system.right_side[p] = 0.0;
      continue;
    }
    if (levels.places[p].kind == LevelKind::junction) system.diagonal[p] = std::max(system.diagonal[p], least_diagonal);
    system.right_side[p] = step.net[p];
  }
}

/// Moves levels by a part of what the linear system says, within bounds. @return whether all have settled
bool move_levels(const LevelNetwork& levels, const LevelSystem& system, double part, LevelStep& step) {
  bool all_settled = true;
  for (int p = 0; p < system.size; ++p) {
    const LevelPlace& place = levels.places[p];
    double& level = step.next.level[p];
    const double change = system.right_side[p];
    const double depth = std::max(level - place.bed, 0.0);
    if (std::abs(change) > settled * (depth + settled_depth)) all_settled = false;
    if (place.kind == LevelKind::reservoir) {
      level += part * change;
      continue;
    }
    const double rise = std::min(part * change, 2.0 * depth + longest_move);
    level = std::max(level + rise, place.bed + (depth > 1.0e-12 ? 0.1 * depth : 0.0));
    if (!(std::abs(change) < 1.0e12)) return false;
  }
  return all_settled;
}

/// Discharges at the end of the last Newton step: they close the linear balance of every place to rounding.
void close_flows(const LevelNetwork& levels, const LaneLevels& now, const LevelSystem& system, LevelStep& step) {
  for (std::size_t l = 0; l < levels.links.size(); ++l) {
    const Link& link = levels.links[l];
    LinkFlow& flow = step.law[l];
    double change = 0.0;
    if (link.up >= 0) change += flow.by_up * system.right_side[link.up];
    if (link.down >= 0) change -= flow.by_down * system.right_side[link.down];
    step.next.flow[l] = flow.discharge + change;
    step.passed[l] = step.share[l] * step.next.flow[l] + (1.0 - step.share[l]) * now.flow[l];
    const int donor = flow.forth ? link.up : link.down;
    const double area = flow.area + (donor >= 0 ? flow.area_growth * system.right_side[donor] : 0.0);
    if (link.kind == LinkKind::given)
      step.next.velocity[l] = flow.velocity;
    else
      step.next.velocity[l] = flow.area > 0.0 && area > least_area ? step.next.flow[l] / area : 0.0;
  }
  for (int p = 0; p < system.size; ++p) {
    const LevelPlace& place = levels.places[p];
    if (place.kind == LevelKind::cell && step.wish[p] > 0.0)
      step.taken[p] += step.taken_growth[p] * system.right_side[p];
  }
}

/// What a junction gets it gives: the last rounding goes into its largest discharge.
void close_junctions(const LevelNetwork& levels, LevelStep& step) {
  for (std::size_t p = 0; p < levels.places.size(); ++p) {
    const LevelPlace& place = levels.places[p];
    if (place.kind != LevelKind::junction) continue;
    double excess = step.inflow[p];
    int largest = -1;
    for (int n = 0; n < place.joint_count; ++n) {
      const int l = levels.joints[place.first_joint + n];
      excess += levels.links[l].down == static_cast<int>(p) ? step.passed[l] : -step.passed[l];
      if (largest < 0 || std::abs(step.passed[l]) > std::abs(step.passed[largest])) largest = l;
    }
    if (largest < 0) continue;
    step.passed[largest] += levels.links[largest].down == static_cast<int>(p) ? -excess : excess;
  }
}

/// Volumes by what has passed.
void balance(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step) {
  for (std::size_t p = 0; p < levels.places.size(); ++p) step.net[p] = step.inflow[p] - step.taken[p] - step.lost[p];
  for (std::size_t l = 0; l < levels.links.size(); ++l) {
    if (levels.links[l].up >= 0) step.net[levels.links[l].up] -= step.passed[l];
    if (levels.links[l].down >= 0) step.net[levels.links[l].down] += step.passed[l];
  }
  for (std::size_t p = 0; p < levels.places.size(); ++p) {
    const bool stores = levels.places[p].kind != LevelKind::junction;
    step.next.volume[p] = stores ? now.volume[p] + step.dt * step.net[p] : 0.0;
  }
}

/// Weights of new discharges: θ, but 1 out of a cell that the old ones would drain of much of its water.
void set_shares(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step) {
  std::fill(step.net.begin(), step.net.end(), 0.0);
  for (std::size_t l = 0; l < levels.links.size(); ++l) {
    const int donor = now.flow[l] >= 0.0 ? levels.links[l].up : levels.links[l].down;
    if (donor >= 0) step.net[donor] += std::abs(now.flow[l]);
  }
  for (std::size_t l = 0; l < levels.links.size(); ++l) {
    const Link& link = levels.links[l];
    const int donor = now.flow[l] >= 0.0 ? link.up : link.down;
    // A junction has no storage that would carry old discharges on.
    const auto joins = [&](int place) { return place >= 0 && levels.places[place].kind == LevelKind::junction; };
    const bool fully_new =
        link.kind == LinkKind::given || link.kind == LinkKind::structure || joins(link.up) || joins(link.down);
    step.share[l] = fully_new ? 1.0 : step.theta;
    if (donor < 0 || levels.places[donor].kind != LevelKind::cell) continue;
    if ((1.0 - step.theta) * step.dt * step.net[donor] > 0.4 * now.volume[donor]) step.share[l] = 1.0;
  }
}

}  // namespace

double place_volume(const LevelNetwork& levels, int place, double level) {
  const LevelPlace& cell = levels.places[place];
  return cell.length * section_flow(levels.shapes[cell.shape], std::max(level - cell.bed, 0.0)).area;
}

double place_level(const LevelNetwork& levels, int place, double volume) {
  const LevelPlace& cell = levels.places[place];
  return cell.bed + section_depth(levels.shapes[cell.shape], volume / cell.length);
}

bool advance_levels(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step, LevelSystem& system) {
  set_shares(levels, now, step);
  step.start_level = now.level;
  step.next.level = now.level;
  bool all_settled = false;
  for (int iteration = 0; iteration < most_iterations && !all_settled; ++iteration) {
    assemble(levels, now, step, system, iteration == 0);
    solve(system);
    all_settled = move_levels(levels, system, iteration < full_moves ? 1.0 : 0.5, step);
  }
  if (!all_settled) return false;
  close_flows(levels, now, system, step);
  close_junctions(levels, step);
  balance(levels, now, step);
  return true;
}

}  // namespace bailang
