#include <algorithm>
#include <cmath>

#include "solver/level_step.hpp"

namespace bailang {
namespace {

constexpr double gravity = 9.81;
constexpr double largest_courant = 0.8;  ///< of explicit advection; what is above is taken implicitly
constexpr double least_area = 1.0e-9;    ///< [m2]

/// Water that comes towards a link through the place at one of its ends.
struct Approach {
  double velocity = 0.0;  ///< along the link's direction [m s-1]
  double flow = 0.0;      ///< mean of the place, along the link's direction [m3 s-1]
};

/// Mean velocity of what flows into a junction through its other links, weighted by discharge.
Approach junction_approach(const LevelNetwork& levels, const LaneLevels& now, int link, int place, bool at_upper_end) {
  const LevelPlace& junction = levels.places[place];
  double moved = 0.0, momentum = 0.0;
  for (int n = 0; n < junction.joint_count; ++n) {
    const int other = levels.joints[junction.first_joint + n];
    if (other == link) continue;
    const double into = levels.links[other].down == place ? now.flow[other] : -now.flow[other];
    if (into <= 0.0) continue;
    moved += into;
    momentum += into * std::abs(now.velocity[other]);
  }
  const double own = now.flow[link];
  if (moved <= 0.0) return {now.velocity[link], own};
  const double speed = momentum / moved;
  return {at_upper_end ? speed : -speed, own};
}

Approach approach(const LevelNetwork& levels, const LaneLevels& now, int link, bool at_upper_end) {
  const int place = at_upper_end ? levels.links[link].up : levels.links[link].down;
  if (place < 0) return {now.velocity[link], now.flow[link]};
  const LevelPlace& cell = levels.places[place];
  if (cell.kind == LevelKind::junction) return junction_approach(levels, now, link, place, at_upper_end);
  if (cell.kind == LevelKind::reservoir) return {0.0, now.flow[link]};
  const int other = at_upper_end ? cell.upper : cell.lower;
  if (other < 0) return {0.0, 0.5 * now.flow[link]};
  return {now.velocity[other], 0.5 * (now.flow[other] + now.flow[link])};
}

/// Area between the ends of a link such that g A Δζ is the difference of pressure on a level bed (Simpson's rule).
double mean_area(const LevelNetwork& levels, const Link& link, double level_up, double level_down) {
  const SectionShape& up = levels.shapes[link.shape_up];
  const SectionShape& down = levels.shapes[link.shape_down];
  const double H_up = std::max(level_up - link.bed_up, 0.0);
  const double H_down = std::max(level_down - link.bed_down, 0.0);
  const double H = 0.5 * (H_up + H_down);
  const double middle = 0.5 * (section_flow(up, H).area + section_flow(down, H).area);
  return (section_flow(up, H_up).area + 4.0 * middle + section_flow(down, H_down).area) / 6.0;
}

/// Weight of u − u_other in the advection from one end [m s-1]: momentum is kept where water slows down, the energy head
/// where it speeds up.
double advection_speed(double u, const Approach& from, double area) {
  const bool speeds_up = u * from.velocity >= 0.0 && std::abs(u) > std::abs(from.velocity);
  return speeds_up ? 0.5 * std::abs(u + from.velocity) : std::abs(from.flow) / area;
}

/// Adds inertia and advection to a link's equation.
void add_inertia(const LevelNetwork& levels, const LaneLevels& now, int l, double level_up, double level_down,
                 LevelStep& step) {
  const Link& link = levels.links[l];
  LinkMomentum& momentum = step.momentum[l];
  const double u = now.velocity[l];
  const double area = std::max(mean_area(levels, link, level_up, level_down), least_area);
  const Approach above = approach(levels, now, l, true);
  const Approach below = approach(levels, now, l, false);
  const double forth = above.flow > 0.0 ? advection_speed(u, above, area) / link.distance : 0.0;
  const double back = below.flow < 0.0 ? advection_speed(u, below, area) / link.distance : 0.0;
  const double rate = step.steady ? 0.0 : 1.0 / step.dt;
  const double total = forth + back;
  double implicit = 1.0;
  if (!step.steady) implicit = total * step.dt > largest_courant ? 1.0 - largest_courant / (total * step.dt) : 0.0;
  const double arriving = forth * above.velocity + back * below.velocity;
  momentum.linear = rate + implicit * total;
  momentum.explicit_part += rate * u + arriving - (1.0 - implicit) * total * u;
  step.courant_rate[l] = std::max(total, std::abs(u) / link.distance);
}

/// Chooses how an outlet without a level outside lets water go, and drives it.
void set_open_outlet(const LevelNetwork& levels, const LaneLevels& now, int l, LevelStep& step) {
  const Link& link = levels.links[l];
  LinkMomentum& momentum = step.momentum[l];
  const SectionFlow s = section_flow(levels.shapes[link.shape_up], std::max(now.level[link.up] - link.bed_up, 0.0));
  const double u = now.velocity[l];
  const int upper = levels.places[link.up].upper;
  const bool supercritical = step.inertia && u * u * s.width > gravity * s.area && s.area > least_area;
  if (supercritical && upper >= 0 && levels.links[upper].kind == LinkKind::channel) {
    step.outlet[l] = OutletLaw::free;
    const Link& before = levels.links[upper];
    const double fall = (now.level[before.up] - now.level[before.down]) / before.distance;
    momentum.explicit_part = gravity * fall;
    add_inertia(levels, now, l, now.level[link.up], now.level[link.up] - link.bed_up + link.bed_down, step);
    return;
  }
  step.outlet[l] = link.slope > 0.0 ? OutletLaw::normal : OutletLaw::critical;
  momentum.explicit_part = gravity * link.slope;
}

}  // namespace

void set_momentum(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step) {
  for (std::size_t l = 0; l < levels.links.size(); ++l) {
    const Link& link = levels.links[l];
    LinkMomentum& momentum = step.momentum[l];
    momentum = {};
    step.courant_rate[l] = 0.0;
    if (link.kind == LinkKind::given || link.kind == LinkKind::structure) continue;
    if (step.bed_slope_drives) {
      momentum.explicit_part = gravity * link.slope;
      step.outlet[l] = OutletLaw::normal;
      continue;
    }
    const bool leaves = link.kind == LinkKind::outlet;
    if (leaves && !is_given(step.outside[l])) {
      set_open_outlet(levels, now, static_cast<int>(l), step);
      continue;
    }
    if (leaves) step.outlet[l] = OutletLaw::level;
    const double level_down = leaves ? step.outside_old[l] : now.level[link.down];
    const double theta = step.theta;
    momentum.level_weight = gravity * theta / link.distance;
    momentum.explicit_part = gravity * (1.0 - theta) * (now.level[link.up] - level_down) / link.distance;
    if (step.inertia) add_inertia(levels, now, static_cast<int>(l), now.level[link.up], level_down, step);
  }
}

}  // namespace bailang
