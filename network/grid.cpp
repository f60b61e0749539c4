#include "network/grid.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace bailang {
namespace {

/// A node where water mixes: it has an unknown of its own.
bool is_mixing(const Node& node) {
  return node.kind == NodeKind::junction || node.kind == NodeKind::reservoir;
}

void list_node_reaches(const Network& network, Grid& grid) {
  grid.node_inflow.resize(network.nodes.size());
  grid.node_outflow.resize(network.nodes.size());
  for (std::size_t r = 0; r < network.reaches.size(); ++r) {
    grid.node_outflow[network.reaches[r].from_node].push_back(static_cast<int>(r));
    grid.node_inflow[network.reaches[r].to_node].push_back(static_cast<int>(r));
  }
}

/// Kahn's order: a reach comes after all reaches that end where it begins.
std::vector<int> downstream_order(const Network& network, const Grid& grid) {
  std::vector<int> order;
  std::vector<std::size_t> waiting(network.nodes.size());
  std::vector<int> ready;
  for (std::size_t v = 0; v < network.nodes.size(); ++v) {
    waiting[v] = grid.node_inflow[v].size();
    if (waiting[v] == 0) ready.push_back(static_cast<int>(v));
  }
  for (std::size_t next = 0; next < ready.size(); ++next) {
    for (const int r : grid.node_outflow[ready[next]]) {
      order.push_back(r);
      const int to = network.reaches[r].to_node;
      if (--waiting[to] == 0) ready.push_back(to);
    }
  }
  assert(order.size() == network.reaches.size());
  return order;
}

int find_root(std::vector<int>& leader, int v) {
  while (leader[v] != v) v = leader[v] = leader[leader[v]];
  return v;
}

/// Nodes whose removal leaves a forest: the lower end of every branch that rejoins.
std::vector<char> border_nodes(const Network& network, const Grid& grid) {
  std::vector<char> is_border(network.nodes.size(), 0);
  for (bool found = true; found;) {
    found = false;
    std::vector<int> leader(network.nodes.size());
    std::iota(leader.begin(), leader.end(), 0);
    for (const int r : grid.reach_order) {
      const int from = network.reaches[r].from_node;
      const int to = network.reaches[r].to_node;
      if (!is_mixing(network.nodes[from]) || !is_mixing(network.nodes[to]) || is_border[from] || is_border[to])
        continue;
      const int a = find_root(leader, from);
      const int b = find_root(leader, to);
      if (a == b) {
        is_border[to] = 1;
        found = true;
        break;
      }
      leader[a] = b;
    }
  }
  return is_border;
}

/// Numbers unknowns so that every subtree comes before the cell or node it hangs on.
class Numbering {
public:
  Numbering(const Network& network, Grid& grid, const std::vector<char>& is_border)
      : network_(network), grid_(grid), is_border_(is_border), done_(network.reaches.size(), 0) {}

  void number_all() {
    for (auto r = grid_.reach_order.rbegin(); r != grid_.reach_order.rend(); ++r) {
      if (!done_[*r]) number_reach(*r, true);
    }
    for (std::size_t v = 0; v < network_.nodes.size(); ++v) {
      const bool alone = is_tree_node(static_cast<int>(v)) && grid_.node_unknown[v] < 0;
      if (alone) add_node(static_cast<int>(v));
    }
    grid_.tree_size = grid_.size();
    for (std::size_t v = 0; v < network_.nodes.size(); ++v) {
      if (is_border_[v]) add_node(static_cast<int>(v));
    }
  }

private:
  [[nodiscard]] bool is_tree_node(int v) const { return is_mixing(network_.nodes[v]) && !is_border_[v]; }

  void add_node(int v) {
    grid_.node_unknown[v] = grid_.size();
    grid_.unknowns.push_back({-1, v, 0.0, 0.0});
  }

  /// @param parent_downstream whether what the reach hangs on is at its downstream end
  void number_reach(int r, bool parent_downstream) {
    done_[r] = 1;
    const Reach& reach = network_.reaches[r];
    const int far_node = parent_downstream ? reach.from_node : reach.to_node;
    if (is_tree_node(far_node) && grid_.node_unknown[far_node] < 0) number_node(far_node);
    ReachCells& cells = grid_.reaches[r];
    const int first = grid_.size();
    cells.stride = parent_downstream ? 1 : -1;
    cells.first = parent_downstream ? first : first + cells.count - 1;
    for (int i = 0; i < cells.count; ++i) {
      const int k = parent_downstream ? i : cells.count - 1 - i;
      grid_.unknowns.push_back({r, -1, k * cells.length, cells.length});
    }
  }

  void number_node(int v) {
    grid_.node_unknown[v] = -2;  // being numbered: keeps the walk from coming back
    for (const int r : grid_.node_inflow[v]) {
      if (!done_[r]) number_reach(r, true);
    }
    for (const int r : grid_.node_outflow[v]) {
      if (!done_[r]) number_reach(r, false);
    }
    add_node(v);
  }

