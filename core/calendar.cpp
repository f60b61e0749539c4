#include "core/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace bailang {
namespace {

using std::chrono::sys_days;

/// Takes exactly `digits` digits off the front of `text`.
bool take_number(std::string_view& text, std::size_t digits, int& value) {
  if (text.size() < digits) return false;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + digits, value);
  if (fault != std::errc{} || end != text.data() + digits || value < 0) return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  int year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0;
  if (!take_number(text, 4, year) || !take(text, '-') || !take_number(text, 2, month)) return std::nullopt;
  if (!text.empty()) {
    if (!take(text, '-') || !take_number(text, 2, day)) return std::nullopt;
  }
  if (!text.empty() && text != "Z") {
    if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
    if (!take_number(text, 2, hour) || !take(text, ':') || !take_number(text, 2, minute)) return std::nullopt;
    if (take(text, ':') && !take_number(text, 2, second)) return std::nullopt;
  }
  take(text, 'Z');
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!text.empty() || !date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return static_cast<Instant>(sys_days{date}.time_since_epoch().count()) * 86400 + hour * 3600 + minute * 60 + second;
}

CivilDate civil_date(Instant instant) {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::seconds{instant});
  const std::chrono::year_month_day date{sys_days{days}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

Instant instant_of(const CivilDate& date) {
  const sys_days days = std::chrono::year{date.year} / date.month / date.day;
  return static_cast<Instant>(days.time_since_epoch().count()) * 86400;
}

std::string format_instant(Instant instant) {
  const CivilDate date = civil_date(instant);
  const Instant rest = instant - instant_of(date);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", date.year, date.month, date.day, rest / 3600,
                     rest / 60 % 60, rest % 60);
}

std::optional<double> parse_duration(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  double number = 0.0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{}) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  if (unit == "s") return number;
  if (unit == "min") return number * 60.0;
  if (unit == "h") return number * 3600.0;
  if (unit == "d") return number * 86400.0;
  return std::nullopt;
}

std::vector<MonthSpan> months_between(Instant start, Instant end) {
  std::vector<MonthSpan> months;
  CivilDate date = civil_date(start);
  for (date.day = 1; instant_of(date) < end;) {
    CivilDate next = date;
    next.month = date.month == 12 ? 1 : date.month + 1;
    next.year = date.month == 12 ? date.year + 1 : date.year;
    const Instant begin = std::max(start, instant_of(date));
    const Instant until = std::min(end, instant_of(next));
    months.push_back({date.year, date.month, static_cast<double>(begin - start), static_cast<double>(until - start)});
    date = next;
  }
  return months;
}

}  // namespace bailang
