#include <fmt/format.h>

#include <algorithm>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

/// The area whose rain comes to a plant. Without a coefficient it says nothing.
void read_combined_area(CaseReader& reader, TableReader& table, int row, Plant& plant) {
  plant.combined_area = table.number_or(row, "combined_area_km2", 0.0);
  plant.runoff_coefficient = table.number_or(row, "runoff_coefficient", 0.0);
  if (plant.combined_area > 0.0 && !table.is_filled(row, "runoff_coefficient")) {
    table.error(row, "combined_area_km2",
                fmt::format("{} needs a runoff_coefficient beside it", table.name_of(row, "combined_area_km2")),
                "the share of its rain that runs into the sewers, from 0 to 1");
  }
  const std::vector<Rain>& rain = reader.model.forcings[0].rain;
  const bool rains = std::any_of(rain.begin(), rain.end(), [&](const Rain& entry) {
    return entry.county.empty() || entry.county == plant.county;
  });
  if (plant.combined_area > 0.0 && !rain.empty() && !rains) {
    table.warning(row, "combined_area_km2",
                  fmt::format("the table of rain has no rows for county {} of plant {} and none for every county",
                              in_quotes(plant.county), in_quotes(plant.id)));
  }
}

void read_plants(CaseReader& reader) {
  const auto table = open_table(reader, "plants");
  reader.plants.is_complete = table ? table->is_complete() : !is_present(reader, schema("plants"));
  if (!table) return;
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["plants"]);
  for (int row = 0; row < table->rows(); ++row) {
    Plant plant;
    plant.id = read_id(*table, row, reader.plants);
    plant.name = table->text(row, "name");
    plant.name_zh = table->text(row, "name_zh");
    plant.county = table->text(row, "county");
    plant.standard = table->text(row, "standard");
    plant.capacity = table->number_or(row, "capacity_m3_d", 0.0);
    plant.to = resolve(*table, row, "to", reader.outfalls);
    plant.overflow_to = resolve(*table, row, "overflow_to", reader.outfalls);
    plant.effluent = columns.values(row);
    set_continuity(reader.model.network, plant.effluent, 1.0);
    plant.reuse_fraction = table->number_or(row, "reuse_fraction", 0.0);
    read_combined_area(reader, *table, row, plant);
    plant.synthetic = table->boolean(row, "synthetic", false);
    plant.source = table->place(row);
    reader.model.network.plants.push_back(std::move(plant));
  }
}

/// An outfall or a plant.
void read_target(CaseReader& reader, TableReader& table, int row, Discharger& discharger) {
  const std::string to = table.text(row, "to");
  const int plant = reader.plants.find(to);
  const int outfall = reader.outfalls.find(to);
  discharger.to_kind = plant >= 0 ? TargetKind::plant : TargetKind::outfall;
  discharger.to = plant >= 0 ? plant : outfall;
  if (to.empty()) return;
  if (plant >= 0 && outfall >= 0) {
    table.error(row, "to",
                fmt::format("{}: {} is both a plant and an outfall", table.name_of(row, "to"), in_quotes(to)),
                "give them different ids");
  }
  if (discharger.to >= 0 || !reader.plants.is_complete || !reader.outfalls.is_complete) return;
  std::vector<std::string> targets = reader.plants.ids;
  targets.insert(targets.end(), reader.outfalls.ids.begin(), reader.outfalls.ids.end());
  table.error(row, "to", fmt::format("{}: there is no outfall or plant {}", table.name_of(row, "to"), in_quotes(to)),
              suggestion(reader.context, to, targets));
}

/// A land use of diffuse_shape.csv, whose months the discharger follows.
std::string read_season(CaseReader& reader, TableReader& table, int row) {
  std::string season = table.text(row, "season");
  std::vector<std::string> land_uses;
  for (const DiffuseShape& shape : reader.model.forcings[0].diffuse_shape) land_uses.push_back(shape.land_use);
  const bool is_known = std::find(land_uses.begin(), land_uses.end(), season) != land_uses.end();
  if (!season.empty() && !is_known) {
    table.error(
        row, "season",
        fmt::format("{}: diffuse_shape.csv has no land use {}", table.name_of(row, "season"), in_quotes(season)),
        suggestion(reader.context, season, land_uses));
  }
  return season;
}

void read_dischargers(CaseReader& reader) {
  const auto table = open_table(reader, "dischargers");
  reader.dischargers.is_complete = table ? table->is_complete() : !is_present(reader, schema("dischargers"));
  if (!table) return;
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["dischargers"]);
  for (int row = 0; row < table->rows(); ++row) {
    Discharger discharger;
    discharger.id = read_id(*table, row, reader.dischargers);
    discharger.name = table->text(row, "name");
    discharger.name_zh = table->text(row, "name_zh");
    discharger.sector = table->text(row, "sector");
    discharger.county = table->text(row, "county");
    discharger.flow = table->number_or(row, "flow_m3_d", 0.0);
    table->number(row, "population");
    discharger.season = read_season(reader, *table, row);
    read_target(reader, *table, row, discharger);
    discharger.concentration = columns.values_or_zero(row);
    set_continuity(reader.model.network, discharger.concentration, 1.0);
    discharger.synthetic = table->boolean(row, "synthetic", false);
    discharger.source = table->place(row);
    reader.model.network.dischargers.push_back(std::move(discharger));
  }
  columns.report_missing();
}

void read_catchments(CaseReader& reader) {
  const auto table = open_table(reader, "catchments");
  if (!table) return;
  ConstituentColumns columns(reader, *table, "<constituent>_kg_km2_a", &reader.fractions["catchments"]);
  for (int row = 0; row < table->rows(); ++row) {
    Catchment catchment;
    catchment.reach = resolve(*table, row, "reach", reader.reaches);
    catchment.land_use = table->text(row, "land_use");
    catchment.county = table->text(row, "county");
    catchment.area = table->number_or(row, "area_km2", 0.0);
    catchment.yield = columns.values_or_zero(row);
    catchment.runoff = table->number(row, "runoff_mm_a");
    // Water that runs off carries continuity at 1 g m-3: the yield [g m-2 s-1] is then the runoff [m s-1].
    set_continuity(reader.model.network, catchment.yield, is_given(catchment.runoff) ? catchment.runoff : 0.0);
    catchment.synthetic = table->boolean(row, "synthetic", false);
    catchment.source = table->place(row, "reach");
    reader.model.network.catchments.push_back(std::move(catchment));
  }
  columns.report_missing();
}

}  // namespace

void read_sources(CaseReader& reader) {
  read_plants(reader);
  read_dischargers(reader);
  read_catchments(reader);
}

}  // namespace bailang
