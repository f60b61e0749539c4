#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

const Field reach_column{.name = "reach", .need = Need::required, .description = "reach it belongs to"};
const Field chainage_column{.name = "chainage_m",
                            .type = FieldType::number,
                            .need = Need::required,
                            .unit = unit::m,
                            .range = not_negative,
                            .description = "from the reach's upstream end"};
const Field from_column{.name = "from",
                        .type = FieldType::month_day,
                        .fallback = "all year",
                        .description = "first day of the year on which the row holds; with `to`"};
const Field to_column{.name = "to",
                      .type = FieldType::month_day,
                      .fallback = "all year",
                      .description = "last day of the year on which it holds; before `from` = over the new year"};

Schema bed_profile_table() {
  return {.name = "bed_profile",
          .file = "bed_profile.csv",
          .row = "point",
          .description =
              "Bed along reaches for the flow modes `diffusive` and `dynamic`, linear between points; beyond "
              "the first and the last point of a reach its `bed_slope` goes on. Rows in any order.",
          .fields = {reach_column,
                     chainage_column,
                     {.name = "bed_elevation_m",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m,
                      .description = "above the datum"},
                     {.name = "bottom_width_m",
                      .type = FieldType::number,
                      .unit = unit::m,
                      .range = positive,
                      .fallback = "the reach's",
                      .description = "of the trapezoid there"},
                     {.name = "side_slope",
                      .type = FieldType::number,
                      .range = not_negative,
                      .fallback = "the reach's",
                      .description = "horizontal per vertical"},
                     {.name = "manning_n",
                      .type = FieldType::number,
                      .unit = {"s/m^(1/3)"},
                      .range = positive,
                      .fallback = "the reach's",
                      .description = "Manning's roughness"}}};
}

Schema cross_sections_table() {
  return {.name = "cross_sections",
          .file = "cross_sections.csv",
          .row = "row",
          .description =
              "Surveyed sections for the flow modes `diffusive` and `dynamic`: at least two rows for each "
              "`reach` and `chainage_m`, from the bed upward; above the last row the walls are vertical. A "
              "cell takes the section nearest to its middle, shifted by the bed.",
          .fields = {reach_column,
                     chainage_column,
                     {.name = "stage_m",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m,
                      .description = "above the datum, higher in every row of a section"},
                     {.name = "area_m2",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m2,
                      .range = not_negative,
                      .description = "of the flow below this stage; 0 in a section's first row, then increasing"},
                     {.name = "top_width_m",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m,
                      .range = positive,
                      .description = "of the water surface at this stage"},
                     {.name = "wetted_perimeter_m",
                      .type = FieldType::number,
                      .unit = unit::m,
                      .range = positive,
                      .fallback = "top width + 2 × mean depth",
                      .description = "filled in every row of a section or in none"}}};
}

std::vector<Field> gate_columns() {
  return {{.name = "width_m",
           .type = FieldType::number,
           .unit = unit::m,
           .range = positive,
           .fallback = "the reach's bottom width",
           .description = "sluice, weir, rubber dam: clear width"},
          {.name = "crest_level_m",
           .type = FieldType::number,
           .unit = unit::m,
           .fallback = "the bed",
           .description = "sluice, weir, rubber dam: sill or crest above the datum"},
          {.name = "opening_m",
           .type = FieldType::number,
           .unit = unit::m,
           .range = not_negative,
           .fallback = "open",
           .description = "sluice: gate above the sill"},
          {.name = "coefficient",
           .type = FieldType::number,
           .range = positive,
           .fallback = "by kind",
           .description = "sluice, weir, rubber dam: discharge coefficient"},
          {.name = "one_way",
           .type = FieldType::boolean,
           .fallback = "false",
           .description = "sluice, weir, rubber dam: lets no water back (tide gate)"},
          {.name = "quality_a",
           .type = FieldType::number,
           .range = positive,
           .fallback = "no reaeration",
           .description = "sluice, weir, rubber dam: water quality coefficient a of the reaeration over the drop"},
          {.name = "dam_b",
           .type = FieldType::number,
           .range = positive,
           .fallback = "1",
           .description = "coefficient b of the drop's shape"}};
}

