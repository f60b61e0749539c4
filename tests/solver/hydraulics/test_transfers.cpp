// Pumps and diversions: what they take, where it goes, and that no water is made or lost on the way.
#include <catch2/catch.hpp>

#include "solver/transfers.hpp"
#include "tests/small_case.hpp"

namespace bailang::testing {
namespace {

/// H1 → R0 → J → R2 → SEA, H2 → R1 → J; cells of 1 km. Hydraulics alone, stepped by hand.
struct River {
  SmallCase m;
  Grid grid;
  SourceMap map;
  FaceArrays faces;
  LaneInput input;
  BlockInputs inputs;
  Hydraulics water;
  std::vector<double> enters = {4.0, 1.5};  ///< at the headwaters [m3 s-1]

  explicit River(FlowMode mode) {
    m = empty_case({"cod"}, 86400.0, 900.0, 86400.0);
    m.settings.flow = mode;
    m.settings.time.start = *parse_instant("2021-05-31T23:00");
    const int h1 = add_node(m, "H1", NodeKind::headwater), h2 = add_node(m, "H2", NodeKind::headwater);
    const int join = add_node(m, "J", NodeKind::junction), sea = add_node(m, "SEA", NodeKind::outlet);
    add_reach(m, "R0", h1, join, 5000, 20, 0.0);
    add_reach(m, "R1", h2, join, 3000, 20, 0.0);
    add_reach(m, "R2", join, sea, 6000, 20, 0.0);
  }

  Structure& add(StructureKind kind, int reach, double chainage) {
    Structure structure;
    structure.kind = kind;
    structure.reach = reach;
    structure.chainage = chainage;
    m.network.structures.push_back(structure);
    return m.network.structures.back();
  }
  Structure& pump(int reach, double chainage, double flow, int to_reach = -1, double to_chainage = 0.0) {
    Structure& structure = add(StructureKind::pump, reach, chainage);
    structure.flow = flow;
    structure.to_reach = to_reach;
    structure.to_chainage = to_chainage;
    return structure;
  }

  [[nodiscard]] HydraulicCase model() const { return {m.network, grid, map, faces, m.settings, m.settings.flow}; }

  void begin() {
    grid = make_grid(m.network, 1000.0);
    map = make_source_map(m.network, grid);
    faces = make_face_arrays(grid);
    input = lane(m, no_sources(m));
    inputs.lanes = {&input};
    water = make_hydraulics(model(), 1);
    let_in();
    set_steady_flow(model(), inputs, 0.0, water);
  }

  void let_in() {
    std::fill(water.inflow.begin(), water.inflow.end(), 0.0);
    std::copy(enters.begin(), enters.end(), water.headwater.begin());
  }

  /// One step, and the error of its water balance relative to what is there and what moves.
  double step(double t, double dt) {
    let_in();
    route(model(), inputs, t, dt, water);
    double stored = 0.0, before = 0.0, moved = 0.0;
    for (const double v : water.volume_new) stored += v;
    for (const double v : water.volume_old) before += v;
    for (const double q : enters) moved += q;
    for (const double q : water.taken) moved -= q;
    for (std::size_t i = 0; i < water.transfers.size(); ++i) moved -= water.transfers[i].to < 0 ? water.transfer[i] : 0;
    moved -= leaves();
    water.volume_old = water.volume_new;
    return std::abs(stored - before - dt * moved) / (before + dt * (enters[0] + enters[1]));
  }

