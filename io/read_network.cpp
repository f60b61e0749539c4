#include <fmt/format.h>

#include "io/case_reader.hpp"
#include "io/field_value.hpp"
#include "io/line_geometry.hpp"

namespace bailang {
namespace {

constexpr double most_cells = 1.0e6;  ///< of one reach; more is a slip of a unit

void read_nodes(CaseReader& reader) {
  const auto table = open_table(reader, "nodes");
  reader.nodes.is_complete = table != nullptr && table->is_complete();
  for (int row = 0; table && row < table->rows(); ++row) {
    Node node;
    node.id = read_id(*table, row, reader.nodes);
    const int kind = table->choice(row, "kind");
    node.kind = kind < 0 ? NodeKind::junction : static_cast<NodeKind>(kind);
    node.name = table->text(row, "name");
    node.name_zh = table->text(row, "name_zh");
    node.place = {table->number(row, "lon"), table->number(row, "lat")};
    node.bed_elevation = table->number(row, "bed_elevation_m");
    node.source = table->place(row);
    reader.model.network.nodes.push_back(std::move(node));
  }
}

/// A river of one depth needs a slope; where levels are solved the bed may lie flat or rise.
double read_slope(CaseReader& reader, TableReader& table, int row) {
  const double slope = table.number(row, "bed_slope");
  if (!is_given(slope)) return 0.0;
  if (slope <= 0.0 && !solves_levels(reader.model.settings.flow)) {
    table.error(row, "bed_slope", fmt::format("{} must be > 0, but is {}", table.name_of(row, "bed_slope"), slope));
  }
  return slope;
}

/// The transient storage zone.
void read_storage(CaseReader& reader, TableReader& table, int row, Reach& reach) {
  reach.storage_area = table.number_or(row, "storage_area_m2", 0.0);
  reach.storage_exchange = table.number_or(row, "storage_exchange_per_s", 0.0);
  reach.storage_decay_20 = read_decay(reader, table, row, "storage_k_<constituent>_per_day");
  if (reach.storage_exchange > 0.0 && !(reach.storage_area > 0.0)) {
    table.error(row, "storage_exchange_per_s",
                fmt::format("{} is {}, but storage_area_m2 gives no storage zone",
                            table.name_of(row, "storage_exchange_per_s"), reach.storage_exchange));
  }
}

void read_hydraulics(CaseReader& reader, TableReader& table, int row, Reach& reach) {
  reach.length = table.number_or(row, "length_m", 0.0);
  reach.bed_slope = read_slope(reader, table, row);
  reach.bottom_width = table.number_or(row, "bottom_width_m", 0.0);
  reach.side_slope = table.number_or(row, "side_slope", 0.0);
  reach.manning_n = table.number_or(row, "manning_n", 0.0);
  reach.dispersion = table.number(row, "dispersion_m2_s");
  reach.split = table.number(row, "split");
  reach.prescribed_area = table.number(row, "flow_area_m2");
  reach.prescribed_flow = table.number(row, "flow_m3_s");
  if (reach.length / reader.model.settings.cell_length > most_cells) {
    table.error(
        row, "length_m",
        fmt::format("{} is {} m: with [grid] cell_length_m = {} it makes more than {} cells",
                    table.name_of(row, "length_m"), reach.length, reader.model.settings.cell_length, most_cells));
  }
  const bool needs_area = reader.model.settings.flow == FlowMode::prescribed;
  if (needs_area && table.has_column("flow_area_m2") && !table.is_filled(row, "flow_area_m2")) {
    table.error(row, "flow_area_m2",
                fmt::format("{} is empty; flow mode 'prescribed' needs it", table.name_of(row, "flow_area_m2")));
  }
}

std::vector<Point> read_geometry(TableReader& table, int row) {
  const std::string text = table.text(row, "geometry_wkt");
  if (text.empty()) return {};
  const auto points = parse_linestring(text);
  if (!points) {
    table.error(row, "geometry_wkt",
                fmt::format("{} must be a LINESTRING of longitude and latitude, but is {}",
                            table.name_of(row, "geometry_wkt"), in_quotes(text)),
                "LINESTRING (118.80 35.98, 118.86 35.95)");
  }
  return points.value_or(std::vector<Point>{});
}

void read_reaches(CaseReader& reader) {
  const auto table = open_table(reader, "reaches");
  reader.reaches.is_complete = table != nullptr && table->is_complete();
  if (!table) return;
  if (reader.model.settings.flow == FlowMode::prescribed && !table->has_column("flow_area_m2")) {
    table->header_error("", "column 'flow_area_m2' is missing; flow mode 'prescribed' needs it");
  }
  for (int row = 0; row < table->rows(); ++row) {
    Reach reach;
    reach.id = read_id(*table, row, reader.reaches);
    reach.river = table->text(row, "river");
    reach.name = table->text(row, "name");
    reach.name_zh = table->text(row, "name_zh");
    reach.county = table->text(row, "county");
    reach.from_node = resolve(*table, row, "from_node", reader.nodes);
    reach.to_node = resolve(*table, row, "to_node", reader.nodes);
    read_hydraulics(reader, *table, row, reach);
    reach.decay_20 = read_decay(reader, *table, row, "k_<constituent>_per_day");
    read_storage(reader, *table, row, reach);
    reach.geometry = read_geometry(*table, row);
    reach.source = table->place(row);
    reader.model.network.reaches.push_back(std::move(reach));
  }
}

}  // namespace

void read_network(CaseReader& reader) {
  read_nodes(reader);
  read_reaches(reader);
}

}  // namespace bailang
