#pragma once

#include <filesystem>
#include <string>

/// `bailang trace CASE ID`: the chain discharger → plant → outfall → reach → section → bay from one id, both ways.
namespace bailang {

struct TraceOptions {
  std::filesystem::path case_directory;
  std::string id;                   ///< of a discharger, plant, outfall, reach, section or node; a river or a county
  std::filesystem::path scenarios;  ///< other scenarios file; empty = the case's own
  std::string scenario;             ///< whose measures; empty = the baseline
  std::string at;                   ///< moment; empty = the start of the run
  std::string format = "table";     ///< table, csv or json
  bool quiet = false;
};

/// @return exit code 0
/// @throws InputError for bad input
int trace_command(const TraceOptions& options);

}  // namespace bailang
