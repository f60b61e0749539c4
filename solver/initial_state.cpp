#include "solver/initial_state.hpp"

#include <algorithm>
#include <vector>

#include "solver/dynamic_flow.hpp"
#include "solver/level_step.hpp"
#include "solver/transport.hpp"

namespace bailang {
namespace {

/// One quantity along a reach: the points that give it, by chainage.
struct Profile {
  std::vector<double> chainage, value;

  void add(const InitialPoint& point, double at_point) {
    if (!is_given(at_point)) return;
    chainage.push_back(point.chainage);
    value.push_back(at_point);
  }

  /// Linear between points, the nearest beyond them; missing without any.
  [[nodiscard]] double at(double x) const {
    if (value.empty()) return missing;
    const auto above =
        static_cast<std::size_t>(std::upper_bound(chainage.begin(), chainage.end(), x) - chainage.begin());
    if (above == 0) return value.front();
    if (above == value.size()) return value.back();
    const double share = (x - chainage[above - 1]) / (chainage[above] - chainage[above - 1]);
    return value[above - 1] + share * (value[above] - value[above - 1]);
  }
};

/// [reach]
std::vector<Profile> level_profiles(const HydraulicCase& model) {
  std::vector<Profile> profiles(model.network.reaches.size());
  for (const InitialPoint& point : model.settings.initial_points) {
    if (point.reach >= 0) profiles[static_cast<std::size_t>(point.reach)].add(point, point.level);
  }
  return profiles;
}

/// Level at a junction: the highest of the reaches that meet there; missing where none has levels.
double junction_level(const HydraulicCase& model, const std::vector<Profile>& profiles, int node) {
  double level = missing;
  const auto raise = [&level](double other) {
    if (is_given(other) && !(other <= level)) level = other;
  };
  for (const int r : model.grid.node_inflow[node]) raise(profiles[r].at(model.network.reaches[r].length));
  for (const int r : model.grid.node_outflow[node]) raise(profiles[r].at(0.0));
  return level;
}

/// Velocities that go with the discharges in the new sections.
void set_velocities(bool keeps_flow, const std::vector<bool>& given, LevelFlow& flow, LaneLevels& now) {
  for (std::size_t l = 0; l < flow.network.links.size(); ++l) {
    const Link& link = flow.network.links[l];
    if (link.kind == LinkKind::given || !given[static_cast<std::size_t>(link.reach)]) continue;
    const int donor = link.up >= 0 && (link.down < 0 || now.flow[l] >= 0.0) ? link.up : link.down;
    const int shape = donor == link.up ? link.shape_up : link.shape_down;
    const double depth = now.level[donor] - flow.network.places[donor].bed;
    if (!keeps_flow || depth <= 0.0) now.flow[l] = 0.0;
    now.velocity[l] = now.flow[l] == 0.0 ? 0.0 : now.flow[l] / section_flow(flow.network.shapes[shape], depth).area;
  }
}

}  // namespace

void set_initial_levels(const HydraulicCase& model, Hydraulics& water) {
  if (!solves_levels(model.mode)) return;
  const std::vector<Profile> profiles = level_profiles(model);
  std::vector<bool> given;
  for (const Profile& profile : profiles) given.push_back(!profile.value.empty());
  if (std::none_of(given.begin(), given.end(), [](bool has_levels) { return has_levels; })) return;
  LevelFlow& flow = water.levels;
  for (int lane = 0; lane < water.width; ++lane) {
    LaneLevels& now = flow.lanes[lane];
    for (std::size_t p = 0; p < flow.network.places.size(); ++p) {
      const LevelPlace& place = flow.network.places[p];
      if (place.kind == LevelKind::reservoir) continue;
      const Unknown& unknown = model.grid.unknowns[place.unknown];
      const double level = place.kind == LevelKind::cell
                               ? profiles[unknown.reach].at(unknown.begin + 0.5 * unknown.length)
                               : junction_level(model, profiles, unknown.node);
      if (!is_given(level)) continue;
      now.level[p] = std::max(level, place.bed);
      if (place.kind != LevelKind::cell) continue;
      now.volume[p] = place_volume(flow.network, static_cast<int>(p), now.level[p]);
      water.volume_new[static_cast<std::size_t>(place.unknown) * water.width + lane] =
          now.volume[p] + water.film[place.unknown];
    }
    set_velocities(flow.is_steady[lane] != 0, given, flow, now);
    store_surface(lane, water);
  }
  water.volume_old = water.volume_new;
}

void set_initial_concentration(const HydraulicCase& model, int constituent, Transport& transport) {
  const std::size_t lanes = transport.lanes;
  const auto set = [&](int unknown, double value) {
    if (!is_given(value)) return;
    std::fill_n(transport.c[constituent].begin() + static_cast<std::ptrdiff_t>(unknown * lanes), lanes, value);
  };
  std::vector<Profile> profiles(model.network.reaches.size());
  for (const InitialPoint& point : model.settings.initial_points) {
    const double value = point.concentration[constituent];
    if (point.node >= 0) set(model.grid.node_unknown[point.node], value);
    if (point.reach >= 0) profiles[point.reach].add(point, value);
  }
  for (int i = 0; i < model.grid.size(); ++i) {
    const Unknown& unknown = model.grid.unknowns[i];
    if (unknown.reach >= 0) set(i, profiles[unknown.reach].at(unknown.begin + 0.5 * unknown.length));
  }
}

}  // namespace bailang
