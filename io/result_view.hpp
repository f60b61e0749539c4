#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/standards.hpp"

/// A result file as tables that people ask for: sections against targets, loads by outlet.
namespace bailang {

/// What one constituent did, in one result.
struct ConstituentView {
  std::string name;
  bool is_at_least = false;          ///< its target is a lower limit (dissolved oxygen)
  std::vector<double> target;        ///< [section] [mg/l], NaN = none
  std::vector<double> section_mean;  ///< [scenario × section] over the run [mg/l]
  std::vector<double> outlet_load;   ///< [scenario × outlet] mean over the run [t/a of 365 days]
  std::vector<double> closure;       ///< [scenario] |ledger error| over throughput
};

struct PlaceView {
  std::string id, name, name_zh, river;
};

struct ResultView {
  std::filesystem::path path;
  std::string title, synthetic_note;
  Standards standards;  ///< by which the run was judged
  std::vector<std::string> scenarios, scenario_titles, sweeps;
  int baseline = 0;
  std::vector<PlaceView> sections, outlets;
  std::vector<int> target_class;              ///< [section] 1–5, 0 = none
  std::vector<int> quality_class;             ///< [scenario × section] 1–6, −1 unknown
  std::vector<int> meets_target;              ///< [scenario × section] 1, 0, −1
  std::vector<double> section_flow;           ///< [scenario × section] [m3/s]
  std::vector<ConstituentView> constituents;  ///< without continuity and ages
  std::vector<double> chain_closure;          ///< [scenario] gap of the source chain over what comes; empty = not there
  int cells_of_rivers = 0;                    ///< cells whose dispersion the result holds, 0 = none (`--fields none`)
  int cells_smeared = 0;  ///< of them, in the baseline, those where the scheme adds more dispersion than the river has

  [[nodiscard]] std::size_t at(std::size_t scenario, std::size_t section) const {
    return scenario * sections.size() + section;
  }
};

/// Reads a result. @throws InputError when the file is no result of this program
ResultView read_result(const std::filesystem::path& path);

/// What decides that a section is over its target: the constituent farthest over it, and mean / target − 1
/// (target / mean − 1 where the target is a lower limit).
struct Excess {
  std::string constituent;  ///< empty when nothing is over
  double multiple = 0.0;
};
/// NaN without a target or a mean.
double excess_of(const ConstituentView& constituent, double mean, std::size_t section);
Excess worst_excess(const ResultView& result, std::size_t scenario, std::size_t section);

/// Load to the sea of a constituent [t/a], all outlets.
double total_load(const ResultView& result, const ConstituentView& constituent, std::size_t scenario);

}  // namespace bailang
