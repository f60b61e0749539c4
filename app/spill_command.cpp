#include "app/spill_command.hpp"

#include <algorithm>
#include <iostream>

#include "app/messages.hpp"
#include "app/spill_tables.hpp"
#include "core/calendar.hpp"
#include "core/diagnostics.hpp"
#include "core/units.hpp"
#include "io/read_case.hpp"
#include "io/read_spills.hpp"

namespace bailang {
namespace {

void fault_of_option(Diagnostics& faults, const std::string& option, const std::string& message,
                     const std::string& hint = "") {
  faults.error({option, 0, 0, 1}, message, hint);
}

/// The baseline, or the scenario asked for.
int find_scenario(const Case& model, const std::string& id, Diagnostics& faults) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < model.scenarios.size(); ++i) {
    const Scenario& scenario = model.scenarios[i];
    if (id.empty() ? scenario.baseline : scenario.id == id) return static_cast<int>(i);
    ids.push_back(scenario.id);
  }
  if (!id.empty())
    fault_of_option(faults, "--scenario", "the case has no scenario '" + id + "'", did_you_mean(id, ids));
  return 0;
}

Instant begin_of(const SpillOptions& options, const Case& model, Diagnostics& faults) {
  if (options.time.empty()) return model.settings.time.start;
  const auto time = parse_instant(options.time);
  if (!time) {
    fault_of_option(faults, "--time", "'" + options.time + "' must be a date and time such as 2021-03-26T08:00:00Z");
    return model.settings.time.start;
  }
  const std::string outside = outside_time(model, *time);
  if (!outside.empty()) fault_of_option(faults, "--time", outside);
  return *time;
}

/// The one spill that the command line describes.
Spill spill_of(const SpillOptions& options, const Case& model, Instant begin, Diagnostics& faults) {
  Spill spill;
  spill.name = options.at;
  spill.mass = options.mass * units::grams_per_kilogram;
  spill.time = begin;
  const auto duration = parse_duration(options.duration);
  if (!duration || *duration < 0.0) {
    fault_of_option(faults, "--duration",
                    "'" + options.duration + "' must be a number and s, min, h or d, such as '30 min'");
  }
  spill.duration = duration.value_or(0.0);
  const NamedPlace place = find_place(model.network, options.at);
  if (!place.fault.empty()) fault_of_option(faults, "--at", place.fault, place.hint);
  spill.reach = place.reach;
  spill.chainage = place.chainage;
  return spill;
}

SpillStudy study_of(const SpillOptions& options, const Case& model, Diagnostics& warnings) {
  Diagnostics faults;
  SpillStudy study;
  study.scenario = find_scenario(model, options.scenario, faults);
  const Instant begin = begin_of(options, model, faults);
  if (options.spills.empty() && options.at.empty()) {
    fault_of_option(faults, "--at", "a spill needs a place and a mass",
                    "give --at and --mass, or a list with --spills");
    throw InputError(faults);
  }
  if (options.spills.empty()) study.spills = {spill_of(options, model, begin, faults)};
  if (faults.has_errors()) throw InputError(faults);
  if (!options.spills.empty()) study.spills = read_spills(options.spills, model, begin, warnings);
  study.cell_length = options.cell;
  study.follow = options.hours * units::seconds_per_hour;
  study.decay = options.decay / units::seconds_per_day;
  study.threshold = options.threshold;
  study.velocity_uncertainty = options.velocity_uncertainty;
  study.threads = options.threads;
  return study;
}

}  // namespace

int spill_command(const SpillOptions& options) {
  Diagnostics warnings;
  const Case model = read_case(options.case_directory, {options.scenarios}, warnings);
  const SpillStudy study = study_of(options, model, warnings);
  if (!options.quiet) print(warnings);
  const SpillResult result = study_spills(model, study);
  if (options.format == "csv")
    std::cout << spill_csv(study, result);
  else if (options.format == "json")
    std::cout << spill_json(model, study, result);
  else
    std::cout << spill_tables(model, study, result);
  return 0;
}

}  // namespace bailang
