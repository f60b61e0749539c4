#include "io/result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/part_files.hpp"
#include "scenarios/bay.hpp"

namespace bailang {
namespace fs = std::filesystem;

namespace {

std::vector<std::string> ids_in_order(const Case& model, const std::vector<std::string>& wanted) {
  if (!wanted.empty()) return wanted;
  std::vector<std::string> ids;
  for (const Scenario& scenario : model.scenarios) ids.push_back(scenario.id);
  return ids;
}

int scenario_index(const Case& model, const std::string& id) {
  const auto found =
      std::find_if(model.scenarios.begin(), model.scenarios.end(), [&](const Scenario& s) { return s.id == id; });
  if (found == model.scenarios.end()) throw RunError(fmt::format("there is no scenario '{}' in the case", id));
  return static_cast<int>(found - model.scenarios.begin());
}

}  // namespace

ResultFile::ResultFile(const Case& model, const Grid& grid, const ResultShape& shape, const ResultFileOptions& options,
                       Diagnostics& warnings)
    : output_(options.output),
      context_(result_context(model, grid, shape, options.command)),
      order_(ids_in_order(model, options.scenarios)) {
  require_writable(output_);
  remove_unfinished(output_);
  if (!options.resume) remove_parts(output_);
  for (const std::string& id : order_) unfinished_.push_back(scenario_index(model, id));
  read_finished(warnings);
}

void ResultFile::read_finished(Diagnostics& warnings) {
  const std::string key = part_key(*context_.model, context_.shape);
  std::set<std::string> finished;
  for (const fs::path& part : list_parts(output_)) {
    try {
      for (const std::string& id : read_part(part, key)) finished.insert(id);
    } catch (const RunError& fault) {
      warnings.warning({part.string()}, fmt::format("this part cannot be used and is run again: {}", fault.what()));
      std::error_code ignored;
      fs::remove(part, ignored);
    }
  }
  std::erase_if(unfinished_, [&](int index) { return finished.contains(context_.model->scenarios[index].id); });
}

void ResultFile::take(const BlockResult& block) {
  const BayResult bay = run_bay_of_block(*context_.model, *context_.grid, block);
  const std::lock_guard lock(mutex_);
  const int number = *std::min_element(block.scenarios.begin(), block.scenarios.end());
  write_whole(part_path(output_, number),
              [&](const fs::path& path) { write_block(path, context_, block, bay, Storage::checked); });
}

void ResultFile::finish() {
  const std::lock_guard lock(mutex_);
  const AttributeOverrides provenance = {{"created", context_.created},
                                         {"command", context_.command},
                                         {"history", fmt::format("{}: {}", context_.created, context_.command)}};
  merge_parts(list_parts(output_), output_, order_, provenance);
  remove_parts(output_);
}

}  // namespace bailang
