#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

const Field lon_column{.name = "lon",
                       .type = FieldType::number,
                       .unit = unit::degrees,
                       .range = {.low = -180.0, .high = 180.0},
                       .description = "longitude, WGS 84"};
const Field lat_column{.name = "lat",
                       .type = FieldType::number,
                       .unit = unit::degrees,
                       .range = {.low = -90.0, .high = 90.0},
                       .description = "latitude, WGS 84"};

Field concentration(std::string_view fallback, std::string_view description) {
  return {.name = "<constituent>_mg_l",
          .type = FieldType::number,
          .unit = unit::mg_l,
          .range = not_negative,
          .fallback = fallback,
          .description = description};
}

Schema inflows_table() {
  return {.name = "inflows",
          .file = "inflows.csv",
          .row = "inflow",
          .description =
              "Water that enters at a node or along a reach. Rows of one node or reach are a time series; "
              "before the first and after the last row the nearest holds. `forcing.nc` serves instead, see "
              "below.",
          .fields = {{.name = "node", .description = "node where it enters; this or `reach` is filled"},
                     {.name = "reach", .description = "reach along which it enters, spread evenly"},
                     {.name = "time",
                      .type = FieldType::date_time,
                      .fallback = "always",
                      .description = "later in every row of one node or reach"},
                     {.name = "month",
                      .type = FieldType::whole,
                      .range = {.low = 1.0, .high = 12.0},
                      .description = "instead of `time`: calendar month of every year, each holds until the next"},
                     {.name = "flow_m3_s",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m3_s,
                      .range = not_negative,
                      .description = "total"},
                     concentration("0, with a warning", "in this water"),
                     {.name = "temperature_c",
                      .type = FieldType::number,
                      .unit = unit::celsius,
                      .description = "not used in this version: temperature.csv gives the water's temperature"}}};
}

Schema dischargers_table() {
  return {.name = "dischargers",
          .file = "dischargers.csv",
          .row = "discharger",
          .description = "Where waste water comes from.",
          .fields = {{.name = "id", .need = Need::required, .description = "unique"},
                     {.name = "name", .need = Need::column, .description = "for people"},
                     {.name = "sector", .need = Need::column, .description = "free text: urban, industry …"},
                     {.name = "county", .need = Need::column, .description = "county it lies in"},
                     {.name = "flow_m3_d",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m3_d,
                      .range = not_negative,
                      .description = "yearly mean"},
                     {.name = "to", .need = Need::required, .description = "id of the outfall or plant it feeds"},
                     concentration("0, with a warning", "raw"),
                     {.name = "permit", .description = "number of its permit"},
                     {.name = "population",
                      .type = FieldType::number,
                      .range = not_negative,
                      .description = "people it stands for"},
                     {.name = "season",
                      .fallback = "even over the year",
                      .description = "land use of diffuse_shape.csv whose months its water and load follow"}}};
}

Schema plants_table() {
  return {.name = "plants",
          .file = "plants.csv",
          .row = "plant",
          .description = "Waste-water treatment plants.",
          .fields = {{.name = "id", .need = Need::required, .description = "unique"},
                     {.name = "name", .need = Need::column, .description = "for people"},
                     {.name = "county", .need = Need::column, .description = "county it lies in"},
                     {.name = "capacity_m3_d",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m3_d,
                      .range = not_negative,
                      .description = "what flows in beyond it leaves untreated; 0 = any amount is treated"},
                     {.name = "to", .need = Need::required, .description = "outfall of the treated water"},
                     concentration("passes untreated",
                                   "in the effluent: never more than came, but nitrate, nitrite and phosphate, which "
                                   "treatment makes, up to the nitrogen or phosphorus that came, and oxygen"),
                     {.name = "overflow_to", .fallback = "as `to`", .description = "outfall of the untreated water"},
                     {.name = "reuse_fraction",
                      .type = FieldType::number,
                      .range = fraction,
                      .fallback = "0",
                      .description = "share of the effluent, water and load, that does not reach the river"},
                     {.name = "standard", .description = "discharge standard, for selections"},
                     {.name = "combined_area_km2",
                      .type = FieldType::number,
                      .unit = unit::km2,
                      .range = not_negative,
                      .description = "area whose rain runs into the plant's sewers, see `rain.csv`"},
                     {.name = "runoff_coefficient",
                      .type = FieldType::number,
                      .range = fraction,
                      .description = "share of that rain that comes to the plant; needed with `combined_area_km2`"}}};
}

