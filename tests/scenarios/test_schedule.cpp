// When measures act, and how diffuse loads follow the months.
#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

constexpr double day = units::seconds_per_day;

/// Load [g] and water [m3] of the run, summed over the schedule.
double total(const Case& model, const std::vector<double> LaneSources::*member, std::size_t index) {
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  const auto end = static_cast<double>(model.settings.time.end - model.settings.time.start);
  double sum = 0.0;
  for (std::size_t i = 0; i < schedule.begin.size(); ++i) {
    const double until = i + 1 < schedule.begin.size() ? schedule.begin[i + 1] : end;
    sum += (schedule.sources[i].*member)[index] * (until - schedule.begin[i]);
  }
  return sum;
}

Case with_shapes() {
  Case model = small_chain();
  model.forcings[0].diffuse_shape = {
      {"farm", {0.02, 0.03, 0.04, 0.05, 0.06, 0.1, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02}},
      {"town", {0.0, 0.25, 0.0, 0.0, 0.0, 0.0, 0.75, 0.0, 0.0, 0.0, 0.0, 0.0}},
  };
  return model;
}

}  // namespace

TEST_CASE("A measure acts from its date on, and not before") {
  Case model = small_chain();
  add_measure(model, MeasureKind::close, {O1}).from = 100.0 * day;
  CHECK(sources_of(model, 99.99).outfall_flow[O1] == 0.5);
  CHECK(sources_of(model, 100.0).outfall_flow[O1] == 0.0);
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  CHECK(schedule.begin == std::vector<double>{0.0, 100.0 * day});
  CHECK(schedule.sources[0].outfall_flow[O1] == 0.5);
  CHECK(schedule.sources[1].outfall_flow[O1] == 0.0);
}

TEST_CASE("A date before the run acts from the start, one after it never does") {
  Case model = small_chain();
  add_measure(model, MeasureKind::close, {O1}).from = -30.0 * day;
  add_measure(model, MeasureKind::close, {O2}).from = 400.0 * day;
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  CHECK(schedule.begin == std::vector<double>{0.0});
  CHECK(schedule.sources[0].outfall_flow[O1] == 0.0);
  CHECK(schedule.sources[0].outfall_flow[O2] == 0.25);
}

TEST_CASE("Half of a ramp gives half of the effect, for each kind") {
  Case model = small_chain();
  const auto half = [&](MeasureKind kind, const std::vector<int>& selection) -> Measure& {
    model.measures.clear();
    model.scenarios[0].measures.clear();
    Measure& measure = add_measure(model, kind, selection);
    measure.from = 10.0 * day;
    measure.ramp = 20.0 * day;
    return measure;
  };
  half(MeasureKind::close, {O1});
  CHECK(sources_of(model, 20.0).outfall_load[0] == 50.0);
  half(MeasureKind::merge, {O1}).into_outfall = O5;
  CHECK(sources_of(model, 20.0).outfall_flow[O5] == 0.25);
  half(MeasureKind::standardise, {O1}).concentration[0] = 100.0;
  CHECK(sources_of(model, 20.0).outfall_load[0] == 75.0);
  half(MeasureKind::standardise, {O1}).removal[0] = 0.5;
  CHECK(sources_of(model, 20.0).outfall_load[0] == 75.0);
  half(MeasureKind::connect, {D1}).to_plant = P1;
  CHECK(sources_of(model, 20.0).outfall_flow[O1] == 0.25);
  CHECK(sources_of(model, 20.0).outfall_flow[O3] == 1.5);
  half(MeasureKind::upgrade_plant, {P1}).concentration[0] = 30.0;
  CHECK(sources_of(model, 20.0).outfall_load[3 * O3] == 1.25 * 40.0);
  half(MeasureKind::reduce_diffuse, {0}).fraction[0] = 0.5;
  CHECK(sources_of(model, 20.0).diffuse_load[0] == Approx(0.75).epsilon(1e-14));
  half(MeasureKind::ecological_flow, {0}).flow = {0.5};
  CHECK(sources_of(model, 20.0).ecological_flow.at(0).flow == 0.25);
  CHECK(sources_of(model, 9.0).ecological_flow.empty());
}

