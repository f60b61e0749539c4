#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/case_reader.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

constexpr double slope_tolerance = 0.02;  ///< of bed_slope [-]

struct Fault {
  const Reach* reach = nullptr;  ///< the first
  int count = 0;
};

void note(Fault& fault, const Reach& reach) {
  if (fault.count++ == 0) fault.reach = &reach;
}

/// "reach "R1"", "reach "R1" and 2 others"
std::string name_of(const Fault& fault) {
  std::string first = fmt::format("reach {}", in_quotes(fault.reach->id));
  if (fault.count == 1) return first;
  return fmt::format("{} and {} other{}", first, fault.count - 1, fault.count == 2 ? "" : "s");
}

/// Where nothing gives the bed's elevation the levels stand on the outlets' beds.
void check_datum(CaseReader& reader) {
  const Network& network = reader.model.network;
  std::vector<bool> has_bed(network.reaches.size(), false);
  for (const BedPoint& point : network.bed_points) has_bed[static_cast<std::size_t>(point.reach)] = true;
  Fault without;
  Fault differs;
  double slope = 0.0;
  for (std::size_t i = 0; i < network.reaches.size(); ++i) {
    const Reach& reach = network.reaches[i];
    if (has_bed[i]) continue;
    const double above = network.nodes[static_cast<std::size_t>(reach.from_node)].bed_elevation;
    const double below = network.nodes[static_cast<std::size_t>(reach.to_node)].bed_elevation;
    if (!is_given(above) && !is_given(below)) note(without, reach);
    if (!is_given(above) || !is_given(below)) continue;
    const double between = (above - below) / reach.length;
    if (std::abs(between - reach.bed_slope) <= slope_tolerance * std::abs(reach.bed_slope)) continue;
    if (differs.count == 0) slope = between;
    note(differs, reach);
  }
  if (without.count > 0) {
    reader.context.found.warning(
        without.reach->source,
        fmt::format("{}: no bed_elevation_m at either end; the bed runs by bed_slope upward from the outlet, 0 m",
                    name_of(without)),
        "give bed_elevation_m in nodes.csv, or bed_profile.csv");
  }
  if (differs.count > 0) {
    reader.context.found.warning(
        differs.reach->source,
        fmt::format("{}: bed_slope is {:.6g}, but the nodes' bed_elevation_m make {:.6g}, which is used",
                    name_of(differs), differs.reach->bed_slope, slope));
  }
}

/// Tables that only level-solving modes use; what the sea carries acts in every mode.
void warn_of_idle_tables(CaseReader& reader) {
  for (const std::string_view name : {"bed_profile", "cross_sections", "tides", "tide_harmonics"}) {
    const Schema& table = schema(name);
    if (!is_present(reader, table)) continue;
    const auto& tides = reader.model.forcings[0].tides;
    const bool has_level = std::any_of(tides.begin(), tides.end(), [](const Tide& tide) { return tide.has_level; });
    if (name == "tides" && !has_level) continue;
    const std::string what = name == "tides" ? "level_m" : "the table";
    reader.context.found.warning({shown_path(reader.context, file_of(reader, table)), 1, 1},
                                 what + " acts in the flow modes 'diffusive' and 'dynamic' only");
  }
}

void warn_of_idle_gates(CaseReader& reader) {
  for (const Structure& structure : reader.model.network.structures) {
    if (structure.kind == StructureKind::pump || structure.kind == StructureKind::diversion) continue;
    reader.context.found.warning(
        structure.source,
        fmt::format("structure {} acts on reaeration only: it holds water in the flow modes 'diffusive' and 'dynamic'",
                    in_quotes(structure.id)));
  }
}

}  // namespace

void check_flow_mode(CaseReader& reader) {
  if (solves_levels(reader.model.settings.flow)) {
    check_datum(reader);
  } else {
    warn_of_idle_tables(reader);
    warn_of_idle_gates(reader);
  }
}

}  // namespace bailang
