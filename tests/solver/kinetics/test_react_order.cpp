// The step of the reactions in a closed volume, against exact solutions.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "tests/solver/kinetics/kinetics_cases.hpp"
#include "tests/verification/reference_table.hpp"

namespace bailang::testing {
namespace {

using enum FactorKind;

/// Largest difference over the rows of a table from its first time on, with so many steps between two rows.
double error_of(const KineticsBuilder& b, const std::vector<TableRow>& table, const std::vector<std::string>& columns,
                const std::string& time, int steps_a_row) {
  std::vector<double> c;
  for (const auto& column : columns) c.push_back(number(table[0], column));
  double error = 0.0;
  for (std::size_t row = 1; row < table.size(); ++row) {
    const double duration = (number(table[row], time) - number(table[row - 1], time)) * day;
    if (duration <= 0.0) break;  // the critical point stands behind the series
    const ClosedVolume volume = react_in_closed_volume(b.kinetics, b.coefficients, c, duration, steps_a_row);
    c = volume.c;
    CHECK(volume.fallbacks == 0);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      error = std::max(error, std::abs(c[i] - number(table[row], columns[i])));
      CHECK(c[i] >= 0.0);
    }
  }
  return error;
}

/// Halves the step three times; asserts second order and the error of the finest.
void check_second_order(const KineticsBuilder& b, const std::string& table_name,
                        const std::vector<std::string>& columns, const std::string& time, int coarsest,
                        double finest_error) {
  const auto table = reference_table(table_name);
  double previous = error_of(b, table, columns, time, coarsest);
  for (int steps = 2 * coarsest; steps <= 8 * coarsest; steps *= 2) {
    const double error = error_of(b, table, columns, time, steps);
    INFO(table_name << ": " << steps << " steps a row, error " << error << ", order " << std::log2(previous / error));
    CHECK(std::log2(previous / error) == Approx(2.0).margin(0.15));
    previous = error;
  }
  CHECK(previous < finest_error);
}

}  // namespace

