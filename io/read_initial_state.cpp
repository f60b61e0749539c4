#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

/// Node or reach of a row; false, with an error, where it names none, both or a node without a volume.
bool read_place(CaseReader& reader, TableReader& table, int row, InitialPoint& point) {
  const bool at_node = table.is_filled(row, "node"), on_reach = table.is_filled(row, "reach");
  if (at_node == on_reach) {
    table.error(row, "node", "one of node and reach must be filled", "node for a reservoir, reach and chainage_m else");
    return false;
  }
  if (on_reach) {
    point.reach = resolve(table, row, "reach", reader.reaches);
    if (point.reach >= 0 && table.is_filled(row, "chainage_m")) {
      point.chainage = read_chainage(reader, table, row, point.reach);
    }
    return point.reach >= 0;
  }
  point.node = resolve(table, row, "node", reader.nodes);
  if (point.node < 0) return false;
  const Node& node = reader.model.network.nodes[static_cast<std::size_t>(point.node)];
  if (node.kind == NodeKind::reservoir) return true;
  table.error(row, "node", fmt::format("node {} is no reservoir and holds no water", in_quotes(node.id)),
              "give a reach and a chainage");
  return false;
}

void read_level(const CaseReader& reader, TableReader& table, int row, InitialPoint& point) {
  point.level = table.number(row, "level_m");
  if (!table.is_filled(row, "level_m")) return;
  if (point.node >= 0) {
    table.error(row, "level_m", "a reservoir takes no level_m: its volume at the start stands in reservoirs.csv");
  } else if (!solves_levels(reader.model.settings.flow)) {
    table.error(row, "level_m",
                "level_m has no meaning in this flow mode: levels are solved in 'diffusive' and 'dynamic' only",
                "leave the column empty, or choose one of these modes");
  }
}

/// A quantity that begins as the program says has no column to be read from.
void drop_program_values(const Network& network, std::vector<double>& values) {
  for (std::size_t c = 0; c < values.size(); ++c) {
    if (is_set_by_program(network.constituents[c])) values[c] = missing;
  }
}

bool stands_before(const InitialPoint& a, const InitialPoint& b) {
  return std::tie(a.reach, a.node, a.chainage) < std::tie(b.reach, b.node, b.chainage);
}

}  // namespace

void read_initial_state(CaseReader& reader) {
  const auto table = open_table(reader, "initial_state");
  if (!table) return;
  Settings& settings = reader.model.settings;
  if (!settings.initial_from.empty()) {
    table->header_error(
        "node", "initial_state.csv and 'from' in [initial] stand together; one of them says how the run starts");
  }
  if (settings.time.solve == SolveMode::steady) {
    table->header_warning("node", "initial_state.csv has no meaning in a steady run");
  }
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["initial_state"]);
  std::map<std::tuple<int, int, double>, SourcePlace> places;
  for (int row = 0; row < table->rows(); ++row) {
    InitialPoint point;
    if (!read_place(reader, *table, row, point)) continue;
    read_level(reader, *table, row, point);
    point.concentration = columns.values(row);
    drop_program_values(reader.model.network, point.concentration);
    const auto [first, is_new] = places.try_emplace({point.node, point.reach, point.chainage}, table->place(row));
    if (!is_new) {
      table->error(row, "chainage_m", "this place stands twice; for a step give two points close to each other",
                   fmt::format("first at {}:{}:{}", first->second.file, first->second.line, first->second.column));
    }
    settings.initial_points.push_back(std::move(point));
  }
  std::sort(settings.initial_points.begin(), settings.initial_points.end(), stands_before);
}

}  // namespace bailang
