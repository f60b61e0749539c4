#include <catch2/catch.hpp>
#include <cmath>

#include "solver/kinetics/ionised_ammonia.hpp"
#include "solver/kinetics/light.hpp"
#include "solver/kinetics/oxygen_saturation.hpp"
#include "solver/kinetics/reaeration.hpp"
#include "tests/solver/kinetics/kinetics_case.hpp"

using namespace bailang;
using namespace bailang::testing;

namespace {

Approx exactly(double value) {
  return Approx(value).epsilon(1.0e-13);
}

/// 2 m deep, 0.4 m/s, 20 m wide, 16 m3/s, slope 0.001.
CellWater river(double temperature = 20.0) {
  CellWater water;
  water.depth = 2.0;
  water.velocity = 0.4;
  water.top_width = 20.0;
  water.discharge = 16.0;
  water.bed_slope = 0.001;
  water.temperature = temperature;
  return water;
}

double saturation_of(const KineticsCase& example, const CellWater& water) {
  const Kinetics kinetics = example.make();
  const Process* process = find_process(kinetics, "reaeration");
  return coefficients_of(kinetics, water)[static_cast<std::size_t>(process->factors.at(0).coefficient)];
}

double reaeration_of(const KineticsCase& example, const CellWater& water) {
  return constant(example.make(), water, "reaeration");
}

}  // namespace

TEST_CASE("Rates grow with temperature as theta^(T - 20)") {
  KineticsCase example({"org_n", "nh4_n", "no3_n", "do"});
  example.set("k_nitrification_per_day", 0.3).set("theta_nitrification", 1.083);
  CHECK(constant(example.make(), river(20.0), "nitrification") == exactly(0.3));
  CHECK(constant(example.make(), river(5.0), "nitrification") == exactly(0.3 * std::pow(1.083, -15.0)));
  CHECK(constant(example.make(), river(28.0), "org_n_hydrolysis") == exactly(0.075 * std::pow(1.08, 8.0)));
}

TEST_CASE("Settling and the bed's exchange act over the depth, and water shallower than 1 cm counts as 1 cm") {
  KineticsCase example({"nh4_n", "cod_slow", "no3_n", "do"});
  example.set("sod_g_m2_d", 1.2).set("nh4_release_g_m2_d", 0.1);
  CellWater water = river(25.0);
  CHECK(constant(example.make(), water, "cod_slow_settling") == exactly(0.1 / 2.0));
  CHECK(constant(example.make(), water, "sod") == exactly(1.2 / 2.0 * std::pow(1.06, 5.0)));
  CHECK(constant(example.make(), water, "nh4_release") == exactly(0.1 / 2.0 * std::pow(1.074, 5.0)));
  CHECK(constant(example.make(), water, "bed_denitrification") == exactly(0.05 / 2.0 * std::pow(1.07, 5.0)));
  water.depth = 0.0;
  CHECK(constant(example.make(), water, "cod_slow_settling") == exactly(0.1 / 0.01));
}

TEST_CASE("Nitrification takes the ionised share of ammonia when pH is given, all of it when it is not") {
  KineticsCase example({"nh4_n"});
  CHECK(constant(example.make(), river(), "nitrification") == exactly(0.1));
  example.set("ph", 9.0);
  CHECK(constant(example.make(), river(), "nitrification") == exactly(0.1 * ionised_ammonia_share(9.0, 20.0)));
}

TEST_CASE("Reaeration follows the formula chosen and its temperature factor") {
  KineticsCase example({"do"});
  for (const ReaerationFormula& formula : reaeration_formulas()) {
    if (formula.rate == nullptr) continue;
    CAPTURE(formula.name);
    example.settings.kinetics.reaeration = formula.name;
    const double at_20 = formula.rate({0.4, 2.0, 0.001, 16.0, 20.0});
    REQUIRE(at_20 > 0.1);
    CHECK(reaeration_of(example, river(10.0)) == exactly(at_20 * std::pow(1.024, -10.0)));
  }
}

TEST_CASE("A given reaeration is taken as it is, the least transfer velocity notwithstanding") {
  KineticsCase example({"do"});
  example.settings.kinetics.reaeration = "given";
  example.set("k_reaeration_per_day", 0.02);
  CHECK(reaeration_of(example, river()) == exactly(0.02));
  example.settings.kinetics.wind_reaeration = "wanninkhof";
  example.set("wind_m_s", 5.0);
  CHECK(reaeration_of(example, river()) == exactly(0.02 + wanninkhof(5.0) / 2.0));
}

