#pragma once

#include <string>
#include <vector>

#include "io/case_reader.hpp"
#include "io/toml_tables.hpp"

/// What the readers of scenarios and of sweeps share.
namespace bailang {

/// Years of a scenarios file by index of `CaseReader::years`.
using WaterYears = std::vector<WaterYear>;

/// Measures that a list names; unknown ones and one that stands twice are errors.
std::vector<int> read_measure_list(CaseReader& reader, TomlSection& section, std::string_view key);

/// Index of the measure that a text names; -1, with an error, when there is none.
int resolve_measure(CaseReader& reader, TomlSection& section, const PlacedText& id);

/// Index of the year that a text names; -1, with an error, when there is none.
int resolve_year(CaseReader& reader, TomlSection& section, const PlacedText& id);

/// Reads a sweep and adds its members to the scenarios.
void read_sweep(CaseReader& reader, TomlSection section, const WaterYears& years);

}  // namespace bailang
