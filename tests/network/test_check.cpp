#include <catch2/catch.hpp>

#include "network/check.hpp"

using namespace bailang;

namespace {

/// Nodes by kind letters (h, j, r, o) and reaches by pairs of nodes.
Network network_of(const std::string& kinds, const std::vector<std::pair<int, int>>& reaches) {
  Network network;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    Node node;
    node.id = "N" + std::to_string(i);
    node.kind = kinds[i] == 'h'   ? NodeKind::headwater
                : kinds[i] == 'r' ? NodeKind::reservoir
                : kinds[i] == 'o' ? NodeKind::outlet
                                  : NodeKind::junction;
    node.source = {"nodes.csv", static_cast<int>(i) + 2, 1};
    network.nodes.push_back(node);
  }
  for (const auto& [from, to] : reaches) {
    Reach reach;
    reach.id = "R" + std::to_string(network.reaches.size());
    reach.from_node = from;
    reach.to_node = to;
    reach.source = {"reaches.csv", static_cast<int>(network.reaches.size()) + 2, 1};
    network.reaches.push_back(reach);
  }
  return network;
}

std::string faults(const Network& network) {
  Diagnostics found;
  check_network(network, found);
  std::string text;
  for (const Diagnostic& entry : found.entries()) text += entry.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("A river with a confluence has no fault") {
  REQUIRE(faults(network_of("hhjo", {{0, 2}, {1, 2}, {2, 3}})).empty());
}

TEST_CASE("A split that rejoins is no cycle when its shares sum to 1") {
  Network network = network_of("hjjjo", {{0, 1}, {1, 2}, {1, 3}, {2, 3}, {3, 4}});
  network.reaches[1].split = 0.3;
  network.reaches[2].split = 0.7;
  REQUIRE(faults(network).empty());
  network.reaches[2].split = 0.6;
  REQUIRE(faults(network) ==
          "shares (split) of the reaches below node \"N1\" must sum to 1, but sum to 0.9: \"R1\" 0.3, \"R2\" 0.6\n");
}

TEST_CASE("A cycle is printed as the ring of its nodes") {
  Network network = network_of("hjjjo", {{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}});
  network.reaches[3].split = network.reaches[4].split = 0.5;
  REQUIRE(faults(network) == "reach \"R3\" closes a cycle: N1 -> N2 -> N3 -> N1\n");
}

TEST_CASE("Two separate cycles are both told, and so is a reach that begins where it ends") {
  const std::string text = faults(network_of("jjjjj", {{0, 1}, {1, 0}, {2, 3}, {3, 2}, {4, 4}}));
  REQUIRE(text.find("N0 -> N1 -> N0\n") != std::string::npos);
  REQUIRE(text.find("N2 -> N3 -> N2\n") != std::string::npos);
  REQUIRE(text.find("N4 -> N4\n") != std::string::npos);
  REQUIRE(text.find("no outlet can be reached from reach \"R0\"") != std::string::npos);
}

TEST_CASE("Kinds of nodes must fit the reaches that join there") {
  REQUIRE(faults(network_of("hho", {{0, 1}, {1, 2}})) == "node \"N1\" is a headwater, but reach \"R0\" ends there\n");
  REQUIRE(faults(network_of("hoo", {{0, 1}, {1, 2}})) == "node \"N1\" is an outlet, but reach \"R1\" begins there\n");
  REQUIRE(faults(network_of("hoj", {{0, 1}})) == "node \"N2\" is used by no reach\n");
  REQUIRE(faults(network_of("hj", {{0, 1}})) ==
          "node \"N1\" has no reach below it and is no outlet\nno outlet can be reached from reach \"R0\"\n");
}

TEST_CASE("Every reservoir node has a row, every row a reservoir node") {
  Network network = network_of("hrjo", {{0, 1}, {1, 2}, {2, 3}});
  REQUIRE(faults(network) == "node \"N1\" is a reservoir, but has no row in reservoirs.csv\n");
  network.reservoirs.resize(2);
  network.reservoirs[0].node = 1;
  network.reservoirs[1].node = 2;
  REQUIRE(faults(network) == "node \"N2\" has a row here, but is not of kind reservoir\n");
}

TEST_CASE("A long chain is checked without deep recursion") {
  const int length = 200000;
  std::vector<std::pair<int, int>> reaches;
  for (int i = 0; i + 1 < length; ++i) reaches.emplace_back(i, i + 1);
  std::string kinds(static_cast<std::size_t>(length), 'j');
  kinds.front() = 'h';
  kinds.back() = 'o';
  REQUIRE(faults(network_of(kinds, reaches)).empty());
}
