#pragma once

#include <string>
#include <vector>

#include "network/grid.hpp"
#include "network/network.hpp"

/// Where the network's cells lie on the map: the UGRID-1.0 mesh of a result.
namespace bailang {

/// Place at a chainage of a reach, by share of length along its geometry; without one on the straight line between its
/// nodes. Not given (NaN) where neither is known.
Point place_at(const Network& network, int reach, double chainage);

/// Mesh nodes are the network's nodes, then the inner ends of cells reach by reach. Edges are the output cells; a
/// reservoir is an edge from its node to itself.
struct ResultMesh {
  std::vector<double> node_x, node_y;   ///< longitude, latitude [°], NaN where unknown
  std::vector<int> edge_nodes;          ///< [cell × 2], upstream first, counted from 0
  std::vector<double> edge_x, edge_y;   ///< middle of the cell
  std::vector<std::string> cell_reach;  ///< reach id, or the node's id for a reservoir
  std::vector<double> cell_chainage;    ///< middle of the cell [m]
  std::vector<double> cell_length;      ///< [m]
};

ResultMesh result_mesh(const Network& network, const Grid& grid);

}  // namespace bailang
