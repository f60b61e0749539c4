#pragma once

#include <cstdint>
#include <vector>

#include "solver/level_network.hpp"

/// The linear system of one Newton step of the levels: an M-matrix on the graph of links.
namespace bailang {

struct LevelSystem {
  int size = 0, tree_size = 0;
  std::vector<int> parent;
  std::vector<std::uint8_t> reaches_border;  ///< [tree_size]
  std::vector<double> diagonal, right_side;  ///< [place] [m2 s-1], [m3 s-1]; afterwards the change of level [m]
  /// Weights ≥ 0 that stand negative in the matrix: of the parent in the row of i, and of i in the row of the parent.
  std::vector<double> from_parent, to_parent;  ///< [tree_size]
  std::vector<double> from_border, to_border;  ///< [tree_size × border]
  std::vector<double> border_matrix;           ///< [border × border]

  [[nodiscard]] int border_size() const { return size - tree_size; }
};

LevelSystem make_level_system(const LevelNetwork& levels);

/// Empties the matrix and the right side.
void clear(LevelSystem& system);

/// Adds a link of discharge Q(upper level, lower level): its derivatives by_up = ∂Q/∂up ≥ 0 and by_down = −∂Q/∂down ≥ 0.
/// Ends outside the network are -1.
void add_link(LevelSystem& system, int up, int down, double by_up, double by_down);

/// Solves along the forest (Hines, M. (1984), Int. J. Biomed. Comput. 15, 69–76), with a dense complement for the border.
void solve(LevelSystem& system);

}  // namespace bailang
