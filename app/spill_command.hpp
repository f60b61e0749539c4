#pragma once

#include <filesystem>
#include <string>

/// `bailang spill CASE --at OUTFALL|REACH:CHAINAGE --mass KG`: what a spill does at every section downstream.
namespace bailang {

struct SpillOptions {
  std::filesystem::path case_directory;
  std::filesystem::path scenarios;    ///< other scenarios file; empty = the case's own
  std::string at;                     ///< an outfall, or REACH:CHAINAGE [m]
  double mass = 0.0;                  ///< [kg]
  std::string time;                   ///< when it begins; empty = the case's start
  std::string duration = "0 s";       ///< how long it lasts
  std::filesystem::path spills;       ///< a list of spills instead of `at` and `mass`
  double threshold = 0.0;             ///< [mg/l] 0 = none
  double velocity_uncertainty = 0.0;  ///< [-]
  double cell = 0.0;                  ///< [m] 0 = the case's
  double hours = 0.0;                 ///< 0 = until all has passed
  double decay = 0.0;                 ///< [1/d]
  std::string scenario;               ///< empty = the baseline
  std::string format = "table";       ///< table, csv or json
  int threads = 0;                    ///< 0 = one a core
  bool quiet = false;
};

/// @return exit code 0
/// @throws InputError for bad input, RunError when the run fails
int spill_command(const SpillOptions& options);

}  // namespace bailang
