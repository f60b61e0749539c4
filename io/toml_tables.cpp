#include "io/toml_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/field_value.hpp"

namespace bailang {
namespace {

bool is_array_of_tables(const TomlValue& value) {
  return value.type == TomlType::array && std::all_of(value.items.begin(), value.items.end(),
                                                      [](const auto& item) { return item.type == TomlType::table; });
}

void add_item(ReadContext& context, const InputFile& file, const std::string& array, const TomlValue& table,
              IdIndex& ids, std::vector<TomlItem>& items) {
  const TomlEntry* id = table.find("id");
  const bool has_id = id != nullptr && id->value.type == TomlType::text && !id->value.text.empty();
  const std::string text = has_id ? id->value.text : std::string{};
  const int first = has_id ? ids.find(text) : -1;
  if (first >= 0) {
    const SourcePlace& place = ids.places[static_cast<std::size_t>(first)];
    report_error(context, file, id->value.span, fmt::format("{} {} stands twice", ids.row, in_quotes(text)),
                 fmt::format("first at {}:{}:{}", place.file, place.line, place.column));
  }
  const TextSpan span{table.span.line, table.span.column, static_cast<int>(array.size()) + 4};
  ids.add(text, place_of(file, has_id ? id->value.span : span));
  std::string name = fmt::format("[[{}]]", array);
  if (has_id) name.append(" ").append(in_quotes(text));
  items.push_back({array, text, std::move(name), span, table});
}

}  // namespace

std::vector<TomlItem> toml_items(ReadContext& context, const InputFile& file, const TomlValue& document,
                                 const std::vector<TomlArray>& arrays) {
  std::vector<std::pair<const TomlArray*, const TomlValue*>> tables;
  for (const TomlEntry& entry : document.entries) {
    const auto array =
        std::find_if(arrays.begin(), arrays.end(), [&](const TomlArray& known) { return known.name == entry.key; });
    if (array == arrays.end()) {
      std::vector<std::string> names;
      for (const TomlArray& known : arrays) names.push_back(known.name);
      report_error(context, file, entry.span, fmt::format("unknown key '{}'", entry.key),
                   suggestion(context, entry.key, names));
    } else if (!is_array_of_tables(entry.value)) {
      array->ids->is_complete = false;
      report_error(context, file, entry.span, fmt::format("'{}' must be written [[{}]]", entry.key, entry.key));
    } else {
      for (const TomlValue& item : entry.value.items) tables.emplace_back(&*array, &item);
    }
  }
  std::stable_sort(tables.begin(), tables.end(),
                   [](const auto& a, const auto& b) { return a.second->span.line < b.second->span.line; });
  std::vector<TomlItem> items;
  for (const auto& [array, table] : tables) add_item(context, file, array->name, *table, *array->ids, items);
  return items;
}

}  // namespace bailang
