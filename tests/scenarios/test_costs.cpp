#include "scenarios/costs.hpp"

#include <catch2/catch.hpp>

using namespace bailang;

// Annuity r / (1 − (1 + r)^−n): at 5 % over 20 years 0.0802425872 (tables of interest).
TEST_CASE("A capital cost becomes equal yearly payments over the measure's lifetime") {
  CHECK(annuity(0.05, 20.0) == Approx(0.0802425872).epsilon(1e-9));
  CHECK(annuity(0.0, 20.0) == Approx(0.05));
}

TEST_CASE("A scenario costs what its measures cost") {
  std::vector<Measure> measures(3);
  measures[0].capital_cost = 1000.0;
  measures[0].annual_cost = 10.0;
  measures[0].lifetime_years = 10.0;
  measures[1].capital_cost = 400.0;  // no lifetime of its own: 20 years
  measures[2].annual_cost = 99.0;    // is off
  const ScenarioCosts costs = scenario_costs(measures, {0, 1}, 0.0, 20.0);
  CHECK(costs.capital == 1400.0);
  CHECK(costs.annual == 10.0);
  CHECK(costs.yearly == Approx(100.0 + 10.0 + 20.0));
}