std::vector<Field> outfall_columns() {
  return {{.name = "id", .need = Need::required, .description = "unique"},
          {.name = "name", .need = Need::column, .description = "for people"},
          {.name = "kind", .need = Need::column, .description = "free text: plant, industry, storm …"},
          {.name = "reach", .description = "reach it discharges into; this and `chainage_m`, or `lon` and `lat`"},
          {.name = "chainage_m",
           .type = FieldType::number,
           .unit = unit::m,
           .range = not_negative,
           .description = "from the reach's upstream end"},
          lon_column,
          lat_column,
          {.name = "county", .description = "county it lies in"},
          {.name = "status", .description = "free text"},
          {.name = "flow_m3_d",
           .type = FieldType::number,
           .unit = unit::m3_d,
           .range = not_negative,
           .fallback = "0",
           .description = "own water, where no discharger is known; adds to what dischargers and plants send"},
          concentration("0, with a warning where it has water of its own", "in its own water"),
          {.name = "adds_water",
           .type = FieldType::boolean,
           .fallback = "true",
           .description = "false: its own load counts, its water is part of the catchment's runoff already"},
          {.name = "series",
           .description = "file with its own water over time (see below), in place of `flow_m3_d` "
                          "and `…_mg_l`"}};
}

Schema series_table() {
  return {
      .name = "outfall_series",
      .file = "named in outfalls.csv",
      .row = "row",
      .description = "An outfall's own water over time. `[flow] interpolation` says what holds between rows.",
      .fields = {
          {.name = "time", .type = FieldType::date_time, .need = Need::required, .description = "later in every row"},
          {.name = "flow_m3_d",
           .type = FieldType::number,
           .need = Need::required,
           .unit = unit::m3_d,
           .range = not_negative,
           .description = "own water"},
          concentration("0, with a warning", "in it")}};
}

Schema catchments_table() {
  return {.name = "catchments",
          .file = "catchments.csv",
          .row = "catchment",
          .description = "Diffuse loads, spread evenly along a reach.",
          .fields = {{.name = "reach", .need = Need::required, .description = "reach that receives it"},
                     {.name = "land_use", .need = Need::required, .description = "free text"},
                     {.name = "area_km2",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::km2,
                      .range = not_negative,
                      .description = "of this land use"},
                     {.name = "<constituent>_kg_km2_a",
                      .type = FieldType::number,
                      .unit = unit::kg_km2_a,
                      .range = not_negative,
                      .fallback = "0, with a warning",
                      .description = "yearly load that reaches the river"},
                     {.name = "runoff_mm_a",
                      .type = FieldType::number,
                      .unit = unit::mm_a,
                      .range = not_negative,
                      .fallback = "load alone",
                      .description = "the water that carries it"},
                     {.name = "county", .description = "county it lies in"}}};
}

}  // namespace

std::vector<Schema> source_schemas() {
  return {
      inflows_table(),
      dischargers_table(),
      plants_table(),
      rain_schema(),
      {.name = "outfalls",
       .file = "outfalls.csv",
       .row = "outfall",
       .description = "Where effluent enters the river.",
       .fields = outfall_columns()},
      series_table(),
      catchments_table(),
      {.name = "diffuse_shape",
       .file = "diffuse_shape.csv",
       .row = "row",
       .description = "Spreads diffuse loads and their water over the year: 12 rows a land use, whose shares sum to "
                      "1. A land use without rows is even over the year.",
       .fields = {{.name = "month",
                   .type = FieldType::whole,
                   .need = Need::required,
                   .range = {.low = 1.0, .high = 12.0},
                   .description = "calendar month"},
                  {.name = "land_use", .need = Need::required, .description = "as in catchments.csv"},
                  {.name = "share",
                   .type = FieldType::number,
                   .need = Need::required,
                   .range = fraction,
                   .description = "of the year's load"}}}};
}

}  // namespace bailang
