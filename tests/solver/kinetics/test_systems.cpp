#include <catch2/catch.hpp>
#include <cmath>

#include "solver/kinetics/oxygen_saturation.hpp"
#include "tests/solver/kinetics/kinetics_case.hpp"

using namespace bailang;
using namespace bailang::testing;

// Published systems of equations that the set must become by its parameters alone.

namespace {

void check_change(const KineticsCase& example, const CellWater& water, const std::vector<double>& c,
                  const std::vector<double>& expected) {
  const std::vector<double> found = change(example.make(), water, c);
  for (std::size_t i = 0; i < c.size(); ++i) {
    CAPTURE(example.network.constituents[i]);
    CHECK(found[i] == Approx(expected[i]).epsilon(1.0e-12).margin(1.0e-13));
  }
}

CellWater deep(double depth, double temperature = 20.0) {
  CellWater water;
  water.depth = depth;
  water.temperature = temperature;
  return water;
}

}  // namespace

TEST_CASE("The set is the linear chain of organic nitrogen to nitrate with BOD and oxygen, without limitations") {
  const double H = 1.8;
  KineticsCase example({"cod_fast", "org_n", "nh4_n", "no2_n", "no3_n", "do"});
  example.settings.kinetics.reaeration = "given";
  example.set("k_cod_fast_oxidation_per_day", 0.3)
      .set("v_settling_cod_fast_m_per_day", 0.05 * H)
      .set("k_org_n_hydrolysis_per_day", 0.12)
      .set("v_settling_org_n_m_per_day", 0.04 * H)
      .set("k_nitritation_per_day", 0.4)
      .set("k_nitratation_per_day", 1.5)
      .set("k_denitrification_per_day", 0.08)
      .set("cod_per_n_denitrified", 0.0)
      .set("k_carbon_denitrification_mg_l", 0.0)
      .set("v_bed_denitrification_m_per_day", 0.0)
      .set("k_reaeration_per_day", 1.1)
      .set("oxygen_saturation_mg_l", 8.5)
      .set("sod_g_m2_d", 1.2)
      .set("photosynthesis_mg_l_d", 0.5)
      .set("respiration_mg_l_d", 0.3);
  for (const char* name :
       {"k_oxygen_oxidation_mg_l", "k_oxygen_nitrification_mg_l", "k_oxygen_denitrification_mg_l", "k_oxygen_sod_mg_l"})
    example.set(name, 0.0);
  for (const std::vector<double>& y :
       {std::vector<double>{12.0, 3.0, 2.5, 0.1, 1.2, 7.5}, std::vector<double>{0.0, 0.5, 0.0, 2.0, 4.0, 3.0}}) {
    check_change(
        example, deep(H), y,
        {-0.35 * y[0], -0.16 * y[1], 0.12 * y[1] - 0.4 * y[2], 0.4 * y[2] - 1.5 * y[3], 1.5 * y[3] - 0.08 * y[4],
         1.1 * (8.5 - y[5]) - 0.3 * y[0] - 3.43 * 0.4 * y[2] - 1.14 * 1.5 * y[3] - 1.2 / H + 0.5 - 0.3});
  }
}

TEST_CASE("The set is Streeter and Phelps' sag") {
  KineticsCase example({"cod_fast", "do"});
  example.settings.kinetics.reaeration = "given";
  example.set("k_cod_fast_oxidation_per_day", 0.35)
      .set("k_oxygen_oxidation_mg_l", 0.0)
      .set("k_reaeration_per_day", 0.8)
      .set("oxygen_saturation_mg_l", 9.092);
  check_change(example, deep(2.0), {20.0, 8.092}, {-0.35 * 20.0, 0.8 * 1.0 - 0.35 * 20.0});
}

TEST_CASE("The set is the chain limited by oxygen with half-saturations of its own for each group, at 24 degrees") {
  const double T = 24.0;
  KineticsCase example({"cod_fast", "org_n", "nh4_n", "no2_n", "no3_n", "do"});
  example.settings.kinetics.reaeration = "given";
  example.settings.kinetics.oxygen_limitation = "half_saturation";
  example.set("k_cod_fast_oxidation_per_day", 0.4)
      .set("theta_cod_fast_oxidation", 1.047)
      .set("k_org_n_hydrolysis_per_day", 0.15)
      .set("theta_org_n_hydrolysis", 1.07)
      .set("v_settling_org_n_m_per_day", 0.0)
      .set("k_nitritation_per_day", 0.5)
      .set("theta_nitritation", 1.083)
      .set("k_nitratation_per_day", 2.0)
      .set("theta_nitratation", 1.083)
      .set("k_denitrification_per_day", 0.15)
      .set("theta_denitrification", 1.045)
      .set("cod_per_n_denitrified", 0.0)
      .set("k_carbon_denitrification_mg_l", 0.0)
      .set("v_bed_denitrification_m_per_day", 0.0)
      .set("k_reaeration_per_day", 0.6)
      .set("theta_reaeration", 1.024)
      .set("k_oxygen_oxidation_mg_l", 0.6)
      .set("k_oxygen_nitrification_mg_l", 1.0)
      .set("k_oxygen_denitrification_mg_l", 0.3);
  const auto at = [&](double k, double theta) { return k * std::pow(theta, T - 20.0); };
  for (const std::vector<double>& y :
       {std::vector<double>{25.0, 4.0, 6.0, 0.2, 1.5, 6.0}, std::vector<double>{9.0, 2.0, 3.0, 1.0, 2.0, 0.22}}) {
    const double oxygen = y[5];
    const double oxidation = at(0.4, 1.047) * oxygen / (0.6 + oxygen) * y[0];
    const double hydrolysis = at(0.15, 1.07) * y[1];
    const double first = at(0.5, 1.083) * oxygen / (1.0 + oxygen) * y[2];
    const double second = at(2.0, 1.083) * oxygen / (1.0 + oxygen) * y[3];
    const double denitrification = at(0.15, 1.045) * 0.3 / (0.3 + oxygen) * y[4];
    check_change(example, deep(2.0, T), y,
                 {-oxidation, -hydrolysis, hydrolysis - first, first - second, second - denitrification,
                  at(0.6, 1.024) * (oxygen_saturation(T) - oxygen) - oxidation - 3.43 * first - 1.14 * second});
  }
}

