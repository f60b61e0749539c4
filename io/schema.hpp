#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The one description of every input: readers, messages and docs/file_formats.md come from it.
namespace bailang {

enum class FieldType {
  text,
  number,
  whole,  ///< whole number
  boolean,
  choice,     ///< one of Field::choices
  date_time,  ///< ISO 8601, UTC; in TOML also a date-time of the language
  duration,   ///< a number and s, min, h or d
  month_day,  ///< day of the year, MM-DD
  texts,      ///< list of texts
  numbers,    ///< a number or a list of numbers
  section     ///< free form, described in words
};

enum class Need {
  optional,
  column,   ///< the column must be there, its cells may be empty
  required  ///< the column or key must be there and filled
};

/// Allowed numbers.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool above_low = false;  ///< `low` itself is not allowed
};

/// Unit of a column or key, and the way from it to SI.
struct Unit {
  std::string_view name;
  double (*to_si)(double) = nullptr;  ///< nullptr = `factor` says it
  double factor = 1.0;                ///< SI value = value × factor
};

/// One column of a table or one key of a TOML section. In a name, `<constituent>` stands for any known constituent.
struct Field {
  std::string_view name{};
  FieldType type = FieldType::text;
  Need need = Need::optional;
  Unit unit{};
  Range range{};
  std::string_view fallback{};  ///< what holds when it is not given
  std::vector<std::string_view> choices{};
  std::string_view description{};
};

/// A CSV table or a section of a TOML file.
struct Schema {
  std::string_view name{};     ///< by which readers ask for it, and its key in [tables]
  std::string_view file{};     ///< default file
  std::string_view heading{};  ///< how a TOML section is written, `[time]`; empty for a CSV table
  std::string_view row{};      ///< what one row is: "reach"
  bool required = false;
  std::string_view description{};
  std::vector<Field> fields{};
};

/// Every table and section, in the order of the documentation.
const std::vector<Schema>& all_schemas();

/// @param name must be the name of a schema
const Schema& schema(std::string_view name);

/// Columns that every CSV table may have.
const std::vector<Field>& common_columns();

/// The constituent that `name` names by the pattern, which holds `<constituent>`: ("<constituent>_mg_l", "cod_mg_l") →
/// "cod". The constituent need not be a known one. Nothing when the name does not follow the pattern.
std::optional<std::string_view> match_pattern(std::string_view pattern, std::string_view name);

/// The pattern with a constituent's name put in.
std::string fill_pattern(std::string_view pattern, std::string_view constituent);

bool is_pattern(const Field& field);

/// The field that a column or key stands for, patterns of known constituents among them; nullptr when there is none.
const Field* find_field(const std::vector<Field>& fields, std::string_view name);

/// Names for "did you mean": patterns are filled with the known constituents.
std::vector<std::string> field_names(const std::vector<Field>& fields);

/// "a number > 0 m", "one of: headwater, junction", "a date and time such as 2021-03-26T08:00:00Z", for messages and
/// documents.
std::string expectation(const Field& field);

/// "> 0 m", "≥ 0 mg/l", "from 0 to 1"; the unit alone when every number is allowed.
std::string range_text(const Field& field);

bool is_within(const Range& range, double value);

}  // namespace bailang
