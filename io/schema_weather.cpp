#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

const Field time_column{.name = "time",
                        .type = FieldType::date_time,
                        .description = "this or `month`; neither = always. Later in every row of one place"};
const Field month_column{.name = "month",
                         .type = FieldType::whole,
                         .range = {.low = 1.0, .high = 12.0},
                         .description = "calendar month of every year"};
const Field reach_column{.name = "reach", .fallback = "everywhere", .description = "one reach; wins over its river"};
const Field river_column{.name = "river", .fallback = "everywhere", .description = "all reaches of a river"};

Schema temperature_table() {
  return {.name = "temperature",
          .file = "temperature.csv",
          .row = "row",
          .description =
              "Water temperature; 20 °C where nothing is given. By `month` it steps from month to month, by "
              "`time` it is linear between rows. One of `water_temperature_c` and `air_temperature_c` is "
              "required.",
          .fields = {time_column,
                     month_column,
                     {.name = "water_temperature_c",
                      .type = FieldType::number,
                      .unit = unit::celsius,
                      .range = {.low = -2.0, .high = 45.0},
                      .description = "of the water"},
                     {.name = "air_temperature_c",
                      .type = FieldType::number,
                      .unit = unit::celsius,
                      .range = {.low = -60.0, .high = 60.0},
                      .description = "of the air, from which the water's follows; in its place"},
                     reach_column,
                     river_column}};
}

Schema weather_table() {
  return {.name = "weather",
          .file = "weather.csv",
          .row = "row",
          .description =
              "What the air does to the water. By `month` it steps from month to month, by `time` it is "
              "linear between rows. A column is filled in every row of one place or in none.",
          .fields = {time_column,
                     month_column,
                     reach_column,
                     river_column,
                     {.name = "wind_m_s",
                      .type = FieldType::number,
                      .unit = unit::m_s,
                      .range = {.low = 0.0, .high = 100.0},
                      .fallback = "as in [kinetics]",
                      .description = "10 m above the water"},
                     {.name = "ice_cover",
                      .type = FieldType::number,
                      .range = fraction,
                      .fallback = "as in [kinetics]",
                      .description = "share of the surface under ice"},
                     {.name = "radiation_w_m2",
                      .type = FieldType::number,
                      .unit = unit::w_m2,
                      .range = {.low = 0.0, .high = 1500.0},
                      .fallback = "as in [kinetics]",
                      .description = "short-wave radiation at the surface"},
                     {.name = "salinity_g_kg",
                      .type = FieldType::number,
                      .unit = unit::g_kg,
                      .range = {.low = 0.0, .high = 60.0},
                      .fallback = "as in [kinetics]",
                      .description = "of the water"}}};
}

Schema evaporation_table() {
  return {
      .name = "evaporation",
      .file = "evaporation.csv",
      .row = "row",
      .description =
          "Evaporation from reservoirs. By `month` it steps from month to month, by `time` it is linear "
          "between rows.",
      .fields = {time_column,
                 month_column,
                 {.name = "node", .fallback = "every reservoir without rows of its own", .description = "a reservoir"},
                 {.name = "evaporation_mm_d",
                  .type = FieldType::number,
                  .need = Need::required,
                  .unit = unit::mm_d,
                  .range = {.low = 0.0, .high = 100.0},
                  .description = "water lost from the surface"}}};
}

}  // namespace

std::vector<Schema> weather_schemas() {
  return {temperature_table(), weather_table(), evaporation_table()};
}

}  // namespace bailang
