#include <algorithm>

#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

const Field concentration{.name = "<constituent>_mg_l",
                          .type = FieldType::number,
                          .unit = unit::mg_l,
                          .range = not_negative,
                          .description =
                              "cap; on a sum whose parts are simulated it cuts all parts by the same "
                              "ratio, whatever the water holds of each"};

std::vector<Field> common_keys() {
  return {{.name = "id", .need = Need::required, .description = "unique"},
          {.name = "title", .fallback = "the id", .description = "for people"},
          {.name = "kind",
           .type = FieldType::choice,
           .need = Need::required,
           .choices = {"reduce_diffuse", "connect", "separate_sewers", "expand_plant", "upgrade_plant", "reuse",
                       "merge", "standardise", "wetland", "close", "ecological_flow", "divert", "dredge", "aerate"},
           .description = "what it does; the sections below hold each kind's own keys"},
          {.name = "select",
           .type = FieldType::section,
           .fallback = "\"all\"",
           .description = "`\"all\"`, or a table whose keys must all hold, each a text or a list of texts: "
                          "`{ id, reach, river, county, kind, status, sector, standard, land_use }`, as far as the "
                          "table that the kind acts on has them"},
          {.name = "from", .type = FieldType::date_time, .fallback = "the start", .description = "acts from then"},
          {.name = "ramp",
           .type = FieldType::duration,
           .unit = {"s"},
           .range = not_negative,
           .fallback = "0 s",
           .description = "time over which the effect grows to full"},
          {.name = "capital_cost",
           .type = FieldType::number,
           .unit = unit::currency,
           .range = not_negative,
           .fallback = "0",
           .description = "once"},
          {.name = "annual_cost",
           .type = FieldType::number,
           .unit = unit::currency_a,
           .range = not_negative,
           .fallback = "0",
           .description = "every year"},
          {.name = "lifetime_years",
           .type = FieldType::number,
           .unit = unit::years,
           .range = positive,
           .description = "over which the capital is written off"},
          {.name = "note", .description = "free text"},
          {.name = "source",
           .type = FieldType::section,
           .description = "where the values come from (for "
                          "`ecological_flow`: see there)"}};
}

std::vector<Schema> applied_kinds() {
  const Field share{.name = "share",
                    .type = FieldType::number,
                    .range = fraction,
                    .fallback = "1",
                    .description = "share of water and load that goes there"};
  return {
      measure_kind_schema("measure.reduce_diffuse", "kind = \"reduce_diffuse\"",
                          "On catchments: load × (1 − fraction).",
                          {{.name = "land_use",
                            .type = FieldType::texts,
                            .fallback = "all",
                            .description = "one land use or a list of them"},
                           {.name = "fraction",
                            .type = FieldType::number,
                            .range = fraction,
                            .fallback = "0",
                            .description = "of every constituent's load"},
                           {.name = "fraction_<constituent>",
                            .type = FieldType::number,
                            .range = fraction,
                            .fallback = "`fraction`",
                            .description = "of this constituent's load"}}),
      measure_kind_schema("measure.connect", "kind = \"connect\"",
                          "On dischargers: that share of water and load goes to a plant.",
                          {{.name = "to", .need = Need::required, .description = "plant"}, share}),
      measure_kind_schema(
          "measure.upgrade_plant", "kind = \"upgrade_plant\"",
          "On plants: effluent = the lower of present and new. One of the two is given; a concentration wins over the "
          "standard's.",
          {{.name = "standard", .description = "level of the effluent standards, see the end of this page"},
           concentration}),
      measure_kind_schema("measure.merge", "kind = \"merge\"",
                          "On outfalls: their water and load leave at another outfall.",
                          {{.name = "into", .need = Need::required, .description = "outfall"}}),
      measure_kind_schema("measure.standardise", "kind = \"standardise\"", "On outfalls: concentration capped, or cut.",
                          {concentration,
                           {.name = "removal_<constituent>",
                            .type = FieldType::number,
                            .range = fraction,
                            .fallback = "0",
                            .description = "share that is removed"}}),
      measure_kind_schema("measure.close", "kind = \"close\"",
                          "On outfalls: water and load stop, or go to another outfall.",
                          {{.name = "reroute_to", .fallback = "they stop", .description = "outfall"}}),
      measure_kind_schema(
          "measure.ecological_flow", "kind = \"ecological_flow\"",
          "On reaches or reservoirs, by `reach`, `reservoir` or `select`: the flow is kept at least at a value.",
          {{.name = "reach", .description = "reach whose upstream end is topped up"},
           {.name = "reservoir", .description = "reservoir (its node) that releases at least the flow"},
           {.name = "flow_m3_s",
            .type = FieldType::numbers,
            .need = Need::required,
            .unit = unit::m3_s,
            .range = not_negative,
            .description = "one value, or 12, one a calendar month"},
           {.name = "source",
            .fallback = "water from outside",
            .description = "reservoir (its node) that gives the water"},
           {.name = "<constituent>_mg_l",
            .type = FieldType::number,
            .unit = unit::mg_l,
            .range = not_negative,
            .fallback = "0",
            .description = "in water from outside"}})};
}

}  // namespace

Schema measure_kind_schema(std::string_view name, std::string_view heading, std::string_view description,
                           std::vector<Field> keys) {
  return {.name = name,
          .file = "measures.toml",
          .heading = heading,
          .row = "measure",
          .description = description,
          .fields = std::move(keys)};
}

std::vector<Schema> measure_schemas() {
  std::vector<Schema> schemas = {{.name = "measures",
                                  .file = "measures.toml",
                                  .heading = "[[measure]]",
                                  .row = "measure",
                                  .description =
                                      "Interventions. They are applied in the order in which the kinds stand "
                                      "below, whatever the order in the file.",
                                  .fields = common_keys()}};
  for (const auto& part : {applied_kinds(), chain_measure_schemas(), river_measure_schemas()}) {
    schemas.insert(schemas.end(), part.begin(), part.end());
  }
  const std::vector<std::string_view> order = schemas.front().fields[2].choices;  // of `kind`
  const auto place = [&](const Schema& of) {
    return std::find(order.begin(), order.end(), of.name.substr(of.name.find('.') + 1)) - order.begin();
  };
  std::stable_sort(schemas.begin() + 1, schemas.end(),
                   [&](const Schema& a, const Schema& b) { return place(a) < place(b); });
  return schemas;
}

}  // namespace bailang