  const Network& network_;
  Grid& grid_;
  const std::vector<char>& is_border_;
  std::vector<char> done_;
};

void cut_reaches(const Network& network, double cell_length, const std::vector<double>& own_length, Grid& grid) {
  for (std::size_t r = 0; r < network.reaches.size(); ++r) {
    const Reach& reach = network.reaches[r];
    const double target = is_given(own_length[r]) ? own_length[r] : cell_length;
    ReachCells cells;
    cells.count = std::max(1, static_cast<int>(std::ceil(reach.length / target - 1e-9)));
    cells.length = reach.length / cells.count;
    grid.reaches.push_back(cells);
  }
}

void make_faces(const Network& network, Grid& grid) {
  for (std::size_t r = 0; r < network.reaches.size(); ++r) {
    ReachCells& cells = grid.reaches[r];
    const int from = network.reaches[r].from_node;
    const int to = network.reaches[r].to_node;
    const auto conducts = [&](int v) { return network.nodes[v].kind == NodeKind::reservoir ? 0.0 : 1.0; };
    cells.first_face = static_cast<int>(grid.faces.size());
    grid.faces.push_back({grid.node_unknown[from], cells.unknown(0), cells.length / 2, 0.0, conducts(from)});
    for (int k = 1; k < cells.count; ++k) {
      grid.faces.push_back({cells.unknown(k - 1), cells.unknown(k), cells.length, 0.5, 1.0});
    }
    grid.faces.push_back({cells.unknown(cells.count - 1), grid.node_unknown[to], cells.length / 2, 1.0, conducts(to)});
  }
}

/// Water falls over a weir or shoots below a gate: nothing spreads back through it.
void close_to_dispersion(const Network& network, Grid& grid) {
  for (const Structure& structure : network.structures) {
    if (stems_river(structure.kind))
      grid.faces[structure_face(grid, structure.reach, structure.chainage)].conducts = 0.0;
  }
}

void link_tree(Grid& grid) {
  grid.parent.assign(grid.tree_size, -1);
  grid.parent_face.assign(grid.tree_size, -1);
  for (std::size_t f = 0; f < grid.faces.size(); ++f) {
    const auto [child, parent] = std::minmax(grid.faces[f].up, grid.faces[f].down);
    if (child < 0) continue;
    if (parent >= grid.tree_size) {
      grid.border_faces.push_back(static_cast<int>(f));
      continue;
    }
    assert(grid.parent[child] == -1);
    grid.parent[child] = parent;
    grid.parent_face[child] = static_cast<int>(f);
  }
  grid.child_begin.assign(grid.tree_size + 1, 0);
  for (const int p : grid.parent) {
    if (p >= 0) ++grid.child_begin[p + 1];
  }
  std::partial_sum(grid.child_begin.begin(), grid.child_begin.end(), grid.child_begin.begin());
  grid.child.resize(grid.child_begin.back());
  std::vector<int> next(grid.child_begin.begin(), grid.child_begin.end() - 1);
  for (int i = 0; i < grid.tree_size; ++i) {
    if (grid.parent[i] >= 0) grid.child[next[grid.parent[i]]++] = i;
  }
}

}  // namespace

int structure_face(const Grid& grid, int reach, double chainage) {
  const ReachCells& cells = grid.reaches[reach];
  return cells.face(std::clamp(static_cast<int>(std::lround(chainage / cells.length)), 0, cells.count));
}

Grid make_grid(const Network& network, double cell_length) {
  return make_grid(network, cell_length, std::vector<double>(network.reaches.size(), missing));
}

Grid make_grid(const Network& network, double cell_length, const std::vector<double>& reach_cell_length) {
  Grid grid;
  list_node_reaches(network, grid);
  grid.reach_order = downstream_order(network, grid);
  grid.node_unknown.assign(network.nodes.size(), -1);
  cut_reaches(network, cell_length, reach_cell_length, grid);
  const std::vector<char> is_border = border_nodes(network, grid);
  Numbering(network, grid, is_border).number_all();
  make_faces(network, grid);
  close_to_dispersion(network, grid);
  link_tree(grid);

  for (std::size_t v = 0; v < network.nodes.size(); ++v) {
    if (network.nodes[v].kind == NodeKind::outlet) grid.outlets.push_back(static_cast<int>(v));
  }
  for (const ReachCells& cells : grid.reaches) {
    for (int k = 0; k < cells.count; ++k) grid.output_cells.push_back(cells.unknown(k));
  }
  for (const Reservoir& reservoir : network.reservoirs) {
    grid.output_cells.push_back(grid.node_unknown[reservoir.node]);
  }
  return grid;
}

int cell_at(const Grid& grid, int reach, double chainage) {
  const ReachCells& cells = grid.reaches[reach];
  const int k = static_cast<int>(std::ceil(chainage / cells.length - 1e-9)) - 1;
  return cells.unknown(std::clamp(k, 0, cells.count - 1));
}

int source_cell(const Grid& grid, int reach, double chainage) {
  const ReachCells& cells = grid.reaches[reach];
  const int k = static_cast<int>(std::floor(chainage / cells.length + 1e-9));
  return cells.unknown(std::clamp(k, 0, cells.count - 1));
}

}  // namespace bailang
