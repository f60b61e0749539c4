#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "core/constituents.hpp"
#include "solver/kinetics/process_table.hpp"
#include "tests/solver/kinetics/kinetics_case.hpp"

using namespace bailang;
using namespace bailang::testing;

namespace {

const std::vector<std::string> parts = {"org_n",     "nh4_n", "no2_n", "no3_n", "cod_fast", "cod_slow",
                                        "cod_inert", "do",    "org_p", "po4_p", "chl_a",    "tss"};

const ProcessRow& row_of(const std::vector<ProcessRow>& table, const std::string& id) {
  return *std::find_if(table.begin(), table.end(), [&](const ProcessRow& row) { return row.id == id; });
}

/// The row's largest imbalance of nitrogen, phosphorus, oxygen equivalents and solids [g per g of extent].
double imbalance(const ProcessRow& row, const std::vector<MatterColumn>& columns) {
  double n = 0.0;
  double p = 0.0;
  double oxygen = 0.0;
  double solids = 0.0;
  for (const Share& share : row.stoichiometry) {
    const auto column =
        std::find_if(columns.begin(), columns.end(), [&](const MatterColumn& c) { return c.name == share.column; });
    REQUIRE(column != columns.end());
    n += share.amount * column->nitrogen;
    p += share.amount * column->phosphorus;
    oxygen += share.amount * column->oxygen_demand;
    solids += share.amount * column->solids;
  }
  return std::max({std::abs(n), std::abs(p), std::abs(oxygen), std::abs(solids)});
}

/// A case of these constituents with every process switched on.
KineticsCase all_on(std::vector<std::string> constituents) {
  KineticsCase example(std::move(constituents));
  example.set("k_cod_slow_oxidation_per_day", 0.05)
      .set("v_settling_cod_fast_m_per_day", 0.1)
      .set("v_settling_cod_inert_m_per_day", 0.1)
      .set("sod_g_m2_d", 1.0)
      .set("nh4_release_g_m2_d", 0.05)
      .set("po4_release_g_m2_d", 0.01)
      .set("photosynthesis_mg_l_d", 1.0)
      .set("respiration_mg_l_d", 0.5)
      .set("radiation_w_m2", 200.0);
  return example;
}

std::vector<std::string> subset_of(unsigned bits) {
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if ((bits >> i & 1U) != 0U) chosen.push_back(parts[i]);
  return chosen;
}

std::set<std::string> ids(const KineticsCase& example) {
  std::set<std::string> found;
  for (const Process& process : example.make().processes) found.insert(process.id);
  return found;
}

const std::vector<StoichiometricNumbers> choices = {
    stoichiometric_numbers(), {3.2, 1.1, 0.0, 30.0, 5.0, 0.7, 2.5}, {3.43, 1.14, 4.0, 40.0, 7.2, 1.0, 2.67}};

}  // namespace

TEST_CASE("Every process conserves nitrogen, phosphorus, oxygen equivalents and solids, whatever the stoichiometry") {
  for (const StoichiometricNumbers& numbers : choices) {
    for (const ProcessRow& row : process_table(numbers)) {
      CAPTURE(row.id);
      CHECK(imbalance(row, matter_columns(numbers)) < 1.0e-13 * 200.0);
    }
  }
}

TEST_CASE("The balance of a process does not close when any one of its coefficients is wrong") {
  const auto columns = matter_columns(stoichiometric_numbers());
  for (ProcessRow row : process_table(stoichiometric_numbers())) {
    for (Share& share : row.stoichiometry) {
      CAPTURE(row.id, share.column);
      const double right = share.amount;
      share.amount = right * 1.001 + (right == 0.0 ? 0.001 : 0.0);
      CHECK(imbalance(row, columns) > 5.0e-4);
      share.amount = right;
    }
  }
}

TEST_CASE("The table's constituents are those that the program knows, all but the ready tracers and sums") {
  std::set<std::string> inside;
  for (const MatterColumn& column : matter_columns(stoichiometric_numbers()))
    if (!column.outside) inside.insert(std::string(column.name));
  CHECK(inside == std::set<std::string>(parts.begin(), parts.end()));
  for (const std::string& name : inside) CHECK(find_constituent(name) != nullptr);
}

