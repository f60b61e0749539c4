// The table of rain on combined sewers.
#include <catch2/catch.hpp>

#include "case_files.hpp"

using namespace bailang;

namespace {

constexpr double day = 86400.0;

std::vector<Rain> read_rain_of(const std::string& text) {
  CaseFiles files;
  files.write("rain.csv", text);
  return files.read().forcings.at(0).rain;
}

}  // namespace

TEST_CASE("Rain falls evenly from its row to the next, the last row as long as the one before; else it is dry") {
  const std::vector<Rain> rain =
      read_rain_of("time,rain_mm,cod_mg_l\n2021-01-03,8.64,60\n2021-01-04,0,60\n2021-01-06,17.28,80\n");
  REQUIRE(rain.size() == 1);
  REQUIRE(rain[0].county.empty());
  const auto rate = [&](double days) { return value_at(rain[0].series, 0, days * day); };
  CHECK(rate(1.0) == 0.0);
  CHECK(rate(2.0) == Approx(1.0e-7).epsilon(1e-14));
  CHECK(rate(2.99) == Approx(1.0e-7).epsilon(1e-14));
  CHECK(rate(4.0) == 0.0);
  CHECK(rate(5.0) == Approx(1.0e-7).epsilon(1e-14));
  CHECK(rate(6.99) == Approx(1.0e-7).epsilon(1e-14));
  CHECK(rate(7.0) == 0.0);
  CHECK(value_at(rain[0].series, 1, 5.0 * day) == 80.0);
  CHECK(value_at(rain[0].series, 2, 5.0 * day) == 0.0);
}

TEST_CASE("A single row of rain lasts to the end of the run; counties have rows of their own") {
  const std::vector<Rain> rain =
      read_rain_of("time,county,rain_mm\n2021-01-01,lower,8.64\n2021-01-01,,86.4\n2021-01-02,,0\n");
  REQUIRE(rain.size() == 2);
  CHECK(rain[0].county.empty());
  CHECK(value_at(rain[0].series, 0, 0.5 * day) == Approx(1.0e-6).epsilon(1e-14));
  CHECK(rain[1].county == "lower");
  CHECK(value_at(rain[1].series, 0, 9.5 * day) == Approx(1.0e-8).epsilon(1e-14));
}
