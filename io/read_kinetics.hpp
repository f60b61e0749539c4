#pragma once

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// What case.toml says of kinetics.
namespace bailang {

/// The set that [kinetics] names, before the section itself is read; first_order when it names none or an unknown one.
KineticSet kinetic_set_of(const TomlValue& document);

/// Whether the set simulates a constituent, which is a known one; where not, tells what to use instead.
/// @param section [case]
bool suits_set(TomlSection& section, const PlacedText& constituent, KineticSet set);

/// The full set needs one of its own constituents at least.
void check_has_parts(TomlSection& section, KineticSet set);

/// [kinetics]: rates by constituent, parameters and choices of formulas.
void read_kinetics(CaseReader& reader, TomlSection section);

/// [[process]]: processes of the user's own.
void read_processes(CaseReader& reader, const InputFile& file, const TomlEntry& processes);

}  // namespace bailang
