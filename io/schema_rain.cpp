#include "io/schema_tables.hpp"

namespace bailang {

Schema rain_schema() {
  namespace unit = schema_units;
  return {
      .name = "rain",
      .file = "rain.csv",
      .row = "row",
      .description =
          "Rain on the combined area of plants (`combined_area_km2`, `runoff_coefficient` of plants.csv): with the "
          "plant's sewage it is treated up to the capacity, and what exceeds it leaves by `overflow_to` as mixed as "
          "it came. Rain falls evenly from its row's time to the next row's; the last row lasts as long as the row "
          "before it, a single row to the end of the run. Before the first row and after the last it is dry. Where "
          "catchments.csv counts the runoff of the same streets, leave that area out of one of the two.",
      .fields = {{.name = "time",
                  .type = FieldType::date_time,
                  .need = Need::required,
                  .description = "later in every row "
                                 "of one county"},
                 {.name = "rain_mm",
                  .type = FieldType::number,
                  .need = Need::required,
                  .unit = unit::mm,
                  .range = not_negative,
                  .description = "that falls until the next row"},
                 {.name = "county",
                  .fallback = "every plant whose county has no rows",
                  .description = "rain on the plants of this county"},
                 {.name = "<constituent>_mg_l",
                  .type = FieldType::number,
                  .unit = unit::mg_l,
                  .range = not_negative,
                  .fallback = "0",
                  .description = "in its runoff"}}};
}

}  // namespace bailang
