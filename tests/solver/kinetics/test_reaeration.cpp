#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string_view>

#include "solver/kinetics/reaeration.hpp"
#include "tests/verification/reference_table.hpp"

using namespace bailang;
using namespace bailang::testing;

namespace {

Approx exactly(double value) {
  return Approx(value).epsilon(1.0e-12);
}

/// U 0.4 m/s, H 0.8 m, S 0.002, B 12 m.
StreamState stream(double discharge) {
  return {0.4, 0.8, 0.002, discharge, 12.0};
}

}  // namespace

TEST_CASE("O'Connor-Dobbins, Churchill and Owens-Gibbs give the values of the table") {
  const auto rows = reference_table("H_rates_reaeration");
  REQUIRE(rows.size() == 3);
  for (const TableRow& row : rows) {
    StreamState s;
    s.velocity = number(row, "U");
    s.depth = number(row, "H");
    CHECK(oconnor_dobbins(s) == exactly(number(row, "ka_OD")));
    CHECK(churchill(s) == exactly(number(row, "ka_Ch")));
    CHECK(owens_gibbs(s) == exactly(number(row, "ka_OG")));
  }
}

TEST_CASE("Covar takes Owens-Gibbs in shallow, O'Connor-Dobbins in deep slow, Churchill in deep fast water") {
  StreamState s;
  s.velocity = 0.3;
  s.depth = 0.6;
  CHECK(covar(s) == owens_gibbs(s));
  s.depth = 0.62;
  CHECK(covar(s) == oconnor_dobbins(s));
  s.velocity = 1.0;
  s.depth = 3.4;  // 3.45 U^2.5 = 3.45 m
  CHECK(covar(s) == churchill(s));
  s.depth = 3.5;
  CHECK(covar(s) == oconnor_dobbins(s));
}

TEST_CASE("Tsivoglou-Neal halves its coefficient above 0.4247 m3/s") {
  CHECK(tsivoglou_neal(stream(0.42)) == exactly(24.9464));
  CHECK(tsivoglou_neal(stream(0.43)) == exactly(12.2464));
}

TEST_CASE("Thackston-Dawson follows the shear velocity and the Froude number") {
  CHECK(thackston_dawson(stream(1.0)) == exactly(2.20968431777566925));
}

TEST_CASE("The USGS formulas have a branch on each side of 0.556 m3/s") {
  CHECK(usgs_pool_riffle(stream(0.3)) == exactly(16.4909757340619369));
  CHECK(usgs_pool_riffle(stream(2.5)) == exactly(12.1887152617073587));
  CHECK(usgs_channel_control(stream(0.3)) == exactly(10.2178394080291542));
  CHECK(usgs_channel_control(stream(2.5)) == exactly(8.37022005504800843));
}

TEST_CASE("Langbein-Durum in metres is its formula in feet") {
  CHECK(langbein_durum(stream(1.0)) == exactly(2.76100805552855681));
  const double feet = 7.6 * (0.4 / 0.3048) / std::pow(0.8 / 0.3048, 1.33);
  CHECK(langbein_durum(stream(1.0)) == Approx(feet).epsilon(2.0e-3));
}

TEST_CASE("Banks-Herrera and Wanninkhof give the transfer velocity of a wind of 5 m/s") {
  CHECK(banks_herrera(5.0) == exactly(0.972857487619849897));
  CHECK(wanninkhof(5.0) == exactly(1.38098105915036894));
  CHECK(banks_herrera(0.0) == 0.0);
  CHECK(wanninkhof(0.0) == 0.0);
}

TEST_CASE("Still water is not reaerated by any stream formula") {
  StreamState still = stream(0.0);
  still.velocity = 0.0;
  for (const ReaerationFormula& formula : reaeration_formulas()) {
    CAPTURE(formula.name);
    if (formula.rate != nullptr) CHECK(formula.rate(still) == 0.0);
  }
}

TEST_CASE("A formula is found by the name it has in case.toml, no other name finds one") {
  std::set<std::string_view> names;
  for (const ReaerationFormula& formula : reaeration_formulas()) {
    names.insert(formula.name);
    REQUIRE(find_reaeration_formula(formula.name));
    CHECK(find_reaeration_formula(formula.name)->rate == formula.rate);
  }
  CHECK(names == std::set<std::string_view>{"covar", "oconnor_dobbins", "churchill", "owens_gibbs", "tsivoglou_neal",
                                            "thackston_dawson", "usgs_pool_riffle", "usgs_channel_control",
                                            "langbein_durum", "given"});
  CHECK(find_reaeration_formula("covar")->rate == covar);
  CHECK(find_reaeration_formula("given")->rate == nullptr);
  CHECK_FALSE(find_reaeration_formula("o'connor"));
  CHECK(find_wind_formula("wanninkhof")->velocity == wanninkhof);
  CHECK(find_wind_formula("banks_herrera")->velocity == banks_herrera);
  CHECK(find_wind_formula("none")->velocity == nullptr);
  CHECK_FALSE(find_wind_formula("breeze"));
}