TEST_CASE("Wind adds its transfer velocity over the depth, and still water keeps the least one") {
  KineticsCase example({"do"});
  CellWater lake = river();
  lake.velocity = 0.0;
  lake.depth = 8.0;
  CHECK(reaeration_of(example, lake) == exactly(0.2 / 8.0));
  example.settings.kinetics.wind_reaeration = "banks_herrera";
  lake.wind = 6.0;
  CHECK(reaeration_of(example, lake) == exactly(banks_herrera(6.0) / 8.0));
  CellWater water = river();
  water.wind = 6.0;
  CHECK(reaeration_of(example, water) == exactly(oconnor_dobbins({0.4, 2.0}) + banks_herrera(6.0) / 2.0));
  lake.wind = 0.1;
  REQUIRE(banks_herrera(0.1) > 0.1);
  CHECK(reaeration_of(example, lake) == exactly(0.2 / 8.0));
}

TEST_CASE("Ice keeps the air out in proportion to its cover") {
  KineticsCase example({"do"});
  const double open = reaeration_of(example, river());
  CellWater water = river();
  water.ice_cover = 0.75;
  CHECK(reaeration_of(example, water) == exactly(0.25 * open));
  water.ice_cover = 1.0;
  CHECK(reaeration_of(example, water) == 0.0);
}

TEST_CASE("The saturation of oxygen follows temperature, salinity and height above the sea, unless it is given") {
  KineticsCase example({"do"});
  CellWater water = river(12.0);
  CHECK(saturation_of(example, water) == oxygen_saturation(12.0));
  water.salinity = 20.0;
  CHECK(saturation_of(example, water) == oxygen_saturation(12.0, 20.0));
  water.elevation = 300.0;
  CHECK(saturation_of(example, water) == oxygen_saturation(12.0, 20.0, standard_pressure(300.0)));
  example.set("elevation_m", 500.0);
  CHECK(saturation_of(example, water) == oxygen_saturation(12.0, 20.0, standard_pressure(800.0)));
  example.set("oxygen_saturation_mg_l", 8.5);
  CHECK(saturation_of(example, water) == 8.5);
}

TEST_CASE("Where the weather says nothing, the case's parameters stand in; what it says wins, 0 included") {
  KineticsCase example({"do"});
  example.settings.kinetics.wind_reaeration = "wanninkhof";
  example.set("wind_m_s", 4.0).set("ice_cover", 0.5).set("salinity_g_kg", 10.0);
  const double stream = oconnor_dobbins({0.4, 2.0});
  CellWater water = river();
  CHECK(reaeration_of(example, water) == exactly(0.5 * (stream + wanninkhof(4.0) / 2.0)));
  CHECK(saturation_of(example, water) == oxygen_saturation(20.0, 10.0));
  water.wind = 0.0;
  water.ice_cover = 0.0;
  water.salinity = 0.0;
  CHECK(reaeration_of(example, water) == exactly(stream));
  CHECK(saturation_of(example, water) == oxygen_saturation(20.0));
}

TEST_CASE("Algae grow by the light that enters through the open water") {
  KineticsCase example({"chl_a", "nh4_n"});
  CellWater water = river(25.0);
  water.radiation = 200.0;
  const double growth = 2.0 * std::pow(1.047, 5.0);
  CHECK(constant(example.make(), water, "algae_growth_ammonium") ==
        exactly(growth * mean_light_factor(0.47 * 200.0, 27.9, 1.0, 2.0)));
  water.ice_cover = 0.5;
  CHECK(constant(example.make(), water, "algae_growth_ammonium") ==
        exactly(growth * mean_light_factor(0.47 * 100.0, 27.9, 1.0, 2.0)));
  water.radiation = 0.0;
  CHECK(constant(example.make(), water, "algae_growth_ammonium") == 0.0);
}

TEST_CASE("Given photosynthesis is its even part and a half sine of the day") {
  KineticsCase example({"do"});
  example.set("photosynthesis_mg_l_d", 0.5).set("photosynthesis_peak_mg_l_d", 24.0).set("photoperiod", 0.54);
  CellWater water = river();
  water.seconds_of_day = 6.0 * 3600.0 + 0.27 * 86400.0;
  CHECK(constant(example.make(), water, "photosynthesis") == exactly(24.5));
  water.seconds_of_day = 0.0;
  CHECK(constant(example.make(), water, "photosynthesis") == exactly(0.5));
}

