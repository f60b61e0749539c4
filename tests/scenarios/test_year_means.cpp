#include "scenarios/year_means.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace bailang;

namespace {

std::vector<double> months(int known, double value = 1.0) {
  std::vector<double> values(12, std::nan(""));
  for (int m = 0; m < known; ++m) values[static_cast<std::size_t>(m)] = value;
  return values;
}

}  // namespace

// 环办〔2011〕22号 1.2: "a year uses the mean of the 12 monthly values; with ice cover or dry channel at least 8 months are
// needed" (rule AS05).
TEST_CASE("A year is the mean of its monthly values, and is not assessed with fewer than eight") {
  CHECK(year_mean({2.0, 4.0, std::nan(""), 9.0}).value == 5.0);
  CHECK(year_mean(months(12)).is_enough());
  CHECK(year_mean(months(8)).is_enough());
  CHECK_FALSE(year_mean(months(7)).is_enough());
  CHECK(year_mean(months(7, 3.0)).value == 3.0);
  CHECK(std::isnan(year_mean(months(0)).value));
}

TEST_CASE("A month of 28 days weighs as much in its year as one of 31") {
  const auto spans = months_between(*parse_instant("2021-01-01"), *parse_instant("2021-03-01"));
  REQUIRE(years_of(spans).size() == 1);
  CHECK(year_mean({10.0, 20.0}).value == 15.0);
}

TEST_CASE("A run from November to February touches two calendar years") {
  const auto years = years_of(months_between(*parse_instant("2020-11-15"), *parse_instant("2021-02-01")));
  REQUIRE(years.size() == 2);
  CHECK((years[0].year == 2020 && years[0].first == 0 && years[0].end == 2));
  CHECK((years[1].year == 2021 && years[1].first == 2 && years[1].end == 3));
}
