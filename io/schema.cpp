#include "io/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/constituents.hpp"
#include "io/schema_tables.hpp"

namespace bailang {
namespace {

constexpr std::string_view constituent_mark = "<constituent>";

bool is_bounded(const Range& range) {
  return std::isfinite(range.low) || std::isfinite(range.high);
}

std::string with_unit(std::string text, const Unit& unit) {
  if (!unit.name.empty()) text.append(" ").append(unit.name);
  return text;
}

}  // namespace

const std::vector<Schema>& all_schemas() {
  static const std::vector<Schema> schemas = [] {
    std::vector<Schema> all;
    for (const auto& part :
         {settings_schemas(), network_schemas(), hydraulics_schemas(), source_schemas(), weather_schemas(),
          bay_schemas(), kinetics_schemas(), measure_schemas(), scenario_schemas(), standard_schemas()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return schemas;
}

const Schema& schema(std::string_view name) {
  const auto& all = all_schemas();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Schema& entry) { return entry.name == name; });
  assert(found != all.end());
  return *found;
}

const std::vector<Field>& common_columns() {
  static const std::vector<Field> columns = {
      {.name = "confidence", .description = "how sure the row is, as the case defines it"},
      {.name = "source", .description = "where the row's values come from"},
      {.name = "note", .description = "free text"},
      {.name = "synthetic",
       .type = FieldType::boolean,
       .fallback = "false",
       .description = "true: made up to stand for something real that is not known one by one"},
      {.name = "name_zh", .description = "name in Chinese"}};
  return columns;
}

std::optional<std::string_view> match_pattern(std::string_view pattern, std::string_view name) {
  const std::size_t mark = pattern.find(constituent_mark);
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view before = pattern.substr(0, mark);
  const std::string_view after = pattern.substr(mark + constituent_mark.size());
  if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after)) {
    return std::nullopt;
  }
  return name.substr(before.size(), name.size() - before.size() - after.size());
}

std::string fill_pattern(std::string_view pattern, std::string_view constituent) {
  std::string text(pattern);
  const std::size_t mark = text.find(constituent_mark);
  if (mark != std::string::npos) text.replace(mark, constituent_mark.size(), constituent);
  return text;
}

bool is_pattern(const Field& field) {
  return field.name.find(constituent_mark) != std::string_view::npos;
}

const Field* find_field(const std::vector<Field>& fields, std::string_view name) {
  const auto stands_for = [&](const Field& field) {
    if (field.name == name) return true;
    const auto constituent = match_pattern(field.name, name);
    return constituent && find_constituent(*constituent) != nullptr;
  };
  const auto found = std::find_if(fields.begin(), fields.end(), stands_for);
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> field_names(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  for (const Field& field : fields) {
    if (!is_pattern(field)) {
      names.emplace_back(field.name);
      continue;
    }
    for (const ConstituentInfo& constituent : known_constituents()) {
      names.push_back(fill_pattern(field.name, constituent.name));
    }
  }
  return names;
}

std::string range_text(const Field& field) {
  const Range& range = field.range;
  if (std::isfinite(range.low) && std::isfinite(range.high)) {
    const std::string_view form = range.above_low ? "> {} and ≤ {}" : "from {} to {}";
    return with_unit(fmt::format(fmt::runtime(form), range.low, range.high), field.unit);
  }
  if (std::isfinite(range.low)) {
    return with_unit(fmt::format("{} {}", range.above_low ? ">" : "≥", range.low), field.unit);
  }
  return std::string(field.unit.name);
}

std::string expectation(const Field& field) {
  const bool unit_alone = !is_bounded(field.range) && !field.unit.name.empty();
  const std::string range = (unit_alone ? "in " : "") + range_text(field);
  switch (field.type) {
    case FieldType::number:
      return range.empty() ? "a number" : "a number " + range;
    case FieldType::whole:
      return range.empty() ? "a whole number" : "a whole number " + range;
    case FieldType::numbers:
      return "a number or a list of numbers" + (range.empty() ? "" : ", each " + range);
    case FieldType::boolean:
      return "true or false";
    case FieldType::choice:
      return fmt::format("one of: {}", fmt::join(field.choices, ", "));
    case FieldType::date_time:
      return "a date and time such as 2021-03-26T08:00:00Z";
    case FieldType::duration:
      return "a number and s, min, h or d, such as 15 min";
    case FieldType::month_day:
      return "a day of the year such as 06-15";
    case FieldType::texts:
      return "a list of texts";
    case FieldType::text:
    case FieldType::section:
      break;
  }
  return "text";
}

bool is_within(const Range& range, double value) {
  return value >= range.low && value <= range.high && !(range.above_low && value == range.low);
}

}  // namespace bailang
