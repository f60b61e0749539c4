#include "io/file_formats.hpp"

#include <fmt/format.h>

#include "core/constituents.hpp"
#include "io/constituent_columns.hpp"
#include "io/effluent_standards.hpp"
#include "io/result_formats.hpp"
#include "io/schema.hpp"
#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/expression_names.hpp"
#include "solver/kinetics/expression_program.hpp"

namespace bailang {
namespace {

constexpr std::string_view introduction = R"(# Files of a case

This page is written by the program `print_file_formats` from the schema that the readers use; a test compares the two.

A case is a directory that holds `case.toml` and tables. CSV tables are UTF-8 with or without byte order mark, lines end
in LF or CRLF, quotes follow RFC 4180, the first row names the columns, columns stand in any order. An unknown column is
ignored with one warning; an unknown key of a TOML file is an error. A file that the case does not need may be missing.
Times are ISO 8601 in UTC: `2021-03-26`, `2021-03-26T08:00`, `2021-03-26 08:00:00Z`.

In a column or key, `<constituent>` stands for one of the constituents listed at the end, `nh4_n_mg_l` for example. A
column of a constituent that the case does not simulate is allowed and not used. `continuity` is 1 in all water that
enters, whatever the tables say; `tracer` is 0 where a table does not give it.

`bailang check CASE` reads everything, tells every fault with its place, and simulates nothing.
)";

constexpr std::string_view forcing_netcdf = R"(
## `forcing.nc`

Inflows as netCDF after the CF conventions, in place of `inflows.csv` (or named as `[tables] inflows`, or by a scenario's
`inflows`).

| variable | dimensions | units | description |
| --- | --- | --- | --- |
| `time` | time | `seconds`, `minutes`, `hours` or `days` `since` a date, UTC, standard calendar | increasing |
| `node` | station | string | node where the station's water enters, empty for none |
| `reach` | station | string | reach along which it enters, empty for none; one of the two is filled |
| `flow` | time, station | `m3 s-1` | total |
| `<constituent>` | time, station | `mg l-1` | in this water; 0, with a warning, where a variable is missing |

Units are checked; missing values are errors.
)";

/// A text inside a table: bars would end the cell.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string type_text(const Field& field) {
  if (field.type == FieldType::section) return "see description";
  return expectation(field);
}

std::string need_text(const Field& field) {
  if (field.need == Need::required) return "required";
  if (field.need == Need::column) return "required, cells may be empty";
  return field.fallback.empty() ? "optional" : fmt::format("optional; default: {}", field.fallback);
}

std::string rows_of(const std::vector<Field>& fields) {
  std::string text;
  for (const Field& field : fields) {
    text += fmt::format("| `{}` | {} | {} | {} |\n", field.name, cell(type_text(field)), cell(need_text(field)),
                        cell(field.description));
  }
  return text;
}

std::string table_of(std::string_view what, const std::vector<Field>& fields) {
  return fmt::format("| {} | value | need | description |\n| --- | --- | --- | --- |\n{}", what, rows_of(fields));
}

std::string chapter(const Schema& schema) {
  std::string text;
  if (schema.heading.empty()) {
    text += fmt::format("\n## `{}`{}\n\n", schema.file, schema.required ? "" : " (optional)");
  } else {
    text += fmt::format("\n### `{}`{}\n\n", schema.heading, schema.required ? "" : " (optional)");
  }
  text += fmt::format("{}\n", schema.description);
  if (!schema.fields.empty()) text += "\n" + table_of(schema.heading.empty() ? "column" : "key", schema.fields);
  return text;
}

/// What the rate of a [[process]] may hold.
std::string expression_chapter() {
  std::string text =
      "\nA rate holds names, numbers without a dimension and `+ - * / ^ ( )`. Its dimension is checked against "
      "`rate_unit`: a number with a dimension is a parameter with its unit.\n\n| name | unit |\n| --- | --- |\n"
      "| a simulated constituent | mg/l |\n| a parameter of the process | as given |\n";
  for (const WaterName& name : water_names) text += fmt::format("| `{}` | {} |\n", name.name, name.unit);
  text += fmt::format("\nFunctions: `{}`.\n", fmt::join(expression_functions(), "`, `"));
  return text + fmt::format("\nUnits of parameters: `{}`.\n", fmt::join(parameter_units(), "`, `"));
}

std::string constituents_chapter() {
  std::string text =
      "\n## Constituents\n\nThe set `n_cod_do` simulates parts, not their sums `cod`, `tn` and `tp`; `age` and "
      "`travel_time` are in days and water enters with 0, without a column.\n\n| name | meaning | 中文 | unit | set "
      "`first_order` | set `n_cod_do` |\n| --- | --- | --- | --- | --- | --- |\n";
  const auto word = [](bool yes) { return yes ? "yes" : "no"; };
  for (const ConstituentInfo& row : known_constituents()) {
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", row.name, row.long_name, row.name_zh, row.unit,
                        word(row.first_order), word(parts_of_sum(row.name).empty()));
  }
  return text;
}

std::string standards_chapter() {
  std::string text =
      "\n## Levels of effluent standards\n\nFor `standard` of `upgrade_plant`, limits in mg/l above 12 °C "
      "(`data/standards/gb18918_2002.csv`).\n\n| level | limits |\n| --- | --- |\n";
  for (const std::string& level : effluent_levels()) {
    std::string limits;
    for (const EffluentLimit& limit : effluent_limits()) {
      if (limit.level != level) continue;
      limits += fmt::format("{}{} {}", limits.empty() ? "" : ", ", limit.constituent, limit.limit);
    }
    text += fmt::format("| `{}` | {} |\n", level, limits);
  }
  return text;
}

}  // namespace

std::string file_formats_page() {
  std::string text(introduction);
  std::string_view file;
  for (const Schema& schema : all_schemas()) {
    if (!schema.heading.empty() && schema.file != file) text += fmt::format("\n## `{}`\n", schema.file);
    file = schema.file;
    text += chapter(schema);
    if (schema.name == "process") text += expression_chapter();
    if (schema.name == "inflows") text += forcing_netcdf;
  }
  text += "\n## Columns that every CSV table may have\n\n" + table_of("column", common_columns());
  return text + constituents_chapter() + standards_chapter() + results_chapter();
}

}  // namespace bailang
