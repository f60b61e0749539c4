#include <catch2/catch.hpp>
#include <cmath>
#include <utility>

#include "solver/bay_exchange.hpp"
#include "solver/bay_times.hpp"
#include "tests/solver/bay/bay_case.hpp"

namespace bailang::testing {

TEST_CASE("One box: residence and e-folding are V / X, half of a tracer is out after ln 2 of it") {
  const BayTimes times = bay_times(chain_bay({6.0e10}, {8000.0}));
  const double exact = 6.0e10 / 8000.0;
  CHECK(times.turnover[0] == near(exact, 1e-13));
  CHECK(times.residence[0] == near(exact, 1e-13));
  CHECK(times.mean_residence == near(exact, 1e-13));
  CHECK(times.e_folding == near(exact, 1e-7));
  CHECK(times.half_exchange == near(std::log(2.0) * exact, 1e-7));
}

// Everything passes the outer box: τ_outer = (V_inner + V_outer) / X_outer, τ_inner = V_inner / X_inner + τ_outer.
TEST_CASE("Two boxes in a chain: water of the inner box stays until it has crossed both") {
  const BayTimes times = bay_times(chain_bay({1.0e9, 4.0e9}, {300.0, 1000.0}));
  const double outer = 5.0e9 / 1000.0;
  CHECK(times.residence[1] == near(outer, 1e-13));
  CHECK(times.residence[0] == near(1.0e9 / 300.0 + outer, 1e-13));
  CHECK(times.turnover[1] == near(4.0e9 / 1300.0, 1e-13));
  CHECK(times.mean_residence == near((times.residence[0] + 4.0 * times.residence[1]) / 5.0, 1e-13));
}

TEST_CASE("A box that only boxes without a way out give water to does not reach the open sea") {
  Bay bay = chain_bay({1.0e9, 1.0e9, 1.0e9}, {100.0, 0.0, 100.0});
  CHECK(reaches_open_sea(bay) == std::vector<bool>{false, false, true});
  bay.exchanges[1].exchange = 1.0;
  std::swap(bay.exchanges[0].from, bay.exchanges[0].to);  // which end is named first does not matter
  CHECK(reaches_open_sea(bay) == std::vector<bool>{true, true, true});
}

}  // namespace bailang::testing
