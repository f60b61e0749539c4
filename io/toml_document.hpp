#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.hpp"
#include "io/input_file.hpp"

/// TOML as a tree of plain values that know where they stand.
namespace bailang {

enum class TomlType { text, whole, number, boolean, date_time, array, table };

struct TomlEntry;

struct TomlValue {
  TomlType type = TomlType::table;
  TextSpan span;
  std::string text;     ///< of a text
  double number = 0.0;  ///< of a number, whole numbers among them
  std::int64_t whole = 0;
  bool boolean = false;
  std::optional<Instant> instant;  ///< of a date or date-time; nothing for a time of day alone
  std::vector<TomlValue> items;    ///< of an array
  std::vector<TomlEntry> entries;  ///< of a table, in the order of the file

  /// The entry of a table, nullptr when there is none.
  [[nodiscard]] const TomlEntry* find(std::string_view key) const;
};

struct TomlEntry {
  std::string key;
  TextSpan span;  ///< of the key
  TomlValue value;
};

/// Parses a TOML document. A fault of syntax goes to `context.found`; the result is then nothing.
std::optional<TomlValue> parse_toml(ReadContext& context, const InputFile& file);

/// "the number 3", "the text "abc"", for messages.
std::string describe(const TomlValue& value);

}  // namespace bailang
