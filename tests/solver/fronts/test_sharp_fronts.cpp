// Limited anti-dispersion: what it may do, and what it must never do.
#include <catch2/catch.hpp>

#include <cstring>

#include "channel_loop.hpp"

namespace bailang::testing {
namespace {

double least(const LaneArray& c) {
  return *std::min_element(c.begin(), c.end());
}
double greatest(const LaneArray& c) {
  return *std::max_element(c.begin(), c.end());
}

/// Σ |c_{k+1} − c_k| along the reach.
double variation(ChannelLoop& loop) {
  double sum = 0.0;
  for (int k = 0; k + 1 < loop.grid.reaches[0].count; ++k) sum += std::abs(loop.c(k + 1) - loop.c(k));
  return sum;
}

}  // namespace

TEST_CASE("Nothing turns negative from Courant 0.1 to 50 and Peclet 0.1 to 100, fronts sharpened or not") {
  const double dx = 100.0, A = 10.0, U = 0.5;
  for (const double peclet : {0.1, 0.5, 1.0, 1.9, 2.1, 5.0, 20.0, 100.0}) {
    for (const double courant : {0.1, 0.3, 0.7, 1.0, 1.5, 2.3, 4.0, 10.0, 50.0}) {
      for (const bool sharp : {false, true}) {
        ChannelLoop loop(60, dx, A, U * dx / peclet);
        loop.c(10) = 1.0;
        for (int k = 30; k < 40; ++k) loop.c(k) = 2.0;
        double lowest = 0.0, highest = 0.0;
        for (int n = 0; n < 40; ++n) {
          loop.step(courant * dx / U, U * A, sharp, n < 10 ? 2.0 : 0.0);
          lowest = std::min(lowest, least(loop.transport.c[0]));
          highest = std::max(highest, greatest(loop.transport.c[0]));
        }
        INFO("Peclet " << peclet << ", Courant " << courant << ", sharp " << sharp << ", lowest " << lowest
                       << ", highest " << highest);
        CHECK(lowest >= 0.0);
        if (courant <= 2.3) CHECK(highest <= 2.0 * (1.0 + 1.0e-13));
      }
    }
  }
}

TEST_CASE("A constant stays constant to 1e-13 at any Courant and Peclet number, fronts sharpened or not") {
  const double dx = 100.0, A = 10.0, U = 0.5;
  for (const double peclet : {0.1, 2.0, 100.0}) {
    for (const double courant : {0.1, 1.0, 50.0}) {
      for (const bool sharp : {false, true}) {
        ChannelLoop loop(60, dx, A, U * dx / peclet);
        for (double& c : loop.transport.c[0]) c = 3.7;
        for (int n = 0; n < 40; ++n) loop.step(courant * dx / U, U * A, sharp, 3.7);
        CHECK(greatest(loop.transport.c[0]) - 3.7 < 3.7e-13);
        CHECK(3.7 - least(loop.transport.c[0]) < 3.7e-13);
      }
    }
  }
}

TEST_CASE("Sharpening carries no value beyond what it and its neighbours were before and after the step") {
  const double dx = 100.0, A = 10.0, U = 0.5;
  for (const double peclet : {3.0, 20.0, 1.0e6}) {
    for (const double courant : {0.2, 1.0, 3.0}) {
      ChannelLoop loop(80, dx, A, U * dx / peclet);
      loop.c(20) = loop.c(21) = 1.0;
      for (int n = 0; n < 30; ++n) {
        const LaneArray before = loop.transport.c[0];
        loop.step(courant * dx / U, U * A, false, 0.4);
        const LaneArray linear = loop.transport.c[0];
        LaneArray sharp = linear;
        sharpen(loop.hydraulics, loop.water, courant * dx / U, before, sharp, loop.fronts);
        for (int k = 1; k < 79; ++k) {
          const auto range =
              std::minmax({before[k - 1], before[k], before[k + 1], linear[k - 1], linear[k], linear[k + 1]});
          REQUIRE(sharp[k] >= range.first);
          REQUIRE(sharp[k] <= range.second);
        }
        loop.transport.c[0] = sharp;
      }
    }
  }
}

TEST_CASE("Ripples behind a sharpened front stay below a hundredth of its height") {
  const double dx = 100.0, A = 10.0, U = 0.5;
  for (const double peclet : {3.0, 20.0, 1.0e6}) {
    for (const double courant : {0.2, 0.5, 1.0, 2.0}) {
      ChannelLoop loop(80, dx, A, U * dx / peclet);
      for (int n = 0; n * courant < 40.0; ++n) {
        loop.step(courant * dx / U, U * A, true, 1.0);
        INFO("Peclet " << peclet << ", Courant " << courant << ", step " << n);
        REQUIRE(variation(loop) <= 1.0 + 1.0e-2);  // a monotone front has 1
        REQUIRE(greatest(loop.transport.c[0]) <= 1.0 + 1.0e-13);
      }
    }
  }
}

TEST_CASE("A spill that runs forth and back with the tide keeps its mass to round-off and gets no ripples") {
  const double dx = 100.0, A = 10.0;
  ChannelLoop loop(120, dx, A, 0.5);
  for (int k = 55; k < 60; ++k) loop.c(k) = 1.0;
  const double mass = 5.0 * A * dx;
  for (int n = 0; n < 200; ++n) {
    loop.step(100.0, 8.0 * std::sin(2.0 * 3.14159265 * n / 100.0), true);
    double sum = 0.0;
    for (int k = 0; k < 120; ++k) sum += loop.c(k) * A * dx;
    REQUIRE(std::abs(sum - mass) < 1.0e-12 * mass);
    REQUIRE(variation(loop) <= 2.0 + 1.0e-3);  // up and down once is 2
    REQUIRE(least(loop.transport.c[0]) >= 0.0);
    REQUIRE(greatest(loop.transport.c[0]) <= 1.0 + 1.0e-13);
  }
}

TEST_CASE("A spill runs downstream and upstream alike: mirrored flow, mirrored result") {
  ChannelLoop forth(41, 100.0, 10.0, 1.0), back(41, 100.0, 10.0, 1.0);
  forth.c(20) = back.c(20) = 1.0;
  for (int n = 0; n < 15; ++n) {
    forth.step(150.0, 5.0, true);
    back.step(150.0, -5.0, true);
  }
  for (int k = 5; k < 36; ++k) CHECK(forth.c(k) == Approx(back.c(40 - k)).margin(1.0e-14));
}

TEST_CASE("A lane that shares its block with others is sharpened to the same bits") {
  const auto factor = [](int lane) { return 0.3 + 0.2 * lane; };
  ChannelLoop block(50, 100.0, 10.0, 1.0, 8, true);
  for (int l = 0; l < 8; ++l) block.c(5 + l, l) = 1.0 + l;
  for (int n = 0; n < 20; ++n) block.step(100.0, 6.0, true, 0.1, factor);
  for (int l = 0; l < 8; ++l) {
    ChannelLoop single(50, 100.0, 10.0, 1.0);
    single.c(5 + l) = 1.0 + l;
    for (int n = 0; n < 20; ++n) single.step(100.0, 6.0, true, 0.1, [&](int) { return factor(l); });
    bool same = true;
    for (int k = 0; k < 50; ++k) same = same && std::memcmp(&single.c(k), &block.c(k, l), sizeof(double)) == 0;
    CHECK(same);
  }
}

namespace {

/// Two headwaters that join, part again and come together before the sea; no dispersion, so that every face is upwind.
SmallCase forked_case() {
  SmallCase m = empty_case({"cod", "continuity"}, 36000.0, 120.0, 1200.0);
  m.settings.flow = FlowMode::kinematic;
  const int h1 = add_node(m, "H1", NodeKind::headwater), h2 = add_node(m, "H2", NodeKind::headwater);
  const int meet = add_node(m, "MEET", NodeKind::junction), part = add_node(m, "PART", NodeKind::junction);
  const int join = add_node(m, "JOIN", NodeKind::junction), sea = add_node(m, "SEA", NodeKind::outlet);
  add_reach(m, "R1", h1, meet, 2000, 20, 0.0);
  add_reach(m, "R2", h2, meet, 1500, 20, 0.0);
  add_reach(m, "R3", meet, part, 1000, 20, 0.0);
  add_reach(m, "R4", part, join, 2000, 20, 0.0);
  add_reach(m, "R5", part, join, 3000, 20, 0.0);
  add_reach(m, "R6", join, sea, 2000, 20, 0.0);
  m.network.reaches[3].split = 0.7;
  m.network.reaches[4].split = 0.3;
  add_inflow(m, h1, -1, 3.0, {0.0, 1.0});
  add_inflow(m, h2, -1, 2.0, {0.0, 1.0});
  TimeSeries& pulse = m.forcing.inflows[0].series;
  pulse.interpolation = Interpolation::step;
  pulse.time = {0.0, 1200.0, 2400.0};
  pulse.value = {3.0, 0.0, 1.0, 3.0, 10.0, 1.0, 4.0, 0.0, 1.0};
  for (int r = 0; r < 6; ++r) add_section(m, r, 700.0);
  m.settings.sharp_fronts = true;
  return m;
}

float peak(const BlockResult& result, int section) {
  float highest = 0.0f;
  for (int k = 0; k < result.shape.times; ++k) {
    highest = std::max(highest, result.section_concentration[k * result.shape.sections + section]);
  }
  return highest;
}

}  // namespace

TEST_CASE("Through a junction, a fork and a loop sharpened fronts keep mass, continuity and bounds, and their peak") {
  SmallCase m = forked_case();
  m.settings.time.output = 120.0;
  const Grid grid = make_grid(m.network, 100.0);
  REQUIRE(grid.border_size() == 1);
  const BlockResult sharp =
      simulate({m.network, grid, m.settings, FieldOutput::full}, {lane(m, no_sources(m))}, {1, false});
  m.settings.sharp_fronts = false;
  const BlockResult plain =
      simulate({m.network, grid, m.settings, FieldOutput::full}, {lane(m, no_sources(m))}, {1, false});
  CHECK(worst_closure(sharp.balance, sharp.shape.terms.size()) < 1.0e-12);
  const std::size_t cells = sharp.cell_concentration.size() / 2;
  for (std::size_t i = 0; i < cells; ++i) {
    REQUIRE(sharp.cell_concentration[i] >= 0.0f);
    REQUIRE(sharp.cell_concentration[i] <= 10.0f);
    REQUIRE(sharp.cell_concentration[cells + i] == Approx(1.0).epsilon(1.0e-7));
  }
  for (int s : {0, 2, 3, 4}) CHECK(peak(sharp, s) > 1.1f * peak(plain, s));
}

TEST_CASE("Sharpened scenarios with their own water give the same bits side by side as alone") {
  const SmallCase m = forked_case();
  const Grid grid = make_grid(m.network, 100.0);
  std::vector<LaneInput> inputs;
  for (int l = 0; l < 8; ++l) {
    inputs.push_back(lane(m, no_sources(m), l));
    inputs.back().flow_factor = 0.6 + 0.15 * l;
  }
  const BlockResult block = simulate({m.network, grid, m.settings}, inputs, {8, true});
  for (std::size_t l = 0; l < 8; ++l) {
    const BlockResult single = simulate({m.network, grid, m.settings}, {inputs[l]}, {1, false});
    const std::size_t size = single.section_concentration.size();
    CHECK(std::memcmp(&block.section_concentration[l * size], single.section_concentration.data(),
                      size * sizeof(float)) == 0);
    CHECK(std::memcmp(&block.balance[l * single.balance.size()], single.balance.data(),
                      single.balance.size() * sizeof(double)) == 0);
  }
}

TEST_CASE("Added numerical dispersion is |U| dx/2 less the river's own, where that leaves anything") {
  for (const double E : {0.0, 4.0, 24.9, 25.1}) {
    ChannelLoop loop(10, 100.0, 10.0, E);
    loop.step(10.0, -5.0, false);
    LaneArray physical, numerical;
    cell_dispersion(loop.hydraulics, loop.water, physical, numerical);
    CHECK(physical[3] == Approx(E).margin(1.0e-12));
    CHECK(numerical[3] == Approx(std::max(0.5 * 100.0 / 2.0 - E, 0.0)).margin(1.0e-12));
  }
}

}  // namespace bailang::testing
