#include "io/read_case.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/case_reader.hpp"
#include "io/given_flows.hpp"
#include "io/read_bay.hpp"
#include "network/check.hpp"
#include "scenarios/conflicts.hpp"

namespace bailang {
namespace {

/// A table of the file format that would change the result and that this version cannot take into account.
void refuse_later_table(CaseReader& reader) {
  constexpr std::string_view name = "rain.csv";
  std::error_code ignored;
  if (!std::filesystem::exists(reader.context.directory / name, ignored)) return;
  reader.context.found.error({shown_path(reader.context, name), 1, 1},
                             fmt::format("table '{}' is not in this version", name), "move the file away");
}

void require_directory(const std::filesystem::path& directory) {
  std::error_code ignored;
  if (std::filesystem::is_directory(directory, ignored)) return;
  Diagnostics fault;
  fault.error(
      {directory.string()},
      std::filesystem::exists(directory, ignored) ? "the case is not a directory" : "there is no such directory",
      "a case is a directory that holds case.toml");
  throw InputError(std::move(fault));
}

/// Whether every reach has its nodes: only then do rules of the whole network say something.
bool is_connected(const CaseReader& reader) {
  const auto& reaches = reader.model.network.reaches;
  return reader.nodes.is_complete && reader.reaches.is_complete &&
         std::all_of(reaches.begin(), reaches.end(), [](const Reach& r) { return r.from_node >= 0 && r.to_node >= 0; });
}

}  // namespace

Case read_case(const std::filesystem::path& directory, const ReadOptions& options, Diagnostics& warnings) {
  require_directory(directory);
  CaseReader reader;
  reader.context.directory = directory;
  reader.model.directory = directory.string();

  read_settings(reader);
  read_standards(reader);
  read_network(reader);
  read_reservoirs(reader);
  read_beds(reader);
  read_sections(reader);
  read_structures(reader);
  read_local_kinetics(reader);
  read_outfalls(reader);
  read_forcing(reader);
  read_tides(reader);
  read_initial_state(reader);
  read_weather(reader);
  read_sources(reader);
  read_bay(reader);
  read_measures(reader);
  read_scenarios(reader, options.scenarios);
  read_goals(reader);
  refuse_later_table(reader);

  Diagnostics& found = reader.context.found;
  const bool splits_are_computed = solves_levels(reader.model.settings.flow);
  if (is_connected(reader)) check_network(reader.model.network, found, splits_are_computed);
  if (!found.has_errors()) check_flow_mode(reader);
  if (!found.has_errors()) check_conflicts(reader.model, found);
  if (!found.has_errors()) check_given_flows(reader.model, found);
  if (found.has_errors()) throw InputError(with_source_lines(found));
  warnings.append(with_source_lines(found));
  reader.model.inputs = std::move(reader.context.inputs);
  return std::move(reader.model);
}

}  // namespace bailang