// dy/dt = K y + b: organic nitrogen → ammonium → nitrite → nitrate → nitrogen gas (Bateman), a demand that also settles,
// oxygen with reaeration, sediment demand, photosynthesis and respiration. Exact: matrix exponential.
TEST_CASE("the nitrogen chain with oxygen follows the matrix exponential to second order") {
  KineticsBuilder b({"cod_fast", "org_n", "nh4_n", "no2_n", "no3_n", "do"});
  const double H = 1.8;
  b.add("oxidation", 0.3, {b.factor(linear, "cod_fast")}, {{"cod_fast", -1}, {"do", -1}});
  b.add("settling", 0.05, {b.factor(linear, "cod_fast")}, {{"cod_fast", -1}});
  b.add("hydrolysis", 0.12, {b.factor(linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  b.add("settling_n", 0.04, {b.factor(linear, "org_n")}, {{"org_n", -1}});
  b.add("nitritation", 0.4, {b.factor(linear, "nh4_n")}, {{"nh4_n", -1}, {"no2_n", 1}, {"do", -3.43}});
  b.add("nitratation", 1.5, {b.factor(linear, "no2_n")}, {{"no2_n", -1}, {"no3_n", 1}, {"do", -1.14}});
  b.add("denitrification", 0.08, {b.factor(linear, "no3_n")}, {{"no3_n", -1}});
  b.add("reaeration", 1.1, {b.factor(deficit, "do", 8.5)}, {{"do", 1}});
  b.add("sediment", 1.2 / H, {}, {{"do", -1}});
  b.add("photosynthesis", 0.5 - 0.3, {}, {{"do", 1}});
  check_second_order(b, "C1_chain_plugflow", {"CBOD", "OrgN", "NH4", "NO2", "NO3", "DO"}, "tau_d", 4, 2.0e-4);
}

// Streeter & Phelps (1925): dL/dt = −k_r L, dO/dt = k_a (O_s − O) − k_d L; with k_a = k_r too, where the closed form has
// its limit.
TEST_CASE("Streeter and Phelps's sag follows its closed form to second order") {
  KineticsBuilder b({"cod_fast", "do"});
  b.add("oxidation", 0.35, {b.factor(linear, "cod_fast")}, {{"cod_fast", -1}, {"do", -1}});
  b.add("reaeration", 0.8, {b.factor(deficit, "do", 9.092)}, {{"do", 1}});
  check_second_order(b, "C2_streeter", {"BOD", "DO"}, "t_d", 2, 1.0e-4);
}

TEST_CASE("Streeter and Phelps's sag keeps its order where reaeration equals the demand's rate") {
  KineticsBuilder b({"cod_fast", "do"});
  b.add("oxidation", 0.5, {b.factor(linear, "cod_fast")}, {{"cod_fast", -1}, {"do", -1}});
  b.add("reaeration", 0.5, {b.factor(deficit, "do", 8.263)}, {{"do", 1}});
  check_second_order(b, "C2_streeter_equal", {"BOD", "DO"}, "t_d", 2, 1.0e-4);
}

// dc/dt = −v c/(K + c): c = K W((c0/K) exp((c0 − v t)/K)), W of Lambert. dc/dt = −k c²: c = c0/(1 + k c0 t).
TEST_CASE("Monod's decay follows Lambert's W to second order, built in and as an expression") {
  KineticsBuilder built_in({"nh4_n"});
  built_in.add("uptake", 2.0, {built_in.factor(half_saturation, "nh4_n", 1.5)}, {{"nh4_n", -1}});
  check_second_order(built_in, "C4_monod", {"c_monod"}, "t_d", 4, 2.0e-4);
  KineticsBuilder own({"nh4_n"});
  UserProcess uptake;
  uptake.id = "uptake";
  uptake.rate = "vmax * nh4_n / (K + nh4_n)";
  uptake.parameters = {{"vmax", 2.0, "mg/l/d"}, {"K", 1500.0, "ug/l"}};
  uptake.stoichiometry = {{0, -1.0}};
  own.add_user({uptake});
  check_second_order(own, "C4_monod", {"c_monod"}, "t_d", 4, 2.0e-4);
}

TEST_CASE("decay of second order follows its closed form to second order, as factors and as an expression") {
  KineticsBuilder built_in({"nh4_n"});
  built_in.add("decay", 0.15, {built_in.factor(linear, "nh4_n"), built_in.factor(linear, "nh4_n")}, {{"nh4_n", -1}});
  check_second_order(built_in, "C4_monod", {"c_second_order"}, "t_d", 4, 2.0e-3);
  KineticsBuilder own({"nh4_n"});
  UserProcess decay;
  decay.id = "decay";
  decay.rate = "k * nh4_n^2";
  decay.parameters = {{"k", 0.15, "l/mg/d"}};
  decay.stoichiometry = {{0, -1.0}};
  own.add_user({decay});
  check_second_order(own, "C4_monod", {"c_second_order"}, "t_d", 4, 2.0e-3);
}

// Demand and nitrification limited by oxygen (half-saturation), denitrification held back by it, rates at 24 °C; oxygen
// falls to 0.22 mg/l within half a day. Reference: extrapolated midpoint rule of order 18.
TEST_CASE("oxygen-limited demand and nitrification keep second order while oxygen falls to 0.2 mg/l") {
  KineticsBuilder b({"cod_fast", "org_n", "nh4_n", "no2_n", "no3_n", "do"});
  const auto at_24 = [](double k, double theta) { return k * std::pow(theta, 4.0); };
  const double Ta = 24.0 + 273.15;
  const double saturation = std::exp(-139.34411 + 1.575701e5 / Ta - 6.642308e7 / (Ta * Ta) +
                                     1.2438e10 / (Ta * Ta * Ta) - 8.621949e11 / (Ta * Ta * Ta * Ta));
  const Factor fo = b.factor(half_saturation, "do", 0.6);
  const Factor fn = b.factor(half_saturation, "do", 1.0);
  b.add("oxidation", at_24(0.4, 1.047), {b.factor(linear, "cod_fast"), fo}, {{"cod_fast", -1}, {"do", -1}});
  b.add("hydrolysis", at_24(0.15, 1.07), {b.factor(linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  b.add("nitritation", at_24(0.5, 1.083), {b.factor(linear, "nh4_n"), fn},
        {{"nh4_n", -1}, {"no2_n", 1}, {"do", -3.43}});
  b.add("nitratation", at_24(2.0, 1.083), {b.factor(linear, "no2_n"), fn},
        {{"no2_n", -1}, {"no3_n", 1}, {"do", -1.14}});
  b.add("denitrification", at_24(0.15, 1.045), {b.factor(linear, "no3_n"), b.factor(half_inhibition, "do", 0.3)},
        {{"no3_n", -1}});
  b.add("reaeration", at_24(0.6, 1.024), {b.factor(deficit, "do", saturation)}, {{"do", 1}});
  check_second_order(b, "C5_nonlinear", {"CBOD", "OrgN", "NH4", "NO2", "NO3", "DO"}, "t_d", 32, 1.0e-4);
}

}  // namespace bailang::testing
