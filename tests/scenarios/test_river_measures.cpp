// Measures that act in the river: alone, in all combinations with one another and with outfalls that close or merge
// upstream, against numbers reckoned by hand.
#include "tests/scenarios/river_by_hand.hpp"

#include <algorithm>

#include "scenarios/river_measures.hpp"
#include "solver/wetland_rates.hpp"

namespace bailang::testing {
namespace {

/// Every combination of the five measures, each with all outfalls as they are, one closed, one merged.
std::vector<Plan> all_plans() {
  std::vector<Plan> plans;
  for (int set = 0; set < 32; ++set) {
    for (int outfalls = 0; outfalls < 3; ++outfalls) {
      Plan plan;
      double* parts[] = {&plan.keep_flow, &plan.divert, &plan.dredge, &plan.aerate, &plan.wetland};
      for (int m = 0; m < 5; ++m) *parts[m] = (set >> m & 1) != 0 ? 1.0 : 0.0;
      plan.close = outfalls == 1;
      plan.merge = outfalls == 2;
      plans.push_back(plan);
    }
  }
  return plans;
}

std::string text_of(const Plan& plan) {
  std::string text;
  const auto add = [&](bool on, const char* name) { text += on ? std::string(name) + " " : ""; };
  add(plan.keep_flow > 0.0, "ecological_flow"), add(plan.divert > 0.0, "divert"), add(plan.dredge > 0.0, "dredge");
  add(plan.aerate > 0.0, "aerate"), add(plan.wetland > 0.0, "wetland"), add(plan.close, "close"),
      add(plan.merge, "merge");
  return text;
}

void check_sections(const Outcome& outcome, const std::vector<Water>& expected, const std::vector<int>& constituents,
                    double epsilon) {
  for (const int c : constituents) {
    for (int s = 0; s < 3; ++s) {
      INFO("constituent " << c << ", section " << s);
      CHECK(outcome.mean[static_cast<std::size_t>(3 * c + s)] == Approx(expected[s].c[c]).epsilon(epsilon));
    }
  }
}

}  // namespace

TEST_CASE("In a steady river measures give, alone and in every combination, what is reckoned by hand") {
  Case model = river_case(SolveMode::steady);
  const std::vector<Plan> plans = all_plans();
  for (const Plan& plan : plans) add_scenario(model, plan);
  const auto outcomes = run_all(model);
  for (std::size_t s = 0; s < plans.size(); ++s) {
    INFO(text_of(plans[s]));
    const std::vector<Water> expected = by_hand(plans[s]);
    const Outcome& outcome = outcomes.at(static_cast<int>(s));
    check_sections(outcome, expected, {COD, NH4, DO, ONE}, 1.0e-11);
    for (int k = 0; k < 3; ++k) CHECK(outcome.flow[k] == Approx(expected[k].Q).epsilon(1.0e-6));
    CHECK(greatest_closure(outcome) < 1.0e-12);
  }
}

TEST_CASE("In a time-varying run what is dissolved mixes by the same numbers, in every combination") {
  Case model = river_case(SolveMode::transient);
  model.settings.time.end = 2 * 86400;
  const std::vector<Plan> plans = all_plans();
  for (const Plan& plan : plans) add_scenario(model, plan);
  const auto outcomes = run_all(model);
  for (std::size_t s = 0; s < plans.size(); ++s) {
    INFO(text_of(plans[s]));
    const Outcome& outcome = outcomes.at(static_cast<int>(s));
    check_sections(outcome, by_hand(plans[s]), {COD, ONE}, 1.0e-10);
    CHECK(greatest_closure(outcome) < 1.0e-12);
  }
}

TEST_CASE("Behind a wetland the water is mixed as the formula says, on any grid and whatever disperses") {
  const Water behind = through_wetland({2.0, {10.0, 1.0, 6.0, 1.0}}, 1.0);
  for (const SolveMode solve : {SolveMode::steady, SolveMode::transient}) {
    for (const double dispersion : {0.0, 15.0, 200.0}) {
      for (const double cell : {2000.0, 500.0, 130.0}) {
        INFO("dispersion " << dispersion << ", cells " << cell);
        Case model = river_case(solve, dispersion);
        model.settings.cell_length = cell;
        model.settings.time.end = 86400;
        for (Outfall& outfall : model.network.outfalls) outfall.flow = 0.0;
        // The other arm brings what R1 has at its end, so that nothing else comes back up by dispersion.
        model.forcings[0].inflows[1].series.value = {1.0, behind.c[COD], behind.c[NH4], 6.0, 1.0};
        add_scenario(model, {});
        model.scenarios[0].measures = {WETLAND};
        const Outcome outcome = run_all(model).at(0);
        for (int s = 0; s < 3; ++s) CHECK(outcome.mean[3 * COD + s] == Approx(behind.c[COD]).epsilon(1.0e-9));
        CHECK(greatest_closure(outcome) < 1.0e-12);
      }
    }
  }
}

TEST_CASE("What measures take, give and move has its line in the ledger") {
  const SolveMode solve = GENERATE(SolveMode::steady, SolveMode::transient);
  Case model = river_case(solve);
  Plan all;
  all.keep_flow = all.divert = all.dredge = all.aerate = all.wetland = 1.0;
  add_scenario(model, all);
  add_scenario(model, {});
  const auto outcomes = run_all(model);
  const Outcome& on = outcomes.at(0);
  const Outcome& off = outcomes.at(1);
  Water w = mixed({2.0, {10.0, 0.0, 0.0, 1.0}}, {0.3, {100.0, 0.0, 0.0, 1.0}});
  const double removed = w.Q * (w.c[COD] - through_wetland(w, 1.0).c[COD]);
  CHECK(term_of(on, COD, "reaction_wetland") == Approx(-removed * 10 * day).epsilon(1.0e-10));
  CHECK(term_of(on, COD, "reaction") == Approx(-removed * 10 * day).epsilon(1.0e-10));
  CHECK(term_of(off, COD, "reaction_wetland") == 0.0);
  CHECK(term_of(on, DO, "reaction_aeration") == Approx(4000.0e3).epsilon(1.0e-10));
  CHECK(term_of(off, DO, "reaction_aeration") == 0.0);
  // 40 000 m2 of bed in R1 and 50 000 in R3, 0.4 of it left; 30 000 in R2 that nobody dredges.
  CHECK(term_of(off, NH4, "reaction_nh4_release") == Approx(0.5 * 10 * 120000.0).epsilon(1.0e-10));
  CHECK(term_of(on, NH4, "reaction_nh4_release") == Approx(0.5 * 10 * (30000.0 + 0.4 * 90000.0)).epsilon(1.0e-10));
  CHECK(term_of(on, DO, "reaction_sod") == Approx(-2.0 * 10 * (30000.0 + 0.4 * 90000.0)).epsilon(1.0e-10));
  // Of what moves inside the network nothing is left in the term; the outside water brings oxygen alone.
  const double topped = 5.0 - 3.4;
  CHECK(term_of(on, DO, "diversion") == Approx(9.0 * topped * 10 * day).epsilon(1.0e-10));
  CHECK(std::abs(term_of(on, COD, "diversion")) < 1.0e-4);
}

TEST_CASE("Half in force makes half of the change that the whole would make") {
  Case model = river_case(SolveMode::steady);
  for (Measure& measure : model.measures) measure.ramp = 10 * day;
  model.settings.time.end = 6 * 86400;
  Plan half;
  half.divert = half.dredge = half.aerate = half.wetland = 0.5;
  add_scenario(model, half);
  const Outcome outcome = run_all(model).at(0);
  const std::vector<Water> expected = by_hand(half);
  for (const int c : {COD, NH4, DO}) {
    for (int s = 0; s < 3; ++s) {
      // Records of days 0 to 6; on day 5 the ramp stands at half.
      const float found = outcome.section[static_cast<std::size_t>((c * 7 + 5) * 3 + s)];
      CHECK(found == Approx(expected[s].c[c]).epsilon(1.0e-6));
    }
  }
}

TEST_CASE("The schedule of the river has a ramp's mean of every day, and flows of calendar months") {
  Case model = river_case(SolveMode::transient);
  model.settings.time.start = instant_of({2021, 1, 30});
  model.settings.time.end = model.settings.time.start + 10 * 86400;
  Measure& divert = model.measures[DIVERT];
  divert.river.share = missing;
  divert.flow = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  model.measures[DREDGE].from = 3 * day;
  model.measures[DREDGE].ramp = 2 * day;
  Scenario scenario;
  scenario.measures = {DREDGE, DIVERT};
  const RiverSchedule schedule = river_schedule(model, scenario);
  REQUIRE(schedule.begin == std::vector<double>{0.0, 2 * day, 3 * day, 4 * day, 5 * day});
  const auto value = [&](std::size_t i, RiverPart part, std::size_t item) {
    return schedule.values[i][river_value(model.network, part, item)];
  };
  CHECK(value(0, RiverPart::divert_flow, 0) == 1.0);
  CHECK(value(1, RiverPart::divert_flow, 0) == 2.0);
  CHECK(value(1, RiverPart::bed_removed, R1) == 0.0);
  CHECK(value(2, RiverPart::bed_removed, R1) == Approx(0.25 * 0.6));
  CHECK(value(3, RiverPart::bed_removed, R1) == Approx(0.75 * 0.6));
  CHECK(value(4, RiverPart::bed_removed, R3) == Approx(0.6));
  CHECK(value(4, RiverPart::bed_removed, R2) == 0.0);
  scenario.measures = {CLOSE};
  CHECK(river_schedule(model, scenario).begin.empty());
}

TEST_CASE("Dredging twice takes its part of what is left") {
  Case model = river_case(SolveMode::steady);
  Measure again = model.measures[DREDGE];
  again.selection = {R3};
  again.river.bed_fraction = 0.5;
  model.measures.push_back(again);
  Scenario scenario;
  scenario.measures = {DREDGE, 7};
  const RiverSchedule schedule = river_schedule(model, scenario);
  CHECK(schedule.values[0][river_value(model.network, RiverPart::bed_removed, R1)] == Approx(0.6));
  CHECK(schedule.values[0][river_value(model.network, RiverPart::bed_removed, R3)] == Approx(0.8));
}

TEST_CASE("Added reaeration brings the river nearer to saturation by the formula of Streeter and Phelps") {
  Case model = river_case(SolveMode::steady);
  Measure& aerate = model.measures[AERATE];
  aerate.selection = {R1};
  aerate.river.oxygen = 0.0;
  aerate.river.added_reaeration = 3.0 / day;
  model.network.outfalls[0].flow = 0.0;
  model.scenarios.resize(1);
  model.scenarios[0].measures = {AERATE};
  model.scenarios[0].temperature_offset = 5.0;  // 25 °C
  const Outcome outcome = run_all(model).at(0);
  const double ka = 4.5 / day * std::pow(1.024, 5.0), bed = demand * std::pow(1.06, 5.0);
  const double end = saturation - bed / ka;
  const double expected = end + (6.0 - end) * std::exp(-ka * 10.0 * 4000.0 / 2.0);
  CHECK(outcome.mean[3 * DO] == Approx(expected).epsilon(1.0e-11));
}

TEST_CASE("A time-varying run with dredging and aeration comes to the steady river as its cells shrink") {
  Plan plan;
  plan.dredge = plan.aerate = plan.divert = plan.wetland = 1.0;
  std::vector<double> errors;
  for (const double cell : {250.0, 125.0, 62.5}) {
    Case model = river_case(SolveMode::transient);
    model.settings.cell_length = cell;
    model.settings.time.end = 86400;
    // Where a diversion takes and gives hangs on the cells: all of them have these places on a face.
    model.network.structures[0].chainage = 3500.0 - cell;
    add_scenario(model, plan);
    const Outcome outcome = run_all(model).at(0);
    errors.push_back(std::abs(outcome.mean[3 * DO + 2] - by_hand(plan)[2].c[DO]));
  }
  CHECK(errors.back() < 0.01);
  CHECK(observed_order(errors[0], errors[1]) > 0.9);
  CHECK(observed_order(errors[1], errors[2]) > 0.9);
}

TEST_CASE("A scenario's bits do not feel what measures its neighbours have in the river") {
  for (const double dispersion : {0.0, missing}) {
    for (const FlowMode mode : {FlowMode::prescribed, FlowMode::kinematic}) {
      Case model = river_case(SolveMode::transient, dispersion);
      model.settings.flow = mode;
      model.settings.time.end = 86400;
      model.measures[WETLAND].from = 0.31 * day;  // amid a step
      model.measures[DIVERT].ramp = 1.5 * day;
      model.measures[AERATE].from = 0.5 * day;
      for (const Plan& plan : all_plans()) add_scenario(model, plan);
      const auto single = run_all(model, 1);
      for (const auto& [lanes, threads] : {std::pair{8, 2}, std::pair{16, 1}, std::pair{64, 2}}) {
        const auto together = run_all(model, lanes, threads);
        for (const auto& [scenario, outcome] : single) {
          INFO("scenario " << scenario << ", lanes " << lanes);
          CHECK(together.at(scenario).section == outcome.section);
          CHECK(together.at(scenario).mean == outcome.mean);
          CHECK(together.at(scenario).balance == outcome.balance);
          CHECK(together.at(scenario).water == outcome.water);
        }
      }
    }
  }
}

TEST_CASE("A scenario without measures has the bits of a case that knows of none") {
  for (const SolveMode solve : {SolveMode::steady, SolveMode::transient}) {
    Case model = river_case(solve);
    model.settings.time.end = 86400;
    model.network.is_aerated = false;
    add_scenario(model, {});
    const Outcome with = run_all(model).at(0);
    model.network.structures.clear();
    model.network.wetlands.clear();
    model.measures.clear();
    const Outcome without = run_all(model).at(0);
    CHECK(with.section == without.section);
    CHECK(with.mean == without.mean);
  }
}

TEST_CASE("A diversion of a measure takes its share in every flow mode, and the ledgers close") {
  for (const FlowMode mode : {FlowMode::prescribed, FlowMode::kinematic, FlowMode::diffusive, FlowMode::dynamic}) {
    INFO("mode " << static_cast<int>(mode));
    Case model = river_case(SolveMode::transient);
    model.settings.flow = mode;
    model.settings.time.end = 86400;
    model.settings.time.step = 900.0;
    Plan plan;
    plan.divert = 1.0;
    add_scenario(model, plan);
    const Outcome outcome = run_all(model).at(0);
    const std::vector<Water> expected = by_hand(plan);
    for (int s = 0; s < 3; ++s) CHECK(outcome.flow[3 + s] == Approx(expected[s].Q).epsilon(2.0e-3));
    check_sections(outcome, expected, {COD, ONE}, 2.0e-3);
    CHECK(greatest_closure(outcome) < 1.0e-12);
  }
}

TEST_CASE("A diversion never takes more than there is above what must stay") {
  Case model = river_case(SolveMode::steady);
  Measure& divert = model.measures[DIVERT];
  divert.river.share = missing;
  divert.flow = {10.0};
  model.network.structures[0].to_reach = -1;  // out of the network
  model.network.structures[0].kept_flow = 0.4;
  Plan plan;
  plan.divert = 1.0;
  add_scenario(model, plan);
  const Outcome outcome = run_all(model).at(0);
  CHECK(outcome.flow[R1] == Approx(0.4).epsilon(1.0e-6));
  CHECK(term_of(outcome, ONE, "diversion") == Approx(-1.9 * 10 * day).epsilon(1.0e-9));
  CHECK(greatest_closure(outcome) < 1.0e-12);
}

TEST_CASE("A wetland on a reach of a single cell between outside waters is an error that says what to do") {
  SmallCase m = empty_case({"cod"}, day, 3600.0, day);
  add_node(m, "H", NodeKind::headwater), add_node(m, "O", NodeKind::outlet);
  add_reach(m, "R", 0, 1, 400.0, 10.0, 0.0);
  RiverWetland wetland = wetland_of_r1();
  wetland.rate = wetland.background = {1.0e-6};
  m.network.wetlands = {wetland};
  CHECK_THROWS_WITH(make_wetland_rates(m.network, make_grid(m.network, 500.0)),
                    Catch::Contains("wetland \"W\"") && Catch::Contains("cell_length_m to at most 200 m"));
  CHECK_NOTHROW(make_wetland_rates(m.network, make_grid(m.network, 200.0)));
}

TEST_CASE("Two wetlands at one place act one after the other") {
  Case model = river_case(SolveMode::steady);
  model.network.wetlands.push_back(wetland_of_r1());
  model.network.wetlands[1].most_flow = 0.7;
  model.network.wetlands[1].background[COD] = 3.0;
  Measure second = model.measures[WETLAND];
  second.river.wetland = 1;
  model.measures.push_back(second);
  model.network.outfalls[0].flow = 0.0;
  model.scenarios.resize(1);
  model.scenarios[0].measures = {WETLAND, 7};
  const Outcome outcome = run_all(model).at(0);
  const double k_area = 20.0 / year * 2.0e6 / 3.0;
  double c = 10.0;
  c = (0.8 * c + 1.2 * (2.0 + (c - 2.0) * std::pow(1.0 + k_area / 1.2, -3.0))) / 2.0;
  c = (1.3 * c + 0.7 * (3.0 + (c - 3.0) * std::pow(1.0 + k_area / 0.7, -3.0))) / 2.0;
  CHECK(outcome.mean[3 * COD] == Approx(c).epsilon(1.0e-12));
  CHECK(greatest_closure(outcome) < 1.0e-12);
}

TEST_CASE("A wetland's rates follow the water's temperature; without tanks it is plug flow") {
  RiverWetland wetland = wetland_of_r1();
  wetland.tanks = missing;
  const double X = 20.0 / year * std::pow(1.06, -12.0) * 2.0e6 / 1.2;
  CHECK(wetland_remainder(wetland, COD, 1.2, 8.0) == Approx(std::exp(-X)).epsilon(1.0e-14));
  wetland.tanks = 1.0e9;
  CHECK(wetland_remainder(wetland, COD, 1.2, 8.0) == Approx(std::exp(-X)).epsilon(1.0e-6));
  wetland.tanks = 1.0;
  CHECK(wetland_remainder(wetland, COD, 1.2, 8.0) == Approx(1.0 / (1.0 + X)).epsilon(1.0e-14));
}

}  // namespace bailang::testing
