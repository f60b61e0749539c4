#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

Schema divert_schema() {
  return measure_kind_schema(
      "measure.divert", "kind = \"divert\"",
      "On a reach, by `reach` or a `select` that picks just one: water of the river, with all that is in it, goes "
      "elsewhere. It takes a `flow_m3_s` or a `share`, never more than there is. Withdrawals come first; several that "
      "take at one "
      "place take in the order of the file. What stays in the network cancels in the ledger's term `diversion`.",
      {{.name = "reach", .description = "reach that the water is taken from"},
       {.name = "chainage_m",
        .type = FieldType::number,
        .unit = unit::m,
        .range = not_negative,
        .fallback = "0",
        .description = "where it is taken, from the reach's upstream end"},
       {.name = "to",
        .need = Need::required,
        .description = "reach or node (no outlet) that gets the water, a reach where both have the id; `\"outside\"` "
                       "takes it out of the network"},
       {.name = "to_chainage_m",
        .type = FieldType::number,
        .unit = unit::m,
        .range = not_negative,
        .fallback = "0",
        .description = "where on the reach `to` it enters"},
       {.name = "flow_m3_s",
        .type = FieldType::numbers,
        .unit = unit::m3_s,
        .range = not_negative,
        .description = "one value, or 12, one a calendar month"},
       {.name = "share",
        .type = FieldType::number,
        .range = fraction,
        .description = "share of the river's flow there"},
       {.name = "kept_flow_m3_s",
        .type = FieldType::number,
        .unit = unit::m3_s,
        .range = not_negative,
        .fallback = "0",
        .description = "flow that stays in the river at least"}});
}

Schema dredge_schema() {
  return measure_kind_schema(
      "measure.dredge", "kind = \"dredge\"",
      "On reaches, by `reach` or `select`: what the bed releases and breathes × (1 − fraction), that is the "
      "processes `sod`, `nh4_release` and `po4_release` of the set `n_cod_do`. Settling, denitrification in the "
      "bed and processes of your own stay as they are.",
      {{.name = "reach", .description = "reach that is dredged"},
       {.name = "fraction",
        .type = FieldType::number,
        .need = Need::required,
        .range = {.low = 0.0, .high = 1.0, .above_low = true},
        .description = "part that is gone"}});
}

Schema aerate_schema() {
  return measure_kind_schema(
      "measure.aerate", "kind = \"aerate\"",
      "On reaches, by `reach` or `select`, where `do` is simulated: oxygen is given, evenly along the reaches "
      "together, or reaeration is made faster. One of the two.",
      {{.name = "reach", .description = "reach that is aerated"},
       {.name = "oxygen_kg_d",
        .type = FieldType::number,
        .unit = unit::kg_d,
        .range = positive,
        .description = "oxygen that dissolves; the ledger's term `reaction_aeration`"},
       {.name = "added_reaeration_per_day",
        .type = FieldType::number,
        .unit = unit::per_day,
        .range = positive,
        .description = "added to the reaeration rate at 20 °C, with its temperature factor; part of the "
                       "ledger's term `reaction_reaeration`"}});
}

}  // namespace

std::vector<Schema> river_measure_schemas() {
  return {divert_schema(), dredge_schema(), aerate_schema()};
}

}  // namespace bailang
