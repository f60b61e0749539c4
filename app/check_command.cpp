#include "app/check_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "app/messages.hpp"
#include "core/diagnostics.hpp"
#include "core/units.hpp"
#include "io/effluent_standards.hpp"
#include "io/read_case.hpp"
#include "solver/bay_times.hpp"

namespace bailang {
namespace {

using Summary = std::vector<std::pair<std::string, std::string>>;

std::string name_of(FlowMode mode) {
  constexpr const char* names[] = {"steady", "prescribed", "kinematic", "diffusive", "dynamic"};
  return names[static_cast<int>(mode)];
}

std::string duration_text(double seconds) {
  constexpr double day = units::seconds_per_day;
  if (std::fmod(seconds, day) == 0.0) return fmt::format("{} d", seconds / day);
  if (std::fmod(seconds, 3600.0) == 0.0) return fmt::format("{} h", seconds / 3600.0);
  return fmt::format("{} s", seconds);
}

/// The set, and the ids of the user's own processes.
std::string kinetics_text(const KineticsSettings& kinetics) {
  std::string text = kinetics.set == KineticSet::n_cod_do ? "n_cod_do" : "first_order";
  for (const UserProcess& process : kinetics.processes) text += " + " + process.id;
  return text;
}

/// What a run starts from.
std::string start_text(const Settings& settings) {
  std::string text = settings.has_initial ? "given concentrations" : "steady state of the first moment";
  if (!settings.initial_points.empty())
    text += fmt::format(", {} points of initial_state.csv", settings.initial_points.size());
  if (!settings.initial_from.empty()) text = settings.initial_from;
  if (settings.time.spin_up > 0.0) text += ", spin-up of " + duration_text(settings.time.spin_up);
  return text;
}

/// Rows of structures.csv: diversions of measures stand beside them.
std::string count_structures(const Network& network) {
  const auto is_row = [](const Structure& structure) { return !structure.is_measure; };
  return fmt::format("{}", std::count_if(network.structures.begin(), network.structures.end(), is_row));
}

/// Plants whose effluent is above a limit of the standard that they name, in water above 12 °C.
int plants_over_standard(const Network& network) {
  constexpr double warm = 20.0;
  int over = 0;
  for (const Plant& plant : network.plants) {
    bool meets = true;
    for (std::size_t c = 0; c < plant.effluent.size() && !plant.standard.empty(); ++c) {
      const double value = plant.effluent[c];
      meets = meets && (!is_given(value) || meets_effluent_limit(plant.standard, network.constituents[c], value, warm));
    }
    over += !meets;
  }
  return over;
}

/// Boxes of the bay and how long its water stays.
std::string bay_text(const Bay& bay) {
  const BayTimes times = bay_times(bay);
  constexpr double day = units::seconds_per_day;
  return fmt::format("{} boxes, half-exchange {:.3g} d, mean residence {:.3g} d, e-folding {:.3g} d", bay.boxes.size(),
                     times.half_exchange / day, times.mean_residence / day, times.e_folding / day);
}

Summary summarise(const Case& model) {
  const Network& network = model.network;
  const TimeSettings& time = model.settings.time;
  const auto count = [](const auto& list) { return fmt::format("{}", list.size()); };
  return {{"case", model.name},
          {"title", model.title},
          {"start", format_instant(time.start)},
          {"end", format_instant(time.end)},
          {"step", duration_text(time.step)},
          {"output", duration_text(time.output)},
          {"solve", time.solve == SolveMode::steady ? "steady" : "transient"},
          {"flow", name_of(model.settings.flow)},
          {"initial", start_text(model.settings)},
          {"kinetics", kinetics_text(model.settings.kinetics)},
          {"constituents", fmt::format("{}", fmt::join(network.constituents, ", "))},
          {"nodes", count(network.nodes)},
          {"reaches", count(network.reaches)},
          {"reservoirs", count(network.reservoirs)},
          {"structures", count_structures(network)},
          {"inflows", count(model.forcings.front().inflows)},
          {"tides", count(model.forcings.front().tides)},
          {"withdrawals", count(network.withdrawals)},
          {"dischargers", count(network.dischargers)},
          {"plants", count(network.plants)},
          {"over standard", fmt::format("{}", plants_over_standard(network))},
          {"outfalls", count(network.outfalls)},
          {"catchments", count(network.catchments)},
          {"sections", count(network.sections)},
          {"measures", count(model.measures)},
          {"scenarios", count(model.scenarios)},
          {"files", count(model.inputs)}};
}

/// A CSV cell after RFC 4180.
std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
  return cell + "\"";
}

std::string formatted(const Summary& summary, const std::string& format) {
  if (format == "json") {
    nlohmann::ordered_json object;
    for (const auto& [key, value] : summary) {
      const bool is_count =
          value.find_first_not_of("0123456789") == std::string::npos && key != "case" && key != "title";
      object[key] = is_count ? nlohmann::ordered_json(std::stoll(value)) : nlohmann::ordered_json(value);
    }
    return object.dump(2) + "\n";
  }
  std::string text = format == "csv" ? "key,value\n" : "";
  for (const auto& [key, value] : summary) {
    text += format == "csv" ? fmt::format("{},{}\n", key, csv_cell(value)) : fmt::format("{:<13} {}\n", key, value);
  }
  return text;
}

}  // namespace

int check_command(const CheckOptions& options) {
  Diagnostics warnings;
  const Case model = read_case(options.case_directory, {options.scenarios}, warnings);
  print(warnings);
  Summary summary = summarise(model);
  if (model.bay.is_there()) summary.emplace_back("bay", bay_text(model.bay));
  if (!options.quiet) fmt::print("{}", formatted(summary, options.format));
  return 0;
}

}  // namespace bailang
