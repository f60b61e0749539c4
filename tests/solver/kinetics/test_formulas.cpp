#include <catch2/catch.hpp>
#include <cmath>

#include "network/network.hpp"
#include "solver/kinetics/air_temperature.hpp"
#include "solver/kinetics/ionised_ammonia.hpp"
#include "solver/kinetics/light.hpp"
#include "solver/kinetics/oxygen_saturation.hpp"
#include "solver/kinetics/weir_aeration.hpp"
#include "tests/verification/reference_table.hpp"

using namespace bailang;
using namespace bailang::testing;

namespace {
Approx exactly(double value) {
  return Approx(value).epsilon(1.0e-12);
}
}  // namespace

TEST_CASE("Oxygen saturation is APHA's at every temperature, salinity and pressure of the table") {
  const auto rows = reference_table("H_rates_dosat");
  REQUIRE(rows.size() == 24);
  for (const TableRow& row : rows) {
    const double temperature = number(row, "T_C");
    const double salinity = number(row, "S_ppt");
    CAPTURE(temperature, salinity);
    CHECK(oxygen_saturation(temperature, salinity) == exactly(number(row, "DOsat_1atm")));
    CHECK(oxygen_saturation(temperature, salinity, 0.85) == exactly(number(row, "DOsat_0.85atm")));
  }
}

TEST_CASE("Oxygen saturation in fresh water at sea level is the published 14.621, 9.092 and 8.263 mg/l") {
  CHECK(oxygen_saturation(0.0) == Approx(14.621).margin(5.0e-4));
  CHECK(oxygen_saturation(20.0) == Approx(9.092).margin(5.0e-4));
  CHECK(oxygen_saturation(25.0) == Approx(8.263).margin(5.0e-4));
}

TEST_CASE("The standard atmosphere presses with 1 atm at the sea and 0.887 atm at 1000 m") {
  CHECK(standard_pressure(0.0) == 1.0);
  CHECK(standard_pressure(1000.0) == exactly(0.886992947716301750));
  CHECK(standard_pressure(1000.0) == Approx(89874.6 / 101325.0).epsilon(1.0e-4));  // ISO 2533, table
}

TEST_CASE("The ionised share of ammonia falls with pH and temperature as Emerson's pKa says") {
  CHECK(ionised_ammonia_share(8.0, 25.0) == exactly(0.946337663338042588));
  CHECK(ionised_ammonia_share(7.0, 10.0) == exactly(0.998147473236420874));
  CHECK(ionised_ammonia_share(9.5, 20.0) == exactly(0.444135007750526929));
}

TEST_CASE("A weir's deficit ratio grows with the head, the water's quality and the temperature") {
  CHECK(weir_deficit_ratio(1.8, 1.0, 1.5, 20.0) == exactly(2.6448832));
  CHECK(weir_deficit_ratio(0.65, 0.05, 0.4, 5.0) == exactly(1.0058088472));
}

TEST_CASE("A weir without head leaves the deficit as it is") {
  CHECK(weir_deficit_ratio(1.8, 1.0, 0.0, 20.0) == 1.0);
  CHECK(weir_deficit_ratio(1.8, 1.0, -0.3, 20.0) == 1.0);
  CHECK(weir_deficit_ratio(1.8, 1.0, 1.0, -30.0) == 1.0);
}

TEST_CASE("Beyond 4.55 m of head a weir aerates no less than at 4.55 m") {
  CHECK(weir_deficit_ratio(1.8, 1.0, 1.0 / 0.22, 20.0) == exactly(3.98472727272727273));
  CHECK(weir_deficit_ratio(1.8, 1.0, 12.0, 20.0) == weir_deficit_ratio(1.8, 1.0, 1.0 / 0.22, 20.0));
}

TEST_CASE("The head above a sharp crest is (Q / 1.83 B)^(2/3)") {
  CHECK(sharp_weir_head(10.0, 20.0) == exactly(0.421061897313636090));
  CHECK(sharp_weir_head(0.0, 20.0) == 0.0);
  CHECK(sharp_weir_head(10.0, 0.0) == 0.0);
  CHECK(sharp_weir_head(-10.0, 20.0) == 0.0);
}

TEST_CASE("Water follows the air along Mohseni's logistic curve and does not freeze") {
  CHECK(water_temperature_from_air(13.3) == exactly(13.5));
  CHECK(water_temperature_from_air(-10.0) == exactly(1.17748517320199272));
  CHECK(water_temperature_from_air(25.0) == exactly(23.4437185102493970));
  CHECK(water_temperature_from_air(-100.0) == Approx(0.8));
  CHECK(water_temperature_from_air(100.0) == Approx(26.2));
}

TEST_CASE("The light factor is the mean of I/(K + I) over the depth") {
  CHECK(mean_light_factor(94.0, 27.9, 1.5, 2.0) == exactly(0.439834303772996702));
  CHECK(mean_light_factor(0.0, 27.9, 1.5, 2.0) == 0.0);
  double mean = 0.0;
  const int slices = 20000;
  for (int i = 0; i < slices; ++i) {
    const double light = 94.0 * std::exp(-1.5 * 2.0 * (i + 0.5) / slices);
    mean += light / (27.9 + light) / slices;
  }
  CHECK(mean_light_factor(94.0, 27.9, 1.5, 2.0) == Approx(mean).epsilon(1.0e-8));
}

TEST_CASE("Daylight is a half sine from sunrise through the photoperiod, and goes on past midnight") {
  const double hour = 3600.0;
  CHECK(half_sine_of_day(6.0 * hour, 6.0 * hour, 0.5) == 0.0);
  CHECK(half_sine_of_day(12.0 * hour, 6.0 * hour, 0.5) == exactly(1.0));
  CHECK(half_sine_of_day(9.0 * hour, 6.0 * hour, 0.5) == exactly(std::sqrt(0.5)));
  CHECK(half_sine_of_day(3.0 * hour, 6.0 * hour, 0.5) == 0.0);
  CHECK(half_sine_of_day(20.0 * hour, 6.0 * hour, 0.5) == 0.0);
  CHECK(half_sine_of_day(1.0 * hour, 19.0 * hour, 0.5) == exactly(1.0));
  CHECK(half_sine_of_day(12.0 * hour, 6.0 * hour, 0.0) == 0.0);
}

TEST_CASE("The mean of the half sine over the day is 2 f / pi") {
  double mean = 0.0;
  const int slices = 86400;
  for (int i = 0; i < slices; ++i) mean += half_sine_of_day(i + 0.5, 21600.0, 0.54) / slices;
  CHECK(mean == Approx(2.0 * 0.54 / 3.14159265358979324).epsilon(1.0e-7));
  CHECK(half_sine_of_day(missing, 21600.0, 0.54) == Approx(mean).epsilon(1.0e-7));
}
