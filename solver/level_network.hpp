#pragma once

#include <memory>
#include <vector>

#include "network/grid.hpp"
#include "solver/aligned.hpp"
#include "solver/bed_datum.hpp"
#include "solver/section_geometry.hpp"

/// The network as the flow modes `diffusive` and `dynamic` see it: levels at cells, junctions and reservoirs, joined by
/// links that carry a discharge and a velocity.
namespace bailang {

enum class LevelKind { cell, junction, reservoir };

/// A place with a water level. A junction has no storage.
struct LevelPlace {
  LevelKind kind = LevelKind::cell;
  int unknown = -1;     ///< of the grid
  int shape = -1;       ///< cell: index of its cross-section
  int reservoir = -1;   ///< index into Network::reservoirs
  double bed = 0.0;     ///< lowest point [m]
  double length = 0.0;  ///< of the cell [m]
  int upper = -1;       ///< cell: link at its upstream end
  int lower = -1;       ///< cell: link at its downstream end
  int first_joint = 0;  ///< junction, reservoir: its links stand in LevelNetwork::joints[first_joint … + joint_count)
  int joint_count = 0;
};

/// `channel`: momentum; `given`: a discharge known beforehand (headwater, release); `outlet`: momentum against a level
/// outside, or normal depth (also into a reservoir without a known level); `structure`: the law of a gate, weir or dam.
enum class LinkKind { channel, given, outlet, structure };

/// Joins two level places; a node between two reaches lies inside its link, so that momentum passes through it.
struct Link {
  LinkKind kind = LinkKind::channel;
  int up = -1, down = -1;            ///< level places; -1 = outside
  int face_up = -1, face_down = -1;  ///< faces of the grid; two where a node lies inside
  int node_unknown = -1;             ///< grid unknown of the node inside, -1 = none
  int node = -1;                     ///< headwater, reservoir or outlet at its outer end
  int reach = -1;                    ///< that the link belongs to (the lower one where a node lies inside)
  int structure = -1;
  double distance = 0.0;                ///< between the places [m]
  double bed_up = 0.0, bed_down = 0.0;  ///< bed at its ends, for water that comes from there [m]
  int shape_up = -1, shape_down = -1;   ///< cross-sections of water that comes from there
  double slope = 0.0;                   ///< of the bed at the upper place [-]
};

struct LevelNetwork {
  std::vector<LevelPlace> places;  ///< in elimination order, border junctions last
  int tree_size = 0;
  std::vector<int> parent;  ///< [tree_size] elimination parent, -1 = root
  std::vector<Link> links;
  std::vector<int> joints;          ///< links of junctions and reservoirs
  std::vector<int> place_of;        ///< [grid unknown] place, -1 for a node inside a link
  std::vector<int> link_of_face;    ///< [face]
  std::vector<int> storage_places;  ///< reservoirs
  std::shared_ptr<const std::vector<SectionTable>> tables;
  std::vector<SectionShape> shapes;
  std::vector<BedLine> beds;  ///< [reach]
};

/// Beds, cross-sections and links. Works without any elevation in the network.
LevelNetwork make_level_network(const Network& network, const Grid& grid);

/// Section of a reach at a chainage: surveyed where there is one, else the trapezoid of the bed's points or of the reach.
SectionShape section_at(const Network& network, const std::vector<SectionTable>& tables, int reach, double chainage);

}  // namespace bailang
