// Problem: steady plug flow of constituents that react with one another, linearly and not.
// Exact solutions: y' = K y + b by matrix exponential (table C1_chain_plugflow); Streeter and Phelps (1925) with both roots
// and with equal rates (C2); oxygen-limited nitrification, oxidation and denitrification by an extrapolated midpoint rule
// of order 18 (C5_nonlinear). Tables of the same numbers as functions of travel time.
// Expected: no error of the grid, whatever the cells' length.
#include <catch2/catch.hpp>

#include "steady_case.hpp"

namespace bailang::testing {
namespace {

constexpr double area = 10.0, velocity = 0.25;

/// Greatest relative difference from a table of travel times [d].
double worst_along(const std::vector<TableRow>& rows, const std::string& time, const std::vector<std::string>& columns,
                   const KineticsBuilder& processes, double cell_length) {
  std::vector<double> enters;
  for (const std::string& column : columns) enters.push_back(number(rows.front(), column));
  double last = 0.0;
  for (const TableRow& row : rows) last = std::max(last, number(row, time));
  SmallCase m = single_reach(processes.names, last * day * velocity, area, area * velocity, 0.0, enters);
  for (const TableRow& row : rows) add_section(m, 0, std::min(number(row, time), last) * day * velocity);
  const SteadyState state = solve_steady(m, no_sources(m), cell_length, &processes);
  double worst = 0.0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t s = 0; s < rows.size(); ++s) {
      const double expected = number(rows[s], columns[c]);
      worst = std::max(worst, std::abs(state.section[c][s] - expected) / expected);
    }
    CHECK(steady_closure(state, c) < 1.0e-12);
  }
  return worst;
}

KineticsBuilder streeter(double kd, double ka, double saturation) {
  using enum FactorKind;
  KineticsBuilder b({"cod_fast", "do"});
  b.add("oxidation", kd, {b.factor(linear, "cod_fast")}, {{"cod_fast", -1}, {"do", -1}});
  b.add("reaeration", ka, {b.factor(deficit, "do", saturation)}, {{"do", 1}});
  return b;
}

KineticsBuilder limited_chain() {
  using enum FactorKind;
  KineticsBuilder b({"cod_fast", "org_n", "nh4_n", "no2_n", "no3_n", "do"});
  const double T = 24.0;
  const auto at = [&](double k20, double theta) { return k20 * std::pow(theta, T - 20.0); };
  const double Ta = T + 273.15;
  const double saturation = std::exp(-139.34411 + 1.575701e5 / Ta - 6.642308e7 / (Ta * Ta) +
                                     1.243800e10 / (Ta * Ta * Ta) - 8.621949e11 / (Ta * Ta * Ta * Ta));
  b.add("oxidation", at(0.4, 1.047), {b.factor(linear, "cod_fast"), b.factor(half_saturation, "do", 0.6)},
        {{"cod_fast", -1}, {"do", -1}});
  b.add("hydrolysis", at(0.15, 1.07), {b.factor(linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  const Factor nitrifies = b.factor(half_saturation, "do", 1.0);
  b.add("nitritation", at(0.5, 1.083), {b.factor(linear, "nh4_n"), nitrifies},
        {{"nh4_n", -1}, {"no2_n", 1}, {"do", -3.43}});
  b.add("nitratation", at(2.0, 1.083), {b.factor(linear, "no2_n"), nitrifies},
        {{"no2_n", -1}, {"no3_n", 1}, {"do", -1.14}});
  b.add("denitrification", at(0.15, 1.045), {b.factor(linear, "no3_n"), b.factor(half_inhibition, "do", 0.3)},
        {{"no3_n", -1}});
  b.add("reaeration", at(0.6, 1.024), {b.factor(deficit, "do", saturation)}, {{"do", 1}});
  return b;
}

}  // namespace

TEST_CASE("A linear chain in steady plug flow agrees with the matrix exponential at any cell length") {
  const auto rows = reference_table("C1_chain_plugflow");
  for (const double cell_length : {1000.0, 5400.0, 70000.0}) {
    CHECK(worst_along(rows, "tau_d", chain_columns(), linear_chain(), cell_length) < 1.0e-11);
  }
}

TEST_CASE(
    "The oxygen sag of Streeter and Phelps is met in steady plug flow, its lowest point and equal rates included") {
  CHECK(worst_along(reference_table("C2_streeter"), "t_d", {"BOD", "DO"}, streeter(0.35, 0.8, 9.092), 5000.0) <
        1.0e-10);
  CHECK(worst_along(reference_table("C2_streeter_equal"), "t_d", {"BOD", "DO"}, streeter(0.5, 0.5, 8.263), 5000.0) <
        1.0e-10);
}

TEST_CASE("Oxygen-limited kinetics in steady plug flow agree with a reference of order 18") {
  const auto rows = reference_table("C5_nonlinear");
  for (const double cell_length : {2000.0, 30000.0}) {
    CHECK(worst_along(rows, "t_d", chain_columns(), limited_chain(), cell_length) < 1.0e-9);
  }
}

}  // namespace bailang::testing
