#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "scenarios/case.hpp"

/// Reads and checks a case directory.
namespace bailang {

struct ReadOptions {
  std::filesystem::path scenarios;  ///< other scenarios file than the case's own; empty = the case's
};

/// Reads every table that the case has, checks it all, converts to SI units.
/// @param warnings receives warnings (unknown columns …)
/// @throws InputError with every fault of the case at once
Case read_case(const std::filesystem::path& directory, const ReadOptions& options, Diagnostics& warnings);

}  // namespace bailang
