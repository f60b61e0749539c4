#include <fmt/format.h>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/line_geometry.hpp"
#include "io/time_rows.hpp"

namespace bailang {
namespace {

constexpr double farthest_snap = 5000.0;  ///< [m]; a place further from every reach is worth a warning

void snap_outfall(CaseReader& reader, TableReader& table, int row, Outfall& outfall) {
  const Snapped nearest = snap(reader.model.network, outfall.place);
  if (nearest.reach < 0) {
    table.error(row, "lon",
                fmt::format("{} cannot be snapped: no reach has a course on the map", table.name_of(row, "lon")),
                "give reach and chainage_m, or geometry_wkt in reaches.csv");
    return;
  }
  outfall.reach = nearest.reach;
  outfall.chainage = nearest.chainage;
  if (nearest.distance > farthest_snap) {
    const Reach& reach = reader.model.network.reaches[static_cast<std::size_t>(nearest.reach)];
    table.warning(row, "lon",
                  fmt::format("outfall {} lies {:.1f} km from the nearest reach, {}", in_quotes(outfall.id),
                              nearest.distance / 1000.0, in_quotes(reach.id)));
  }
}

/// By reach and chainage, else by longitude and latitude.
void read_position(CaseReader& reader, TableReader& table, int row, Outfall& outfall) {
  outfall.place = {table.number(row, "lon"), table.number(row, "lat")};
  if (table.is_filled(row, "reach")) {
    outfall.reach = resolve(table, row, "reach", reader.reaches);
    outfall.chainage = read_chainage(reader, table, row, outfall.reach);
    if (!table.is_filled(row, "chainage_m")) {
      table.error(row, "chainage_m",
                  fmt::format("{} is empty; an outfall on a reach needs it", table.name_of(row, "chainage_m")));
    }
  } else if (table.is_filled(row, "lon") && table.is_filled(row, "lat")) {
    if (is_given(outfall.place.lon) && is_given(outfall.place.lat) && reader.reaches.is_complete) {
      snap_outfall(reader, table, row, outfall);
    }
  } else {
    table.error(row, "reach", fmt::format("outfall {} has no place", in_quotes(outfall.id)),
                "give reach and chainage_m, or lon and lat");
  }
}

/// Reads a series once, however many outfalls name it. -1 when it cannot be read.
int read_series(CaseReader& reader, TableReader& table, int row) {
  const std::string name = table.text(row, "series");
  if (name.empty()) return -1;
  std::vector<OutfallSeries>& all = reader.model.forcings.front().outfall_series;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name == name) return static_cast<int>(i);
  }
  all.push_back({name, {}});
  const auto series = TableReader::open(reader.context, schema("outfall_series"), name);
  if (!series) {
    table.error(row, "series",
                fmt::format("{}: the file {} cannot be read", table.name_of(row, "series"), in_quotes(name)));
    return -1;
  }
  ConstituentColumns columns(reader, *series, "<constituent>_mg_l", &reader.fractions["outfalls"]);
  TimeRows rows(reader);
  for (int i = 0; i < series->rows(); ++i) {
    const double flow = series->number_or(i, "flow_m3_d", 0.0);
    std::vector<double> concentration = columns.values_or_zero(i);
    set_continuity(reader.model.network, concentration, 1.0);
    rows.add(*series, i, flow, concentration);
  }
  columns.report_missing();
  if (series->rows() == 0) series->header_error("", "the series has no rows");
  all.back().series = rows.take(*series);
  return static_cast<int>(all.size()) - 1;
}

void read_own_water(CaseReader& reader, TableReader& table, int row, ConstituentColumns& columns, Outfall& outfall) {
  outfall.flow = table.number_or(row, "flow_m3_d", 0.0);
  outfall.series = read_series(reader, table, row);
  const bool has_water = outfall.flow > 0.0 && outfall.series < 0;
  outfall.concentration = has_water ? columns.values_or_zero(row) : columns.values(row);
  for (double& value : outfall.concentration) value = is_given(value) ? value : 0.0;
  outfall.adds_water = table.boolean(row, "adds_water", true);
  set_continuity(reader.model.network, outfall.concentration, outfall.adds_water ? 1.0 : 0.0);
}

}  // namespace

void read_outfalls(CaseReader& reader) {
  reader.model.forcings.emplace_back();
  const auto table = open_table(reader, "outfalls");
  reader.outfalls.is_complete = table ? table->is_complete() : !is_present(reader, schema("outfalls"));
  if (!table) return;
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["outfalls"]);
  for (int row = 0; row < table->rows(); ++row) {
    Outfall outfall;
    outfall.id = read_id(*table, row, reader.outfalls);
    outfall.name = table->text(row, "name");
    outfall.name_zh = table->text(row, "name_zh");
    outfall.kind = table->text(row, "kind");
    outfall.county = table->text(row, "county");
    outfall.status = table->text(row, "status");
    read_position(reader, *table, row, outfall);
    read_own_water(reader, *table, row, columns, outfall);
    outfall.synthetic = table->boolean(row, "synthetic", false);
    outfall.source = table->place(row);
    reader.model.network.outfalls.push_back(std::move(outfall));
  }
  columns.report_missing();
}

}  // namespace bailang
