#pragma once

#include <vector>

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// Which rows of a table a measure acts on.
namespace bailang {

/// The table that a kind of measure acts on.
enum class SelectedTable { catchments, dischargers, plants, outfalls, reaches, reservoirs };

/// Rows that `select` of a measure picks: all of them, or those for which every key holds. A key that the table does not
/// have, a value that no row has, and a selection that picks nothing are errors.
std::vector<int> read_selection(CaseReader& reader, TomlSection& measure, SelectedTable table);

/// The rows among `selection` whose key is one of the values of `measure`'s key of the same name; all when it is absent.
std::vector<int> narrow_selection(CaseReader& reader, TomlSection& measure, SelectedTable table, std::string_view key,
                                  const std::vector<int>& selection);

}  // namespace bailang
