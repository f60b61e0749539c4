#include "app/run_command.hpp"

#include <algorithm>
#include <iostream>

#include "app/compare_command.hpp"
#include "app/messages.hpp"
#include "app/progress.hpp"
#include "core/diagnostics.hpp"
#include "io/read_case.hpp"
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

int run_command(const RunOptions& options) {
  Diagnostics warnings;
  const Case model = read_case(options.case_directory, {options.scenarios}, warnings);
  require_known(model, options.only);
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  const std::filesystem::path output = options.output.empty() ? model.name + ".h5" : options.output.string();
  const ResultShape shape = result_shape(model.network, grid, model.settings, options.fields);
  ResultFile file(model, grid, shape, {output, options.command_line, options.resume, options.only}, warnings);
  print(warnings);

  BatchOptions batch;
  batch.scenarios = file.unfinished();
  batch.threads = options.threads;
  batch.fields = options.fields;
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
