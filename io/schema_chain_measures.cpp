#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

Schema separate_sewers() {
  return measure_kind_schema(
      "measure.separate_sewers", "kind = \"separate_sewers\"",
      "On plants: combined area × (1 − share). The storm water of the rest no longer comes to the plant.",
      {{.name = "share",
        .type = FieldType::number,
        .need = Need::required,
        .range = fraction,
        .description = "of the combined area that still drains to the plant"},
       {.name = "to",
        .fallback = "it is led away beside the river",
        .description = "outfall where the storm water of the separated area leaves"}});
}

Schema expand_plant() {
  return measure_kind_schema("measure.expand_plant", "kind = \"expand_plant\"",
                             "On plants: a greater capacity, so that less overflows untreated.",
                             {{.name = "capacity_m3_d",
                               .type = FieldType::number,
                               .need = Need::required,
                               .unit = unit::m3_d,
                               .range = positive,
                               .description = "new total of each plant, at least what it has"}});
}

Schema reuse() {
  return measure_kind_schema(
      "measure.reuse", "kind = \"reuse\"",
      "On plants: a share of the effluent, water and load, leaves the river. Overflow is not reused.",
      {{.name = "fraction",
        .type = FieldType::number,
        .need = Need::required,
        .range = fraction,
        .description = "of the effluent that still reaches the river (what `reuse_fraction` of plants.csv "
                       "leaves)"}});
}

/// Where a wetland on a reach stands.
std::vector<Field> wetland_place() {
  return {{.name = "reach", .description = "reach whose water passes it, in place of outfalls"},
          {.name = "chainage_m",
           .type = FieldType::number,
           .unit = unit::m,
           .range = not_negative,
           .description = "where on the reach; acts at the grid's face nearest to it. Required with `reach`"},
          {.name = "flow_m3_s",
           .type = FieldType::number,
           .unit = unit::m3_s,
           .range = positive,
           .fallback = "all of the river",
           .description = "with `reach`: takes at most that much; the rest passes by and mixes again"}};
}

std::vector<Field> wetland_keys() {
  std::vector<Field> keys = wetland_place();
  const std::vector<Field> own = {
      {.name = "area_m2",
       .type = FieldType::number,
       .need = Need::required,
       .unit = unit::m2,
       .range = positive,
       .description = "of the wetland; of each, where several outfalls are selected"},
      {.name = "k_<constituent>_m_a",
       .type = FieldType::number,
       .unit = unit::m_a,
       .range = not_negative,
       .fallback = "0",
       .description = "areal rate at 20 °C; of a sum whose parts are simulated: of the parts together"},
      {.name = "background_<constituent>_mg_l",
       .type = FieldType::number,
       .unit = unit::mg_l,
       .range = not_negative,
       .fallback = "0",
       .description = "C*, that no wetland goes below; water of outfalls that carries less stays as it is, a "
                      "river's takes up what the wetland gives"},
      {.name = "theta",
       .type = FieldType::number,
       .range = positive,
       .fallback = "1",
       .description = "of all its rates: k θ^(T − 20) at the water temperature of the reach"},
      {.name = "tanks",
       .type = FieldType::number,
       .range = positive,
       .fallback = "plug flow",
       .description = "P, apparent number of tanks in series; give the P that the rates were found with"}};
  keys.insert(keys.end(), own.begin(), own.end());
  return keys;
}

}  // namespace

std::vector<Schema> chain_measure_schemas() {
  return {separate_sewers(), expand_plant(), reuse(),
          measure_kind_schema(
              "measure.wetland", "kind = \"wetland\"",
              "On outfalls: first-order areal removal before the water reaches the river, C = C* + (C_in − C*) "
              "exp(−k/q) with q = flow over area, or (1 + k/(P q))^−P with `tanks` = P. On a reach, by `reach` and "
              "`chainage_m`: the same of the river's own water, in the ledger's term `reaction_wetland`.",
              wetland_keys())};
}

}  // namespace bailang
