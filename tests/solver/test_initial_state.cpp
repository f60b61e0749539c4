#include <catch2/catch.hpp>

#include <cmath>

#include "solver/ledger.hpp"
#include "tests/small_case.hpp"

using namespace bailang;
using namespace bailang::testing;

namespace {

/// Two reaches of flat bed one behind the other, 1 km each, closed above and still at level 2 m below.
SmallCase flat_river() {
  SmallCase model = empty_case({"tracer", "continuity"}, 600.0, 60.0, 600.0);
  const int head = add_node(model, "H", NodeKind::headwater), middle = add_node(model, "M", NodeKind::junction);
  const int sea = add_node(model, "O", NodeKind::outlet);
  add_reach(model, "A", head, middle, 1000.0, 10.0, 0.0);
  add_reach(model, "B", middle, sea, 1000.0, 10.0, 0.0);
  for (Reach& reach : model.network.reaches) reach.bed_slope = 0.0;
  model.settings.flow = FlowMode::dynamic;
  model.settings.cell_length = 100.0;
  add_inflow(model, head, -1, 0.0, {0.0, 1.0});
  Tide still;
  still.node = sea;
  still.has_level = true;
  still.has_concentration.assign(2, 0);
  still.series.columns = 3;
  still.series.value = {2.0, 0.0, 0.0};
  model.forcing.tides.push_back(still);
  for (const double x : {50.0, 450.0, 950.0}) add_section(model, 0, x);
  add_section(model, 1, 450.0);
  return model;
}

InitialPoint point(int reach, double chainage, double level, double tracer) {
  InitialPoint given;
  given.reach = reach;
  given.chainage = chainage;
  given.level = level;
  given.concentration = {tracer, missing};
  return given;
}

BlockResult run(const SmallCase& model) {
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  return simulate({model.network, grid, model.settings, FieldOutput::full}, {lane(model, no_sources(model))},
                  {1, false});
}

}  // namespace

TEST_CASE("A run starts from the levels and concentrations that were measured, linear between points") {
  SmallCase model = flat_river();
  model.settings.initial_points = {point(0, 100.0, 3.0, 4.0), point(0, 900.0, 2.2, 12.0)};
  const BlockResult result = run(model);
  const std::vector<double> depth = {3.0, 2.65, 2.2, 2.0}, tracer = {4.0, 7.5, 12.0, 0.0};
  for (std::size_t s = 0; s < 4; ++s) {
    CHECK(result.section_depth[s] == Approx(depth[s]).epsilon(1e-6));
    CHECK(result.section_concentration[s] == Approx(tracer[s]).epsilon(1e-6).margin(1e-12));
    CHECK(result.section_flow[s] == 0.0);
  }
  CHECK(worst_closure(result.balance) < 1e-12);
}

TEST_CASE("Levels below the bed start dry, and a level start at rest stays at rest") {
  SmallCase dry = flat_river();
  dry.settings.initial_points = {point(0, 0.0, -1.0, missing), point(1, 0.0, -1.0, missing)};
  CHECK(run(dry).section_depth[1] == 0.0);
  SmallCase still = flat_river();
  still.settings.initial_points = {point(0, 0.0, 2.0, 5.0), point(1, 0.0, 2.0, 8.0)};
  const BlockResult result = run(still);
  for (std::size_t s = 4; s < 8; ++s) {
    CHECK(result.section_depth[s] == Approx(2.0).epsilon(1e-15));
    CHECK(std::abs(result.section_flow[s]) < 1e-12);
  }
}

TEST_CASE("A start from levels does not depend on whether a neighbour's steady state was found") {
  SmallCase model = flat_river();
  const auto bed = [&](int reach, double x, double elevation) {
    BedPoint given;
    given.reach = reach;
    given.chainage = x;
    given.elevation = elevation;
    model.network.bed_points.push_back(given);
  };
  for (int x = 0; x <= 1000; x += 100) bed(0, x, x == 500 ? 9.0 : 0.0);  // an island parts the reach
  bed(1, 0.0, 0.0);
  bed(1, 1000.0, 0.0);
  model.settings.initial_points = {point(0, 0.0, 2.5, missing), point(1, 0.0, 2.5, missing)};
  SmallCase flowing = model;
  flowing.forcing.inflows[0].series.value[0] = 3.0;
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  const SimulationCase simulation{model.network, grid, model.settings, FieldOutput::full};
  const LaneInput dry = lane(model, no_sources(model), 0), wet = lane(flowing, no_sources(flowing), 1);
  const BlockResult alone = simulate(simulation, {wet}, {8, true}),
                    beside = simulate(simulation, {dry, wet}, {8, true});
  const std::size_t values = alone.section_flow.size();
  REQUIRE(beside.section_flow.size() == 2 * values);
  for (std::size_t i = 0; i < values; ++i) CHECK(alone.section_flow[i] == beside.section_flow[values + i]);
}
