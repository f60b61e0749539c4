#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

Schema case_section() {
  return {.name = "case",
          .file = "case.toml",
          .heading = "[case]",
          .required = true,
          .description = "What the case is called and which constituents it simulates.",
          .fields = {{.name = "name", .need = Need::required, .description = "short name, kept in every result"},
                     {.name = "title", .fallback = "the name", .description = "for people"},
                     {.name = "constituents",
                      .type = FieldType::texts,
                      .need = Need::required,
                      .description = "constituents to simulate, by the names listed at the end of this page"},
                     {.name = "currency", .fallback = "CNY", .description = "currency of the measures' costs"},
                     {.name = "discount_rate",
                      .type = FieldType::number,
                      .range = not_negative,
                      .fallback = "0.05",
                      .description = "interest by which a measure's capital cost becomes a yearly one over its "
                                     "`lifetime_years`"},
                     {.name = "default_lifetime_years",
                      .type = FieldType::number,
                      .unit = unit::years,
                      .range = positive,
                      .fallback = "20",
                      .description = "of measures that name none"},
                     {.name = "note",
                      .description = "what a reader of the results must know, such as which numbers are estimates; it "
                                     "is kept in the result and printed under every table"}}};
}

Schema time_section() {
  return {
      .name = "time",
      .file = "case.toml",
      .heading = "[time]",
      .required = true,
      .description = "The period that the case covers, and how it is cut. All times are UTC.",
      .fields = {{.name = "start",
                  .type = FieldType::date_time,
                  .need = Need::required,
                  .description = "first moment; `time` in the result counts from here"},
                 {.name = "end",
                  .type = FieldType::date_time,
                  .need = Need::required,
                  .description = "last moment, after `start`"},
                 {.name = "step",
                  .type = FieldType::duration,
                  .unit = {"s"},
                  .range = positive,
                  .fallback = "1 h",
                  .description = "time step; divides `output` and the whole run"},
                 {.name = "output",
                  .type = FieldType::duration,
                  .unit = {"s"},
                  .range = positive,
                  .fallback = "1 d",
                  .description = "interval between records; the end is always recorded"},
                 {.name = "solve",
                  .type = FieldType::choice,
                  .fallback = "transient",
                  .choices = {"transient", "steady"},
                  .description = "march through time, or one direct solve per row of time in the inputs"},
                 {.name = "spin_up",
                  .type = FieldType::duration,
                  .unit = {"s"},
                  .range = not_negative,
                  .fallback = "0 s",
                  .description = "run before `start`, unrecorded, with the inputs of the start; `step` divides it"}}};
}

Schema flow_section() {
  return {.name = "flow",
          .file = "case.toml",
          .heading = "[flow]",
          .description = "How discharge and depth are found.",
          .fields = {{.name = "mode",
                      .type = FieldType::choice,
                      .fallback = "kinematic",
                      .choices = {"steady", "prescribed", "kinematic", "diffusive", "dynamic"},
                      .description = "normal depth in steady flow (serves `solve = \"steady\"` only), given areas, "
                                     "kinematic wave; `diffusive` and `dynamic` solve the levels of the whole network, "
                                     "without and with the water's inertia (with `solve = \"steady\"` the backwater "
                                     "profile)"},
                     {.name = "interpolation",
                      .type = FieldType::choice,
                      .fallback = "linear",
                      .choices = {"linear", "step"},
                      .description = "between two rows of a time series: a straight line, or the earlier row holds"}}};
}

Schema transport_section() {
  return {.name = "transport",
          .file = "case.toml",
          .heading = "[transport]",
          .description = "How concentrations are carried.",
          .fields = {{.name = "sharp_fronts",
                      .type = FieldType::boolean,
                      .fallback = "false",
                      .description = "limited anti-diffusion after each step, for spills"}}};
}

Schema assessment_section() {
  return {.name = "assessment",
          .file = "case.toml",
          .heading = "[assessment]",
          .description = "How results are held against the standards.",
          .fields = {{.name = "round_decimals",
                      .type = FieldType::boolean,
                      .fallback = "false",
                      .description = "values are rounded, half to even, to the places of `surface_water.csv` before "
                                     "they are classed (statistics rules of 2020)"}}};
}

