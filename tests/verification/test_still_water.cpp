// Problem: water at rest over a rough bed, on a network with a confluence, a bifurcation that rejoins, surveyed sections and
// a bed that rises out of the water.
// Exact solution: nothing moves. Expected: |u| < 1e-12 m/s.
#include <catch2/catch.hpp>

#include "river_case.hpp"

namespace bailang::testing {
namespace {

/// Two tributaries, a loop of two arms, one reach to the sea.
SmallCase rough_network() {
  SmallCase m = empty_case({"continuity"}, 86400.0, 600.0, 86400.0);
  const int h1 = add_node(m, "H1", NodeKind::headwater), h2 = add_node(m, "H2", NodeKind::headwater);
  const int j = add_node(m, "J", NodeKind::junction), k = add_node(m, "K", NodeKind::junction);
  const int p = add_node(m, "P", NodeKind::junction), sea = add_node(m, "SEA", NodeKind::outlet);
  const int from[] = {h1, h2, j, j, k, p}, to[] = {j, j, k, k, p, sea};
  for (int r = 0; r < 6; ++r) {
    add_reach(m, "R" + std::to_string(r), from[r], to[r], 2000.0 + 700.0 * r, 1.0, 0.0);
    m.network.reaches[r].side_slope = 0.5 * r;
    m.network.reaches[r].split = r == 2 ? 0.5 : (r == 3 ? 0.5 : missing);
    const double length = m.network.reaches[r].length;
    for (int i = 0; i <= 40; ++i) {
      add_bed_point(m, r, i * length / 40.0, 100.0 + 1.5 * std::sin(7.0 * i + 3.0 * r) + 0.7 * std::cos(31.0 * i));
    }
  }
  SurveyedSection surveyed;
  surveyed.reach = 4;
  surveyed.chainage = 1000.0;
  surveyed.stage = {99.0, 100.0, 101.5, 105.0};
  surveyed.area = {0.0, 8.0, 30.0, 120.0};
  surveyed.top_width = {4.0, 12.0, 18.0, 30.0};
  m.network.surveyed.push_back(surveyed);
  return m;
}

}  // namespace

TEST_CASE("Water at rest over a rough bed with junctions and dry banks stays at rest") {
  for (const FlowMode mode : {FlowMode::dynamic, FlowMode::diffusive}) {
    for (const double level : {104.0, 100.6}) {
      SmallCase m = rough_network();
      hold_level(m, 5, level);
      River river(m, mode, 150.0);
      river.fill([&](int, double) { return level; });
      for (int i = 0; i < 50; ++i) river.step(600.0 * i, 600.0);
      double fastest = 0.0, dry = 0.0, highest = -1.0e9;
      for (const double u : river.water.levels.lanes[0].velocity) fastest = std::max(fastest, std::abs(u));
      for (std::size_t r = 0; r < 6; ++r) {
        for (int k = 0; k < river.cells(static_cast<int>(r)).count; ++k) {
          dry += river.depth(static_cast<int>(r), k) == 0.0;
          if (river.depth(static_cast<int>(r), k) > 0.0)
            highest = std::max(highest, river.stage(static_cast<int>(r), k));
        }
      }
      // Without inertia the root of a slope that is rounding alone remains.
      CHECK(fastest < (mode == FlowMode::dynamic ? 1.0e-12 : 1.0e-6));
      CHECK(highest == Approx(level).margin(1.0e-11));
      CHECK((dry > 0.0) == (level < 103.0));
    }
  }
}

TEST_CASE("A cross-section that was surveyed has the areas of its rows and widths that fit them") {
  SurveyedSection surveyed;
  surveyed.stage = {10.0, 11.0, 13.0};
  surveyed.area = {0.0, 6.0, 30.0};
  surveyed.top_width = {4.0, 8.0, 16.0};
  const SectionTable table = make_section_table(surveyed);
  SectionShape shape;
  shape.table = &table;
  CHECK(section_flow(shape, 1.0).area == Approx(6.0).epsilon(1e-14));
  CHECK(section_flow(shape, 3.0).area == Approx(30.0).epsilon(1e-14));
  CHECK(section_flow(shape, 4.0).area ==
        Approx(30.0 + 16.0).epsilon(1e-14));  // walls stand vertical above the last row
  for (const double H : {0.3, 1.0 + 1e-9, 1.7, 2.9, 5.0}) {
    const double width = (section_flow(shape, H + 1e-6).area - section_flow(shape, H - 1e-6).area) / 2e-6;
    CHECK(section_flow(shape, H).width == Approx(width).epsilon(1e-6));
    CHECK(section_depth(shape, section_flow(shape, H).area) == Approx(H).epsilon(1e-13));
  }
}

}  // namespace bailang::testing
