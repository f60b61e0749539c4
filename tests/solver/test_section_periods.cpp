#include "solver/section_periods.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace bailang;

namespace {

/// From noon of 30 January to noon of 2 February: four calendar days, two months.
TimeSettings three_days() {
  TimeSettings time;
  time.start = *parse_instant("2021-01-30T12:00");
  time.end = *parse_instant("2021-02-02T12:00");
  return time;
}

ResultShape shape_of(const TimeSettings& time) {
  ResultShape shape;
  shape.constituents = 1;
  shape.sections = 2;
  shape.days = day_count(time);
  return shape;
}

constexpr double hour = 3600.0;

}  // namespace

TEST_CASE("A day's mean weighs each value by its hours of that calendar day") {
  const TimeSettings time = three_days();
  REQUIRE(day_count(time) == 4);
  SectionPeriods periods(time, shape_of(time), 1);
  periods.add_values(0.0, 18 * hour, {1.0, 10.0}, {0, 0});        // to 6:00 of the 31st
  periods.add_values(18 * hour, 36 * hour, {5.0, 10.0}, {0, 0});  // to its midnight
  periods.add_values(36 * hour, 72 * hour, {7.0, 10.0}, {0, 1});
  BlockResult result;
  periods.finish(result);
  const auto& day = result.section_day_mean;  // [day, section]
  CHECK(day[0] == 1.0);
  CHECK(day[2] == Approx((6 * 1.0 + 18 * 5.0) / 24.0));
  CHECK(day[4] == 7.0);
  CHECK(day[1] == 10.0);
  CHECK(std::isnan(day[5]));  // dry all day
  CHECK(result.section_wet[0] == 1.0);
  CHECK(result.section_wet[3] == 0.0);
}

TEST_CASE("What passes at the turn of a month is split by time, and no gram is lost") {
  const TimeSettings time = three_days();
  SectionPeriods periods(time, shape_of(time), 1);
  periods.add_mass(30 * hour, 42 * hour, 0, {12.0, 24.0});  // 6 h before and 6 h after the turn
  periods.add_water(0.0, 72 * hour, {72.0, 0.0});
  BlockResult result;
  periods.finish(result);
  CHECK(result.section_mass == std::vector<double>{6.0, 12.0, 6.0, 12.0});
  CHECK(result.section_water == std::vector<double>{36.0, 0.0, 36.0, 0.0});
}
