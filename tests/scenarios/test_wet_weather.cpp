// Rain on combined sewers, sewers that are separated, wetlands at outfalls, caps on sums.
#include <cmath>

#include "scenarios/caps.hpp"
#include "scenarios/wetland.hpp"
#include "solver/wetland_removal.hpp"
#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

constexpr double day = units::seconds_per_day;
const OutfallRow o1{0.5, 100, 20}, o2{0.25, 20, 4}, o4{0, 40, 8};

/// P1 (1.25 m3/s in dry weather, capacity 1.5, overflow by O5) with 1 km2 of combined sewers, half of whose rain runs off:
/// dry, then 1e-6 m/s for a day, half of it the next day, then dry.
Case with_rain() {
  Case model = small_chain();
  Plant& plant = model.network.plants[P1];
  plant.capacity = 1.5;
  plant.overflow_to = O5;
  plant.combined_area = 1.0e6;
  plant.runoff_coefficient = 0.5;
  Rain rain;
  rain.series.columns = 4;
  rain.series.interpolation = Interpolation::step;
  rain.series.time = {0.0, day, 2.0 * day, 3.0 * day, 4.0 * day};
  rain.series.value = {0, 20, 4, 1, 1.0e-6, 20, 4, 1, 0.5e-6, 20, 4, 1, 0, 20, 4, 1, 0, 30, 4, 1};
  model.forcings[0].rain = {rain};
  return model;
}

double term(const Case& model, double days, ChainTerm term, int constituent) {
  return chain_ledger(model, model.scenarios[0], days * day).terms.load_of(row_of(term))[constituent];
}

}  // namespace

TEST_CASE("Rain on combined sewers fills the plant, and the mixture beyond its capacity overflows") {
  const Case model = with_rain();
  check_outfalls(sources_of(model, 0.5), {o1, o2, {1.25, 62.5, 18.75}, o4, {0, 0, 0}});
  // 1.25 m3/s (340, 52) and 0.5 m3/s of runoff (20, 4) are 1.75 m3/s with (435, 67) g/s; 0.25 overflows as mixed.
  const double over = 0.25 / 1.75;
  check_outfalls(sources_of(model, 1.5), {o1, o2, {1.5, 75, 22.5}, o4, {0.25, 435 * over, 67 * over}});
  CHECK(term(model, 1.5, ChainTerm::rain, 0) == Approx(10.0).epsilon(1e-14));
  CHECK(term(model, 1.5, ChainTerm::rain, 2) == Approx(0.5).epsilon(1e-14));
  // 0.25 m3/s of runoff fit.
  check_outfalls(sources_of(model, 2.5), {o1, o2, {1.5, 75, 22.5}, o4, {0, 0, 0}});
  check_outfalls(sources_of(model, 300.0), {o1, o2, {1.25, 62.5, 18.75}, o4, {0, 0, 0}});
}

TEST_CASE("Rain of a county falls on its plants alone, rain without one where no other names the county") {
  Case model = with_rain();
  model.network.plants[P1].county = "upper";
  model.network.plants[P2].combined_area = 1.0e6;
  model.network.plants[P2].runoff_coefficient = 0.5;
  model.forcings[0].rain[0].county = "upper";
  CHECK(sources_of(model, 1.5).outfall_flow[O2] == 0.25);
  CHECK(sources_of(model, 1.5).outfall_flow[O5] == Approx(0.25).epsilon(1e-14));
  model.forcings[0].rain.push_back(model.forcings[0].rain[0]);
  model.forcings[0].rain[1].county = "";
  model.forcings[0].rain[1].series.value[4] = 0.2e-6;
  CHECK(sources_of(model, 1.5).outfall_flow[O2] == Approx(0.25 + 0.1).epsilon(1e-14));
  CHECK(sources_of(model, 1.5).outfall_flow[O5] == Approx(0.25).epsilon(1e-14));
}

TEST_CASE("The schedule hears of rain where it changes, and only where a plant has combined sewers") {
  Case model = with_rain();
  CHECK(source_schedule(model, model.scenarios[0]).begin == std::vector<double>{0.0, day, 2.0 * day, 3.0 * day});
  model.network.plants[P1].combined_area = 0.0;
  CHECK(source_schedule(model, model.scenarios[0]).begin == std::vector<double>{0.0});
}

TEST_CASE("A year of hourly rain is kept by the outfalls that it changes") {
  Case model = with_rain();
  model.network.outfalls.resize(1000, model.network.outfalls[O1]);
  TimeSeries& rain = model.forcings[0].rain[0].series;
  rain.time.clear();
  rain.value.clear();
  for (int hour = 0; hour < 365 * 24; ++hour) {
    rain.time.push_back(3600.0 * hour);
    rain.value.insert(rain.value.end(), {hour % 5 == 0 ? 1.0e-7 * (1 + hour % 7) : 0.0, 20.0, 4.0, 1.0});
  }
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  CHECK(schedule.begin.size() > 3000);
  // One whole set has 4000 numbers of outfalls and 8 of reaches; a change of two outfalls has ten.
  CHECK(schedule.sources.numbers_kept() < 4008 + 12 * schedule.begin.size());
  for (const std::size_t step : {0UL, 1UL, 2UL, 1000UL, schedule.begin.size() - 1}) {
    const LaneSources whole = sources_at(model, model.scenarios[0], schedule.begin[step] + 1.0);
    CHECK(schedule.sources[step].outfall_flow == whole.outfall_flow);
    CHECK(schedule.sources[step].outfall_load == whole.outfall_load);
    CHECK(schedule.sources[step].diffuse_load == whole.diffuse_load);
  }
}

