#include <catch2/catch.hpp>

#include "core/calendar.hpp"
#include "core/units.hpp"
#include "scenarios/source_chain.hpp"

using namespace bailang;

namespace {

/// One storm outfall that adds no water, one works outfall that does, a discharger behind each, two constituents.
Case storm_and_works() {
  Case model;
  model.settings.time.start = instant_of({2021, 1, 1});
  model.settings.time.end = instant_of({2022, 1, 1});
  model.network.constituents = {"tn", "continuity"};
  model.network.reaches.resize(1);
  model.network.outfalls.resize(2);
  model.network.outfalls[0].adds_water = false;
  model.network.dischargers.resize(2);
  for (int d = 0; d < 2; ++d) {
    model.network.dischargers[d].flow = 0.1;
    model.network.dischargers[d].concentration = {8.0, 1.0};
    model.network.dischargers[d].to = d;
    model.network.outfalls[d].reach = 0;
  }
  model.network.dischargers[0].season = "urban";
  model.forcings.resize(1);
  // Three quarters of the year's rain in July, the rest in January.
  model.forcings[0].diffuse_shape = {{"urban", {0.25, 0, 0, 0, 0, 0, 0.75, 0, 0, 0, 0, 0}}};
  return model;
}

}  // namespace

TEST_CASE("Storm water follows the months of its land use and keeps the year's load") {
  const Case model = storm_and_works();
  const Scenario baseline;
  double year = 0.0;
  for (const MonthSpan& month : months_between(model.settings.time.start, model.settings.time.end)) {
    const LaneSources sources = sources_at(model, baseline, month.begin);
    year += sources.outfall_load[0] * (month.end - month.begin);
    CHECK(sources.outfall_load[2] == Approx(0.8).epsilon(1e-12));
  }
  CHECK(year == Approx(0.1 * 8.0 * units::seconds_per_year).epsilon(1e-12));
  CHECK(sources_at(model, baseline, 40.0 * units::seconds_per_day).outfall_load[0] == 0.0);
  const double july = 0.75 * units::seconds_per_year / (31.0 * units::seconds_per_day);
  CHECK(sources_at(model, baseline, 185.0 * units::seconds_per_day).outfall_load[0] ==
        Approx(0.8 * july).epsilon(1e-12));
}

TEST_CASE("An outfall that adds no water takes its dischargers' load and not their water") {
  const LaneSources sources = sources_at(storm_and_works(), Scenario{}, 0.0);
  CHECK(sources.outfall_flow[0] == 0.0);
  CHECK(sources.outfall_flow[1] == 0.1);
  CHECK(sources.outfall_load[0] > 0.0);
  // continuity: 1 g m-3 in water that enters, none where none does
  CHECK(sources.outfall_load[1] == 0.0);
  CHECK(sources.outfall_load[3] == 0.1);
}

TEST_CASE("A wet year brings more of what follows the rain: land and storm water, not works") {
  Case model = storm_and_works();
  Catchment field;
  field.reach = 0;
  field.area = 1.0e6;
  field.yield = {2.0e-6, 0.0};
  field.runoff = 1.0e-8;
  model.network.catchments.push_back(field);
  Scenario wet;
  wet.diffuse_factor = 1.5;
  const LaneSources base = sources_at(model, Scenario{}, 0.0), more = sources_at(model, wet, 0.0);
  CHECK(more.outfall_load[0] == Approx(1.5 * base.outfall_load[0]).epsilon(1e-12));
  CHECK(more.outfall_load[2] == base.outfall_load[2]);
  CHECK(more.outfall_flow[1] == base.outfall_flow[1]);
  CHECK(base.diffuse_load[0] == Approx(2.0).epsilon(1e-12));
  CHECK(more.diffuse_load[0] == Approx(3.0).epsilon(1e-12));
  CHECK(more.diffuse_flow[0] == Approx(0.015).epsilon(1e-12));
  CHECK(more.diffuse_load[1] == more.diffuse_flow[0]);  // continuity goes with the water
  CHECK(closing_error(chain_ledger(model, wet, 0.0)) < 1e-12);
}
