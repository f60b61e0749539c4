#pragma once

#include <vector>

#include "network/network.hpp"

/// The network cut into cells, in elimination order.
namespace bailang {

/// What an unknown of the linear system stands for: a cell of a reach, or a node where water mixes (no volume for a
/// junction, the reservoir's volume for a reservoir).
struct Unknown {
  int reach = -1;       ///< set for a cell
  int node = -1;        ///< set for a mixing node
  double begin = 0.0;   ///< chainage of the cell's upstream end [m]
  double length = 0.0;  ///< [m], 0 for a node
};

/// A face of a reach, oriented with it: water runs from `up` to `down` when its discharge is positive. Both are indices
/// of unknowns; `up` is -1 where a headwater's water enters, `down` is -1 at an outlet.
struct Face {
  int up = -1;
  int down = -1;
  double distance = 0.0;     ///< between the points where the unknowns' concentrations stand [m]
  double upper_share = 0.5;  ///< distance from the upper point to the face, over `distance` [-]
  double conducts = 1.0;     ///< 0 where no dispersion passes (at a reservoir, gate, weir or dam), else 1
};

/// Where a reach's cells stand among the unknowns: cell k counted from upstream is first + k*stride; face k is the
/// upstream end of cell k, face `count` the end of the reach.
struct ReachCells {
  int first = -1;
  int count = 0;
  int first_face = -1;
  int stride = 1;       ///< -1 where elimination runs against the reach
  double length = 0.0;  ///< of one cell [m]
  [[nodiscard]] int unknown(int k) const { return first + k * stride; }
  [[nodiscard]] int face(int k) const { return first_face + k; }
};

/// Cells and faces. The first `tree_size` unknowns form a forest in elimination order: each comes before its parent
/// (Hines 1984). The rest are border unknowns: nodes where a branch rejoins.
struct Grid {
  std::vector<Unknown> unknowns;
  int tree_size = 0;
  std::vector<int> parent;       ///< [tree_size] elimination parent (> i, inside the tree), -1 for a root
  std::vector<int> parent_face;  ///< [tree_size] face to the parent, -1 for a root
  std::vector<int> child_begin;  ///< [tree_size + 1] children of i stand in child[child_begin[i] … child_begin[i+1])
  std::vector<int> child;
  std::vector<Face> faces;        ///< reach by reach, upstream to downstream
  std::vector<int> border_faces;  ///< faces with a border unknown at one end or both
  std::vector<ReachCells> reaches;
  std::vector<int> node_unknown;               ///< [node] unknown of a mixing node, -1 for headwaters and outlets
  std::vector<int> reach_order;                ///< reaches from upstream to downstream
  std::vector<std::vector<int>> node_inflow;   ///< [node] reaches that end there
  std::vector<std::vector<int>> node_outflow;  ///< [node] reaches that begin there
  std::vector<int> outlets;                    ///< nodes of kind outlet, in table order
  std::vector<int> output_cells;  ///< unknowns that results list: reach by reach downstream, then reservoirs

  [[nodiscard]] int size() const { return static_cast<int>(unknowns.size()); }
  [[nodiscard]] int border_size() const { return size() - tree_size; }
};

/// Face of a reach at which a structure acts: the one nearest to its chainage.
int structure_face(const Grid& grid, int reach, double chainage);

/// Cuts every reach into equal cells of at most `cell_length` [m] and orders them.
/// The network must have passed check_network.
Grid make_grid(const Network& network, double cell_length);

/// The same with a target length of its own for some reaches.
/// @param reach_cell_length [reach] [m]; missing = `cell_length`
Grid make_grid(const Network& network, double cell_length, const std::vector<double>& reach_cell_length);

/// The cell (unknown) in which the river passes a chainage: one on a face belongs to the cell upstream of it, 0 to the first.
int cell_at(const Grid& grid, int reach, double chainage);

/// The cell (unknown) that takes a source at a chainage: one on a face enters the cell downstream of it, the reach's end
/// the last.
int source_cell(const Grid& grid, int reach, double chainage);

}  // namespace bailang
