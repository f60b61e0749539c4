#include "app/trace_command.hpp"

#include <fmt/format.h>

#include <iostream>

#include "app/messages.hpp"
#include "app/trace_tables.hpp"
#include "core/calendar.hpp"
#include "core/diagnostics.hpp"
#include "io/read_case.hpp"
#include "io/read_spills.hpp"

namespace bailang {
namespace {

/// The baseline, or the scenario asked for.
int find_scenario(const Case& model, const std::string& id, Diagnostics& faults) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < model.scenarios.size(); ++i) {
    const Scenario& scenario = model.scenarios[i];
    if (id.empty() ? scenario.baseline : scenario.id == id) return static_cast<int>(i);
    ids.push_back(scenario.id);
  }
  if (!id.empty()) {
    faults.error({"--scenario", 0, 0, 1}, fmt::format("the case has no scenario '{}'", id), did_you_mean(id, ids));
  }
  return 0;
}

Instant moment_of(const TraceOptions& options, const Case& model, Diagnostics& faults) {
  if (options.at.empty()) return model.settings.time.start;
  const auto moment = parse_instant(options.at);
  if (!moment) {
    faults.error({"--at", 0, 0, 1},
                 fmt::format("'{}' must be a date and time such as 2021-03-26T08:00:00Z", options.at));
    return model.settings.time.start;
  }
  const std::string outside = outside_time(model, *moment);
  if (!outside.empty()) faults.error({"--at", 0, 0, 1}, outside);
  return *moment;
}

/// What the id names: one thing alone, or the kind that stands before a colon (`outfall:X1`).
TraceStart start_of(const TraceOptions& options, const Case& model, Diagnostics& faults) {
  std::vector<TraceStart> found = find_start(model.network, options.id);
  const std::size_t colon = options.id.find(':');
  if (found.empty() && colon != std::string::npos) {
    found = find_start(model.network, options.id.substr(colon + 1));
    std::erase_if(found, [&](const TraceStart& start) { return to_string(start.kind) != options.id.substr(0, colon); });
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    faults.error({"ID", 0, 0, 1},
                 fmt::format("the case has no discharger, plant, outfall, reach, section, node, river or county '{}'",
                             options.id),
                 did_you_mean(options.id, traceable_names(model.network)));
    return {};
  }
  std::string ways;
  for (const TraceStart& start : found) {
    ways += fmt::format("{}{}:{}", ways.empty() ? "" : ", ", to_string(start.kind), start.name);
  }
  faults.error({"ID", 0, 0, 1}, fmt::format("'{}' names several things", options.id), "say which: " + ways);
  return {};
}

}  // namespace

int trace_command(const TraceOptions& options) {
  Diagnostics warnings, faults;
  const Case model = read_case(options.case_directory, {options.scenarios}, warnings);
  const Scenario& scenario = model.scenarios[static_cast<std::size_t>(find_scenario(model, options.scenario, faults))];
  const Instant moment = moment_of(options, model, faults);
  const TraceStart start = start_of(options, model, faults);
  if (faults.has_errors()) throw InputError(faults);
  if (!options.quiet) print(warnings);
  const auto t = static_cast<double>(moment - model.settings.time.start);
  const std::vector<TraceLine> lines = trace(model, scenario, start, t);
  const TraceTitle title{start, scenario.id, format_instant(moment)};
  if (options.format == "csv")
    std::cout << trace_csv(model, lines);
  else if (options.format == "json")
    std::cout << trace_json(model, title, lines);
  else
    std::cout << trace_tables(model, title, lines);
  return 0;
}

}  // namespace bailang
