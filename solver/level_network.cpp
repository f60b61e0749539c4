#include "solver/level_network.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "solver/structure_flow.hpp"

namespace bailang {
namespace {

/// Value of a bed point's column at a chainage: linear between points, the nearest beyond; gaps are the reach's.
double bed_value(const std::vector<const BedPoint*>& points, double BedPoint::*column, double x, double of_reach) {
  const auto value = [&](const BedPoint& point) { return is_given(point.*column) ? point.*column : of_reach; };
  if (points.empty()) return of_reach;
  if (x <= points.front()->chainage) return value(*points.front());
  for (std::size_t k = 1; k < points.size(); ++k) {
    if (x > points[k]->chainage) continue;
    const double share = (x - points[k - 1]->chainage) / (points[k]->chainage - points[k - 1]->chainage);
    return value(*points[k - 1]) + share * (value(*points[k]) - value(*points[k - 1]));
  }
  return value(*points.back());
}

/// Builds links and places from the grid.
class LevelBuilder {
public:
  LevelBuilder(const Network& network, const Grid& grid, LevelNetwork& levels)
      : network_(network), grid_(grid), levels_(levels) {}

  void build() {
    levels_.beds = make_bed_lines(network_);
    std::vector<SectionTable> tables;
    for (const SurveyedSection& surveyed : network_.surveyed) tables.push_back(make_section_table(surveyed));
    levels_.tables = std::make_shared<const std::vector<SectionTable>>(std::move(tables));
    add_places();
    for (const int r : grid_.reach_order) add_reach_links(r);
    place_structures();
    join();
    link_tree();
  }

private:
  /// A node with one reach in and one out takes no level of its own.
  [[nodiscard]] bool is_inside_link(int node) const {
    return network_.nodes[node].kind == NodeKind::junction && grid_.node_inflow[node].size() == 1 &&
           grid_.node_outflow[node].size() == 1;
  }

  /// A reservoir without area and curve has no level: water falls into it as out of the network.
  [[nodiscard]] bool has_level(const LevelPlace& place) const {
    if (place.kind != LevelKind::reservoir) return true;
    const Reservoir& reservoir = network_.reservoirs[place.reservoir];
    return reservoir.area > 0.0 || !reservoir.curve.level.empty();
  }

  void add_places() {
    levels_.place_of.assign(grid_.unknowns.size(), -1);
    for (int i = 0; i < grid_.size(); ++i) {
      if (i == grid_.tree_size) levels_.tree_size = static_cast<int>(levels_.places.size());
      const Unknown& unknown = grid_.unknowns[i];
      if (unknown.reach < 0 && is_inside_link(unknown.node)) continue;
      levels_.place_of[i] = static_cast<int>(levels_.places.size());
      LevelPlace place;
      place.unknown = i;
      if (unknown.reach >= 0)
        fill_cell(unknown, place);
      else
        fill_node(unknown.node, place);
      levels_.places.push_back(place);
    }
    if (grid_.tree_size == grid_.size()) levels_.tree_size = static_cast<int>(levels_.places.size());
  }

  void fill_cell(const Unknown& unknown, LevelPlace& place) {
    const double middle = unknown.begin + 0.5 * unknown.length;
    place.length = unknown.length;
    place.bed = levels_.beds[unknown.reach].at(middle);
    place.shape = static_cast<int>(levels_.shapes.size());
    levels_.shapes.push_back(section_at(network_, *levels_.tables, unknown.reach, middle));
  }

  void fill_node(int node, LevelPlace& place) {
    place.kind = network_.nodes[node].kind == NodeKind::reservoir ? LevelKind::reservoir : LevelKind::junction;
    for (std::size_t i = 0; i < network_.reservoirs.size(); ++i) {
      if (network_.reservoirs[i].node == node) place.reservoir = static_cast<int>(i);
    }
    double lowest = network_.nodes[node].bed_elevation;
    const auto lower = [&](double bed) { lowest = is_given(lowest) ? std::min(lowest, bed) : bed; };
    for (const int r : grid_.node_inflow[node]) lower(levels_.beds[r].at(network_.reaches[r].length));
    for (const int r : grid_.node_outflow[node]) lower(levels_.beds[r].at(0.0));
    place.bed = lowest;
    const double own = network_.nodes[node].bed_elevation;
    if (place.kind == LevelKind::reservoir && is_given(own)) place.bed = own;
  }

  void add_reach_links(int r) {
    const ReachCells& cells = grid_.reaches[r];
    if (!is_inside_link(network_.reaches[r].from_node)) add_head_link(r);
    for (int k = 1; k < cells.count; ++k) {
      add_cell_link(cells.unknown(k - 1), cells.unknown(k), cells.face(k), cells.face(k), -1);
    }
    add_end_link(r);
  }

  void add_head_link(int r) {
    const ReachCells& cells = grid_.reaches[r];
    const int from = network_.reaches[r].from_node;
    Link link;
    link.reach = r;
    link.node = from;
    link.face_up = link.face_down = cells.face(0);
    link.down = levels_.place_of[cells.unknown(0)];
    link.shape_up = link.shape_down = levels_.places[link.down].shape;
    link.distance = 0.5 * cells.length;
    link.bed_up = levels_.beds[r].at(0.0);
    link.bed_down = levels_.places[link.down].bed;
    link.slope = levels_.beds[r].slope_at(0.25 * cells.length);
    if (grid_.node_unknown[from] >= 0) link.up = levels_.place_of[grid_.node_unknown[from]];
    if (network_.nodes[from].kind != NodeKind::junction) link.kind = LinkKind::given;
    add(link);
  }