TEST_CASE("Separated storm water leaves the plant, by an outfall or beside the river") {
  Case model = with_rain();
  add_measure(model, MeasureKind::separate_sewers, {P1}).share = 0.5;
  check_outfalls(sources_of(model, 1.5), {o1, o2, {1.5, 75, 22.5}, o4, {0, 0, 0}});
  CHECK(term(model, 1.5, ChainTerm::separated, 2) == Approx(0.25).epsilon(1e-14));
  CHECK(term(model, 1.5, ChainTerm::separated, 0) == Approx(5.0).epsilon(1e-14));
  model.measures[0].into_outfall = O2;
  check_outfalls(sources_of(model, 1.5), {o1, {0.5, 25, 5}, {1.5, 75, 22.5}, o4, {0, 0, 0}});
  CHECK(term(model, 1.5, ChainTerm::separated, 2) == 0.0);
  CHECK(closing_error(chain_ledger(model, model.scenarios[0], 1.5 * day)) < 1.0e-15);
}

TEST_CASE("Half of a wetland's effect is half of what it removes, and the ledger names it") {
  Case model = small_chain();
  Measure& wetland = add_measure(model, MeasureKind::wetland, {O1});
  wetland.area = 0.5e6;  // q = 1e-6 m/s
  wetland.rate = {1.0e-6, 0.0, 0.0};
  wetland.background = {20.0, 0.0, 0.0};
  // 20 + 180 exp(-1), of 200 g/m3 in 0.5 m3/s; nitrogen has no rate.
  const double left = 0.5 * (20.0 + 180.0 * std::exp(-1.0));
  CHECK(sources_of(model).outfall_load[0] == Approx(left).epsilon(1e-14));
  CHECK(sources_of(model).outfall_load[1] == 20.0);
  CHECK(term(model, 0.0, ChainTerm::wetlands, 0) == Approx(100.0 - left).epsilon(1e-14));
  wetland.ramp = 20.0 * day;
  CHECK(sources_of(model, 10.0).outfall_load[0] == Approx(0.5 * (100.0 + left)).epsilon(1e-14));
}

TEST_CASE("A wetland follows the water temperature of its reach, the scenario's offset included") {
  Case model = small_chain();
  Measure& wetland = add_measure(model, MeasureKind::wetland, {O1});
  wetland.area = 0.5e6;
  wetland.rate = {1.0e-6, 0.0, 0.0};
  wetland.background = {0.0, 0.0, 0.0};
  wetland.theta = 1.1;
  TemperatureRecord everywhere, cold;
  everywhere.series.value = {25.0};
  cold.reaches = {0};
  cold.series.value = {8.0};
  model.forcings[0].temperature = {everywhere, cold};
  model.scenarios[0].temperature_offset = 2.0;
  CHECK(sources_of(model).outfall_load[0] == Approx(100.0 * std::exp(-std::pow(1.1, -10.0))).epsilon(1e-14));
  model.forcings[0].temperature.clear();
  CHECK(sources_of(model).outfall_load[0] == Approx(100.0 * std::exp(-std::pow(1.1, 2.0))).epsilon(1e-14));
}

TEST_CASE("Tanks in series remove less than plug flow and come to it; water below the background stays") {
  CHECK(left_by_wetland(2.0, 1.0, 1.0) == Approx(1.0 / 3.0).epsilon(1e-15));
  CHECK(left_by_wetland(3.0, 1.0, 3.0) == Approx(1.0 / 8.0).epsilon(1e-15));
  CHECK(left_by_wetland(2.0, 1.0, 1.0e7) == Approx(std::exp(-2.0)).epsilon(1e-6));
  CHECK(left_by_wetland(2.0, 1.0, missing) == Approx(std::exp(-2.0)).epsilon(1e-15));
  CHECK(load_behind_wetland(6.0, 2.0, 4.0, 0.1) == 6.0);
}

TEST_CASE("A cap on a sum cuts its parts by one ratio, whatever the water holds of each") {
  Measure measure;
  measure.sums = {{.parts = {0, 1}, .cap = 30.0}};
  std::vector<double> load = {40.0, 20.0, 7.0};
  cap_loads(measure, 1.0, load);
  CHECK(load[0] == Approx(20.0).epsilon(1e-15));
  CHECK(load[1] == Approx(10.0).epsilon(1e-15));
  CHECK(load[2] == 7.0);
  cap_loads(measure, 2.0, load);
  CHECK(load[0] + load[1] == Approx(30.0).epsilon(1e-15));
  measure.sums = {{.parts = {0, 1}, .rate = 1.0e-6, .background = 6.0}};
  measure.area = 1.0e6;
  pass_through_wetland(measure, 1.0, 20.0, load);
  CHECK(load[0] == Approx((6.0 + 24.0 * std::exp(-1.0)) * 2.0 / 3.0).epsilon(1e-14));
  CHECK(load[1] == Approx((6.0 + 24.0 * std::exp(-1.0)) / 3.0).epsilon(1e-14));
}

}  // namespace bailang::testing
