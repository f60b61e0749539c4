#include "io/result_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bailang {
namespace {

bool is_given(const Point& point) {
  return bailang::is_given(point.lon) && bailang::is_given(point.lat);
}

/// Distance in the plane of degrees, longitudes shortened by the latitude: good enough for shares of a reach's length.
double distance(const Point& a, const Point& b) {
  const double shrink = std::cos(0.5 * (a.lat + b.lat) * std::numbers::pi / 180.0);
  return std::hypot((b.lon - a.lon) * shrink, b.lat - a.lat);
}

Point between(const Point& a, const Point& b, double share) {
  return {a.lon + share * (b.lon - a.lon), a.lat + share * (b.lat - a.lat)};
}

std::vector<Point> line_of(const Network& network, const Reach& reach) {
  if (reach.geometry.size() >= 2) return reach.geometry;
  return {network.nodes[reach.from_node].place, network.nodes[reach.to_node].place};
}

Point along(const std::vector<Point>& line, double share) {
  double length = 0.0;
  for (std::size_t i = 1; i < line.size(); ++i) length += distance(line[i - 1], line[i]);
  double left = share * length;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double part = distance(line[i - 1], line[i]);
    if (left <= part && part > 0.0) return between(line[i - 1], line[i], left / part);
    left -= part;
  }
  return line.back();
}

/// A node's own place, else the end of a reach's geometry that touches it.
Point node_place(const Network& network, int node) {
  if (is_given(network.nodes[node].place)) return network.nodes[node].place;
  for (const Reach& reach : network.reaches) {
    if (reach.geometry.empty()) continue;
    if (reach.from_node == node) return reach.geometry.front();
    if (reach.to_node == node) return reach.geometry.back();
  }
  return {};
}

int add_node(ResultMesh& mesh, const Point& place) {
  mesh.node_x.push_back(place.lon);
  mesh.node_y.push_back(place.lat);
  return static_cast<int>(mesh.node_x.size()) - 1;
}

/// Inner ends of a reach's cells: the first of them, -1 for a reach of one cell.
std::vector<int> add_inner_nodes(ResultMesh& mesh, const Network& network, const Grid& grid) {
  std::vector<int> first(network.reaches.size(), -1);
  for (std::size_t r = 0; r < network.reaches.size(); ++r) {
    const ReachCells& cells = grid.reaches[r];
    for (int k = 1; k < cells.count; ++k) {
      const int node = add_node(mesh, place_at(network, static_cast<int>(r), k * cells.length));
      if (k == 1) first[r] = node;
    }
  }
  return first;
}

void add_edge(ResultMesh& mesh, int up, int down, const Point& middle) {
  mesh.edge_nodes.push_back(up);
  mesh.edge_nodes.push_back(down);
  mesh.edge_x.push_back(middle.lon);
  mesh.edge_y.push_back(middle.lat);
}

}  // namespace

Point place_at(const Network& network, int reach, double chainage) {
  const Reach& r = network.reaches[static_cast<std::size_t>(reach)];
  const std::vector<Point> line = line_of(network, r);
  if (!std::all_of(line.begin(), line.end(), [](const Point& p) { return is_given(p); })) return {};
  return along(line, std::clamp(chainage / r.length, 0.0, 1.0));
}

ResultMesh result_mesh(const Network& network, const Grid& grid) {
  ResultMesh mesh;
  for (std::size_t n = 0; n < network.nodes.size(); ++n) add_node(mesh, node_place(network, static_cast<int>(n)));
  const std::vector<int> inner = add_inner_nodes(mesh, network, grid);
  for (const int cell : grid.output_cells) {
    const Unknown& unknown = grid.unknowns[cell];
    const bool is_reservoir = unknown.reach < 0;
    mesh.cell_length.push_back(unknown.length);
    if (is_reservoir) {
      add_edge(mesh, unknown.node, unknown.node, node_place(network, unknown.node));
      mesh.cell_reach.push_back(network.nodes[unknown.node].id);
      mesh.cell_chainage.push_back(0.0);
      continue;
    }
    const Reach& reach = network.reaches[unknown.reach];
    const ReachCells& cells = grid.reaches[unknown.reach];
    const int k = static_cast<int>(std::lround(unknown.begin / cells.length));
    const double middle = unknown.begin + 0.5 * unknown.length;
    const int up = k == 0 ? reach.from_node : inner[unknown.reach] + k - 1;
    const int down = k == cells.count - 1 ? reach.to_node : inner[unknown.reach] + k;
    add_edge(mesh, up, down, place_at(network, unknown.reach, middle));
    mesh.cell_reach.push_back(reach.id);
    mesh.cell_chainage.push_back(middle);
  }
  return mesh;
}

}  // namespace bailang