TEST_CASE("The set is O'Connor and Di Toro's day of given photosynthesis and respiration") {
  KineticsCase example({"do"});
  example.settings.kinetics.reaeration = "given";
  example.set("k_reaeration_per_day", 2.5)
      .set("oxygen_saturation_mg_l", 8.7)
      .set("respiration_mg_l_d", 6.0)
      .set("photosynthesis_peak_mg_l_d", 24.0)
      .set("photoperiod", 0.54)
      .set("sunrise_h", 0.0);
  CellWater water = deep(2.0);
  for (const double t : {0.0, 0.1, 0.27, 0.5, 0.7}) {
    water.seconds_of_day = t * 86400.0;
    const double light = t < 0.54 ? std::sin(3.14159265358979324 * t / 0.54) : 0.0;
    check_change(example, water, {7.0}, {2.5 * 1.7 + 24.0 * light - 6.0});
  }
}

TEST_CASE("Denitrification takes fast COD in proportion, and stops without it") {
  KineticsCase example({"no3_n", "cod_fast", "do"});
  example.settings.kinetics.reaeration = "given";
  example.settings.kinetics.oxygen_limitation = "half_saturation";
  example.set("k_cod_fast_oxidation_per_day", 0.0)
      .set("v_bed_denitrification_m_per_day", 0.0)
      .set("k_denitrification_per_day", 0.2)
      .set("k_oxygen_denitrification_mg_l", 0.5)
      .set("k_carbon_denitrification_mg_l", 0.1);
  const double rate = 0.2 * 4.0 * 0.5 * 0.3 / 0.4;
  check_change(example, deep(2.0), {4.0, 0.3, 0.5}, {-rate, -2.86 * rate, 0.0});
  check_change(example, deep(2.0), {4.0, 0.0, 0.5}, {0.0, 0.0, 0.0});
}

TEST_CASE("Algae take ammonia before nitrate, and give back what they took when they respire and die") {
  KineticsCase example({"chl_a", "nh4_n", "no3_n", "po4_p", "do", "org_n", "org_p", "cod_slow"});
  example.settings.kinetics.reaeration = "given";
  example.set("radiation_w_m2", 300.0);
  for (const char* name : {"k_org_n_hydrolysis_per_day", "v_settling_org_n_m_per_day", "k_org_p_hydrolysis_per_day",
                           "v_settling_org_p_m_per_day", "v_settling_cod_slow_m_per_day", "k_nitrification_per_day",
                           "k_denitrification_per_day", "v_bed_denitrification_m_per_day"})
    example.set(name, 0.0);
  const Kinetics kinetics = example.make();
  const std::vector<double> coefficients = coefficients_of(kinetics, deep(1.5));
  const std::vector<double> c = {0.02, 0.03, 1.0, 0.05, 8.0, 0.5, 0.1, 4.0};
  const double growth = constant(kinetics, deep(1.5), "algae_growth_ammonium");
  const double phosphorus = 0.05 / 0.052;
  const double ammonium = growth * 0.02 * (0.03 / 0.045) * phosphorus;
  const double nitrate = growth * 0.02 * (1.0 / 1.015) * (0.025 / 0.055) * phosphorus;
  const double respiration = 0.1 * 0.02 * (1.0 - std::exp(-8.0 / 1.67));
  const double death = 0.05 * 0.02;
  const double settling = 0.15 / 1.5 * 0.02;
  const double oxygen = 40.0 * 2.67;
  CHECK(rate(*find_process(kinetics, "algae_growth_nitrate"), c, coefficients) == Approx(nitrate).epsilon(1.0e-12));
  check_change(example, deep(1.5), c,
               {ammonium + nitrate - respiration - death - settling, 7.2 * (respiration - ammonium), -7.2 * nitrate,
                respiration - ammonium - nitrate, oxygen * (ammonium + nitrate - respiration) + 7.2 * 4.57 * nitrate,
                7.2 * death, death, oxygen * death});
}
