#pragma once

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// What case.toml says of kinetics.
namespace bailang {

/// The set that [kinetics] names, before the section itself is read; first_order when it names none or an unknown one.
KineticSet kinetic_set_of(const TomlValue& document);

/// Tells constituents that the set does not simulate, and what to use instead.
/// @param section [case]
void check_constituents(TomlSection& section, KineticSet set);

/// [kinetics]: rates by constituent, parameters and choices of formulas.
void read_kinetics(CaseReader& reader, TomlSection section);

/// [[process]]: processes of the user's own.
void read_processes(CaseReader& reader, const InputFile& file, const TomlEntry& processes);

}  // namespace bailang
