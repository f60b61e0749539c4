// Problem: steady plug flow with first-order decay on a tree of five reaches with outfalls, withdrawals, lateral inflow and
// tributaries, without dispersion.
// Exact solution: c = c_s + (c0 − c_s)(Q/Q0)^(−(kA+q)/q), c_s = q c_q/(kA + q); mixing by flow; table A1_plugflow_tree.
// Expected: exact in a steady run (cells are integrated exactly), first order in a time-varying run on upwind cells.
#include <catch2/catch.hpp>

#include "reference_table.hpp"
#include "tests/small_case.hpp"

namespace bailang::testing {
namespace {

struct TreeCase {
  SmallCase model;
  LaneSources sources;
  std::vector<double> expected, expected_flow;
};

struct TreeReach {
  std::string id;
  double length, area, decay;
};

TreeCase plug_flow_tree(bool decays) {
  TreeCase tree;
  SmallCase& m = tree.model;
  m = empty_case({"cod", "continuity"}, 864000.0, 600.0, 864000.0);
  const int h1 = add_node(m, "H1", NodeKind::headwater), h2 = add_node(m, "H2", NodeKind::headwater);
  const int h4 = add_node(m, "H4", NodeKind::headwater);
  const int j3 = add_node(m, "J3", NodeKind::junction), j5 = add_node(m, "J5", NodeKind::junction);
  const int sea = add_node(m, "SEA", NodeKind::outlet);
  const std::vector<TreeReach> reaches = {{"R1", 20000, 8, 0.3},
                                          {"R2", 12000, 4, 0.5},
                                          {"R3", 15000, 10, 0.25},
                                          {"R4", 30000, 15, 0.4},
                                          {"R5", 40000, 25, 0.2}};
  const int from[] = {h1, h2, j3, h4, j5}, to[] = {j3, j3, j5, j5, sea};
  for (int r = 0; r < 5; ++r) {
    add_reach(m, reaches[r].id, from[r], to[r], reaches[r].length, reaches[r].area, 0.0);
    m.network.reaches[r].decay_20 = {decays ? reaches[r].decay / 86400.0 : 0.0, 0.0};
  }
  add_inflow(m, h1, -1, 2.0, {4.0, 1.0});
  add_inflow(m, h2, -1, 0.8, {1.5, 1.0});
  add_inflow(m, h4, -1, 5.0, {2.0, 1.0});
  add_inflow(m, -1, 1, 2.5e-5 * 12000, {6.0, 1.0});
  add_inflow(m, -1, 4, 1.0e-5 * 40000, {0.5, 1.0});
  Withdrawal withdrawal;
  withdrawal.reach = 0;
  withdrawal.chainage = 12000;
  withdrawal.flow = 0.4;
  m.network.withdrawals.push_back(withdrawal);
  const double outfalls[][4] = {{0, 5000, 0.25, 60}, {2, 3000, 0.1, 120}, {2, 9000, 0.6, 25}, {4, 10000, 0.3, 80}};
  for (const auto& o : outfalls) add_outfall(m, static_cast<int>(o[0]), o[1]);
  for (const TableRow& row : reference_table("A1_plugflow_tree")) {
    if (row.at("side") != "before") continue;
    add_section(m, row.at("reach")[1] - '1', number(row, "x_m"));
    tree.expected.push_back(number(row, "c_gm3"));
    tree.expected_flow.push_back(number(row, "Q_m3s"));
  }
  tree.sources = no_sources(m);
  for (int o = 0; o < 4; ++o) {
    tree.sources.outfall_flow[o] = outfalls[o][2];
    tree.sources.outfall_load[2 * o] = outfalls[o][2] * outfalls[o][3];
    tree.sources.outfall_load[2 * o + 1] = outfalls[o][2];
  }
  return tree;
}

double worst_relative(const std::vector<double>& values, const std::vector<double>& expected) {
  double worst = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    worst = std::max(worst, std::abs(values[i] - expected[i]) / expected[i]);
  }
  return worst;
}

}  // namespace

