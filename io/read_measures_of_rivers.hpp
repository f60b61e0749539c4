#pragma once

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// Measures that act in the river itself.
namespace bailang {

/// Keys of divert, dredge and aerate. A divert becomes a diversion of the network that takes nothing where its measure is
/// not on.
void read_river_measure(CaseReader& reader, TomlSection& section, Measure& measure);

}  // namespace bailang
