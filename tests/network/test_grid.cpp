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

}  // namespace bailang
