#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "solver/result.hpp"

/// `bailang run CASE`: simulates every scenario of a case.
namespace bailang {

struct RunOptions {
  std::filesystem::path case_directory;
  std::filesystem::path output;     ///< result file; empty = the case's name + ".h5" in the working directory
  std::filesystem::path scenarios;  ///< other scenarios file than the case's own; empty = the case's
  std::vector<std::string> only;    ///< ids of scenarios to run; empty = all
  int threads = 0;                  ///< 0 = one a core
  bool save_state = false;          ///< keep the state at the end, for another run to go on from
  bool resume = false;              ///< go on with the parts that a killed run left
  FieldOutput fields = FieldOutput::statistics;
  std::string format = "table";  ///< of the summary on standard output: table, csv or json
  bool quiet = false;            ///< no progress, no messages but warnings and errors
  std::string command_line;      ///< as typed, kept in the result's attributes
};

/// @return exit code: 0 done
/// @throws InputError for faults of the case, RunError when the simulation or the writing fails
int run_command(const RunOptions& options);

}  // namespace bailang