  [[nodiscard]] double leaves() const { return water.discharge[grid.reaches[2].face(6)]; }
  [[nodiscard]] double flow(int reach, int face) const { return water.discharge[grid.reaches[reach].face(face)]; }
};

}  // namespace

TEST_CASE("A pump out of the network lessens the river's flow by what it takes") {
  for (const FlowMode mode : {FlowMode::steady, FlowMode::prescribed, FlowMode::kinematic}) {
    River river(mode);
    river.pump(0, 2500, 0.6);
    river.begin();
    CHECK(river.water.transfer[0] == 0.6);
    CHECK(river.flow(0, 2) == 4.0);
    CHECK(river.flow(0, 3) == Approx(3.4).epsilon(1e-14));
    CHECK(river.leaves() == Approx(4.9).epsilon(1e-14));
    for (const double taken : river.water.taken) CHECK(taken == 0.0);
    set_exchange_rates(river.model(), river.water);
    const int cell = river.grid.reaches[0].unknown(2);
    CHECK(river.water.leaving[cell] == Approx(3.4 + 0.6).epsilon(1e-14));
  }
}

TEST_CASE("Water moved downstream, upstream or to a node arrives in the same step, and the balance closes") {
  for (const FlowMode mode : {FlowMode::prescribed, FlowMode::kinematic}) {
    River river(mode);
    river.pump(0, 2500, 0.6, 2, 3500);
    river.pump(2, 5500, 0.5, 1, 500);
    river.pump(1, 1500, 0.2).to_node = 2;
    Structure& share = river.add(StructureKind::diversion, 2, 4500);
    share.share = 0.4;
    share.to_reach = 0;
    river.pump(2, 500, 0.3).to_node = 0;
    river.pump(2, 2500, 0.1).to_node = 3;
    river.begin();
    CHECK(river.water.transfers[1].upstream);
    CHECK_FALSE(river.water.transfers[0].upstream);
    CHECK_FALSE(river.water.transfers[2].upstream);
    CHECK(river.water.transfers[3].upstream);
    CHECK(river.leaves() == Approx(5.5).epsilon(1e-13));
    // The diversion takes 0.4 of what reaches its cell: 4.0 + 1.5 + all that comes round.
    const double round = river.water.transfer[3];
    CHECK(round == Approx(0.4 * (river.flow(2, 4))).epsilon(1e-12));
    double worst = 0.0;
    for (int n = 0; n < 60; ++n) {
      river.enters[0] = 4.0 + 3.0 * std::sin(0.3 * n);
      worst = std::max(worst, river.step(900.0 * n, 900.0));
      REQUIRE(river.water.transfer[3] > 0.0);
    }
    CHECK(worst < 1e-12);
  }
}

TEST_CASE("The kept flow stays in the river, and a dry source gives nothing") {
  for (const FlowMode mode : {FlowMode::prescribed, FlowMode::kinematic}) {
    River river(mode);
    river.pump(0, 2500, 3.0, 2, 100).kept_flow = 1.2;
    river.begin();
    CHECK(river.water.transfer[0] == Approx(2.8).epsilon(1e-12));
    CHECK(river.flow(0, 3) == Approx(1.2).epsilon(1e-12));
    double t = 0.0;
    for (const double flow : {3.0, 1.4, 1.2, 5.0, 1.3, 2.0}) {
      river.enters[0] = flow;
      for (int n = 0; n < 40; ++n, t += 900.0) {
        CHECK(river.step(t, 900.0) < 1e-12);
        REQUIRE(river.flow(0, 3) >= 1.2 * (1.0 - 1e-9));
      }
      CHECK(river.water.transfer[0] == Approx(std::min(flow - 1.2, 3.0)).epsilon(1e-3).margin(1e-3));
    }
    river.enters[0] = 0.0;
    for (int n = 0; n < 400; ++n) REQUIRE(river.step(t + 900.0 * n, 900.0) < 1e-12);
    CHECK(river.water.transfer[0] == 0.0);
  }
}

TEST_CASE("A pump stronger than its river takes what is there and no more") {
  for (const FlowMode mode : {FlowMode::prescribed, FlowMode::kinematic}) {
    River river(mode);
    river.pump(1, 1500, 50.0, 0, 100);
    river.pump(1, 1500, 50.0, 0, 100);
    Withdrawal withdrawal;
    withdrawal.reach = 1;
    withdrawal.chainage = 1500;
    river.m.network.withdrawals.push_back(withdrawal);
    river.begin();
    for (int n = 0; n < 50; ++n) {
      const std::size_t cell = river.map.withdrawals[0].unknown[0];
      river.water.wish[cell] = 0.25;
      REQUIRE(river.step(900.0 * n, 900.0) < 1e-12);
      // Withdrawals come first.
      REQUIRE(river.water.taken[cell] == 0.25);
      REQUIRE(river.water.volume_new[cell] >= river.water.film[cell]);
      for (const double Q : river.water.discharge) REQUIRE(Q >= 0.0);
    }
    CHECK(river.water.transfer[0] == Approx(1.25).epsilon(1e-6));
    CHECK(river.water.transfer[1] == Approx(0.0).margin(1e-9));
    CHECK(river.flow(1, 2) == Approx(0.0).margin(1e-6));
  }
}

TEST_CASE("A pump that feeds its own dry river comes to rest") {
  River river(FlowMode::kinematic);
  river.enters = {0.0, 0.0};
  river.pump(0, 4500, 0.5, 0, 500);
  river.begin();
  CHECK(river.water.transfer[0] == 0.0);
  CHECK(river.step(0.0, 900.0) < 1e-12);
  CHECK(river.water.transfer[0] == 0.0);
}

TEST_CASE("Pumps go on and off by date, by the flow and by a section's flow") {
  River river(FlowMode::kinematic);
  river.pump(0, 2500, 0.6);
  river.pump(1, 1500, 0.3);
  add_section(river.m, 2, 5900);
  StructureRule june, flood, low;
  june.structure = 0;
  june.days = {6, 1, 6, 30};
  june.flow = 0.0;
  flood.structure = 0;
  flood.flow_above = 6.0;
  flood.flow = 2.0;
  low.structure = 1;
  low.section = 0;
  low.flow_below = 3.0;
  low.flow = 0.0;
  river.m.network.structure_rules = {june, flood, low};
  river.begin();
  river.step(0.0, 900.0);
  CHECK(river.water.transfer[0] == 0.6);
  CHECK(river.water.transfer[1] == 0.3);
  // The clock passes the first of June an hour after the start.
  river.step(3600.0, 900.0);
  CHECK(river.water.transfer[0] == 0.0);
  river.m.network.structure_rules[0].flow = missing;
  river.m.network.structure_rules[0].days = {7, 1, 7, 31};
  river.enters = {9.0, 1.5};
  for (int n = 0; n < 40; ++n) river.step(900.0 * n, 900.0);
  CHECK(river.water.transfer[0] == 2.0);
  river.enters = {0.5, 1.0};
  for (int n = 0; n < 80; ++n) river.step(900.0 * n, 900.0);
  CHECK(river.water.transfer[0] == Approx(0.5).margin(1e-6));
  CHECK(river.water.transfer[1] == 0.0);
}

TEST_CASE("With pumps and diversions, strength one stays one, and water and mass close") {
  River river(FlowMode::kinematic);
  SmallCase& m = river.m;
  m.network.constituents = {"continuity"};
  m.settings.time.end = m.settings.time.start + 86400;
  river.pump(0, 2500, 0.6, 2, 3500);
  river.pump(2, 5500, 1.0, 0, 500).kept_flow = 2.0;
  river.pump(1, 1500, 0.2);
  river.add(StructureKind::diversion, 2, 4500).share = 0.3;
  m.network.structures.back().to_reach = 1;
  add_inflow(m, 0, -1, 4.0, {1.0});
  add_inflow(m, 1, -1, 1.5, {1.0});
  m.forcing.inflows[0].series.time = {0.0, 20000.0, 60000.0};
  m.forcing.inflows[0].series.value = {4.0, 1.0, 9.0, 1.0, 1.0, 1.0};
  const Grid grid = make_grid(m.network, 500.0);
  SimulationCase run{m.network, grid, m.settings};
  run.fields = FieldOutput::full;
  const BlockResult result = simulate(run, {lane(m, no_sources(m))}, {1, false});
  CHECK(worst_closure(result.water_balance) < 1e-12);
  CHECK(worst_closure(result.balance) < 1e-12);
  for (const float c : result.cell_concentration) REQUIRE(c == Approx(1.0F).epsilon(1e-6));
  CHECK(result.water_balance[static_cast<int>(Term::diversion)] == Approx(-0.2 * 86400.0));
}

TEST_CASE("What a pump moves does not depend on the lanes beside it") {
  const auto run = [](const std::vector<double>& enters) {
    River river(FlowMode::kinematic);
    river.pump(2, 5500, 1.5, 0, 500).kept_flow = 1.0;
    river.pump(0, 2500, 2.0, 1, 500);
    river.begin();
    const int w = 8;
    river.inputs.lanes.assign(w, &river.input);
    river.inputs.width = w;
    river.water = make_hydraulics(river.model(), w);
    std::vector<double> moved;
    for (int n = -1; n < 30; ++n) {
      std::fill(river.water.inflow.begin(), river.water.inflow.end(), 0.0);
      for (int l = 0; l < w; ++l) river.water.headwater[l] = enters[l] * (1.0 + 0.8 * std::sin(0.5 * n));
      if (n < 0)
        set_steady_flow(river.model(), river.inputs, 0.0, river.water);
      else
        route(river.model(), river.inputs, 900.0 * n, 900.0, river.water);
      river.water.volume_old = river.water.volume_new;
      for (std::size_t i = 0; i < 2; ++i) moved.push_back(river.water.transfer[i * w + 3]);
    }
    return moved;
  };
  const auto alone = run({3, 3, 3, 3, 3, 3, 3, 3});
  const auto among = run({0.1, 9, 0.7, 3, 2.2, 0, 1.1, 40});
  CHECK(alone == among);
  CHECK(alone.back() > 0.0);
}

TEST_CASE("What pumps carry does not depend on the lanes beside it") {
  River river(FlowMode::kinematic);
  SmallCase& m = river.m;
  m.settings.time.end = m.settings.time.start + 86400;
  river.pump(2, 5500, 1.0, 0, 500).kept_flow = 0.5;
  river.add(StructureKind::diversion, 2, 4500).share = 0.3;
  m.network.structures.back().to_reach = 1;
  add_inflow(m, 0, -1, 4.0, {10.0});
  add_inflow(m, 1, -1, 1.5, {3.0});
  add_section(m, 2, 5900);
  const Grid grid = make_grid(m.network, 500.0);
  std::vector<LaneInput> inputs;
  for (int l = 0; l < 5; ++l) {
    inputs.push_back(lane(m, no_sources(m), l));
    inputs.back().flow_factor = 0.1 + 0.4 * l;
  }
  const SimulationCase run{m.network, grid, m.settings};
  const BlockResult block = simulate(run, inputs, {8, true});
  const std::size_t count = block.section_mean.size() / inputs.size();
  for (std::size_t l = 0; l < inputs.size(); ++l) {
    const BlockResult alone = simulate(run, {inputs[l]}, {8, true});
    CHECK(alone.section_mean[0] == block.section_mean[l * count]);
    CHECK(alone.outlet_load[1] == block.outlet_load[l * block.outlet_load.size() / inputs.size() + 1]);
    CHECK(alone.section_mean[0] > 0.0);
  }
}

}  // namespace bailang::testing
