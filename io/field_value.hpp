#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/schema.hpp"

/// A field's value from text or number, checked against the schema.
namespace bailang {

/// A finite decimal number; the whole text must be one. Nothing otherwise ("1e999", "NaN", "1,5").
std::optional<double> parse_number(std::string_view text);

/// `true`, `false`, `yes`, `no`, `1` or `0`, letter case aside.
std::optional<bool> parse_boolean(std::string_view text);

/// Number in SI units. When the field does not allow it, nothing, and `fault` says why:
/// "must be > 0 m, but is -1200".
std::optional<double> checked_number(const Field& field, double value, std::string& fault);

/// Text as a message quotes it: in quotes, cut when it is long.
std::string in_quotes(std::string_view text);

/// Month and day of `06-15`; nothing when the text is no day of a year (29 February is one).
std::optional<std::pair<int, int>> parse_month_day(std::string_view text);

}  // namespace bailang
