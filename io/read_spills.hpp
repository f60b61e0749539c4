#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/case.hpp"
#include "scenarios/spill.hpp"

/// Spills as people write them: a place by name, and lists of them in a table.
namespace bailang {

/// A place on a river, or what is wrong with how it was named.
struct NamedPlace {
  int reach = -1;
  double chainage = 0.0;  ///< [m]
  std::string fault;      ///< empty when the place was found
  std::string hint;
};

/// @param text an outfall's id, or `REACH:CHAINAGE` in metres
NamedPlace find_place(const Network& network, const std::string& text);

/// A list of spills: columns at, mass_kg, and as wished time, duration_min, name.
/// @param otherwise when a spill begins that has no time
/// @throws InputError with every fault of the file
std::vector<Spill> read_spills(const std::filesystem::path& file, const Case& model, Instant otherwise,
                               Diagnostics& warnings);

/// Whether the case's time holds a moment; else what to say.
std::string outside_time(const Case& model, Instant time);

}  // namespace bailang
