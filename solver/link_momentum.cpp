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
  double tilt = 0.0;      ///< growth of the velocity up to the place [m s-1]
};

/// Slope that keeps fronts monotone (van Albada, G.D. et al. (1982), Astron. Astrophys. 108, 76–84) of those on both
/// sides; 0 where they have different signs.
double limited_slope(double a, double b) {
  return a * b <= 0.0 ? 0.0 : a * b * (a + b) / (a * a + b * b);
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

/// Whether water speeds up from a place towards a link: there the energy head is kept, else momentum.
bool speeds_up(double u, const Approach& from) {
  return u * from.velocity >= 0.0 && std::abs(u) > std::abs(from.velocity);
}

/// Advection from one end of a link, over its distance: rate (u − arriving) [m s-2].
struct Advection {
  double rate = 0.0;      ///< [s-1]
  double arriving = 0.0;  ///< rate × velocity that arrives [m s-2]
};

/// Writes the equations of all links for one sub-step.
class MomentumWriter {
public:
  /// @param again with the discharges and areas that a first solution of this sub-step gave
  MomentumWriter(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step, bool again)
      : levels_(levels),
        now_(now),
        step_(step),
        again_(again),
        flow_(again ? step.passed : now.flow),
        level_(again ? step.next.level : now.level) {}

  void write() {
    if (step_.inertia && !step_.bed_slope_drives) {
      for (std::size_t p = 0; p < levels_.places.size(); ++p) tilt_velocity(static_cast<int>(p));
    }
    for (std::size_t l = 0; l < levels_.links.size(); ++l) write_link(static_cast<int>(l));
  }

private:
  void write_link(int l) {
    const Link& link = levels_.links[l];
    LinkMomentum& momentum = step_.momentum[l];
    momentum = {};
    if (link.kind == LinkKind::given || link.kind == LinkKind::structure) return;
    if (step_.bed_slope_drives) {
      momentum.explicit_part = gravity * link.slope;
      step_.outlet[l] = OutletLaw::normal;
      return;
    }
    const bool leaves = link.kind == LinkKind::outlet;
    if (leaves && !is_given(step_.outside[l])) return write_open_outlet(l);
    if (leaves) step_.outlet[l] = OutletLaw::level;
    const double level_down = leaves ? step_.outside_old[l] : now_.level[link.down];
    const double theta_up = theta_at(link.up), theta_down = leaves ? step_.theta : theta_at(link.down);
    momentum.reference = link.down >= 0 && theta_up == 1.0 ? now_.level[link.down] : now_.level[link.up];
    momentum.up_weight = gravity * theta_up / link.distance;
    momentum.down_weight = gravity * theta_down / link.distance;
    momentum.explicit_part = gravity / link.distance *
                             ((1.0 - theta_up) * (now_.level[link.up] - momentum.reference) -
                              (1.0 - theta_down) * (level_down - momentum.reference));
    tilt_depth(l, leaves ? step_.outside_old[l] : level_[link.down]);
    if (!step_.inertia) return;
    const double new_down = leaves ? step_.outside[l] : level_[link.down];
    const double area = std::max(mean_area(levels_, link, level_[link.up], new_down), least_area);
    // The force of the old moment acts on the old area.
    if (again_ && theta_up == theta_down)
      momentum.explicit_part *= mean_area(levels_, link, now_.level[link.up], level_down) / area;
    add_inertia(l, area);
  }

  [[nodiscard]] double theta_at(int place) const {
    return levels_.places[place].kind == LevelKind::junction ? 1.0 : step_.theta;
  }

  /// Mean velocity of what flows into a junction through its other links, weighted by discharge.
  [[nodiscard]] Approach junction_approach(int link, int place, bool at_upper_end) const {
    const LevelPlace& junction = levels_.places[place];
    double moved = 0.0, momentum = 0.0;
    for (int n = 0; n < junction.joint_count; ++n) {
      const int other = levels_.joints[junction.first_joint + n];
      if (other == link) continue;
      const double into = levels_.links[other].down == place ? flow_[other] : -flow_[other];
      if (into <= 0.0) continue;
      moved += into;
      momentum += into * std::abs(now_.velocity[other]);
    }
    if (moved <= 0.0) return {now_.velocity[link], flow_[link]};
    const double speed = momentum / moved;
    return {at_upper_end ? speed : -speed, flow_[link]};
  }

  [[nodiscard]] Approach approach(int link, bool at_upper_end) const {
    const int place = at_upper_end ? levels_.links[link].up : levels_.links[link].down;
    if (place < 0) return {now_.velocity[link], flow_[link]};
    const LevelPlace& cell = levels_.places[place];
    if (cell.kind == LevelKind::junction) return junction_approach(link, place, at_upper_end);
    if (cell.kind == LevelKind::reservoir) return {0.0, flow_[link]};
    const int other = at_upper_end ? cell.upper : cell.lower;
    if (other < 0) return {0.0, 0.5 * flow_[link]};
    return {now_.velocity[other], 0.5 * (flow_[other] + flow_[link]), step_.velocity_tilt[place]};
  }

  /// Advection of water that comes `from` one end and goes `to` the other, past a link of velocity u.
  static Advection advection(double u, const Approach& from, const Approach& to, double area, double distance) {
    Advection result;
    const bool same_way = from.flow * to.flow > 0.0;
    double passes_to = 0.0;
    if (speeds_up(u, from)) {
      result.rate = 0.5 * std::abs(u + from.velocity) / distance;
      passes_to = same_way ? result.rate : 0.0;
    } else {
      result.rate = std::abs(from.flow) / (area * distance);
      passes_to = same_way ? std::abs(to.flow) / (area * distance) : 0.0;
    }
    result.arriving = result.rate * (from.velocity + from.tilt) - passes_to * to.tilt;
    return result;
  }

  /// Adds inertia and advection to a link's equation. @param area between its ends [m2]
  void add_inertia(int l, double area) {
    const Link& link = levels_.links[l];
    LinkMomentum& momentum = step_.momentum[l];
    const double u = now_.velocity[l];
    const Approach above = approach(l, true);
    const Approach below = approach(l, false);
    Advection forth, back;
    if (above.flow > 0.0) forth = advection(u, above, below, area, link.distance);
    if (below.flow < 0.0) back = advection(u, below, above, area, link.distance);
    const double rate = step_.steady ? 0.0 : 1.0 / step_.dt;
    const double total = forth.rate + back.rate;
    double implicit = 1.0;
    if (!step_.steady) implicit = total * step_.dt > largest_courant ? 1.0 - largest_courant / (total * step_.dt) : 0.0;
    momentum.linear = rate + implicit * total;
    momentum.explicit_part += rate * u + forth.arriving + back.arriving - (1.0 - implicit) * total * u;
  }

  /// Velocity in a cell of second order: that of the link where the water enters, and half its limited growth over the
  /// cell; fades out towards critical flow, where the steady march would not bear it.
  void tilt_velocity(int p) {
    const LevelPlace& cell = levels_.places[p];
    step_.velocity_tilt[p] = 0.0;
    if (cell.kind != LevelKind::cell || cell.upper < 0 || cell.lower < 0) return;
    const bool forth = flow_[cell.upper] + flow_[cell.lower] >= 0.0;
    const int before = forth ? cell.upper : cell.lower, after = forth ? cell.lower : cell.upper;
    const double u = now_.velocity[before];
    const double growth = now_.velocity[after] - u;
    const double past = past_growth(before, forth, growth);
    const SectionFlow s = section_flow(levels_.shapes[cell.shape], level_[p] - cell.bed);
    const double froude2 = u * u * s.width / (gravity * std::max(s.area, least_area));
    const double share = std::clamp(2.0 * (1.0 - froude2), 0.0, 1.0);
    step_.velocity_tilt[p] = 0.5 * share * limited_slope(past, growth);
  }

  /// Growth of the velocity up to the link `before`; at a head what follows goes on, at a junction or reservoir there is
  /// none.
  [[nodiscard]] double past_growth(int before, bool forth, double growth) const {
    const Link& link = levels_.links[before];
    if (link.kind == LinkKind::given) return growth;
    const int far = forth ? link.up : link.down;
    if (link.kind != LinkKind::channel || levels_.places[far].kind != LevelKind::cell) return 0.0;
    const int earlier = forth ? levels_.places[far].upper : levels_.places[far].lower;
    return earlier >= 0 ? now_.velocity[before] - now_.velocity[earlier] : 0.0;
  }

  /// Depth over the link of second order: the donor's, tilted towards the middle of the link.
  void tilt_depth(int l, double level_down) {
    constexpr double least_tilt = -0.3, largest_tilt = 0.5, least_depth = 1.0e-3;
    const Link& link = levels_.links[l];
    const bool forth = now_.flow[l] >= 0.0;
    const int donor = forth ? link.up : link.down;
    if (donor < 0 || levels_.places[donor].kind != LevelKind::cell) return;
    const int behind = forth ? levels_.places[donor].upper : levels_.places[donor].lower;
    if (behind < 0) return;
    const Link& before = levels_.links[behind];
    const int far = forth ? before.up : before.down;
    const double own = level_[donor] - levels_.places[donor].bed;
    const double ahead = forth ? level_down - link.bed_down : level_[link.up] - link.bed_up;
    if (own < least_depth || ahead <= 0.0) return;
    const double b = (ahead - own) / link.distance;
    double a = b;
    if (before.kind == LinkKind::channel) {
      const double past = level_[far] - (forth ? before.bed_up : before.bed_down);
      if (past <= 0.0) return;
      a = (own - past) / before.distance;
    }
    const double shift = 0.5 * levels_.places[donor].length * limited_slope(a, b);
    step_.momentum[l].tilt = std::clamp(shift / own, least_tilt, largest_tilt);
    step_.momentum[l].tilts_forth = forth;
  }

  /// Chooses how an outlet without a level outside lets water go, and drives it.
  void write_open_outlet(int l) {
    const Link& link = levels_.links[l];
    LinkMomentum& momentum = step_.momentum[l];
    const SectionFlow s = section_flow(levels_.shapes[link.shape_up], std::max(now_.level[link.up] - link.bed_up, 0.0));
    const double u = now_.velocity[l];
    const int upper = levels_.places[link.up].upper;
    const bool supercritical = step_.inertia && u * u * s.width > gravity * s.area && s.area > least_area;
    if (supercritical && upper >= 0 && levels_.links[upper].kind == LinkKind::channel) {
      step_.outlet[l] = OutletLaw::free;
      const Link& before = levels_.links[upper];
      const double fall = (now_.level[before.up] - now_.level[before.down]) / before.distance;
      momentum.explicit_part = gravity * fall;
      add_inertia(l, s.area);
      return;
    }
    step_.outlet[l] = link.slope > 0.0 ? OutletLaw::normal : OutletLaw::critical;
    momentum.explicit_part = gravity * link.slope;
  }

  const LevelNetwork& levels_;
  const LaneLevels& now_;
  LevelStep& step_;
  bool again_;
  const std::vector<double>& flow_;
  const std::vector<double>& level_;
};

}  // namespace

void set_momentum(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step, bool again) {
  MomentumWriter(levels, now, step, again).write();
}

}  // namespace bailang
