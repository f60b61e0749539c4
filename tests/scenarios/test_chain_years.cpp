// The chain over calendar years, weighted by the time that the river heard of it.
#include "scenarios/chain_years.hpp"
#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {

TEST_CASE("A calendar year has the mean of its part of the run, and the chain closes in each") {
  Case model = small_chain();
  model.settings.time.start = instant_of({2021, 12, 22});
  model.settings.time.end = instant_of({2022, 1, 21});
  Measure& half = add_measure(model, MeasureKind::standardise, {O1});
  half.removal = {0.5, 0.0, 0.0};
  half.from = 15.0 * units::seconds_per_day;  // 6 January: 5 of 20 days of 2022 are without it
  const std::vector<ChainYear> years = chain_years(model, model.scenarios[0]);
  REQUIRE(years.size() == 2);
  CHECK(years[0].year == 2021);
  CHECK(years[1].year == 2022);
  CHECK(years[0].outfalls.load_of(O1)[0] == Approx(100.0).epsilon(1e-14));
  CHECK(years[1].outfalls.load_of(O1)[0] == Approx(100.0 - 50.0 * 15.0 / 20.0).epsilon(1e-14));
  CHECK(years[1].ledger.terms.load_of(row_of(ChainTerm::standardised))[0] == Approx(37.5).epsilon(1e-14));
  CHECK(years[1].outfalls.water[O3] == Approx(1.25).epsilon(1e-14));
  CHECK(years[1].diffuse.water[1] == Approx(0.02).epsilon(1e-14));
  CHECK(years[1].diffuse.load_of(1)[0] == Approx(6.0).epsilon(1e-14));
  for (const ChainYear& year : years) CHECK(closing_error(year.ledger) < 1.0e-14);
}

TEST_CASE("A ramp has its mean over the year") {
  Case model = small_chain();
  model.settings.time.end = instant_of({2021, 1, 11});
  Measure& close = add_measure(model, MeasureKind::close, {O1});
  close.ramp = 10.0 * units::seconds_per_day;
  CHECK(chain_years(model, model.scenarios[0])[0].outfalls.load_of(O1)[0] == Approx(50.0).epsilon(1e-13));
}

}  // namespace bailang::testing
