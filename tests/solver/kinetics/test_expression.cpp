// Processes of the user's own: what their expressions may hold, what is told of faulty ones, and their rates.
#include <catch2/catch.hpp>

#include <thread>

#include "tests/solver/kinetics/kinetics_cases.hpp"

namespace bailang::testing {
namespace {

const std::vector<std::string> constituents{"org_n", "nh4_n", "no3_n", "do"};

UserProcess process(const std::string& rate, std::vector<UserProcess::Parameter> parameters = {}) {
  UserProcess p;
  p.id = "uptake";
  p.rate = rate;
  p.parameters = std::move(parameters);
  p.stoichiometry = {{1, -1.0}};
  return p;
}

/// The faults' messages, one a line.
std::string faults_of(const UserProcess& p) {
  std::string text;
  for (const auto& fault : check_expression(p, constituents)) text += fault.message + "\n";
  return text;
}

/// Rate per day in a water.
double rate_per_day(const UserProcess& p, const std::vector<double>& c, const CellWater& water = {}) {
  KineticsBuilder b(constituents);
  b.add_user({p}, water);
  double rate = 0.0;
  std::vector<double> slope(constituents.size());
  evaluate_rates(b.kinetics, c.data(), b.coefficients.data(), &rate, slope.data());
  return rate * day;
}

using Catch::Matchers::Contains;

}  // namespace

TEST_CASE("an expression's rate is that of its formula, with parameters in any unit") {
  const std::vector<double> c{2.0, 3.0, 0.5, 8.0};
  const double monod = 2.0 * 3.0 / (1.5 + 3.0);
  CHECK(rate_per_day(process("v * nh4_n / (K + nh4_n)", {{"v", 2.0, "mg/l/d"}, {"K", 1.5, "mg/l"}}), c) ==
        Approx(monod).epsilon(1e-14));
  CHECK(rate_per_day(process("v * nh4_n / (K + nh4_n)", {{"v", 2.0 / 24.0, "mg/l/h"}, {"K", 1500.0, "ug/l"}}), c) ==
        Approx(monod).epsilon(1e-14));
  CHECK(rate_per_day(process("k * nh4_n * no3_n^2 / (K^2 + no3_n^2)", {{"k", 0.4, "1/d"}, {"K", 0.7, "mg/l"}}), c) ==
        Approx(0.4 * 3.0 * 0.25 / (0.49 + 0.25)).epsilon(1e-14));
  CHECK(rate_per_day(process("k * nh4_n * (do > low ? exp(-do / low) : min(do, low) / low)",
                             {{"k", 0.4, "1/d"}, {"low", 6.0, "mg/l"}}),
                     c) == Approx(0.4 * 3.0 * std::exp(-8.0 / 6.0)).epsilon(1e-14));
}

TEST_CASE("an expression feels temperature, depth, stream and weather; a rate by area is spread over the depth") {
  CellWater water;
  water.temperature = 12.0;
  water.depth = 2.5;
  water.velocity = 0.3;
  water.discharge = 40.0;
  water.wind = 4.0;
  water.radiation = 210.0;
  water.salinity = 7.0;
  const std::vector<double> c{2.0, 3.0, 0.5, 8.0};
  UserProcess p = process("k * nh4_n", {{"k", 0.2, "m/d"}});
  p.rate_unit = UserProcess::RateUnit::g_m2_per_day;
  p.theta = 1.08;
  CHECK(rate_per_day(p, c, water) == Approx(0.2 * 3.0 / 2.5 * std::pow(1.08, -8.0)).epsilon(1e-14));
  const auto rate = [&](const std::string& text, std::vector<UserProcess::Parameter> parameters) {
    return rate_per_day(process(text, std::move(parameters)), c, water);
  };
  CHECK(rate("a * velocity / depth * nh4_n", {{"a", 0.01, "-"}}) == Approx(0.01 * 0.3 / 2.5 * 3.0 * day));
  CHECK(rate("k * nh4_n * exp(b * (temperature - 20))", {{"k", 1.0, "1/d"}, {"b", 0.05, "-"}}) ==
        Approx(3.0 * std::exp(-0.4)));
  CHECK(rate("k * nh4_n * radiation / (I + radiation)", {{"k", 1.0, "1/d"}, {"I", 90.0, "W/m2"}}) == Approx(3.0 * 0.7));
  CHECK(rate("k * nh4_n * (1 - salinity / 35)", {{"k", 1.0, "1/d"}}) == Approx(3.0 * 0.8));
  CHECK(rate("k * nh4_n * sqrt(wind / w)", {{"k", 1.0, "1/d"}, {"w", 1.0, "m/s"}}) == Approx(3.0 * 2.0));
  CHECK(rate("k * nh4_n * (discharge / q)^0.5", {{"k", 1.0, "1/d"}, {"q", 10.0, "m3/s"}}) == Approx(3.0 * 2.0));
}

TEST_CASE("derivatives of an expression are those of its formula, at no concentration too") {
  KineticsBuilder b(constituents);
  b.add_user({process("v * nh4_n / (K + nh4_n) * no3_n", {{"v", 2.0, "1/d"}, {"K", 1.5, "mg/l"}})});
  for (const double c : {0.0, 1.0e-6, 0.3, 40.0}) {
    const std::vector<double> state{1.0, c, 2.0, 8.0};
    double rate = 0.0;
    std::vector<double> slope(4);
    evaluate_rates(b.kinetics, state.data(), b.coefficients.data(), &rate, slope.data());
    CHECK(slope[1] * day == Approx(2.0 * 1.5 / ((1.5 + c) * (1.5 + c)) * 2.0).epsilon(1e-5));
    CHECK(slope[2] * day == Approx(2.0 * c / (1.5 + c)).epsilon(1e-5));
    CHECK(slope[0] == 0.0);
    CHECK(slope[3] == 0.0);
  }
}

TEST_CASE("a rate that would go on without what it consumes fades with it, and says so") {
  const UserProcess constant = process("v", {{"v", 0.5, "mg/l/d"}});
  KineticsBuilder b(constituents);
  b.add_user({constant, process("k * nh4_n", {{"k", 0.5, "1/d"}})});
  CHECK(guarded_constituents(*b.kinetics.expressions, 0) == std::vector<int>{1});
  CHECK(guarded_constituents(*b.kinetics.expressions, 1).empty());
  CHECK(rate_per_day(constant, {1.0, 0.0, 1.0, 1.0}) == 0.0);
  CHECK(rate_per_day(constant, {1.0, 0.01, 1.0, 1.0}) == Approx(0.5 * (1.0 - std::exp(-1.0))));
  CHECK(rate_per_day(constant, {1.0, 1.0, 1.0, 1.0}) == Approx(0.5));
  const ClosedVolume end = react_in_closed_volume(b.kinetics, b.coefficients, {0.0, 0.3, 0.0, 0.0}, 100.0 * day, 10);
  CHECK(end.c[1] >= 0.0);
  CHECK(end.c[1] < 1.0e-3);
}

TEST_CASE("an unknown name in a rate is told with its place and the name that is near") {
  const auto faults =
      check_expression(process("v * nh4n / (K + nh4_n)", {{"v", 2.0, "mg/l/d"}, {"K", 1.5, "mg/l"}}), constituents);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].offset == 4);
  CHECK_THAT(faults[0].message, Contains("'nh4n'") && Contains("did you mean 'nh4_n'?"));
  CHECK_THAT(faults_of(process("k * foo(nh4_n)", {{"k", 1.0, "1/d"}})), Contains("'foo'") && Contains("sqrt"));
  CHECK_THAT(faults_of(process("1e-3 * k * nh4_n", {{"k", 1.0, "1/d"}})), Catch::Matchers::Equals(""));
}

