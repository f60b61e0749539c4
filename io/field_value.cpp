#include "io/field_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "core/utf8.hpp"

namespace bailang {

std::optional<double> parse_number(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<bool> parse_boolean(std::string_view text) {
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (word == "true" || word == "yes" || word == "1") return true;
  if (word == "false" || word == "no" || word == "0") return false;
  return std::nullopt;
}

std::optional<std::pair<int, int>> parse_month_day(std::string_view text) {
  constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  if (!is_digit(0) || !is_digit(1) || !is_digit(3) || !is_digit(4)) return std::nullopt;
  const int month = 10 * (text[0] - '0') + (text[1] - '0');
  const int day = 10 * (text[3] - '0') + (text[4] - '0');
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return std::nullopt;
  return std::pair{month, day};
}

std::optional<double> checked_number(const Field& field, double value, std::string& fault) {
  if (!std::isfinite(value)) {
    fault = fmt::format("must be {}, but is {}", expectation(field), value);
    return std::nullopt;
  }
  if (!is_within(field.range, value)) {
    fault = fmt::format("must be {}, but is {}", range_text(field), value);
    return std::nullopt;
  }
  return field.unit.to_si == nullptr ? value * field.unit.factor : field.unit.to_si(value);
}

std::string in_quotes(std::string_view text) {
  constexpr int longest = 60;
  std::string_view rest = text;
  for (int i = 0; i < longest && !rest.empty(); ++i) take_character(rest);
  return fmt::format("\"{}{}\"", text.substr(0, text.size() - rest.size()), rest.empty() ? "" : "…");
}

}  // namespace bailang