std::vector<Field> transfer_columns() {
  return {{.name = "flow_m3_s",
           .type = FieldType::number,
           .unit = unit::m3_s,
           .range = not_negative,
           .fallback = "0",
           .description = "pump, diversion: water taken"},
          {.name = "share",
           .type = FieldType::number,
           .range = fraction,
           .description = "diversion: share of the river's flow in place of `flow_m3_s`"},
          {.name = "to_reach",
           .fallback = "out of the network",
           .description = "pump, diversion: reach that receives the water; this or `to_node`"},
          {.name = "to_chainage_m",
           .type = FieldType::number,
           .unit = unit::m,
           .range = not_negative,
           .fallback = "0",
           .description = "where on `to_reach`"},
          {.name = "to_node", .description = "pump, diversion: node that receives the water"},
          {.name = "kept_flow_m3_s",
           .type = FieldType::number,
           .unit = unit::m3_s,
           .range = not_negative,
           .fallback = "0",
           .description = "pump, diversion: flow left in the river at least"}};
}

Schema structures_table() {
  Schema table{.name = "structures",
               .file = "structures.csv",
               .row = "structure",
               .description =
                   "Gates, weirs, dams, pumps and diversions, each at the face between cells that is nearest "
                   "to its place. Sluices, weirs and rubber dams hold water in the flow modes `diffusive` "
                   "and `dynamic`; in the others they act on reaeration only.",
               .fields = {{.name = "id", .need = Need::required, .description = "unique"},
                          reach_column,
                          chainage_column,
                          {.name = "kind",
                           .type = FieldType::choice,
                           .need = Need::required,
                           .choices = {"sluice", "weir", "rubber_dam", "pump", "diversion"},
                           .description = "what it is"},
                          {.name = "name", .description = "for people"}}};
  for (const auto& part : {gate_columns(), transfer_columns()}) {
    table.fields.insert(table.fields.end(), part.begin(), part.end());
  }
  return table;
}

Field condition(std::string_view name, Unit unit_of_it, std::string_view description) {
  return {.name = name, .type = FieldType::number, .unit = unit_of_it, .fallback = "any", .description = description};
}

Schema structure_rules_table() {
  return {.name = "structure_rules",
          .file = "structure_rules.csv",
          .row = "rule",
          .description =
              "How structures are worked. A row holds when all of its conditions are met; of a structure's "
              "rows the first that holds sets what it gives, else structures.csv holds.",
          .fields = {{.name = "structure", .need = Need::required, .description = "structure that is worked"},
                     from_column,
                     to_column,
                     {.name = "section",
                      .fallback = "just upstream of the structure",
                      .description = "section whose level and flow decide"},
                     condition("level_above_m", unit::m, "holds while the water level is above this"),
                     condition("level_below_m", unit::m, "holds while the water level is below this"),
                     condition("flow_above_m3_s", unit::m3_s, "holds while the discharge is above this"),
                     condition("flow_below_m3_s", unit::m3_s, "holds while the discharge is below this"),
                     {.name = "opening_m",
                      .type = FieldType::number,
                      .unit = unit::m,
                      .range = not_negative,
                      .fallback = "as in structures.csv",
                      .description = "sluice: gate above the sill"},
                     {.name = "crest_level_m",
                      .type = FieldType::number,
                      .unit = unit::m,
                      .fallback = "as in structures.csv",
                      .description = "weir, rubber dam: crest"},
                     {.name = "flow_m3_s",
                      .type = FieldType::number,
                      .unit = unit::m3_s,
                      .range = not_negative,
                      .fallback = "as in structures.csv",
                      .description = "pump, diversion: water taken"}}};
}

Schema reservoir_curves_table() {
  return {.name = "reservoir_curves",
          .file = "reservoir_curves.csv",
          .row = "row",
          .description =
              "Storage of reservoirs by level, at least two rows a reservoir; linear between rows, the last "
              "two go on above. Without rows: vertical walls of `area_m2` above the node's bed.",
          .fields = {{.name = "node", .need = Need::required, .description = "the reservoir's node"},
                     {.name = "level_m",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m,
                      .description = "above the datum, higher in every row of a reservoir"},
                     {.name = "volume_m3",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m3,
                      .range = not_negative,
                      .description = "larger in every row of a reservoir"},
                     {.name = "area_m2",
                      .type = FieldType::number,
                      .unit = unit::m2,
                      .range = not_negative,
                      .fallback = "volume by level",
                      .description = "of the surface; filled in every row of a reservoir or in none"}}};
}

