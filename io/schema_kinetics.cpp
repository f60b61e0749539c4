#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

Field choice_of(std::string_view name, std::string_view fallback, std::vector<std::string_view> choices,
                std::string_view description) {
  return {.name = name,
          .type = FieldType::choice,
          .fallback = fallback,
          .choices = std::move(choices),
          .description = description};
}

}  // namespace

Schema kinetics_section() {
  return {
      .name = "kinetics",
      .file = "case.toml",
      .heading = "[kinetics]",
      .description = "How constituents change in the water. Both sets have first-order decay, dc/dt = −k θ^(T−20) c.",
      .fields = {choice_of("set", "first_order", {"first_order", "n_cod_do"},
                           "first-order decay alone, or the full set of nitrogen, oxygen demand and oxygen"),
                 {.name = "k_<constituent>_per_day",
                  .type = FieldType::number,
                  .unit = unit::per_day,
                  .range = not_negative,
                  .fallback = "0",
                  .description = "first-order loss at 20 °C"},
                 {.name = "theta_<constituent>",
                  .type = FieldType::number,
                  .range = {.low = 0.9, .high = 1.3},
                  .fallback = "1.047",
                  .description = "temperature factor θ of the first-order loss"}}};
}

Schema process_section() {
  return {
      .name = "process",
      .file = "case.toml",
      .heading = "[[process]]",
      .description =
          "A process of your own: constituents change by stoichiometry × rate. It stands in the ledger as "
          "`reaction_<id>`, like a built-in one.",
      .fields = {
          {.name = "id", .need = Need::required, .description = "unique; letters, digits and `_`"},
          {.name = "title", .fallback = "the id", .description = "for people"},
          {.name = "rate",
           .need = Need::required,
           .description = "expression such as `\"vmax * nh4_n / (K + nh4_n)\"`; the names that it may use stand below"},
          choice_of("rate_unit", "mg/l/d", {"mg/l/d", "g/m2/d"},
                    "of the rate; `g/m2/d` is of the bed and divided by depth"),
          {.name = "theta",
           .type = FieldType::number,
           .range = {.low = 0.9, .high = 1.3},
           .fallback = "1",
           .description = "temperature factor of the rate"},
          {.name = "parameters",
           .type = FieldType::section,
           .fallback = "none",
           .description = "`{ vmax = \"2 mg/l/d\", K = \"1.5 mg/l\" }`: a number and its unit as text, or a number "
                          "alone without a dimension"},
          {.name = "stoichiometry",
           .type = FieldType::section,
           .need = Need::required,
           .description = "`{ nh4_n = -1, no3_n = 1, do = -4.57 }`: grams a gram of rate, negative = consumed"}}};
}

std::vector<Schema> kinetics_schemas() {
  return {};
}

}  // namespace bailang