TEST_CASE("A case's processes are the table's rows, cut to the constituents that it simulates") {
  const auto table = process_table(stoichiometric_numbers());
  for (unsigned bits = 1; bits < 1U << parts.size(); ++bits) {
    const KineticsCase example = all_on(subset_of(bits));
    const Kinetics kinetics = example.make();
    bool agree = true;
    for (const Process& process : kinetics.processes) {
      std::vector<double> expected(example.network.constituents.size(), 0.0);
      for (const Share& share : row_of(table, process.id).stoichiometry) {
        const int at = constituent_index(example.network, std::string(share.column));
        if (at >= 0) expected[static_cast<std::size_t>(at)] = share.amount;
      }
      agree = agree && process.stoichiometry == expected;
    }
    CAPTURE(bits);
    REQUIRE(agree);
  }
}

TEST_CASE("In every set of constituents, a constituent that is used up is not consumed further") {
  for (unsigned bits = 1; bits < 1U << parts.size(); ++bits) {
    const KineticsCase example = all_on(subset_of(bits));
    const Kinetics kinetics = example.make();
    const std::vector<double> coefficients = coefficients_of(kinetics, CellWater{});
    for (std::size_t i = 0; i < example.network.constituents.size(); ++i) {
      std::vector<double> c(example.network.constituents.size(), 3.0);
      c[i] = 0.0;
      for (const Process& process : kinetics.processes) {
        CAPTURE(bits, process.id, example.network.constituents[i]);
        if (process.stoichiometry[i] * rate(process, c, coefficients) < 0.0) FAIL("consumed below nothing");
      }
    }
  }
  SUCCEED();
}

TEST_CASE("Nothing is consumed below nothing with any oxygen limitation, switched on or off") {
  const std::vector<std::string> constants = {"k_oxygen_oxidation_mg_l",       "k_oxygen_nitrification_mg_l",
                                              "k_oxygen_denitrification_mg_l", "k_oxygen_sod_mg_l",
                                              "k_carbon_denitrification_mg_l", "k_algae_nitrogen_mg_l",
                                              "k_algae_ammonium_mg_l",         "k_algae_phosphorus_mg_l"};
  for (const char* form : {"exponential", "half_saturation", "second_order"}) {
    for (const double K : {0.0, 0.7}) {
      KineticsCase example = all_on(parts);
      example.settings.kinetics.oxygen_limitation = form;
      for (const std::string& name : constants) example.set(name, K);
      const Kinetics kinetics = example.make();
      REQUIRE(kinetics.process_count() == 26);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        std::vector<double> c(parts.size(), 3.0);
        c[i] = 0.0;
        const std::vector<double> slope = change(kinetics, CellWater{}, c);
        CAPTURE(form, K, parts[i]);
        CHECK(slope[i] >= 0.0);
      }
    }
  }
}

TEST_CASE("The rates that the program evaluates are the table's, written out plainly") {
  for (const char* form : {"exponential", "half_saturation", "second_order"}) {
    for (const double K : {0.0, 0.7}) {
      KineticsCase example = all_on(parts);
      example.settings.kinetics.oxygen_limitation = form;
      example.set("k_oxygen_oxidation_mg_l", K).set("k_oxygen_denitrification_mg_l", K).set("k_oxygen_sod_mg_l", K);
      const Kinetics kinetics = example.make();
      const std::vector<double> coefficients = coefficients_of(kinetics, CellWater{});
      const std::vector<double> c = {1.0, 0.5, 0.1, 2.0, 4.0, 9.0, 6.0, 1.3, 0.1, 0.03, 0.02, 30.0};
      std::vector<double> rates(kinetics.processes.size());
      std::vector<double> slopes(rates.size() * c.size());
      evaluate_rates(kinetics, c.data(), coefficients.data(), rates.data(), slopes.data());
      for (std::size_t p = 0; p < rates.size(); ++p) {
        CAPTURE(form, K, kinetics.processes[p].id);
        const double plain = rate(kinetics.processes[p], c, coefficients);
        REQUIRE(plain != 0.0);
        CHECK(rates[p] * 86400.0 == Approx(plain).epsilon(1.0e-13));
      }
    }
  }
}

TEST_CASE("A user's process comes after those of the set, with the weather that the case's parameters give") {
  KineticsCase example({"nh4_n", "do"});
  UserProcess own;
  own.id = "stripping";
  own.rate = "k * wind * nh4_n";
  own.parameters = {{"k", 0.5, "1/m"}};
  own.rate_unit = UserProcess::RateUnit::mg_l_per_day;
  own.stoichiometry = {{0, -1.0}};
  example.settings.kinetics.processes = {own};
  example.set("wind_m_s", 3.0);
  const Kinetics kinetics = example.make();
  REQUIRE(kinetics.process_count() == 3);
  CHECK(kinetics.processes.back().id == "stripping");
  const std::vector<double> coefficients = coefficients_of(kinetics, CellWater{});
  std::vector<double> rates(3);
  std::vector<double> slopes(6);
  const std::vector<double> c = {2.0, 8.0};
  evaluate_rates(kinetics, c.data(), coefficients.data(), rates.data(), slopes.data());
  CHECK(rates[2] == Approx(0.5 * 3.0 * 2.0));
}

