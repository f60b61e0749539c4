#include "io/schema_tables.hpp"

namespace bailang {
namespace {

Field number_of(std::string_view name, std::string_view description) {
  return {.name = name, .type = FieldType::number, .description = description};
}

Field yes_or_no(std::string_view name, std::string_view fallback, std::string_view description) {
  return {.name = name, .type = FieldType::boolean, .fallback = fallback, .description = description};
}

std::vector<Field> limit_columns() {
  std::vector<Field> fields = {{.name = "constituent",
                                .need = Need::required,
                                .description = "item, by the constituent's name where it has one"},
                               {.name = "unit", .description = "of the limits; concentrations are in mg/l"},
                               {.name = "direction",
                                .type = FieldType::choice,
                                .need = Need::required,
                                .choices = {"max", "min", "range"},
                                .description = "upper limits, lower limits, or ranges `low..high`"}};
  for (const std::string_view name : {"class_1", "class_2", "class_3", "class_4", "class_5"}) {
    fields.push_back({.name = name, .description = "limit of the class, best first; empty = not limited in it"});
  }
  return fields;
}

Schema surface_table() {
  Schema table{
      .name = "surface_water",
      .file = "surface_water.csv",
      .row = "item",
      .description =
          "Limits of surface water by class. GB 3838-2002, table 1, is built into the program; like the six tables "
          "that follow it holds where a case has no table of its own, and `data/standards/` has it "
          "with its sources, so that another country's can be put in its place.",
      .fields = limit_columns()};
  table.fields.push_back({.name = "applies_to",
                          .type = FieldType::choice,
                          .fallback = "both",
                          .choices = {"both", "river", "lake"},
                          .description = "an item may have two rows, one for rivers and one for lakes"});
  table.fields.push_back(yes_or_no("counted_in_21", "yes", "whether it takes part in a section's class"));
  table.fields.push_back(yes_or_no("no_multiple", "no", "named as a pollutant without an exceedance multiple"));
  table.fields.push_back({.name = "decimals_2020",
                          .type = FieldType::whole,
                          .range = {.low = 0.0, .high = 9.0},
                          .description = "places, for `[assessment] round_decimals`"});
  return table;
}

Schema words_table() {
  return {.name = "class_words",
          .file = "class_words.csv",
          .row = "class",
          .description =
              "What the classes of surface water are called, best first, the last one for what is worse than "
              "all.",
          .fields = {{.name = "class_zh", .need = Need::required, .description = "class, Chinese"},
                     {.name = "word_zh", .need = Need::required, .description = "word for it, Chinese"},
                     {.name = "word_en", .need = Need::required, .description = "word for it, English"},
                     {.name = "class", .description = "number, for people"},
                     {.name = "colour_zh", .description = "colour on maps, Chinese"},
                     {.name = "colour_en", .description = "colour on maps, English"},
                     {.name = "rgb_r", .description = "red of the colour"},
                     {.name = "rgb_g", .description = "green of the colour"},
                     {.name = "rgb_b", .description = "blue of the colour"},
                     {.name = "use_zh", .description = "what the water serves for"},
                     {.name = "confidence_word", .description = "how sure the word is"},
                     {.name = "confidence_rgb", .description = "how sure the colour is"}}};
}

Schema river_table() {
  return {.name = "river_grades",
          .file = "river_grades.csv",
          .row = "grade",
          .description =
              "Grades of a river of five sections or more by shares of its sections, best first; the first "
              "that holds gives it, else the last.",
          .fields = {{.name = "grade_zh", .need = Need::required, .description = "grade, Chinese"},
                     {.name = "grade_en", .need = Need::required, .description = "grade, English"},
                     {.name = "order", .description = "for people"},
                     number_of("good_share_min_pct", "sections of class I to III, at least"),
                     number_of("good_share_max_pct_excl", "and less than"),
                     number_of("worse_v_share_min_pct", "sections worse than class V, at least"),
                     number_of("worse_v_share_max_pct_excl", "and less than")}};
}

Schema sea_table() {
  Schema table{.name = "sea_water",
               .file = "sea_water.csv",
               .row = "item",
               .description = "Limits of sea water by class; GB 3097-1997 is built in.",
               .fields = limit_columns()};
  table.fields.push_back(yes_or_no("inclusive", "yes", "whether a value equal to the limit meets it"));
  return table;
}

Schema sea_grade_table() {
  return {.name = "sea_grades",
          .file = "sea_grades.csv",
          .row = "grade",
          .description = "Grades of a sea by shares of its water in the classes; the first row that holds gives it.",
          .fields = {{.name = "grade_zh", .need = Need::required, .description = "grade, Chinese"},
                     {.name = "grade_en", .need = Need::required, .description = "grade, English"},
                     {.name = "order", .description = "for people"},
                     number_of("class_1_min_pct", "share of class 1, at least"),
                     number_of("class_1_2_min_pct", "share of classes 1 and 2, at least"),
                     number_of("class_1_2_below_pct", "share of classes 1 and 2, less than"),
                     number_of("class_1_3_min_pct", "share of classes 1 to 3, at least"),
                     number_of("worse_above_pct", "share of what is worse than class 4, more than"),
                     number_of("worse_max_pct", "share of what is worse than class 4, at most")}};
}

Schema black_odorous_table() {
  return {
      .name = "black_odorous",
      .file = "black_odorous.csv",
      .row = "item",
      .description = "From where items make water black and odorous; the guide of 2015 is built in.",
      .fields = {{.name = "constituent", .need = Need::required, .description = "item"},
                 {.name = "unit", .description = "of the thresholds; concentrations are in mg/l"},
                 {.name = "direction",
                  .type = FieldType::choice,
                  .need = Need::required,
                  .choices = {"max", "min"},
                  .description = "bad above, or bad below"},
                 {.name = "light", .type = FieldType::number, .need = Need::required, .description = "light from"},
                 {.name = "heavy", .type = FieldType::number, .need = Need::required, .description = "heavy from"}}};
}

Schema compensation_table() {
  Schema table{
      .name = "compensation",
      .file = "compensation.csv",
      .row = "amount",
      .description =
          "Amounts that counties pay each other for the water that passes from one to the other. `P_better` and "
          "`P_worse` (for each class and month better or worse than the target) and `P_load(<constituent>)` "
          "(for each kg above the target, such as `P_load(cod)`) are used; others are kept for people."};
  table.fields = {{.name = "id", .need = Need::required, .description = "unique"},
                  {.name = "parameter", .description = "by which the amount is used"},
                  number_of("value", "the amount; empty = open"),
                  {.name = "unit", .description = "of the amount"}};
  for (const std::string_view name : {"scheme", "scope", "period", "item", "trigger", "payer", "payee", "formula"}) {
    table.fields.push_back({.name = name, .description = "for people"});
  }
  return table;
}

Schema goals_table() {
  return {.name = "goals",
          .file = "goals.csv",
          .row = "goal",
          .description =
              "Goals of a plan, kept in the result and told as met or not met by `compare --table goals`. Quantities: "
              "`load_cut` (load at the sources, t/a less than in the base; at least), `load_cut_sea` (load to the sea, "
              "same), `share_class3` (sections of class I to III, %; at least), `share_worse_v` (sections worse than "
              "class V, %; at most), `share_on_target` (sections that meet their target, %; at least), "
              "`sea_entry_change` (mean concentration at sections at entries to the sea against the base, %; at most), "
              "`cwqi_change` (city index against the base, %; at most), `sea_good` (good sea water, % of the area; at "
              "least). The base is the baseline scenario in `compare --base-year`, else in the same year.",
          .fields = {{.name = "id", .need = Need::required, .description = "unique"},
                     {.name = "quantity",
                      .type = FieldType::choice,
                      .need = Need::required,
                      .choices = {"load_cut", "load_cut_sea", "share_class3", "share_worse_v", "share_on_target",
                                  "sea_entry_change", "cwqi_change", "sea_good"},
                      .description = "what is to reach the value"},
                     {.name = "value", .type = FieldType::number, .need = Need::required, .description = "to reach"},
                     {.name = "constituent", .description = "of loads and concentrations"},
                     {.name = "unit", .description = "for people"},
                     {.name = "year", .type = FieldType::whole, .description = "in which; empty = the run's last"},
                     {.name = "clause", .description = "where the plan says so"},
                     {.name = "name", .description = "for people"},
                     {.name = "basis", .description = "for people"}}};
}

}  // namespace

std::vector<Schema> standard_schemas() {
  std::vector<Schema> schemas = {surface_table(),   words_table(),         river_table(),       sea_table(),
                                 sea_grade_table(), black_odorous_table(), compensation_table()};
  schemas.push_back(goals_table());
  return schemas;
}

}  // namespace bailang