  void add_cell_link(int upper, int lower, int face_up, int face_down, int node_unknown) {
    Link link;
    link.up = levels_.place_of[upper];
    link.down = levels_.place_of[lower];
    link.face_up = face_up;
    link.face_down = face_down;
    link.node_unknown = node_unknown;
    const LevelPlace& a = levels_.places[link.up];
    const LevelPlace& b = levels_.places[link.down];
    link.reach = grid_.unknowns[lower].reach;
    link.distance = 0.5 * (a.length + b.length);
    link.bed_up = a.bed;
    link.bed_down = b.bed;
    link.shape_up = a.shape;
    link.shape_down = b.shape;
    link.slope = (a.bed - b.bed) / link.distance;
    add(link);
  }

  void add_end_link(int r) {
    const ReachCells& cells = grid_.reaches[r];
    const int to = network_.reaches[r].to_node;
    const int last = cells.unknown(cells.count - 1);
    if (is_inside_link(to)) {
      const ReachCells& next = grid_.reaches[grid_.node_outflow[to].front()];
      add_cell_link(last, next.unknown(0), cells.face(cells.count), next.face(0), grid_.node_unknown[to]);
      return;
    }
    Link link;
    link.reach = r;
    link.node = to;
    link.face_up = link.face_down = cells.face(cells.count);
    link.up = levels_.place_of[last];
    link.shape_up = link.shape_down = levels_.places[link.up].shape;
    link.distance = 0.5 * cells.length;
    link.bed_up = levels_.places[link.up].bed;
    link.bed_down = levels_.beds[r].at(network_.reaches[r].length);
    link.slope = levels_.beds[r].slope_at(network_.reaches[r].length - 0.25 * cells.length);
    if (grid_.node_unknown[to] >= 0) link.down = levels_.place_of[grid_.node_unknown[to]];
    if (link.down < 0 || !has_level(levels_.places[link.down])) link.kind = LinkKind::outlet;
    add(link);
  }

  void add(const Link& link) {
    const int index = static_cast<int>(levels_.links.size());
    if (link.up >= 0) levels_.places[link.up].lower = index;
    if (link.down >= 0) levels_.places[link.down].upper = index;
    levels_.links.push_back(link);
  }

  void place_structures() {
    levels_.link_of_face.assign(grid_.faces.size(), -1);
    for (std::size_t l = 0; l < levels_.links.size(); ++l) {
      levels_.link_of_face[levels_.links[l].face_up] = static_cast<int>(l);
      levels_.link_of_face[levels_.links[l].face_down] = static_cast<int>(l);
    }
    for (std::size_t s = 0; s < network_.structures.size(); ++s) {
      const Structure& structure = network_.structures[s];
      if (!stems_river(structure.kind)) continue;
      const ReachCells& cells = grid_.reaches[structure.reach];
      const int k = static_cast<int>(std::lround(structure.chainage / cells.length));
      Link& link = levels_.links[levels_.link_of_face[cells.face(std::clamp(k, 0, cells.count))]];
      if (link.kind == LinkKind::given) continue;
      link.structure = static_cast<int>(s);
      if (link.kind == LinkKind::channel) link.kind = LinkKind::structure;
    }
  }

  /// Lists the links of places that have more than two.
  void join() {
    for (std::size_t p = 0; p < levels_.places.size(); ++p) {
      LevelPlace& place = levels_.places[p];
      if (place.kind == LevelKind::cell) continue;
      if (place.kind == LevelKind::reservoir) levels_.storage_places.push_back(static_cast<int>(p));
      place.upper = place.lower = -1;
      place.first_joint = static_cast<int>(levels_.joints.size());
      for (std::size_t l = 0; l < levels_.links.size(); ++l) {
        const Link& link = levels_.links[l];
        const auto own = static_cast<int>(p);
        if (link.up == own || link.down == own) levels_.joints.push_back(static_cast<int>(l));
      }
      place.joint_count = static_cast<int>(levels_.joints.size()) - place.first_joint;
    }
  }

  void link_tree() {
    levels_.parent.assign(levels_.tree_size, -1);
    for (const Link& link : levels_.links) {
      const auto [child, parent] = std::minmax(link.up, link.down);
      if (child < 0 || parent >= levels_.tree_size) continue;
      assert(levels_.parent[child] == -1);
      levels_.parent[child] = parent;
    }
  }

  const Network& network_;
  const Grid& grid_;
  LevelNetwork& levels_;
};

}  // namespace

SectionShape section_at(const Network& network, const std::vector<SectionTable>& tables, int reach, double chainage) {
  const Reach& own = network.reaches[reach];
  std::vector<const BedPoint*> points;
  for (const BedPoint& point : network.bed_points) {
    if (point.reach == reach) points.push_back(&point);
  }
  SectionShape shape;
  shape.bottom_width = bed_value(points, &BedPoint::bottom_width, chainage, own.bottom_width);
  shape.side_slope = bed_value(points, &BedPoint::side_slope, chainage, own.side_slope);
  shape.manning_n = bed_value(points, &BedPoint::manning_n, chainage, own.manning_n);
  shape.wetted_side = 2.0 * std::sqrt(1.0 + shape.side_slope * shape.side_slope);
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t s = 0; s < network.surveyed.size(); ++s) {
    if (network.surveyed[s].reach != reach) continue;
    const double away = std::abs(network.surveyed[s].chainage - chainage);
    if (away < nearest) shape.table = &tables[s];
    nearest = std::min(nearest, away);
  }
  return shape;
}

LevelNetwork make_level_network(const Network& network, const Grid& grid) {
  LevelNetwork levels;
  LevelBuilder(network, grid, levels).build();
  return levels;
}

}  // namespace bailang
