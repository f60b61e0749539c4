// Problem: levels on networks: a loop of two arms, chains of short reaches, a tide that comes and goes over flats, in
// every lane the same.
// Exact solution: normal depths where the bed says so; nothing gained or lost; a concentration of 1 stays 1.
#include <catch2/catch.hpp>

#include "river_case.hpp"
#include "solver/section_probe.hpp"

namespace bailang::testing {
namespace {

/// Reach above, two arms of unequal length and width, reach below; all at the same normal depth `h` for the right split.
struct Loop {
  SmallCase model;
  double above = 0.0, first = 0.0, second = 0.0;
};

double manning_discharge(const Reach& reach, double slope, double h) {
  const double A = h * (reach.bottom_width + reach.side_slope * h);
  const double P = reach.bottom_width + 2.0 * h * std::sqrt(1.0 + reach.side_slope * reach.side_slope);
  return A * std::pow(A / P, 2.0 / 3.0) * std::sqrt(slope) / reach.manning_n;
}

Loop two_arms() {
  constexpr double h = 2.0;
  Loop loop;
  SmallCase& m = loop.model;
  m = empty_case({"continuity"}, 86400.0, 600.0, 86400.0);
  const int head = add_node(m, "H", NodeKind::headwater), fork = add_node(m, "F", NodeKind::junction);
  const int join = add_node(m, "J", NodeKind::junction), sea = add_node(m, "SEA", NodeKind::outlet);
  const int from[] = {head, fork, fork, join}, to[] = {fork, join, join, sea};
  const double lengths[] = {4000.0, 5000.0, 8000.0, 4000.0}, widths[] = {30.0, 25.0, 12.0, 30.0};
  const double elevation[] = {10.8, 10.0, 9.0, 8.2};
  for (int v = 0; v < 4; ++v) m.network.nodes[v].bed_elevation = elevation[v];
  for (int r = 0; r < 4; ++r) {
    add_reach(m, "R" + std::to_string(r), from[r], to[r], lengths[r], 1.0, 0.0);
    m.network.reaches[r].bottom_width = widths[r];
    m.network.reaches[r].side_slope = 1.0;
    m.network.reaches[r].bed_slope = (elevation[from[r]] - elevation[to[r]]) / lengths[r];
    m.network.reaches[r].split = r == 1 ? 0.5 : (r == 2 ? 0.5 : missing);
  }
  loop.first = manning_discharge(m.network.reaches[1], m.network.reaches[1].bed_slope, h);
  loop.second = manning_discharge(m.network.reaches[2], m.network.reaches[2].bed_slope, h);
  loop.above = loop.first + loop.second;
  for (const int r : {0, 3}) {
    Reach& reach = m.network.reaches[r];
    reach.manning_n *= manning_discharge(reach, reach.bed_slope, h) / loop.above;
  }
  return loop;
}

}  // namespace

TEST_CASE("Arms of a loop share the water as their normal depths say, whatever split the table gives") {
  const Loop loop = two_arms();
  for (const FlowMode mode : {FlowMode::diffusive, FlowMode::dynamic}) {
    River river(loop.model, mode, 250.0);
    river.enter(0, loop.above);
    river.settle();
    REQUIRE(river.water.levels.is_steady.at(0));
    const double tolerance = mode == FlowMode::diffusive ? 1.0e-9 : 0.02;  // inertia: velocities of the arms differ
    CHECK(river.flow(1, 3) == Approx(loop.first).epsilon(tolerance));
    CHECK(river.flow(2, 3) == Approx(loop.second).epsilon(tolerance));
    CHECK(std::abs(river.flow(1, 20) + river.flow(2, 32) - loop.above) < 1.0e-10 * loop.above);
    if (mode == FlowMode::diffusive) CHECK(river.depth(2, 10) == Approx(2.0).epsilon(1.0e-9));
  }
}

TEST_CASE("A section's level is read on the line between cells, also over the nodes of a chain") {
  SmallCase chain = empty_case({"continuity"}, 86400.0, 600.0, 86400.0);
  int last = add_node(chain, "H", NodeKind::headwater);
  for (int i = 0; i < 4; ++i) {
    const int next = add_node(chain, "N" + std::to_string(i), i < 3 ? NodeKind::junction : NodeKind::outlet);
    add_reach(chain, "R" + std::to_string(i), last, next, 100.0 + 50.0 * i, 1.0, 0.0);
    last = next;
  }
  const double begin[] = {0.0, 100.0, 250.0, 450.0};
  for (int r = 0; r < 4; ++r) {
    for (const double share : {0.0, 0.2, 0.5, 0.9, 1.0}) {
      add_section(chain, r, share * chain.network.reaches[r].length);
    }
  }
  for (const double cell_length : {1000.0, 60.0}) {
    const Grid grid = make_grid(chain.network, cell_length);
    std::vector<double> level(grid.unknowns.size());
    for (std::size_t i = 0; i < level.size(); ++i) {
      const Unknown& u = grid.unknowns[i];
      if (u.reach >= 0) level[i] = 5.0 - 0.01 * (begin[u.reach] + u.begin + 0.5 * u.length);
    }
    const auto probes = make_level_probes(chain.network, grid, true);
    for (std::size_t s = 0; s < probes.size(); ++s) {
      const Section& section = chain.network.sections[s];
      double read = probes[s].first_weight * level[probes[s].first];
      if (probes[s].second >= 0) read += probes[s].second_weight * level[probes[s].second];
      CHECK(read == Approx(5.0 - 0.01 * (begin[section.reach] + section.chainage)).epsilon(1.0e-12));
    }
    if (cell_length == 1000.0) CHECK(make_level_probes(chain.network, grid, false)[7].second == -1);
  }
}

TEST_CASE("A chain of short reaches with a node between each carries a flood as one reach does") {
  SmallCase whole = one_reach({4000.0, 10.0, 1.0, 0.03, 0.0005});
  SmallCase chain = empty_case({"continuity"}, 86400.0, 600.0, 86400.0);
  for (SmallCase* m : {&whole, &chain}) (void)m;
  int last = add_node(chain, "H", NodeKind::headwater);
  for (int i = 0; i < 40; ++i) {
    const int next = add_node(chain, "N" + std::to_string(i), i < 39 ? NodeKind::junction : NodeKind::outlet);
    chain.network.nodes[next].bed_elevation = 2.0 - 0.05 * (i + 1);
    add_reach(chain, "R" + std::to_string(i), last, next, 100.0, 1.0, 0.0);
    chain.network.reaches.back().side_slope = 1.0;
    last = next;
  }
  chain.network.nodes[0].bed_elevation = 2.0;
  River one(whole, FlowMode::dynamic, 100.0), many(chain, FlowMode::dynamic, 100.0);
  double worst = 0.0, largest = 0.0;
  for (River* river : {&one, &many}) {
    river->enter(0, 10.0);
    river->settle();
  }
  one.enter(0, 60.0);
  many.enter(0, 60.0);
  for (int i = 0; i < 20; ++i) {
    one.step(60.0 * i, 60.0);
    many.step(60.0 * i, 60.0);
    for (int k = 0; k < 40; ++k) {
      worst = std::max(worst, std::abs(one.flow(0, k + 1) - many.flow(k, 1)));
      largest = std::max(largest, one.flow(0, k + 1));
    }
  }
  CHECK(largest > 40.0);
  CHECK(worst < 1.0e-8 * largest);
}

namespace {

/// A tide that runs into a loop with flats that fall dry, and rivers that come and go.
SmallCase tidal_flats() {
  Loop loop = two_arms();
  SmallCase m = loop.model;
  m.settings.flow = FlowMode::dynamic;
  m.settings.time = {0, 3 * 86400, 900.0, 3600.0, SolveMode::transient};
  m.settings.cell_length = 400.0;
  for (int i = 0; i <= 20; ++i) {
    add_bed_point(m, 2, i * 400.0, 9.6 + 0.5 * std::sin(2.0 * i));
  }
  for (Reach& reach : m.network.reaches) reach.dispersion = missing;
  hold_level(m, 3, 9.4);
  m.forcing.tides.back().harmonics = {{44712.0, 1.2, 0.4}, {43200.0, 0.4, 1.0}};
  m.forcing.tides.back().has_concentration.assign(1, 1);
  m.forcing.tides.back().series.columns = 2;
  m.forcing.tides.back().series.value = {9.4, 1.0};
  Inflow river;
  river.node = 0;
  river.series.columns = 2;
  river.series.time = {0.0, 86400.0, 100000.0, 259200.0};
  river.series.value = {3.0, 1.0, 3.0, 1.0, 0.0, 1.0, 0.0, 1.0};
  m.forcing.inflows.push_back(river);
  return m;
}

}  // namespace

TEST_CASE("A concentration of 1 stays 1 where tides reverse the flow of a loop and flats fall dry") {
  const SmallCase m = tidal_flats();
  const Grid grid = make_grid(m.network, m.settings.cell_length);
  const BlockResult result =
      simulate({m.network, grid, m.settings, FieldOutput::full}, {lane(m, no_sources(m))}, {1, false});
  double worst = 0.0;
  for (const float c : result.cell_concentration) worst = std::max(worst, std::abs(static_cast<double>(c) - 1.0));
  CHECK(result.cell_concentration.size() > 1000);
  CHECK(worst == 0.0);
  CHECK(worst_closure(result.water_balance) < 1.0e-12);
  CHECK(worst_closure(result.balance) < 1.0e-12);
  const double sea = result.water_balance[static_cast<std::size_t>(Term::sea)];
  CHECK(sea > 1.0e4);
}

TEST_CASE("Water that a tide brings it takes away again") {
  SmallCase m = tidal_flats();
  m.forcing.inflows.clear();
  m.forcing.tides.back().harmonics = {{43200.0, 1.2, 0.0}};
  River river(m, FlowMode::dynamic, 400.0);
  river.fill([](int, double) { return 9.4; });
  double brought = 0.0, net = 0.0, before = 0.0;
  for (int i = 0; i < 8 * 48; ++i) {
    if (i == 7 * 48) before = river.volume();
    river.step(900.0 * i, 900.0);
    if (i < 7 * 48) continue;
    const double out = 900.0 * river.flow(3, river.cells(3).count);
    net += out;
    brought += std::max(-out, 0.0);
  }
  CHECK(brought > 1.0e4);
  CHECK(std::abs(river.volume() - before + net) < 1.0e-12 * before);
  CHECK(std::abs(net) < 2.0e-3 * brought);
}

TEST_CASE("A lane of levels does not feel its neighbours") {
  const SmallCase m = tidal_flats();
  const Grid grid = make_grid(m.network, m.settings.cell_length);
  std::vector<LaneInput> inputs(3, lane(m, no_sources(m)));
  for (int l = 0; l < 3; ++l) inputs[l].flow_factor = 1.0 + l;
  const SimulationCase model{m.network, grid, m.settings, FieldOutput::full};
  const BlockResult together = simulate(model, inputs, {8, true});
  const BlockResult alone = simulate(model, {inputs[1]}, {1, false});
  const std::size_t terms = alone.water_balance.size();
  for (std::size_t i = 0; i < terms; ++i) CHECK(together.water_balance[terms + i] == alone.water_balance[i]);
  const std::size_t flows = alone.outlet_flow.size();
  REQUIRE(flows > 10);
  for (std::size_t i = 0; i < flows; ++i) CHECK(together.outlet_flow[flows + i] == alone.outlet_flow[i]);
}

}  // namespace bailang::testing
