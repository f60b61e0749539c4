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
                                 const std::vector<std::string>& arrays, IdIndex& ids) {
  std::vector<std::pair<const std::string*, const TomlValue*>> tables;
  for (const TomlEntry& entry : document.entries) {
    if (std::find(arrays.begin(), arrays.end(), entry.key) == arrays.end()) {
      report_error(context, file, entry.span, fmt::format("unknown key '{}'", entry.key),
                   suggestion(context, entry.key, arrays));
    } else if (!is_array_of_tables(entry.value)) {
      ids.is_complete = false;
      report_error(context, file, entry.span, fmt::format("'{}' must be written [[{}]]", entry.key, entry.key));
    } else {
      for (const TomlValue& item : entry.value.items) tables.emplace_back(&entry.key, &item);
    }
  }
  std::stable_sort(tables.begin(), tables.end(),
                   [](const auto& a, const auto& b) { return a.second->span.line < b.second->span.line; });
  std::vector<TomlItem> items;
  for (const auto& [array, table] : tables) add_item(context, file, *array, *table, ids, items);
  return items;
}

}  // namespace bailang
