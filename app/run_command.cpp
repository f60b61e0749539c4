#include "app/run_command.hpp"

#include <algorithm>
#include <iostream>
#include <map>

#include "app/compare_command.hpp"
#include "app/messages.hpp"
#include "app/progress.hpp"
#include "core/diagnostics.hpp"
#include "io/read_case.hpp"
#include "io/read_state.hpp"
#include "io/result_file.hpp"
#include "scenarios/batch.hpp"
#include "solver/recorder.hpp"

namespace bailang {
namespace {

/// The ids of `only` must be scenarios of the case.
void require_known(const Case& model, const std::vector<std::string>& only) {
  Diagnostics faults;
  std::vector<std::string> ids;
  for (const Scenario& scenario : model.scenarios) ids.push_back(scenario.id);
  for (const std::string& id : only) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    faults.error({"--only", 0, 0, 1}, "the case has no scenario '" + id + "'", did_you_mean(id, ids));
  }
  if (faults.has_errors()) throw InputError(faults);
}

}  // namespace

namespace {

/// The states that the scenarios go on from, by scenario; empty without [initial] from.
std::map<int, SavedState> start_states(const Case& model, const Grid& grid, const std::vector<int>& scenarios) {
  std::map<int, SavedState> states;
  if (model.settings.initial_from.empty()) return states;
  const StateSizes sizes{static_cast<std::size_t>(grid.size()), grid.faces.size(), model.network.constituents};
  for (const int scenario : scenarios) {
    states[scenario] = read_state(model.settings.initial_from, model.scenarios[scenario].id, sizes);
  }
  return states;
}

void require_transient(const Case& model, const RunOptions& options) {
  if (!options.save_state || model.settings.time.solve == SolveMode::transient) return;
  Diagnostics fault;
  fault.error({"--save-state", 0, 0, 1}, "a steady run has no state at its end",
              "leave it out, or solve = \"transient\"");
  throw InputError(fault);
}

}  // namespace

int run_command(const RunOptions& options) {
  Diagnostics warnings;
  const Case model = read_case(options.case_directory, {options.scenarios}, warnings);
  require_known(model, options.only);
  require_transient(model, options);
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  const std::filesystem::path output = options.output.empty() ? model.name + ".h5" : options.output.string();
  ResultShape shape = result_shape(model.network, grid, model.settings, options.fields);
  shape.has_state = options.save_state;
  ResultFile file(model, grid, shape, {output, options.command_line, options.resume, options.only}, warnings);
  print(warnings);

  BatchOptions batch;
  batch.scenarios = file.unfinished();
  batch.threads = options.threads;
  batch.fields = options.fields;
  batch.save_state = options.save_state;
  const std::map<int, SavedState> states = start_states(model, grid, batch.scenarios);
  if (!states.empty()) batch.start = &states;
  const std::size_t records = batch.scenarios.size() * static_cast<std::size_t>(shape.times - 1);
  Progress progress("scenario records", records, options.quiet);
  batch.advanced = [&](std::size_t done) { progress.advance(done); };
  run_batch(model, grid, batch, file);
  progress.finish();
  file.finish();
  CompareOptions summary;
  summary.results = {output};
  summary.format = options.format;
  compare_command(summary);
  if (options.format == "table") std::cout << "Result: " << output.string() << '\n';
  return 0;
}

}  // namespace bailang