TEST_CASE("A ramp steps once a day, at the mean of each day, and ends at the full effect") {
  Case model = small_chain();
  Measure& measure = add_measure(model, MeasureKind::close, {O1});
  measure.from = 10.25 * day;
  measure.ramp = 2.5 * day;
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  CHECK(schedule.begin == std::vector<double>{0.0, 10.25 * day, 11.25 * day, 12.25 * day, 12.75 * day});
  const double expected[] = {0.5, 0.4, 0.2, 0.05, 0.0};
  for (int i = 0; i < 5; ++i) CHECK(schedule.sources[i].outfall_flow[O1] == Approx(expected[i]).margin(1e-15));
  // The whole ramp takes half of what the full effect would.
  const double before = 10.25 * day, ramp = 2.5 * day;
  CHECK(total(model, &LaneSources::outfall_flow, O1) == Approx(0.5 * before + 0.25 * ramp).epsilon(1e-14));
  model.settings.time.solve = SolveMode::steady;
  const SourceSchedule steady = source_schedule(model, model.scenarios[0]);
  CHECK(steady.begin == schedule.begin);
  const double at_begin[] = {0.5, 0.5, 0.3, 0.1, 0.0};
  for (int i = 0; i < 5; ++i) CHECK(steady.sources[i].outfall_flow[O1] == Approx(at_begin[i]).margin(1e-15));
}

TEST_CASE("A ramp that began before the run goes on within it") {
  Case model = small_chain();
  Measure& measure = add_measure(model, MeasureKind::close, {O1});
  measure.from = -1.0 * day;
  measure.ramp = 4.0 * day;
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  CHECK(schedule.begin == std::vector<double>{0.0, day, 2.0 * day, 3.0 * day});
  CHECK(schedule.sources[0].outfall_flow[O1] == 0.3125);
  CHECK(schedule.sources[3].outfall_flow[O1] == 0.0);
}

TEST_CASE("A measure a hair before its date does nothing, never the reverse of its effect") {
  Measure measure;
  measure.from = 1.0e6;
  measure.ramp = 1.0;
  CHECK(part_in_effect(measure, 1.0e6 - 5.0e-7) == 0.0);
}

TEST_CASE("A year of diffuse load is area times yearly yield, in a normal year and in a leap year") {
  Case model = with_shapes();
  for (const int year : {2021, 2024}) {
    INFO("year " << year);
    model.settings.time.start = instant_of({year, 1, 1});
    model.settings.time.end = instant_of({year + 1, 1, 1});
    CHECK(total(model, &LaneSources::diffuse_load, 0) == Approx(1.0e6 * 1.0e-6 * 365 * day).epsilon(1e-13));
    CHECK(total(model, &LaneSources::diffuse_load, 1) == Approx(1.0e6 * 2.0e-6 * 365 * day).epsilon(1e-13));
    CHECK(total(model, &LaneSources::diffuse_load, 3) == Approx(2.0e6 * 3.0e-6 * 365 * day).epsilon(1e-13));
    CHECK(total(model, &LaneSources::diffuse_flow, 1) == Approx(2.0e6 * 1.0e-8 * 365 * day).epsilon(1e-13));
  }
}

TEST_CASE("February carries its share in 28 days or in 29") {
  Case model = with_shapes();
  CHECK(sources_of(model, 31.0).diffuse_load[3] == Approx(6.0 * 0.25 * 365 / 28).epsilon(1e-14));
  CHECK(sources_of(model, 59.0).diffuse_load[3] == 0.0);
  model.settings.time.start = instant_of({2024, 1, 1});
  CHECK(sources_of(model, 59.0).diffuse_load[3] == Approx(6.0 * 0.25 * 365 / 29).epsilon(1e-14));
  CHECK(sources_of(model, 60.0).diffuse_load[3] == 0.0);
}

TEST_CASE("Runoff carries continuity 1 in every month, a dry month carries nothing") {
  const Case model = with_shapes();
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  REQUIRE(schedule.begin.size() == 12);
  for (int month = 0; month < 12; ++month) {
    CHECK(schedule.sources[month].diffuse_load[5] == schedule.sources[month].diffuse_flow[1]);
    CHECK(schedule.sources[month].diffuse_load[2] == 0.0);
  }
  CHECK(schedule.sources[0].diffuse_flow[1] == 0.0);
  CHECK(schedule.sources[6].diffuse_flow[1] == Approx(0.02 * 0.75 * 365 / 31).epsilon(1e-14));
}

TEST_CASE("A run that begins in the middle of a month steps at the months that follow") {
  Case model = with_shapes();
  model.settings.time.start = instant_of({2021, 6, 16});
  model.settings.time.end = instant_of({2021, 8, 2});
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  CHECK(schedule.begin == std::vector<double>{0.0, 15.0 * day, 46.0 * day});
  CHECK(schedule.sources[0].diffuse_load[0] == Approx(0.1 * 365 / 30).epsilon(1e-14));
  CHECK(schedule.sources[1].diffuse_load[0] == Approx(0.3 * 365 / 31).epsilon(1e-14));
}

}  // namespace bailang::testing
