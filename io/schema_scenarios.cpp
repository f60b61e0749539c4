#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

const Field factor_on_inflows{.name = "flow_factor",
                              .type = FieldType::number,
                              .range = not_negative,
                              .fallback = "1",
                              .description = "factor on every inflow"};
const Field factor_on_land{.name = "diffuse_factor",
                           .type = FieldType::number,
                           .range = not_negative,
                           .fallback = "1",
                           .description =
                               "factor on what follows the rain: load and runoff of catchments, and of "
                               "dischargers with a `season`"};
const Field warming{.name = "temperature_offset_c",
                    .type = FieldType::number,
                    .unit = unit::kelvin,
                    .range = {.low = -30.0, .high = 30.0},
                    .fallback = "0",
                    .description = "added to the water temperature"};
const Field own_inflows{.name = "inflows", .fallback = "the case's", .description = "another file of inflows"};
const Field own_rain{.name = "rain", .fallback = "the case's", .description = "another table of rain"};
const Field title{.name = "title", .fallback = "the id", .description = "for people"};

/// The three quantities that a Latin hypercube may draw.
Field drawn(const Field& quantity, std::string_view fallback, std::string_view description) {
  return {.name = quantity.name,
          .type = FieldType::numbers,
          .unit = quantity.unit,
          .range = quantity.range,
          .fallback = fallback,
          .description = description};
}

Schema year_schema() {
  return {.name = "years",
          .file = "scenarios.toml",
          .heading = "[[year]]",
          .row = "year",
          .description =
              "A year's water (mean, dry, wet …) that scenarios and sweeps name, so that it is an axis of its "
              "own beside the measures.",
          .fields = {{.name = "id", .need = Need::required, .description = "unique among years"},
                     title,
                     own_inflows,
                     own_rain,
                     factor_on_inflows,
                     factor_on_land,
                     warming}};
}

Schema scenario_schema() {
  return {.name = "scenarios",
          .file = "scenarios.toml",
          .heading = "[[scenario]]",
          .row = "scenario",
          .description = "Futures to simulate. Without this file there is one scenario, `baseline`, without measures.",
          .fields = {{.name = "id", .need = Need::required, .description = "unique among scenarios and sweeps"},
                     title,
                     {.name = "measures",
                      .type = FieldType::texts,
                      .fallback = "none",
                      .description = "ids of measures that are on"},
                     {.name = "year",
                      .fallback = "the case's own water",
                      .description = "whose water: id of a [[year]]; the factors below multiply the year's, the "
                                     "temperature adds to it"},
                     own_inflows,
                     own_rain,
                     factor_on_inflows,
                     factor_on_land,
                     warming,
                     {.name = "baseline",
                      .type = FieldType::boolean,
                      .fallback = "true for the first scenario",
                      .description = "the scenario that others are compared with; at most one"}}};
}

/// What a sweep chooses from.
std::vector<Field> sweep_choices() {
  return {{.name = "axes",
           .type = FieldType::section,
           .description = "factorial: a list of axes; an axis is a list of choices; a choice is a measure, a "
                          "list of measures, or `[]` for none: `axes = [[\"a\", [\"b\", \"c\"], []]]`"},
          {.name = "toggle",
           .type = FieldType::texts,
           .description = "factorial: measures that make an axis each, off and on"},
          {.name = "pool",
           .type = FieldType::section,
           .description = "one_at_a_time, random_subset, latin_hypercube: a list of choices as in `axes`: measures, or "
                          "lists of measures that go together"},
          {.name = "leave_out",
           .type = FieldType::boolean,
           .fallback = "false",
           .description = "one_at_a_time: all of the pool, then all but each"}};
}

/// What a sweep draws, and how often.
std::vector<Field> sweep_draws() {
  return {{.name = "count",
           .type = FieldType::whole,
           .range = {.low = 1, .high = 100000},
           .description = "random_subset, latin_hypercube: number of members"},
          {.name = "seed",
           .type = FieldType::whole,
           .range = not_negative,
           .fallback = "1",
           .description = "of the random numbers"},
          drawn(factor_on_inflows, "1", "latin_hypercube: lowest and highest, `[0.5, 1.5]`"),
          drawn(factor_on_land, "1", "latin_hypercube: lowest and highest"),
          drawn(warming, "0", "latin_hypercube: lowest and highest"),
          {.name = "file", .description = "from_file: CSV table of the members, see `sweep_members`"}};
}

Schema sweep_schema() {
  Schema sweep = {
      .name = "sweeps",
      .file = "scenarios.toml",
      .heading = "[[sweep]]",
      .row = "sweep",
      .description =
          "Many scenarios from few lines: members are `<id>-0001` … in an order that depends on the sweep alone. "
          "`factorial`: every combination of one choice an axis, the years an axis of their own. `one_at_a_time`: none "
          "of the pool, then each of it alone, in every year. `random_subset`: `count` draws, each of the pool on or "
          "off, and a year. `latin_hypercube`: `count` members, stratified over the pool, the years and the ranges. "
          "`from_file`: one member a row.",
      .fields = {{.name = "id", .need = Need::required, .description = "unique among scenarios and sweeps"},
                 title,
                 {.name = "kind",
                  .type = FieldType::choice,
                  .need = Need::required,
                  .choices = {"factorial", "random_subset", "latin_hypercube", "one_at_a_time", "from_file"},
                  .description = "how members are made"},
                 {.name = "base",
                  .type = FieldType::texts,
                  .fallback = "none",
                  .description = "measures that are on in every member"},
                 {.name = "years",
                  .type = FieldType::texts,
                  .fallback = "the case's own water",
                  .description = "ids of [[year]]; not in `from_file`, whose rows name theirs"}}};
  for (const auto& part : {sweep_choices(), sweep_draws()}) {
    sweep.fields.insert(sweep.fields.end(), part.begin(), part.end());
  }
  return sweep;
}

Schema sweep_member_schema() {
  return {.name = "sweep_members",
          .file = "sweep.csv",
          .row = "member",
          .description =
              "Members of a sweep of kind `from_file`, one a row, in the order of the file; the sweep's `file` "
              "names it.",
          .fields = {{.name = "measures",
                      .need = Need::column,
                      .description = "ids of measures that are on, separated by blanks or semicolons"},
                     {.name = "title", .fallback = "the sweep's and the measures'", .description = "for people"},
                     {.name = "year", .fallback = "the case's own water", .description = "id of a [[year]]"},
                     factor_on_inflows,
                     factor_on_land,
                     warming}};
}

}  // namespace

std::vector<Schema> scenario_schemas() {
  return {year_schema(), scenario_schema(), sweep_schema(), sweep_member_schema()};
}

}  // namespace bailang
