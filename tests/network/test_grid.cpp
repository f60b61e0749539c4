#include "network/grid.hpp"

#include <catch2/catch.hpp>

namespace bailang {
namespace {

Network two_reaches() {
  Network network;
  for (const NodeKind kind : {NodeKind::headwater, NodeKind::junction, NodeKind::outlet}) {
    Node node;
    node.kind = kind;
    network.nodes.push_back(node);
  }
  for (int r = 0; r < 2; ++r) {
    Reach reach;
    reach.from_node = r;
    reach.to_node = r + 1;
    reach.length = 1050.0;
    network.reaches.push_back(reach);
  }
  return network;
}

}  // namespace

TEST_CASE("A reach with a cell length of its own is cut by it, the others by the common one") {
  const Grid grid = make_grid(two_reaches(), 500.0, {missing, 100.0});
  CHECK(grid.reaches[0].count == 3);
  CHECK(grid.reaches[0].length == 350.0);
  CHECK(grid.reaches[1].count == 11);
  CHECK(grid.reaches[1].length == Approx(1050.0 / 11));
  CHECK(grid.size() == 15);
  CHECK(grid.faces.size() == 16);
}

TEST_CASE("Nothing spreads through a weir, and a pump between the banks does not hinder it") {
  Network network = two_reaches();
  for (const StructureKind kind : {StructureKind::weir, StructureKind::pump}) {
    Structure structure;
    structure.kind = kind;
    structure.reach = kind == StructureKind::weir ? 0 : 1;
    structure.chainage = 400.0;
    network.structures.push_back(structure);
  }
  const Grid grid = make_grid(network, 350.0);
  for (std::size_t f = 0; f < grid.faces.size(); ++f) {
    const bool at_weir = static_cast<int>(f) == grid.reaches[0].face(1);
    CHECK(grid.faces[f].conducts == (at_weir ? 0.0 : 1.0));
  }
}

}  // namespace bailang
