#pragma once

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// Measures that act in the river itself.
namespace bailang {

/// Keys of divert, dredge and aerate. A divert becomes a diversion of the network that takes nothing where its measure is
/// not on.
void read_river_measure(CaseReader& reader, TomlSection& section, Measure& measure);

/// Chainage on a reach [m]; one beyond the reach's end is an error. @param reach -1 = not known
double read_chainage_key(CaseReader& reader, TomlSection& section, std::string_view key, int reach);

/// Keys of a wetland that a reach passes; it becomes a wetland of the network.
void read_river_wetland(CaseReader& reader, TomlSection& section, Measure& measure);

}  // namespace bailang
