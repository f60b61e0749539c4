#include "io/read_bay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/field_value.hpp"
#include "io/line_geometry.hpp"
#include "solver/bay_exchange.hpp"

namespace bailang {
namespace {

/// Where the ids of bay_boxes.csv lead: a box, or an open sea.
struct BayIds {
  IdIndex all{"box"};
  std::vector<int> box, sea;  // [id] index, -1 = the other kind
};

bool is_polygon(std::string_view text) {
  const std::size_t open = text.find("(("), close = text.rfind("))");
  if (!text.starts_with("POLYGON") || open == std::string_view::npos || close == std::string_view::npos) return false;
  const auto ring = parse_linestring("LINESTRING " + std::string(text.substr(open + 1, close - open)));
  return ring && ring->size() >= 4 && ring->front().lon == ring->back().lon && ring->front().lat == ring->back().lat;
}

std::vector<double> concentrations(const Bay& bay, TableReader& table, int row) {
  std::vector<double> values;
  for (const BayConstituent& c : bay.constituents)
    values.push_back(c.name == "continuity" ? 1.0 : table.constituent_number(row, "<constituent>_mg_l", c.name));
  return values;
}

void read_size(TableReader& table, int row, BayBox& box) {
  const bool has_depth = table.is_filled(row, "mean_depth_m"), has_volume = table.is_filled(row, "volume_m3");
  box.area = table.number_or(row, "area_km2", 0.0);
  if (!table.is_filled(row, "area_km2"))
    table.error(row, "area_km2", fmt::format("{} is empty; a box of the bay needs it", table.name_of(row, "area_km2")));
  if (has_depth == has_volume) {
    table.error(row, "mean_depth_m",
                fmt::format("box {} must have one of mean_depth_m and volume_m3, but has {}", in_quotes(box.id),
                            has_depth ? "both" : "neither"));
  }
  box.volume =
      has_volume ? table.number_or(row, "volume_m3", 0.0) : box.area * table.number_or(row, "mean_depth_m", 0.0);
}

void read_box(CaseReader& reader, TableReader& table, int row, const std::string& id) {
  Bay& bay = reader.model.bay;
  BayBox box;
  box.id = id;
  box.name = table.text(row, "name");
  box.name_zh = table.text(row, "name_zh");
  box.place = {table.number(row, "lon"), table.number(row, "lat")};
  box.outline = table.text(row, "geometry_wkt");
  box.spread = table.number_or(row, "spread", reader.bay.spread);
  box.assessed = table.number_or(row, "assessed_fraction", 1.0);
  box.initial = concentrations(bay, table, row);
  box.source = table.place(row);
  read_size(table, row, box);
  if (!box.outline.empty() && !is_polygon(box.outline)) {
    table.error(row, "geometry_wkt",
                fmt::format("{} must be POLYGON ((lon lat, lon lat, …)) with at least four points, the last like the "
                            "first, but is {}",
                            table.name_of(row, "geometry_wkt"), in_quotes(box.outline)));
  }
  bay.boxes.push_back(std::move(box));
}

void read_sea(CaseReader& reader, TableReader& table, int row, const std::string& id) {
  Bay& bay = reader.model.bay;
  OpenSea sea{id, table.text(row, "name"), table.text(row, "name_zh"), concentrations(bay, table, row),
              table.place(row)};
  for (std::size_t i = 0; i < bay.constituents.size(); ++i) {
    const std::string column = fill_pattern("<constituent>_mg_l", bay.constituents[i].name);
    if (bay.constituents[i].name == "continuity" || table.is_filled(row, column)) continue;
    table.error(row, column, fmt::format("{} is empty; the open sea needs it", table.name_of(row, column)));
  }
  bay.seas.push_back(std::move(sea));
}

BayIds read_boxes(CaseReader& reader) {
  BayIds ids;
  Bay& bay = reader.model.bay;
  const auto table = open_table(reader, "bay_boxes");
  ids.all.is_complete = table && table->is_complete();
  for (int row = 0; table && row < table->rows(); ++row) {
    const std::string id = read_id(*table, row, ids.all);
    const bool is_open = table->choice(row, "kind") == 1;
    ids.box.push_back(is_open ? -1 : bay.box_count());
    ids.sea.push_back(is_open ? static_cast<int>(bay.seas.size()) : -1);
    is_open ? read_sea(reader, *table, row, id) : read_box(reader, *table, row, id);
  }
  if (!table || !table->is_complete()) return ids;
  if (bay.boxes.empty()) table->header_error("kind", "the bay has no box: no row is of kind 'box'");
  const bool is_assessed =
      std::any_of(bay.boxes.begin(), bay.boxes.end(), [](const BayBox& box) { return box.assessed > 0.0; });
  if (!bay.boxes.empty() && !is_assessed)
    table->header_error("assessed_fraction", "no box has an assessed_fraction > 0");
  if (bay.seas.empty()) table->header_error("kind", "the bay has no open sea: no row is of kind 'open'");
  return ids;
}

/// Index of the box that a cell names; -1, with an error, when it is none.
int read_box_name(TableReader& table, int row, std::string_view column, const BayIds& ids) {
  const int id = resolve(table, row, column, ids.all);
  if (id < 0) return -1;
  const int box = ids.box[static_cast<std::size_t>(id)];
  if (box < 0) {
    table.error(row, column,
                fmt::format("{} is the open sea {}; it must be a box", column,
                            in_quotes(ids.all.ids[static_cast<std::size_t>(id)])));
  }
  return box;
}

double read_exchange(CaseReader& reader, TableReader& table, int row) {
  const bool has_section = table.is_filled(row, "cross_section_m2"), has_length = table.is_filled(row, "length_m");
  if (table.is_filled(row, "exchange_m3_s") == (has_section || has_length) || has_section != has_length) {
    table.error(row, "exchange_m3_s", "an exchange must have exchange_m3_s, or cross_section_m2 and length_m");
    return 0.0;
  }
  if (!has_section) return table.number_or(row, "exchange_m3_s", 0.0);
  const double mixing = table.number_or(row, "mixing_m2_s", reader.bay.mixing);
  if (!is_given(mixing)) {
    table.error(row, "cross_section_m2", "an exchange by cross-section and length needs a mixing",
                "fill mixing_m2_s, or give mixing_m2_s in [bay]");
  }
  return mixing * table.number_or(row, "cross_section_m2", 0.0) / table.number_or(row, "length_m", 1.0);
}

void read_exchanges(CaseReader& reader, const BayIds& ids) {
  const auto table = open_table(reader, "bay_exchanges");
  std::map<std::pair<std::string, std::string>, int> pairs;
  for (int row = 0; table && row < table->rows(); ++row) {
    BayExchange link;
    link.from = read_box_name(*table, row, "from", ids);
    const int to = resolve(*table, row, "to", ids.all);
    link.exchange = read_exchange(reader, *table, row);
    link.residual_flow = table->number_or(row, "residual_flow_m3_s", 0.0);
    const std::string a = table->text(row, "from"), b = table->text(row, "to");
    if (a == b) table->error(row, "to", fmt::format("box {} exchanges water with itself", in_quotes(a)));
    const auto [first, is_new] = pairs.emplace(std::minmax(a, b), row);
    if (!is_new) {
      const SourcePlace place = table->place(first->second, "from");
      table->error(row, "from", fmt::format("the exchange of {} and {} stands twice", in_quotes(a), in_quotes(b)),
                   fmt::format("first at {}:{}:{}", place.file, place.line, place.column));
    }
    if (link.from < 0 || to < 0) continue;
    link.to = ids.box[static_cast<std::size_t>(to)];
    link.sea = ids.sea[static_cast<std::size_t>(to)];
    reader.model.bay.exchanges.push_back(link);
  }
}

/// A box without a way to the open sea would fill without end.
void check_ways_out(CaseReader& reader) {
  const Bay& bay = reader.model.bay;
  const std::vector<bool> reaches = reaches_open_sea(bay);
  for (std::size_t i = 0; i < reaches.size(); ++i) {
    if (reaches[i]) continue;
    reader.context.found.error(bay.boxes[i].source,
                               fmt::format("box {} has no way to the open sea", in_quotes(bay.boxes[i].id)),
                               "give it an exchange > 0 in bay_exchanges.csv");
  }
}

}  // namespace

void read_bay(CaseReader& reader) {
  if (!reader.bay.is_given) {
    for (const std::string_view name : {"bay_boxes", "bay_exchanges", "bay_inflows"}) {
      const Schema& table = schema(name);
      if (!is_present(reader, table)) continue;
      reader.context.found.error({shown_path(reader.context, file_of(reader, table)), 1, 1},
                                 fmt::format("table '{}' needs a section [bay] in case.toml", file_of(reader, table)),
                                 "add it, or move the file away");
    }
    return;
  }
  bool is_whole = true;
  for (const std::string_view name : {"bay_boxes", "bay_exchanges", "bay_inflows"}) {
    if (is_present(reader, schema(name))) continue;
    is_whole = false;
    reader.context.found.error(reader.bay.place, fmt::format("[bay] needs the table '{}.csv'", name));
  }
  if (!is_whole) return;
  const std::size_t faults = reader.context.found.error_count();
  const BayIds ids = read_boxes(reader);
  read_exchanges(reader, ids);
  read_bay_inflows(reader, ids.all, ids.box);
  if (reader.context.found.error_count() == faults) check_ways_out(reader);
}

}  // namespace bailang