TEST_CASE("A process acts when the constituents it lives on are simulated") {
  using Ids = std::set<std::string>;
  CHECK(ids(all_on({"nh4_n"})) == Ids{"nitrification", "nh4_release"});
  CHECK(ids(all_on({"nh4_n", "no3_n"})) == Ids{"nitrification", "nh4_release", "bed_denitrification"});
  CHECK(ids(all_on({"nh4_n", "no2_n", "no3_n"})) ==
        Ids{"nitritation", "nitratation", "nh4_release", "bed_denitrification"});
  CHECK(ids(all_on({"cod_fast", "do"})) ==
        Ids{"cod_fast_oxidation", "cod_fast_settling", "sod", "reaeration", "photosynthesis", "respiration"});
  CHECK(ids(all_on({"cod_slow"})) == Ids{"cod_slow_oxidation", "cod_slow_settling"});
  CHECK(ids(all_on({"cod_inert", "tss", "tracer"})) == Ids{"cod_inert_settling", "tss_settling"});
  CHECK(ids(all_on({"no3_n", "do"})).contains("denitrification"));
  CHECK_FALSE(ids(all_on({"no3_n", "cod_fast"})).contains("denitrification"));
  CHECK_FALSE(ids(all_on({"chl_a", "po4_p"})).contains("algae_growth_ammonium"));
  CHECK(ids(all_on({"chl_a", "nh4_n"})).contains("algae_growth_ammonium"));
  CHECK(ids(all_on({"chl_a", "no3_n"})).contains("algae_growth_nitrate"));
  CHECK(ids(all_on({"org_p", "po4_p"})) == Ids{"org_p_hydrolysis", "org_p_settling", "po4_release"});
  CHECK(ids(all_on({"org_n"})) == Ids{"org_n_hydrolysis", "org_n_settling"});
  CHECK(ids(all_on({"tracer", "age"})).empty());
}

TEST_CASE("A process whose rate is 0 everywhere is left out, one whose rate is not 0 in a single reach is kept") {
  KineticsCase example({"nh4_n", "do"});
  CHECK_FALSE(ids(example).contains("sod"));
  example.network.reaches.resize(2);
  example.set_in_reach("sod_g_m2_d", 1, 2.0);
  CHECK(ids(example).contains("sod"));
  CHECK_FALSE(ids(example.set("k_nitrification_per_day", 0.0)).contains("nitrification"));
  CHECK(ids(example.set("photosynthesis_peak_mg_l_d", 3.0)).contains("photosynthesis"));
}

TEST_CASE("First-order kinetics have no process of the set") {
  KineticsCase example = all_on(parts);
  example.settings.kinetics.set = KineticSet::first_order;
  CHECK_FALSE(example.make().is_active());
}

TEST_CASE("Every process has a title in both languages, a source, and a rate among the parameters") {
  for (const ProcessRow& row : process_table(stoichiometric_numbers())) {
    CAPTURE(row.id);
    CHECK_FALSE(row.title.empty());
    CHECK_FALSE(row.title_zh.empty());
    CHECK_FALSE(row.source.empty());
    if (!row.parameter.empty()) CHECK(kinetic_parameter_index(row.parameter) >= 0);
    if (!row.theta.empty()) CHECK(kinetic_parameter_index(row.theta) >= 0);
    for (const FactorRow& f : row.factors)
      if (!f.parameter.empty()) CHECK(kinetic_parameter_index(f.parameter) >= 0);
  }
}

TEST_CASE("Names of formulas and forms that do not exist, and stoichiometry by reach, are refused") {
  KineticsCase example({"do"});
  example.settings.kinetics.reaeration = "bubbles";
  CHECK_THROWS_AS(example.make(), std::invalid_argument);
  example = KineticsCase({"do"});
  example.settings.kinetics.wind_reaeration = "breeze";
  CHECK_THROWS_AS(example.make(), std::invalid_argument);
  example = KineticsCase({"do", "cod_fast"});
  example.settings.kinetics.oxygen_limitation = "step";
  CHECK_THROWS_AS(example.make(), std::invalid_argument);
  example = KineticsCase({"do"});
  CHECK_THROWS_AS(example.set_in_reach("oxygen_per_nitritation", 0, 3.0).make(), std::invalid_argument);
}
