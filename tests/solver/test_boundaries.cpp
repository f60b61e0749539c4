#include <catch2/catch.hpp>
#include <cmath>

#include "solver/kinetics/oxygen_saturation.hpp"
#include "solver/kinetics/weir_aeration.hpp"
#include "solver/ledger.hpp"
#include "tests/small_case.hpp"

using namespace bailang;
using namespace bailang::testing;

namespace {

constexpr double day = 86400.0;

/// A headwater, one reach and an outlet: 1 m3/s through 10 m2.
SmallCase one_reach(const std::vector<std::string>& constituents, double length, double dispersion, double seconds) {
  SmallCase model = empty_case(constituents, seconds, 600.0, 3600.0);
  const int head = add_node(model, "H", NodeKind::headwater);
  const int sea = add_node(model, "O", NodeKind::outlet);
  add_reach(model, "R", head, sea, length, 10.0, dispersion);
  model.settings.cell_length = 100.0;
  model.settings.initial.assign(constituents.size(), 0.0);
  return model;
}

BlockResult run(const SmallCase& model, FieldOutput fields = FieldOutput::full) {
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  const SimulationCase simulation{model.network, grid, model.settings, fields};
  return simulate(simulation, {lane(model, no_sources(model))}, {1, false});
}

double last_section(const BlockResult& result, int constituent, int section) {
  const ResultShape& s = result.shape;
  return result
      .section_concentration[static_cast<std::size_t>((constituent * s.times + s.times - 1) * s.sections + section)];
}

double term_of(const BlockResult& result, int constituent, Term term) {
  const auto terms = result.shape.terms.size();
  const int processes = static_cast<int>(terms) - term_count;
  return result
      .balance[static_cast<std::size_t>(constituent) * terms + static_cast<std::size_t>(term_index(term, processes))];
}

}  // namespace

TEST_CASE("Water is as old as the storage it has passed through") {
  SmallCase model = one_reach({"age", "travel_time"}, 8640.0, 0.0, 2.0 * day);
  model.settings.cell_length = 86.4;
  add_inflow(model, 0, -1, 1.0, {0.0, 0.0});
  add_section(model, 0, 8640.0 - 43.2);
  const BlockResult result = run(model);
  // 100 mixed cells of 864 m3 at 1 m3/s: each adds 0.01 d.
  CHECK(last_section(result, 0, 0) == Approx(1.0).epsilon(1e-6));
  CHECK(last_section(result, 1, 0) == Approx(1.0).epsilon(1e-6));
  CHECK(worst_closure(result.balance) < 1e-12);
}

TEST_CASE("Young water along the way lowers the age and leaves the river's travel time") {
  SmallCase model = one_reach({"age", "travel_time"}, 100.0, 0.0, 1.0 * day);
  add_inflow(model, 0, -1, 1.0, {0.0, 0.0});
  add_inflow(model, -1, 0, 1.0, {0.0, 0.0});
  add_section(model, 0, 50.0);
  const BlockResult result = run(model);
  // One cell of 1000 m3: age V/(2 m3/s), travel time V/(1 m3/s).
  CHECK(last_section(result, 0, 0) * day == Approx(500.0).epsilon(1e-6));
  CHECK(last_section(result, 1, 0) * day == Approx(1000.0).epsilon(1e-6));
  CHECK(worst_closure(result.balance) < 1e-12);
}

TEST_CASE("Travel time mixes what a pump brings by flow") {
  SmallCase model = empty_case({"travel_time"}, 2.0 * day, 600.0, 3600.0);
  const int a = add_node(model, "A", NodeKind::headwater), b = add_node(model, "B", NodeKind::headwater);
  const int oa = add_node(model, "OA", NodeKind::outlet), ob = add_node(model, "OB", NodeKind::outlet);
  add_reach(model, "RA", a, oa, 1000.0, 10.0, 0.0);
  add_reach(model, "RB", b, ob, 100.0, 10.0, 0.0);
  model.settings.cell_length = 100.0;
  add_inflow(model, a, -1, 1.0, {0.0});
  add_inflow(model, b, -1, 1.0, {0.0});
  Structure pump;
  pump.kind = StructureKind::pump;
  pump.reach = 0;
  pump.chainage = 450.0;
  pump.flow = 0.5;
  pump.to_reach = 1;
  pump.to_chainage = 50.0;
  model.network.structures.push_back(pump);
  add_section(model, 0, 450.0);
  add_section(model, 1, 50.0);
  const BlockResult result = run(model);
  const double brought = last_section(result, 0, 0);
  CHECK(brought * day == Approx(5000.0).epsilon(0.1));
  // One cell of 1000 m3: 1 m3/s comes at 0, 0.5 m3/s with the travel time of its source.
  CHECK(last_section(result, 0, 1) == Approx((0.5 * brought + 1000.0 / day) / 1.5).epsilon(1e-5));
  CHECK(worst_closure(result.balance) < 1e-12);
}

