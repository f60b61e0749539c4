#include <fmt/format.h>

#include <deque>

#include "io/schema_tables.hpp"
#include "solver/kinetics/parameters.hpp"

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

/// Text that lives as long as the program.
std::string_view kept(std::string text) {
  static std::deque<std::string> texts;
  return texts.emplace_back(std::move(text));
}

/// A parameter of the set n_cod_do as a key.
Field key_of(const KineticParameter& parameter) {
  const bool has_unit = parameter.unit != "-";
  return {.name = parameter.name,
          .type = FieldType::number,
          .unit = {has_unit ? parameter.unit : std::string_view{}, nullptr, parameter.to_si},
          .range = {.low = parameter.low, .high = parameter.high},
          .fallback = kept(fmt::format("{}", parameter.fallback)),
          .description = kept(fmt::format("{}{} [{}]", parameter.description,
                                          parameter.by_place ? "" : "; the same in the whole case", parameter.source))};
}

std::vector<Field> choice_keys() {
  return {choice_of("reaeration", "covar",
                    {"covar", "oconnor_dobbins", "churchill", "owens_gibbs", "tsivoglou_neal", "thackston_dawson",
                     "usgs_pool_riffle", "usgs_channel_control", "langbein_durum", "given"},
                    "set n_cod_do: formula for reaeration by the stream; `given` takes `k_reaeration_per_day`"),
          choice_of("wind_reaeration", "none", {"none", "banks_herrera", "wanninkhof"},
                    "set n_cod_do: formula for reaeration by the wind, which adds to the stream's"),
          choice_of("oxygen_limitation", "exponential", {"exponential", "half_saturation", "second_order"},
                    "set n_cod_do: how oxygen limits what consumes it: 1 − exp(−c/K), c/(K + c), c²/(K + c²)")};
}

}  // namespace

std::vector<Field> kinetic_parameter_fields() {
  std::vector<Field> fields;
  for (const KineticParameter& parameter : kinetic_parameters()) fields.push_back(key_of(parameter));
  return fields;
}

Schema kinetics_section() {
  Schema section{.name = "kinetics",
                 .file = "case.toml",
                 .heading = "[kinetics]",
                 .description =
                     "How constituents change in the water. Both sets have first-order decay, dc/dt = −k θ^(T−20) c. "
                     "The keys below `oxygen_limitation` are parameters of the set `n_cod_do`, each with the source of "
                     "its default; kinetics.csv gives them by place.",
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
  for (const auto& part : {choice_keys(), kinetic_parameter_fields()}) {
    section.fields.insert(section.fields.end(), part.begin(), part.end());
  }
  return section;
}

Schema process_section() {
  return {
      .name = "process",
      .file = "case.toml",
      .heading = "[[process]]",
      .description =
          "A process of your own, with either set: constituents change by stoichiometry × rate. It stands in "
          "the ledger as `reaction_<id>`, like a built-in one.",
      .fields = {
          {.name = "id", .need = Need::required, .description = "unique; letters, digits and `_`, a letter first"},
          {.name = "title", .fallback = "the id", .description = "for people"},
          {.name = "rate",
           .need = Need::required,
           .description = "expression such as `\"vmax * nh4_n / (K + nh4_n)\"`; what it may hold stands below"},
          choice_of("rate_unit", "mg/l/d", {"mg/l/d", "g/m2/d"}, "of the rate; `g/m2/d` is of the bed: over the depth"),
          {.name = "theta",
           .type = FieldType::number,
           .range = {.low = 0.9, .high = 1.3},
           .fallback = "1",
           .description = "temperature factor of the rate"},
          {.name = "parameters",
           .type = FieldType::section,
           .fallback = "none",
           .description =
               "`{ vmax = \"2 mg/l/d\", K = \"1.5 mg/l\" }`: a number and its unit as text, or a number alone "
               "where it has no dimension"},
          {.name = "stoichiometry",
           .type = FieldType::section,
           .need = Need::required,
           .description = "`{ nh4_n = -1, no3_n = 1, do = -4.57 }`: grams per gram of rate, negative = consumed"}}};
}

std::vector<Schema> kinetics_schemas() {
  return {{.name = "kinetics_by_place",
           .file = "kinetics.csv",
           .row = "row",
           .description = "Parameters of the set `n_cod_do` where they differ from [kinetics]: in a reach, all reaches "
                          "of a river, or a reservoir. A later row wins.",
           .fields = {{.name = "reach", .description = "one reach; a row fills one of this, `river` and `node`"},
                      {.name = "river", .description = "all reaches of a river"},
                      {.name = "node", .description = "a reservoir's node"},
                      {.name = "parameter", .need = Need::required, .description = "a key of [kinetics]"},
                      {.name = "value",
                       .type = FieldType::number,
                       .need = Need::required,
                       .description = "in the parameter's unit and range"}}}};
}

}  // namespace bailang
