#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Proleptic Gregorian calendar in UTC, as seconds since 1970-01-01T00:00:00Z.
namespace bailang {

/// A moment as whole seconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;

struct CivilDate {
  int year = 1970;
  int month = 1;  ///< 1–12
  int day = 1;    ///< 1–31
};

/// Reads ISO 8601 in UTC: `2021-03-26`, `2021-03-26T08:00`, `2021-03-26 08:00:00`, with or without `Z`.
/// A bare month `2021-03` is its first day. Nothing when the text is no such date.
std::optional<Instant> parse_instant(std::string_view text);

/// `2021-03-26T08:00:00Z`
std::string format_instant(Instant instant);

CivilDate civil_date(Instant instant);
Instant instant_of(const CivilDate& date);

/// Reads a duration: a number and `s`, `min`, `h` or `d` (`"15 min"`). Seconds, or nothing when the text is no such.
std::optional<double> parse_duration(std::string_view text);

/// Starts of the calendar months that overlap [start, end), as seconds since `start` (the first is ≤ 0 clipped to 0).
struct MonthSpan {
  int year = 0;
  int month = 0;       ///< 1–12
  double begin = 0.0;  ///< [s] since start
  double end = 0.0;    ///< [s] since start
};
std::vector<MonthSpan> months_between(Instant start, Instant end);

}  // namespace bailang