TEST_CASE("The sea disperses into the mouth, its mass in the ledger, at second order") {
  // c = c_sea exp(−U (L − x) / E): what flows out carries as much salt as dispersion brings in.
  std::vector<double> errors;
  for (const double cell : {200.0, 100.0, 50.0}) {
    SmallCase model = one_reach({"tracer", "continuity"}, 4000.0, 100.0, 30.0 * day);
    model.settings.cell_length = cell;
    model.settings.has_initial = true;
    model.settings.initial = {0.0, 1.0};
    model.settings.time.step = 3600.0;
    add_inflow(model, 0, -1, 1.0, {0.0, 1.0});
    Tide tide;
    tide.node = 1;
    tide.series.columns = 3;
    tide.series.value = {0.0, 30.0, 1.0};
    tide.has_concentration = {1, 1};
    model.forcing.tides.push_back(tide);
    add_section(model, 0, 3000.0);
    const BlockResult result = run(model);
    errors.push_back(std::abs(last_section(result, 0, 0) - 30.0 * std::exp(-0.1 * 1000.0 / 100.0)));
    CHECK(last_section(result, 1, 0) == Approx(1.0).epsilon(1e-6));
    CHECK(term_of(result, 0, Term::sea) > 0.0);
    CHECK(worst_closure(result.balance) < 1e-12);
  }
  CHECK(errors.back() < 0.02);
  CHECK(observed_order(errors[0], errors[1]) == Approx(2.0).margin(0.15));
  CHECK(observed_order(errors[1], errors[2]) == Approx(2.0).margin(0.15));
}

TEST_CASE("A pump puts what it takes elsewhere: all of it, with the strength of its source") {
  SmallCase model = empty_case({"tracer", "continuity"}, 2.0 * day, 600.0, 3600.0);
  const int a = add_node(model, "A", NodeKind::headwater), b = add_node(model, "B", NodeKind::headwater);
  const int oa = add_node(model, "OA", NodeKind::outlet), ob = add_node(model, "OB", NodeKind::outlet);
  add_reach(model, "RA", a, oa, 2000.0, 10.0, 0.0);
  add_reach(model, "RB", b, ob, 2000.0, 10.0, 0.0);
  model.settings.cell_length = 200.0;
  add_inflow(model, a, -1, 2.0, {8.0, 1.0});
  add_inflow(model, b, -1, 1.0, {2.0, 1.0});
  Structure pump;
  pump.id = "P";
  pump.kind = StructureKind::pump;
  pump.reach = 0;
  pump.chainage = 1000.0;
  pump.flow = 0.5;
  pump.to_reach = 1;
  pump.to_chainage = 500.0;
  model.network.structures.push_back(pump);
  add_section(model, 0, 1900.0);
  add_section(model, 1, 1900.0);
  const BlockResult result = run(model);
  CHECK(last_section(result, 0, 0) == Approx(8.0).epsilon(1e-6));
  CHECK(last_section(result, 0, 1) == Approx((1.0 * 2.0 + 0.5 * 8.0) / 1.5).epsilon(1e-6));
  CHECK(last_section(result, 1, 0) == Approx(1.0).epsilon(1e-7));
  CHECK(last_section(result, 1, 1) == Approx(1.0).epsilon(1e-7));
  CHECK(std::abs(term_of(result, 0, Term::diversion)) < 1e-8);
  CHECK(worst_closure(result.balance) < 1e-12);
  CHECK(worst_closure(result.water_balance) < 1e-12);
}