Schema reservoir_rules_table() {
  return {.name = "reservoir_rules",
          .file = "reservoir_rules.csv",
          .row = "rule",
          .description =
              "Release of reservoirs by volume and part of the year. Rows of one reservoir with the same "
              "`from` and `to` are a curve, linear between volumes; outside all of them `release_m3_s` of "
              "reservoirs.csv holds.",
          .fields = {{.name = "node", .need = Need::required, .description = "the reservoir's node"},
                     {.name = "volume_m3",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m3,
                      .range = not_negative,
                      .description = "larger in every row of a curve"},
                     {.name = "release_m3_s",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m3_s,
                      .range = not_negative,
                      .description = "at this volume"},
                     from_column,
                     to_column}};
}

Schema initial_state_table() {
  return {.name = "initial_state",
          .file = "initial_state.csv",
          .row = "point",
          .description =
              "What was measured at the start: water levels along reaches, concentrations there and in reservoirs. "
              "Linear between a reach's points, the nearest holds beyond them. Where nothing stands here the section "
              "[initial] holds, or the steady state of the first moment. Discharges begin as those of the steady "
              "state, 0 without inflow. Serves transient runs; a spin-up starts from it.",
          .fields = {{.name = "node", .description = "a node of kind `reservoir`; this or `reach`"},
                     {.name = "reach", .description = "reach of the point"},
                     {.name = "chainage_m",
                      .type = FieldType::number,
                      .unit = unit::m,
                      .range = not_negative,
                      .fallback = "0",
                      .description = "from the reach's upstream end"},
                     {.name = "level_m",
                      .type = FieldType::number,
                      .unit = unit::m,
                      .description = "water level above the datum, in the flow modes `diffusive` and `dynamic`; below "
                                     "the bed = dry. A reservoir's volume stands in reservoirs.csv"},
                     {.name = "<constituent>_mg_l",
                      .type = FieldType::number,
                      .unit = unit::mg_l,
                      .range = not_negative,
                      .description = "at the start"}}};
}

Schema tides_table() {
  return {.name = "tides",
          .file = "tides.csv",
          .row = "tide",
          .description =
              "Water level at outlets, for the flow modes `diffusive` and `dynamic`, and what the sea carries and "
              "disperses into the river, for all. Rows of one node are a time series. Without a level the outlet "
              "has zero gradient; without a concentration none disperses in, and water comes back as strong as "
              "the last cell's.",
          .fields = {{.name = "node", .need = Need::required, .description = "a node of kind `outlet`"},
                     {.name = "time",
                      .type = FieldType::date_time,
                      .fallback = "always",
                      .description = "later in every row of one node"},
                     {.name = "level_m",
                      .type = FieldType::number,
                      .unit = unit::m,
                      .description = "above the datum; filled in every row of a node or in none. The constituents of "
                                     "tide_harmonics.csv add to it"},
                     {.name = "<constituent>_mg_l",
                      .type = FieldType::number,
                      .unit = unit::mg_l,
                      .range = not_negative,
                      .fallback = "as the last cell's",
                      .description = "in the sea; filled in every row of a node or in none"}}};
}

Schema tide_harmonics_table() {
  return {.name = "tide_harmonics",
          .file = "tide_harmonics.csv",
          .row = "harmonic",
          .description =
              "Tidal constituents of outlets: level += amplitude × cos(2π t / period − phase), t counted "
              "from `[time] start`. A node without rows in tides.csv has mean level 0.",
          .fields = {{.name = "node", .need = Need::required, .description = "a node of kind `outlet`"},
                     {.name = "period_h",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::hours,
                      .range = positive,
                      .description = "M2: 12.4206"},
                     {.name = "amplitude_m",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::m,
                      .range = not_negative,
                      .description = "half the range"},
                     {.name = "phase_deg",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = unit::angle,
                      .range = {.low = -360.0, .high = 360.0},
                      .description = "at `[time] start`"},
                     {.name = "name", .description = "M2, S2, K1 …"}}};
}

}  // namespace

std::vector<Schema> hydraulics_schemas() {
  return {bed_profile_table(),     cross_sections_table(),  initial_state_table(),
          structures_table(),      structure_rules_table(), reservoir_curves_table(),
          reservoir_rules_table(), tides_table(),           tide_harmonics_table()};
}

}  // namespace bailang
