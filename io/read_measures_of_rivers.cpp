#include "io/read_measures_of_rivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/field_value.hpp"
#include "io/measure_keys.hpp"
#include "io/selection.hpp"
#include "solver/kinetics/parameters.hpp"

namespace bailang {

double read_chainage_key(CaseReader& reader, TomlSection& section, std::string_view key, int reach) {
  const double chainage = section.number(key, 0.0);
  if (reach < 0) return chainage;
  const Reach& on = reader.model.network.reaches[static_cast<std::size_t>(reach)];
  if (on.length > 0.0 && chainage > on.length) {
    section.error(key, fmt::format("'{}' in {} must be ≤ {} m, the length of reach {}, but is {}", key, section.name(),
                                   on.length, in_quotes(on.id), chainage));
  }
  return chainage;
}

namespace {

constexpr std::string_view outside = "outside";

/// Reaches by `reach` or `select`; both are an error.
std::vector<int> read_reaches_of(CaseReader& reader, TomlSection& section) {
  if (section.has("reach") && section.has("select")) {
    section.error("reach", fmt::format("{} must name its place once", section.name()), "give reach or select");
  }
  if (!section.has("reach")) return read_selection(reader, section, SelectedTable::reaches);
  const int reach = resolve_key(section, "reach", reader.reaches);
  return reach < 0 ? std::vector<int>{} : std::vector<int>{reach};
}

void read_divert_place(CaseReader& reader, TomlSection& section, Measure& measure, Structure& structure) {
  if (!section.has("reach") && !section.has("select")) {
    section.error("", fmt::format("{} must name the reach that its water is taken from", section.name()),
                  "give reach, or a select that picks one");
    return;
  }
  measure.selection = read_reaches_of(reader, section);
  if (measure.selection.size() > 1) {
    section.error("select", fmt::format("'select' in {} picks {} reaches; water is taken from one", section.name(),
                                        measure.selection.size()));
  }
  structure.reach = measure.selection.size() == 1 ? measure.selection.front() : -1;
  structure.chainage = read_chainage_key(reader, section, "chainage_m", structure.reach);
}

void read_divert_node(CaseReader& reader, TomlSection& section, const std::string& id, Structure& structure) {
  structure.to_node = reader.nodes.find(id);
  if (structure.to_node < 0) {
    if (!reader.nodes.is_complete || !reader.reaches.is_complete) return;
    std::vector<std::string> known = reader.reaches.ids;
    known.insert(known.end(), reader.nodes.ids.begin(), reader.nodes.ids.end());
    known.emplace_back(outside);
    section.error("to", fmt::format("'to' in {}: there is no reach or node {}", section.name(), in_quotes(id)),
                  suggestion(reader.context, id, known));
    return;
  }
  if (reader.model.network.nodes[static_cast<std::size_t>(structure.to_node)].kind == NodeKind::outlet) {
    section.error("to",
                  fmt::format("'to' in {} is the outlet {}; it must be another node", section.name(), in_quotes(id)),
                  "\"outside\" takes the water out of the network");
  }
}

void read_divert_target(CaseReader& reader, TomlSection& section, Structure& structure) {
  const std::string id = section.text("to");
  structure.to_reach = reader.reaches.find(id);
  if (structure.to_reach < 0 && id != outside && !id.empty()) read_divert_node(reader, section, id, structure);
  structure.to_chainage = read_chainage_key(reader, section, "to_chainage_m", structure.to_reach);
  if (section.has("to_chainage_m") && structure.to_reach < 0 && !id.empty() && reader.reaches.is_complete) {
    section.error("to_chainage_m",
                  fmt::format("'to_chainage_m' in {} has no meaning: 'to' is no reach", section.name()));
  }
  if (structure.reach < 0) return;
  const double cell = reader.model.settings.cell_length;
  const bool same_reach = structure.to_reach == structure.reach;
  const bool back_to_its_node =
      structure.to_node >= 0 && structure.chainage < cell &&
      structure.to_node == reader.model.network.reaches[static_cast<std::size_t>(structure.reach)].from_node;
  if (back_to_its_node || (same_reach && std::abs(structure.to_chainage - structure.chainage) < cell)) {
    section.error("to", fmt::format("{} takes water to where it comes from", section.name()),
                  "name another reach or node, or a chainage at least one cell away");
  }
}

/// A flow, one or twelve, or a share; just one of them, above 0.
void read_divert_amount(TomlSection& section, Measure& measure) {
  const std::size_t faults = section.context().found.error_count();
  measure.flow = section.numbers("flow_m3_s");
  if (section.has("share")) measure.river.share = section.number("share", missing);
  if (section.has("flow_m3_s") == section.has("share")) {
    section.error(section.has("share") ? "share" : "",
                  fmt::format("{} must have one of flow_m3_s and share", section.name()));
    return;
  }
  if (section.has("flow_m3_s") && measure.flow.size() != 1 && measure.flow.size() != 12) {
    section.error("flow_m3_s", fmt::format("'flow_m3_s' in {} must be one number or 12, one a month, but are {}",
                                           section.name(), measure.flow.size()));
  }
  if (section.context().found.error_count() > faults) return;  // told already
  const bool takes = std::any_of(measure.flow.begin(), measure.flow.end(), [](double flow) { return flow > 0.0; });
  if (takes || measure.river.share > 0.0) return;
  section.error(section.has("share") ? "share" : "flow_m3_s", fmt::format("{} takes no water", section.name()));
}

void read_divert(CaseReader& reader, TomlSection& section, Measure& measure) {
  const std::size_t faults = reader.context.found.error_count();
  Structure structure;
  structure.id = measure.id;
  structure.name = measure.title;
  structure.kind = StructureKind::diversion;
  structure.is_measure = true;
  structure.source = measure.source;
  read_divert_place(reader, section, measure, structure);
  read_divert_target(reader, section, structure);
  read_divert_amount(section, measure);
  structure.kept_flow = section.number("kept_flow_m3_s", 0.0);
  if (reader.context.found.error_count() > faults) return;
  measure.river.structure = static_cast<int>(reader.model.network.structures.size());
  reader.model.network.structures.push_back(std::move(structure));
}

/// Whether the bed gives or breathes anything in a reach, by the parameters of the set n_cod_do.
bool has_active_bed(const CaseReader& reader, int reach) {
  const KineticsSettings& kinetics = reader.model.settings.kinetics;
  const auto acts = [&](std::string_view name, const char* constituent) {
    const int parameter = kinetic_parameter_index(name);
    double value = kinetics.parameters.empty() ? 0.0 : kinetics.parameters[static_cast<std::size_t>(parameter)];
    for (const LocalParameter& local : kinetics.local) {
      if (local.parameter == parameter && local.reach == reach) value = local.value;
    }
    return value > 0.0 && constituent_index(reader.model.network, constituent) >= 0;
  };
  return acts("sod_g_m2_d", "do") || acts("nh4_release_g_m2_d", "nh4_n") || acts("po4_release_g_m2_d", "po4_p");
}

void read_dredge(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_reaches_of(reader, section);
  measure.river.bed_fraction = section.number("fraction", 0.0);
  if (reader.model.settings.kinetics.set != KineticSet::n_cod_do) {
    section.error("kind", fmt::format("{} has nothing to dredge: the set 'first_order' knows no bed", section.name()),
                  "[kinetics] set = \"n_cod_do\" has sod_g_m2_d, nh4_release_g_m2_d and po4_release_g_m2_d");
    return;
  }
  const auto& reaches = measure.selection;
  if (reaches.empty() || reader.context.found.has_errors()) return;
  if (std::any_of(reaches.begin(), reaches.end(), [&](int reach) { return has_active_bed(reader, reach); })) return;
  section.error(
      "kind",
      fmt::format("{} has nothing to dredge: the bed of its reaches gives and breathes nothing", section.name()),
      "give sod_g_m2_d, nh4_release_g_m2_d or po4_release_g_m2_d in [kinetics] or kinetics.csv, and simulate "
      "do, nh4_n or po4_p");
}

void read_aerate(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_reaches_of(reader, section);
  measure.river.oxygen = section.number("oxygen_kg_d", 0.0);
  measure.river.added_reaeration = section.number("added_reaeration_per_day", 0.0);
  if (section.has("oxygen_kg_d") == section.has("added_reaeration_per_day")) {
    section.error(section.has("oxygen_kg_d") ? "added_reaeration_per_day" : "",
                  fmt::format("{} must have one of oxygen_kg_d and added_reaeration_per_day", section.name()));
  }
  if (constituent_index(reader.model.network, "do") < 0) {
    section.error("kind", fmt::format("{} needs dissolved oxygen, which is not simulated", section.name()),
                  "add \"do\" to [case] constituents and set [kinetics] set = \"n_cod_do\"");
  }
  reader.model.network.is_aerated |= measure.river.oxygen > 0.0;
}

}  // namespace

void read_river_measure(CaseReader& reader, TomlSection& section, Measure& measure) {
  switch (measure.kind) {
    case MeasureKind::divert:
      return read_divert(reader, section, measure);
    case MeasureKind::dredge:
      return read_dredge(reader, section, measure);
    default:
      return read_aerate(reader, section, measure);
  }
}

}  // namespace bailang
