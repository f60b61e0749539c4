#include <catch2/catch.hpp>

#include "io/line_geometry.hpp"

using namespace bailang;

namespace {

/// One reach of 4000 m that runs 0.02° east and then 0.02° north at the equator, where a degree is 111.2 km both ways.
Network bent_river() {
  Network network;
  network.reaches.resize(1);
  network.reaches[0].id = "R";
  network.reaches[0].length = 4000.0;
  network.reaches[0].geometry = {{0.0, 0.0}, {0.02, 0.0}, {0.02, 0.02}};
  return network;
}

}  // namespace

TEST_CASE("A LINESTRING is read, anything else is refused") {
  const auto points = parse_linestring("LINESTRING (118.8 35.98, 118.86 35.955 , 119 36)");
  REQUIRE(points);
  REQUIRE(points->size() == 3);
  REQUIRE(points->at(1).lat == 35.955);
  for (const char* text : {"", "POINT (1 2)", "LINESTRING (1 2)", "LINESTRING (1 2, 3)", "LINESTRING (1 2, 3 4",
                           "LINESTRING (1 2, 3 4) x", "LINESTRING (1 2, 3 91)", "LINESTRING (1 2, nan 4)"}) {
    INFO(text);
    REQUIRE_FALSE(parse_linestring(text));
  }
}

TEST_CASE("A place is snapped to the nearest point of the course, its chainage is the share of the course") {
  const Network network = bent_river();
  const Snapped first = snap(network, {0.01, 0.001});
  REQUIRE(first.reach == 0);
  REQUIRE(first.chainage == Approx(1000.0).epsilon(1e-6));
  REQUIRE(first.distance == Approx(111.2).epsilon(1e-3));
  REQUIRE(snap(network, {0.03, 0.01}).chainage == Approx(3000.0).epsilon(1e-6));
  REQUIRE(snap(network, {-1.0, 0.0}).chainage == 0.0);
  REQUIRE(snap(network, {0.02, 1.0}).chainage == 4000.0);
}

TEST_CASE("The nearer of two reaches is taken, without a course there is none") {
  Network network = bent_river();
  network.reaches.push_back(network.reaches[0]);
  network.reaches[1].geometry = {{1.0, 0.0}, {1.1, 0.0}};
  REQUIRE(snap(network, {0.9, 0.0}).reach == 1);
  for (Reach& reach : network.reaches) reach.geometry.clear();
  REQUIRE(snap(network, {0.9, 0.0}).reach == -1);
}

TEST_CASE("A reach without geometry runs straight between its nodes") {
  Network network = bent_river();
  network.nodes.resize(2);
  network.nodes[0].place = {10.0, 20.0};
  network.nodes[1].place = {12.0, 20.0};
  network.reaches[0].geometry.clear();
  network.reaches[0].from_node = 0;
  network.reaches[0].to_node = 1;
  const Point middle = point_at(network, 0, 2000.0);
  REQUIRE(middle.lon == Approx(11.0));
  REQUIRE(middle.lat == Approx(20.0));
}

TEST_CASE("The point at a chainage lies on the course") {
  const Network network = bent_river();
  const Point point = point_at(network, 0, 3000.0);
  REQUIRE(point.lon == Approx(0.02));
  REQUIRE(point.lat == Approx(0.01).epsilon(1e-6));
}