TEST_CASE("A reach or reservoir takes its own parameters, the last row winning") {
  KineticsCase example({"nh4_n"});
  example.network.reaches.resize(2);
  example.network.reservoirs.resize(1);
  example.set_in_reach("k_nitrification_per_day", 1, 0.7).set_in_reach("k_nitrification_per_day", 1, 0.8);
  example.settings.kinetics.local.push_back(
      {kinetic_parameter_index("k_nitrification_per_day"), -1, 0, 0.05 / 86400.0});
  const Kinetics kinetics = example.make();
  CellWater water = river();
  CHECK(constant(kinetics, water, "nitrification") == exactly(0.1));
  water.place = 1;
  CHECK(constant(kinetics, water, "nitrification") == exactly(0.8));
  water.place = 2;
  CHECK(constant(kinetics, water, "nitrification") == exactly(0.05));
}

TEST_CASE("With K = 0 the oxygen limitation is off: exactly 1 above 2 mg/l, and 0 without oxygen") {
  for (const char* form : {"exponential", "half_saturation", "second_order"}) {
    KineticsCase example({"cod_fast", "do"});
    example.settings.kinetics.oxygen_limitation = form;
    example.set("k_oxygen_oxidation_mg_l", 0.0);
    const Kinetics kinetics = example.make();
    const Process& oxidation = *find_process(kinetics, "cod_fast_oxidation");
    const std::vector<double> coefficients = coefficients_of(kinetics, river());
    CAPTURE(form);
    CHECK(rate(oxidation, {1.0, 2.0}, coefficients) == constant(kinetics, river(), "cod_fast_oxidation"));
    CHECK(rate(oxidation, {1.0, 0.0}, coefficients) == 0.0);
  }
}

TEST_CASE("A limitation that is off in one reach only is off there to a thousandth, and in force elsewhere") {
  KineticsCase example({"cod_fast", "do"});
  example.network.reaches.resize(2);
  example.settings.kinetics.oxygen_limitation = "half_saturation";
  example.set("k_oxygen_oxidation_mg_l", 1.0).set_in_reach("k_oxygen_oxidation_mg_l", 1, 0.0);
  const Kinetics kinetics = example.make();
  const Process& oxidation = *find_process(kinetics, "cod_fast_oxidation");
  CellWater water = river();
  CHECK(rate(oxidation, {1.0, 1.0}, coefficients_of(kinetics, water)) == exactly(0.5 * 0.12));
  water.place = 1;
  CHECK(rate(oxidation, {1.0, 1.0}, coefficients_of(kinetics, water)) == Approx(0.12).epsilon(1.0e-3));
  CHECK(rate(oxidation, {1.0, 0.0}, coefficients_of(kinetics, water)) == 0.0);
}

TEST_CASE("With K = 0 denitrification is not inhibited, in the whole case or in one reach") {
  for (const char* form : {"exponential", "half_saturation", "second_order"}) {
    KineticsCase example({"no3_n", "do"});
    example.network.reaches.resize(2);
    example.settings.kinetics.oxygen_limitation = form;
    example.set_in_reach("k_oxygen_denitrification_mg_l", 1, 0.0);
    CellWater water = river();
    water.place = 1;
    const auto uninhibited = [&] {
      const Kinetics kinetics = example.make();
      return rate(*find_process(kinetics, "denitrification"), {2.0, 9.0}, coefficients_of(kinetics, water));
    };
    CAPTURE(form);
    CHECK(uninhibited() == exactly(2.0 * 0.09));
    example.set("k_oxygen_denitrification_mg_l", 0.0);
    CHECK(uninhibited() == exactly(2.0 * 0.09));
  }
}

TEST_CASE("Coefficients are written with the stride asked for") {
  const Kinetics kinetics = KineticsCase({"nh4_n", "no3_n", "do"}).make();
  const std::vector<double> plain = coefficients_of(kinetics, river());
  std::vector<double> strided(plain.size() * 8, -1.0);
  set_coefficients(kinetics, river(), strided.data(), 8);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    CHECK(strided[i * 8] == plain[i]);
    CHECK(strided[i * 8 + 1] == -1.0);
  }
}
