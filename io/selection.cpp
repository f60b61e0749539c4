#include "io/selection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/field_value.hpp"

namespace bailang {
namespace {

/// A table seen by the keys of a selection.
struct Selectable {
  std::string row;
  std::vector<std::string> keys;
  std::vector<std::vector<std::string>> values;  ///< [row][key]
  bool is_complete = true;
};

std::string river_of(const Network& network, int reach) {
  return reach < 0 ? std::string{} : network.reaches[static_cast<std::size_t>(reach)].river;
}

int reach_of_outfall(const Network& network, int outfall) {
  return outfall < 0 ? -1 : network.outfalls[static_cast<std::size_t>(outfall)].reach;
}

int reach_of(const Network& network, const Plant& plant) {
  return reach_of_outfall(network, plant.to);
}

int reach_of(const Network& network, const Discharger& discharger) {
  if (discharger.to < 0) return -1;
  if (discharger.to_kind == TargetKind::outfall) return reach_of_outfall(network, discharger.to);
  return reach_of(network, network.plants[static_cast<std::size_t>(discharger.to)]);
}

std::string id_of(const IdIndex& index, int i) {
  return i < 0 ? std::string{} : index.ids[static_cast<std::size_t>(i)];
}

Selectable sources(const CaseReader& reader, SelectedTable table) {
  const Network& network = reader.model.network;
  Selectable all;
  if (table == SelectedTable::dischargers) {
    all = {"discharger", {"id", "sector", "county", "river", "reach"}, {}, reader.dischargers.is_complete};
    for (const Discharger& row : network.dischargers) {
      const int reach = reach_of(network, row);
      all.values.push_back({row.id, row.sector, row.county, river_of(network, reach), id_of(reader.reaches, reach)});
    }
  } else if (table == SelectedTable::plants) {
    all = {"plant", {"id", "county", "standard", "river", "reach"}, {}, reader.plants.is_complete};
    for (const Plant& row : network.plants) {
      const int reach = reach_of(network, row);
      all.values.push_back({row.id, row.county, row.standard, river_of(network, reach), id_of(reader.reaches, reach)});
    }
  } else {
    all = {"outfall", {"id", "kind", "status", "county", "river", "reach"}, {}, reader.outfalls.is_complete};
    for (const Outfall& row : network.outfalls) {
      all.values.push_back(
          {row.id, row.kind, row.status, row.county, river_of(network, row.reach), id_of(reader.reaches, row.reach)});
    }
  }
  return all;
}

Selectable selectable(const CaseReader& reader, SelectedTable table) {
  const Network& network = reader.model.network;
  if (table == SelectedTable::catchments) {
    Selectable all{"catchment", {"reach", "land_use", "county", "river"}, {}, reader.reaches.is_complete};
    for (const Catchment& row : network.catchments) {
      all.values.push_back({id_of(reader.reaches, row.reach), row.land_use, row.county, river_of(network, row.reach)});
    }
    return all;
  }
  if (table == SelectedTable::reaches) {
    Selectable all{"reach", {"id", "river", "county"}, {}, reader.reaches.is_complete};
    for (const Reach& row : network.reaches) all.values.push_back({row.id, row.river, row.county});
    return all;
  }
  if (table == SelectedTable::reservoirs) {
    Selectable all{"reservoir", {"id"}, {}, reader.reservoirs.is_complete};
    for (const std::string& node : reader.reservoirs.ids) all.values.push_back({node});
    return all;
  }
  return sources(reader, table);
}

/// Rows whose key is one of the wanted values; a value that no row has is an error at its place.
std::vector<int> matching(CaseReader& reader, TomlSection& measure, const Selectable& all, std::size_t key,
                          const std::vector<PlacedText>& wanted, const std::vector<int>& among) {
  std::vector<std::string> present;
  for (const auto& row : all.values) present.push_back(row[key]);
  std::sort(present.begin(), present.end());
  present.erase(std::unique(present.begin(), present.end()), present.end());
  for (const PlacedText& value : wanted) {
    if (!all.is_complete || std::binary_search(present.begin(), present.end(), value.text)) continue;
    measure.error_at(
        value.span,
        fmt::format("'select' in {}: no {} has {} {}", measure.name(), all.row, all.keys[key], in_quotes(value.text)),
        suggestion(reader.context, value.text, present));
  }
  std::vector<int> picked;
  for (const int row : among) {
    const std::string& value = all.values[static_cast<std::size_t>(row)][key];
    if (std::any_of(wanted.begin(), wanted.end(), [&](const PlacedText& text) { return text.text == value; })) {
      picked.push_back(row);
    }
  }
  return picked;
}

std::vector<PlacedText> texts_of(TomlSection& measure, const TomlEntry& entry) {
  if (entry.value.type == TomlType::text) return {{entry.value.text, entry.value.span}};
  std::vector<PlacedText> texts;
  bool are_texts = entry.value.type == TomlType::array;
  for (const TomlValue& item : entry.value.items) {
    are_texts = are_texts && item.type == TomlType::text;
    texts.push_back({item.text, item.span});
  }
  if (!are_texts) {
    measure.error_at(entry.value.span,
                     fmt::format("'{}' of 'select' in {} must be a text or a list of texts, but is {}", entry.key,
                                 measure.name(), describe(entry.value)));
    return {};
  }
  return texts;
}

/// "outfalls", "reaches"
std::string plural(const std::string& row) {
  return row + (row.ends_with("ch") ? "es" : "s");
}

std::vector<int> pick(CaseReader& reader, TomlSection& measure, const Selectable& all, const TomlValue& select,
                      std::vector<int> picked) {
  for (const TomlEntry& entry : select.entries) {
    const auto key = std::find(all.keys.begin(), all.keys.end(), entry.key);
    if (key == all.keys.end()) {
      measure.error_at(entry.span,
                       fmt::format("'select' in {}: {} have no key '{}'", measure.name(), plural(all.row), entry.key),
                       suggestion(reader.context, entry.key, all.keys));
      continue;
    }
    const auto index = static_cast<std::size_t>(key - all.keys.begin());
    picked = matching(reader, measure, all, index, texts_of(measure, entry), picked);
  }
  return picked;
}

std::vector<int> every_row(const Selectable& all) {
  std::vector<int> rows(all.values.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int>(i);
  return rows;
}

}  // namespace

std::vector<int> read_selection(CaseReader& reader, TomlSection& measure, SelectedTable table) {
  const Selectable all = selectable(reader, table);
  const TomlValue* select = measure.value("select");
  std::vector<int> picked = every_row(all);
  const std::size_t faults = reader.context.found.error_count();
  if (select != nullptr && select->type == TomlType::table) {
    picked = pick(reader, measure, all, *select, std::move(picked));
  } else if (select != nullptr && select->text != "all") {
    measure.error("select", fmt::format("'select' in {} must be \"all\" or a table such as {{ {} = \"…\" }}, but is {}",
                                        measure.name(), all.keys.front(), describe(*select)));
  }
  if (picked.empty() && all.is_complete && reader.context.found.error_count() == faults) {
    measure.error("select", fmt::format("'select' in {} picks no {}", measure.name(), all.row));
  }
  return picked;
}

std::vector<int> narrow_selection(CaseReader& reader, TomlSection& measure, SelectedTable table, std::string_view key,
                                  const std::vector<int>& selection) {
  if (!measure.has(key) || selection.empty()) return selection;
  const Selectable all = selectable(reader, table);
  const auto index = static_cast<std::size_t>(std::find(all.keys.begin(), all.keys.end(), key) - all.keys.begin());
  const std::size_t faults = reader.context.found.error_count();
  std::vector<int> picked = matching(reader, measure, all, index, measure.texts(key), selection);
  if (picked.empty() && all.is_complete && reader.context.found.error_count() == faults) {
    measure.error(key, fmt::format("'select' and '{}' in {} together pick no {}", key, measure.name(), all.row));
  }
  return picked;
}

}  // namespace bailang
