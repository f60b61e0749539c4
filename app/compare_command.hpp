#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// `bailang compare OUT.h5 [OTHER.h5]`: sections against their targets, or one result against another.
namespace bailang {

struct CompareOptions {
  std::vector<std::filesystem::path> results;  ///< one result file, or two
  std::string format = "table";                ///< on standard output: table, csv or json
  std::vector<std::string> only;               ///< ids of scenarios to show; empty = all
  std::vector<std::string> tables;             ///< names of tables to print instead of the usual ones
  std::vector<std::string> levels;             ///< of the sections that tables show; empty = all
  int year = 0;         ///< calendar year to show; 0 = the last that can be assessed, else the run
  std::string base;     ///< scenario that others are compared with; empty = the baseline
  int base_year = 0;    ///< its year; 0 = the one that is shown
  bool strict = false;  ///< exit code 3 when a section is over its target
  bool quiet = false;
};

/// @return exit code: 0 done, 3 with `strict` when a section is over its target
/// @throws InputError for a file that is no result, RunError when it cannot be read
int compare_command(const CompareOptions& options);

}  // namespace bailang