TEST_CASE("A weir takes the deficit that its formula says") {
  SmallCase model = one_reach({"do", "continuity"}, 400.0, 0.0, 1.0 * day);
  add_inflow(model, 0, -1, 1.0, {3.0, 1.0});
  Structure weir;
  weir.id = "W";
  weir.kind = StructureKind::weir;
  weir.reach = 0;
  weir.chainage = 200.0;
  weir.crest_level = 1.5;
  weir.quality_a = 1.2;
  weir.dam_b = 0.8;
  model.network.structures.push_back(weir);
  model.network.nodes[0].bed_elevation = 0.2;
  model.network.nodes[1].bed_elevation = 0.0;
  add_section(model, 0, 100.0);
  add_section(model, 0, 350.0);
  const BlockResult result = run(model);
  const double saturation = oxygen_saturation(20.0);
  REQUIRE(result.shape.terms[5] == "reaction_weir_aeration");
  const double above = last_section(result, 0, 0), below = last_section(result, 0, 1);
  CHECK(above == Approx(3.0).epsilon(1e-6));
  CHECK(below > 3.1);
  CHECK(below < saturation);
  // Without levels the water falls from the crest to the bed below: 0 + 0.0005 * 200 m.
  const double ratio = (saturation - above) / (saturation - below);
  CHECK(ratio == Approx(weir_deficit_ratio(1.2, 0.8, 1.4, 20.0)).epsilon(1e-5));
  CHECK(last_section(result, 1, 1) == Approx(1.0).epsilon(1e-7));
  CHECK(worst_closure(result.balance, result.shape.terms.size()) < 1e-12);
}

TEST_CASE("A long spin-up forgets where the run began, and the ledger starts after it") {
  SmallCase slow = one_reach({"cod", "continuity"}, 2000.0, 5.0, 1.0 * day);
  slow.settings.kinetics.decay_20 = {0.3 / day, 0.0};
  add_inflow(slow, 0, -1, 1.0, {10.0, 1.0});
  add_section(slow, 0, 1500.0);
  const double steady = last_section(run(slow), 0, 0);
  slow.settings.has_initial = true;
  slow.settings.initial = {500.0, 1.0};
  const BlockResult cold = run(slow);
  slow.settings.time.spin_up = 20.0 * day;
  const BlockResult warm = run(slow);
  const auto first = [](const BlockResult& result) { return result.section_concentration[0]; };
  CHECK(first(cold) == Approx(500.0));
  CHECK(first(warm) == Approx(steady).epsilon(1e-6));
  CHECK(last_section(warm, 0, 0) == Approx(steady).epsilon(1e-6));
  CHECK(worst_closure(warm.balance) < 1e-12);
  CHECK(worst_closure(warm.water_balance) < 1e-12);
}

TEST_CASE("Where elevations are given the stage is the bed and the depth, in modes without levels too") {
  SmallCase model = one_reach({"tracer"}, 1000.0, 0.0, 1.0 * day);
  add_inflow(model, 0, -1, 1.0, {0.0});
  add_section(model, 0, 400.0);
  model.settings.flow = FlowMode::kinematic;
  CHECK(std::isnan(run(model).section_stage.back()));
  model.network.nodes[1].bed_elevation = 2.0;  // the bed rises upstream by 0.0005
  for (const FlowMode mode : {FlowMode::kinematic, FlowMode::prescribed}) {
    model.settings.flow = mode;
    const BlockResult result = run(model);
    CHECK(result.section_depth.back() > 0.0f);
    CHECK(result.section_stage.back() == Approx(2.3 + result.section_depth.back()).epsilon(1e-6));
  }
}

TEST_CASE("What jumps inside of a step enters for its part of it") {
  SmallCase model = one_reach({"tracer"}, 1000.0, 0.0, 3600.0);
  add_inflow(model, 0, -1, 1.0, {0.0});
  TimeSeries& series = model.forcing.inflows[0].series;
  series.interpolation = Interpolation::step;
  series.time = {0.0, 1000.0, 1100.0};
  series.value = {1.0, 0.0, 1.0, 6.0, 2.0, 3.0};
  Withdrawal taken;
  taken.reach = 0;
  taken.chainage = 500.0;
  taken.flow = 0.25;
  taken.begin = 700.0;
  taken.end = 2500.0;
  model.network.withdrawals.push_back(taken);
  const BlockResult result = run(model);
  CHECK(term_of(result, 0, Term::headwater) == Approx(6.0 * 100.0 + 2.0 * 3.0 * 2500.0).epsilon(1e-14));
  const auto water = [&](Term term) { return result.water_balance[static_cast<std::size_t>(term_index(term, 0))]; };
  CHECK(water(Term::headwater) == Approx(1100.0 + 2.0 * 2500.0).epsilon(1e-14));
  CHECK(water(Term::withdrawal) == Approx(-0.25 * 1800.0).epsilon(1e-14));
  CHECK(worst_closure(result.balance) < 1e-12);
}