TEST_CASE("Steady plug flow with decay is integrated exactly at any cell length") {
  for (const double cell_length : {500.0, 1700.0, 9000.0}) {
    TreeCase tree = plug_flow_tree(true);
    tree.model.settings.time.solve = SolveMode::steady;
    const Grid grid = make_grid(tree.model.network, cell_length);
    const BlockResult result =
        solve_steady_periods({tree.model.network, grid, tree.model.settings}, {lane(tree.model, tree.sources)});
    const std::size_t sections = tree.expected.size();
    const std::vector<double> cod(result.section_mean.begin(), result.section_mean.begin() + sections);
    REQUIRE(sections >= 50);
    CHECK(worst_relative(cod, tree.expected) < 1.0e-12);
    for (std::size_t s = 0; s < sections; ++s) {
      CHECK(result.section_flow[s] == Approx(tree.expected_flow[s]).epsilon(1.0e-6));
      CHECK(std::abs(result.section_mean[sections + s] - 1.0) < 1.0e-12);
    }
    CHECK(worst_closure(result.balance) < 1.0e-12);
    CHECK(worst_closure(result.water_balance) < 1.0e-12);
  }
}

TEST_CASE("Steady mixing of a conservative tracer is exact") {
  TreeCase tree = plug_flow_tree(false);
  tree.model.settings.time.solve = SolveMode::steady;
  const Grid grid = make_grid(tree.model.network, 500.0);
  const BlockResult result =
      solve_steady_periods({tree.model.network, grid, tree.model.settings}, {lane(tree.model, tree.sources)});
  // R1 below its outfall: (2.0·4 + 0.25·60)/2.25; then R3 at its head, R2 having gained 0.3 m3/s of 6 g/m3.
  const double r1 = (2.0 * 4.0 + 0.25 * 60.0) / 2.25;
  const double r2 = (0.8 * 1.5 + 0.3 * 6.0) / 1.1;
  const double r3 = (1.85 * r1 + 1.1 * r2) / 2.95;
  for (std::size_t s = 0; s < tree.model.network.sections.size(); ++s) {
    const Section& section = tree.model.network.sections[s];
    if (section.reach == 0 && section.chainage > 5000.0) CHECK(result.section_mean[s] == Approx(r1).epsilon(1.0e-12));
    if (section.reach == 2 && section.chainage <= 3000.0) CHECK(result.section_mean[s] == Approx(r3).epsilon(1.0e-12));
  }
  CHECK(worst_closure(result.balance) < 1.0e-12);
}

TEST_CASE("A time-varying run without dispersion approaches steady plug flow at first order") {
  double last = 0.0;
  for (const double cell_length : {1000.0, 500.0, 250.0}) {
    TreeCase tree = plug_flow_tree(true);
    const Grid grid = make_grid(tree.model.network, cell_length);
    const BlockResult result =
        simulate({tree.model.network, grid, tree.model.settings}, {lane(tree.model, tree.sources)}, {1, false});
    const std::size_t sections = tree.expected.size();
    // Sections away from outfalls: on upwind cells the value beside an outfall is smeared over a cell.
    double worst = 0.0;
    for (std::size_t s = 0; s < sections; ++s) {
      const Section& section = tree.model.network.sections[s];
      if (section.reach != 4 || section.chainage < 12000.0) continue;
      const double c = result.section_concentration[sections + s];
      worst = std::max(worst, std::abs(c - tree.expected[s]) / tree.expected[s]);
    }
    CHECK(worst > 0.0);
    if (last > 0.0) CHECK(observed_order(last, worst) > 0.9);
    last = worst;
    CHECK(worst_closure(result.balance) < 1.0e-12);
  }
  CHECK(last < 1.0e-3);
}

}  // namespace bailang::testing