TEST_CASE("a rate that cannot be read is told with the place of the fault") {
  const auto faults = check_expression(process("k * (nh4_n + ", {{"k", 1.0, "1/d"}}), constituents);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].offset >= 11);
  for (const std::string text :
       {"", "k nh4_n", "k * nh4_n, nh4_n", "k = 3", "min(nh4_n)", "nh4_n ? k", "\"k\"", "k * nh4_n )"}) {
    INFO(text);
    CHECK(check_expression(process(text, {{"k", 1.0, "1/d"}}), constituents).size() == 1);
  }
}

TEST_CASE("parameters with unknown units or with names that are taken are told") {
  CHECK_THAT(faults_of(process("k * nh4_n", {{"k", 1.0, "1/day"}})),
             Contains("unit '1/day' of parameter 'k'") && Contains(" 1/d,"));
  CHECK_THAT(faults_of(process("depth * nh4_n", {{"depth", 1.0, "1/d"}})), Contains("taken"));
  CHECK_THAT(faults_of(process("k * nh4_n", {{"k", 1.0, "1/d"}, {"k", 1.0, "1/d"}})), Contains("taken"));
  CHECK_THAT(faults_of(process("k * nh4_n", {{"k", 1.0, "1/d"}, {"2x", 1.0, "1/d"}})), Contains("letters"));
  CHECK_THAT(faults_of(process("k * nh4_n", {{"k", 1.0, "1/d"}, {"max", 1.0, "1/d"}})), Contains("function"));
}

