#include "io/toml_document.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

#include "io/field_value.hpp"

namespace bailang {
namespace {

TextSpan span_of(const toml::source_region& region) {
  TextSpan span{static_cast<int>(region.begin.line), static_cast<int>(region.begin.column), 1};
  if (region.end.line == region.begin.line && region.end.column > region.begin.column) {
    span.width = static_cast<int>(region.end.column - region.begin.column);
  }
  return span;
}

Instant instant_of(const toml::date& date, const toml::time& time, int offset_minutes) {
  const Instant day = bailang::instant_of(CivilDate{date.year, date.month, date.day});
  return day + time.hour * 3600 + time.minute * 60 + time.second - offset_minutes * 60;
}

TomlValue convert(const toml::node& node);

TomlValue convert_table(const toml::table& table) {
  TomlValue value;
  for (auto&& [key, child] : table) {
    value.entries.push_back({std::string(key.str()), span_of(key.source()), convert(child)});
  }
  std::stable_sort(value.entries.begin(), value.entries.end(), [](const TomlEntry& a, const TomlEntry& b) {
    return std::tie(a.span.line, a.span.column) < std::tie(b.span.line, b.span.column);
  });
  return value;
}

TomlValue convert_scalar(const toml::node& node) {
  TomlValue value;
  if (const auto* text = node.as_string()) {
    value.type = TomlType::text;
    value.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    value.type = TomlType::whole;
    value.whole = whole->get();
    value.number = static_cast<double>(whole->get());
  } else if (const auto* number = node.as_floating_point()) {
    value.type = TomlType::number;
    value.number = number->get();
  } else if (const auto* boolean = node.as_boolean()) {
    value.type = TomlType::boolean;
    value.boolean = boolean->get();
  } else {
    value.type = TomlType::date_time;
    if (const auto* date = node.as_date()) value.instant = instant_of(date->get(), {}, 0);
    if (const auto* moment = node.as_date_time()) {
      const toml::date_time& at = moment->get();
      value.instant = instant_of(at.date, at.time, at.offset ? at.offset->minutes : 0);
    }
  }
  return value;
}

TomlValue convert(const toml::node& node) {
  TomlValue value;
  if (const toml::table* table = node.as_table()) {
    value = convert_table(*table);
  } else if (const toml::array* array = node.as_array()) {
    value.type = TomlType::array;
    for (const toml::node& item : *array) value.items.push_back(convert(item));
  } else {
    value = convert_scalar(node);
  }
  value.span = span_of(node.source());
  return value;
}

}  // namespace

const TomlEntry* TomlValue::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

std::optional<TomlValue> parse_toml(ReadContext& context, const InputFile& file) {
  try {
    return convert_table(toml::parse(file.text));
  } catch (const toml::parse_error& fault) {
    TextSpan span = span_of(fault.source());
    span.line = std::max(1, span.line);
    span.column = std::max(1, span.column);
    span.width = 1;
    report_error(context, file, span, fmt::format("TOML syntax: {}", fault.description()));
    return std::nullopt;
  }
}

std::string describe(const TomlValue& value) {
  switch (value.type) {
    case TomlType::text:
      return in_quotes(value.text);
    case TomlType::whole:
      return fmt::format("{}", value.whole);
    case TomlType::number:
      return fmt::format("{}", value.number);
    case TomlType::boolean:
      return value.boolean ? "true" : "false";
    case TomlType::date_time:
      return value.instant ? format_instant(*value.instant) : "a time of day";
    case TomlType::array:
      return "a list";
    case TomlType::table:
      break;
  }
  return "a table";
}

}  // namespace bailang
