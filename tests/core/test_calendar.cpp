#include <catch2/catch.hpp>

#include "core/calendar.hpp"

using namespace bailang;

TEST_CASE("A moment is read in every ISO 8601 form that tables use") {
  // 2021-03-26T08:00:00Z is 18712 days and 8 hours after 1970-01-01.
  const Instant morning = 18712LL * 86400 + 8 * 3600;
  for (const char* text : {"2021-03-26T08:00:00Z", "2021-03-26T08:00:00", "2021-03-26 08:00", "2021-03-26T08:00Z"}) {
    INFO(text);
    REQUIRE(parse_instant(text) == morning);
  }
  REQUIRE(parse_instant("2021-03-26") == morning - 8 * 3600);
  REQUIRE(parse_instant("2021-03") == instant_of({2021, 3, 1}));
  REQUIRE(parse_instant("1969-12-31T23:59:59Z") == -1);
}

TEST_CASE("A text that is no moment is refused") {
  for (const char* text : {"", "2021", "2021-13", "2021-02-29", "2021-3-26", "26.03.2021", "2021-03-26T24:00",
                           "2021-03-26T08", "2021-03-26T08:60", "2021-03-26T08:00:60", "2021-03-26Tx", "2021-03-26ZZ",
                           "+021-03-26", "2021-03-26T08:00+01:00"}) {
    INFO(text);
    REQUIRE_FALSE(parse_instant(text));
  }
}

TEST_CASE("A moment is written as it is read") {
  for (const char* text : {"2021-03-26T08:00:00Z", "2020-02-29T23:59:59Z", "1900-01-01T00:00:00Z"}) {
    REQUIRE(format_instant(parse_instant(text).value()) == text);
  }
}

TEST_CASE("A duration is a number and a unit") {
  REQUIRE(parse_duration("15 min") == 900.0);
  REQUIRE(parse_duration(" 1.5h ") == 5400.0);
  REQUIRE(parse_duration("30 s") == 30.0);
  REQUIRE(parse_duration("2 d") == 172800.0);
  for (const char* text : {"", "15", "min", "15 minutes", "h 1", "1 h 30 min", "1,5 h"}) {
    INFO(text);
    REQUIRE_FALSE(parse_duration(text));
  }
}

TEST_CASE("Months are cut at the run's start and end") {
  const Instant start = instant_of({2020, 2, 20}), end = instant_of({2020, 4, 2});
  const auto months = months_between(start, end);
  REQUIRE(months.size() == 3);
  REQUIRE(months[0].month == 2);
  REQUIRE(months[0].begin == 0.0);
  REQUIRE(months[0].end == 10 * 86400.0);  // 20 to 29 February of a leap year
  REQUIRE(months[1].begin == months[0].end);
  REQUIRE(months[1].end - months[1].begin == 31 * 86400.0);
  REQUIRE(months[2].end == 42 * 86400.0);
}

TEST_CASE("A run that begins with a month has no empty month before it, and the year turns") {
  const auto months = months_between(instant_of({2020, 12, 1}), instant_of({2021, 2, 1}));
  REQUIRE(months.size() == 2);
  REQUIRE(months[1].year == 2021);
  REQUIRE(months[1].month == 1);
}
