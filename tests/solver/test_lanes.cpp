// The same bits, however scenarios are put side by side.
#include <catch2/catch.hpp>

#include <cstring>

#include "tests/small_case.hpp"

namespace bailang::testing {
namespace {

/// Two headwaters, a reservoir, a branch that leaves and rejoins, a branch to a second outlet; Fischer's dispersion on
/// some reaches, none on others; withdrawals, outfalls, an inflow that changes from hour to hour.
SmallCase branching_case() {
  SmallCase m = empty_case({"cod", "nh4_n", "continuity"}, 6 * 86400.0, 1800.0, 21600.0);
  m.settings.flow = FlowMode::kinematic;
  m.settings.kinetics.decay_20 = {0.1 / 86400.0, 0.3 / 86400.0, 0.0};
  const int h1 = add_node(m, "H1", NodeKind::headwater), h2 = add_node(m, "H2", NodeKind::headwater);
  const int lake = add_node(m, "LAKE", NodeKind::reservoir), fork = add_node(m, "FORK", NodeKind::junction);
  const int join = add_node(m, "JOIN", NodeKind::junction), town = add_node(m, "TOWN", NodeKind::junction);
  const int sea = add_node(m, "SEA", NodeKind::outlet), marsh = add_node(m, "MARSH", NodeKind::outlet);
  add_reach(m, "R1", h1, lake, 9000, 20, missing);
  add_reach(m, "R2", lake, fork, 7000, 20, missing);
  add_reach(m, "R3", fork, join, 8000, 20, 15.0);
  add_reach(m, "R4", fork, join, 12000, 20, 0.0);
  add_reach(m, "R5", h2, town, 6000, 20, missing);
  add_reach(m, "R6", town, join, 5000, 20, 0.0);
  add_reach(m, "R7", join, sea, 15000, 20, missing);
  add_reach(m, "R8", town, marsh, 4000, 20, missing);
  m.network.reaches[2].split = 0.7;
  m.network.reaches[3].split = 0.3;
  m.network.reaches[5].split = 0.9;
  m.network.reaches[7].split = 0.1;
  Reservoir reservoir;
  reservoir.node = lake;
  reservoir.volume = 2.0e6;
  reservoir.area = 5.0e5;
  reservoir.release = 1.4;
  reservoir.max_volume = 2.05e6;
  m.network.reservoirs.push_back(reservoir);
  add_inflow(m, h1, -1, 1.5, {10.0, 0.5, 1.0});
  add_inflow(m, h2, -1, 0.0, {0.0, 0.0, 1.0});
  TimeSeries& flood = m.forcing.inflows[1].series;
  flood.time = {0.0, 40000.0, 60000.0, 150000.0};
  flood.value = {0.2, 5, 0.1, 1, 0.2, 5, 0.1, 1, 6.0, 60, 3.0, 1, 0.3, 5, 0.1, 1};
  add_outfall(m, 4, 2500.0);
  add_outfall(m, 1, 3100.0);
  add_outfall(m, 3, 6000.0);
  Withdrawal withdrawal;
  withdrawal.reach = 6;
  withdrawal.chainage = 7000;
  withdrawal.flow = 0.3;
  m.network.withdrawals.push_back(withdrawal);
  for (int r = 0; r < 8; ++r) add_section(m, r, 3600.0);
  return m;
}

/// Scenario `number`: loads differ; water differs too when `own_water`.
LaneInput scenario(const SmallCase& m, int number, bool own_water) {
  LaneSources sources = no_sources(m);
  for (int o = 0; o < 3; ++o) {
    const double flow = own_water ? 0.05 + 0.01 * ((number * 7 + o) % 5) : 0.1;
    sources.outfall_flow[o] = flow;
    sources.outfall_load[3 * o] = flow * (20.0 + number);
    sources.outfall_load[3 * o + 1] = flow * (1.0 + 0.1 * ((number + o) % 9));
    sources.outfall_load[3 * o + 2] = flow;
  }
  return lane(m, sources, number);
}

BlockResult run(const SmallCase& m, const Grid& grid, int first, int count, bool own_water, BlockShape shape) {
  std::vector<LaneInput> inputs;
  for (int l = 0; l < count; ++l) inputs.push_back(scenario(m, first + l, own_water));
  return simulate({m.network, grid, m.settings}, inputs, shape);
}

template <class Array>
bool same_lane(const Array& block, std::size_t lane, std::size_t lanes, const Array& single) {
  const std::size_t size = block.size() / lanes;
  return size == single.size() && std::memcmp(&block[lane * size], single.data(), size * sizeof(single[0])) == 0;
}

void check_same_bits(int count, bool own_water, BlockShape shape) {
  const SmallCase m = branching_case();
  const Grid grid = make_grid(m.network, 500.0);
  REQUIRE(grid.border_size() == 1);
  const BlockResult block = run(m, grid, 0, count, own_water, shape);
  for (int l = 0; l < count; ++l) {
    const BlockResult single = run(m, grid, l, 1, own_water, {1, false});
    REQUIRE(same_lane(block.section_concentration, l, count, single.section_concentration));
    REQUIRE(same_lane(block.section_flow, l, count, single.section_flow));
    REQUIRE(same_lane(block.outlet_load, l, count, single.outlet_load));
    REQUIRE(same_lane(block.cell_mean, l, count, single.cell_mean));
    REQUIRE(same_lane(block.cell_p90, l, count, single.cell_p90));
    REQUIRE(same_lane(block.balance, l, count, single.balance));
    REQUIRE(same_lane(block.water_balance, l, count, single.water_balance));
  }
}

}  // namespace

TEST_CASE("64 scenarios that share their flow equal 64 single runs bit for bit") {
  check_same_bits(64, false, {64, false});
}

TEST_CASE("64 scenarios with their own flow equal 64 single runs bit for bit") {
  check_same_bits(64, true, {64, true});
}

TEST_CASE("A block that is partly filled, of any width, gives the same bits") {
  check_same_bits(5, true, {8, true});
  check_same_bits(11, false, {16, false});
  check_same_bits(20, true, {32, true});
}

TEST_CASE("Mass and water close and continuity stays 1 through floods, forks and a spilling reservoir") {
  const SmallCase m = branching_case();
  const Grid grid = make_grid(m.network, 500.0);
  const BlockResult result = run(m, grid, 0, 8, true, {8, true});
  CHECK(worst_closure(result.balance) < 1.0e-12);
  CHECK(worst_closure(result.water_balance) < 1.0e-12);
  const std::size_t per_lane = result.section_concentration.size() / 8;
  const std::size_t per_constituent = per_lane / 3;
  double worst = 0.0;
  for (std::size_t i = 0; i < per_constituent; ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(result.section_concentration[2 * per_constituent + i]) - 1.0));
  }
  CHECK(worst < 1.0e-7);  // float32 of the record
  for (std::size_t s = 0; s < m.network.sections.size(); ++s) {
    CHECK(std::abs(result.section_mean[2 * m.network.sections.size() + s] - 1.0) < 1.0e-12);
  }
  for (const float c : result.section_concentration) CHECK(c >= 0.0f);
}

TEST_CASE("A split shares water and mass by its stated parts") {
  const SmallCase m = branching_case();
  const Grid grid = make_grid(m.network, 500.0);
  const BlockResult result = run(m, grid, 0, 1, false, {1, false});
  // At the start the flow is steady: the fork passes what the lake lets through plus the outfall between them.
  const float* flow = result.section_flow.data();
  CHECK(flow[2] / (flow[2] + flow[3]) == Approx(0.7).epsilon(1.0e-6));
  CHECK(flow[7] / (flow[7] + flow[5]) == Approx(0.1).epsilon(1.0e-6));
}

}  // namespace bailang::testing