TEST_CASE("a rate whose dimension is not that of its unit is told in a sentence") {
  CHECK_THAT(faults_of(process("k * nh4_n", {{"k", 0.3, "mg/l/d"}})),
             Contains("dimension of the rate is g^2 m^-6 s^-1") && Contains("mg/l/d"));
  CHECK_THAT(faults_of(process("0.3 * nh4_n")), Contains("dimension of the rate is mg/l,"));
  CHECK_THAT(faults_of(process("k * (nh4_n + depth)", {{"k", 0.3, "1/d"}})), Contains("different units"));
  CHECK_THAT(faults_of(process("k * nh4_n * exp(-do)", {{"k", 0.3, "1/d"}})), Contains("different units"));
  CHECK_THAT(faults_of(process("k * nh4_n * (do > 2 ? 1 : 0)", {{"k", 0.3, "1/d"}})), Contains("different units"));
  CHECK_THAT(faults_of(process("0 * k * nh4_n", {{"k", 0.3, "1/d"}})), Contains("the rate is 0"));
  UserProcess by_area = process("k * nh4_n", {{"k", 0.3, "1/d"}});
  by_area.rate_unit = UserProcess::RateUnit::g_m2_per_day;
  CHECK_THAT(faults_of(by_area), Contains("dimension of the rate is mg/l/d") && Contains("g/m2/d"));
  CHECK(faults_of(process("k * nh4_n * (do > low ? 1 : 0)", {{"k", 0.3, "1/d"}, {"low", 2.0, "mg/l"}})).empty());
}

TEST_CASE("several threads evaluate the same expression at once to the same bits") {
  KineticsBuilder b(constituents);
  b.add_user({process("v * nh4_n / (K + nh4_n) * exp(-do / K)", {{"v", 2.0, "mg/l/d"}, {"K", 1.5, "mg/l"}})});
  const auto run = [&](std::vector<double>& end) {
    end = react_in_closed_volume(b.kinetics, b.coefficients, {1.0, 5.0, 1.0, 3.0}, 5.0 * day, 500).c;
  };
  std::vector<double> alone;
  run(alone);
  std::vector<std::vector<double>> ends(4);
  std::vector<std::thread> threads;
  for (auto& end : ends) threads.emplace_back(run, std::ref(end));
  for (auto& thread : threads) thread.join();
  for (const auto& end : ends) CHECK(end == alone);
}

}  // namespace bailang::testing