Schema fractions_section() {
  return {.name = "fractions",
          .file = "case.toml",
          .heading = "[fractions]",
          .description =
              "Splits a sum that a table gives (`cod`, `tn`, `tp`) into the parts that the case simulates "
              "(`cod_fast`, `nh4_n` …): part = share × sum. A column of the part itself wins. "
              "Keys here serve every table; a section `[fractions.<table>]` (`inflows`, `dischargers`, "
              "`plants`, `outfalls`, `catchments`, `tides`, `initial_state`) serves one and wins.",
          .fields = {{.name = "<constituent>",
                      .type = FieldType::number,
                      .range = fraction,
                      .description = "share of this part in its sum"},
                     {.name = "inflows", .type = FieldType::section, .description = "shares for inflows"},
                     {.name = "dischargers", .type = FieldType::section, .description = "shares for dischargers"},
                     {.name = "plants", .type = FieldType::section, .description = "shares for plants"},
                     {.name = "outfalls", .type = FieldType::section, .description = "shares for outfalls"},
                     {.name = "catchments", .type = FieldType::section, .description = "shares for catchments"},
                     {.name = "tides", .type = FieldType::section, .description = "shares for tides"},
                     {.name = "initial_state", .type = FieldType::section, .description = "shares for initial_state"}}};
}

Schema tables_section() {
  const std::string_view other = "file to read in place of the table's own";
  Schema section{.name = "tables",
                 .file = "case.toml",
                 .heading = "[tables]",
                 .description =
                     "Other file names, relative to the case's directory. `inflows` may name a netCDF file "
                     "(`.nc`)."};
  for (const std::string_view name : {"reaches",         "nodes",
                                      "reservoirs",      "reservoir_curves",
                                      "reservoir_rules", "bed_profile",
                                      "cross_sections",  "initial_state",
                                      "structures",      "structure_rules",
                                      "inflows",         "withdrawals",
                                      "tides",           "tide_harmonics",
                                      "dischargers",     "plants",
                                      "outfalls",        "catchments",
                                      "diffuse_shape",   "temperature",
                                      "weather",         "evaporation",
                                      "kinetics",        "sections",
                                      "measures",        "scenarios",
                                      "surface_water",   "class_words",
                                      "river_grades",    "sea_water",
                                      "sea_grades",      "black_odorous",
                                      "compensation",    "goals",
                                      "bay_boxes",       "bay_exchanges",
                                      "bay_inflows"}) {
    section.fields.push_back({.name = name, .description = other});
  }
  return section;
}

}  // namespace

std::vector<Schema> settings_schemas() {
  return {case_section(),
          time_section(),
          {.name = "grid",
           .file = "case.toml",
           .heading = "[grid]",
           .description = "How reaches are cut into cells.",
           .fields = {{.name = "cell_length_m",
                       .type = FieldType::number,
                       .unit = unit::m,
                       .range = positive,
                       .fallback = "500",
                       .description = "target length; a reach has equal cells of at most this"}}},
          flow_section(),
          transport_section(),
          kinetics_section(),
          process_section(),
          {.name = "initial",
           .file = "case.toml",
           .heading = "[initial]",
           .description = "Concentrations everywhere at the start. Without this section the run starts from the steady "
                          "state of the first moment. `initial_state.csv` says more where it is known.",
           .fields = {{.name = "<constituent>_mg_l",
                       .type = FieldType::number,
                       .unit = unit::mg_l,
                       .range = not_negative,
                       .fallback = "0 (continuity: 1)",
                       .description = "at the start"},
                      {.name = "from",
                       .description = "result of a run with `--save-state`, whose final state the run starts from: a "
                                      "scenario from its own where the file has it, else from the baseline's. In "
                                      "place of concentrations; relative to the case's directory"}}},
          fractions_section(),
          assessment_section(),
          tables_section()};
}

}  // namespace bailang
