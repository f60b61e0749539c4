#pragma once

#include <filesystem>
#include <string>

/// `bailang check CASE`: reads and validates everything, simulates nothing.
namespace bailang {

struct CheckOptions {
  std::filesystem::path case_directory;
  std::filesystem::path scenarios;  ///< other scenarios file than the case's own; empty = the case's
  std::string format = "table";     ///< of the summary on standard output: table, csv or json
  bool quiet = false;               ///< no summary
};

/// @return exit code: 0 when the case has no fault
/// @throws InputError with every fault of the case
int check_command(const CheckOptions& options);

}  // namespace bailang
