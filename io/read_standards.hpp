#pragma once

#include <map>
#include <string>

#include "scenarios/standards.hpp"

/// Standards from tables: those that are built into the program, or others in their place.
namespace bailang {

/// Texts of tables by the name of their schema (`surface_water`, `river_grades` …).
using StandardTexts = std::map<std::string, std::string>;

/// The tables of `data/standards/` as they were when the program was built, but for those that are given. @throws InputError when one is at fault
Standards standards_of(const StandardTexts& texts);

}  // namespace bailang
