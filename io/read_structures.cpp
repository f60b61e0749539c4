#include <fmt/format.h>

#include <array>

#include "io/case_reader.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

bool is_gate(StructureKind kind) {
  return kind == StructureKind::sluice || kind == StructureKind::weir || kind == StructureKind::rubber_dam;
}

std::string_view word_for(StructureKind kind) {
  constexpr std::array<std::string_view, 5> words = {"sluice", "weir", "rubber dam", "pump", "diversion"};
  return words[static_cast<std::size_t>(kind)];
}

/// Kinds that a column serves: gates, the sluice alone, what moves water, the diversion alone.
struct ColumnUse {
  std::string_view column;
  bool (*serves)(StructureKind);
};

constexpr bool is_sluice(StructureKind kind) {
  return kind == StructureKind::sluice;
}
bool moves_water(StructureKind kind) {
  return !is_gate(kind);
}
constexpr bool is_diversion(StructureKind kind) {
  return kind == StructureKind::diversion;
}
bool has_crest(StructureKind kind) {
  return kind == StructureKind::weir || kind == StructureKind::rubber_dam;
}

/// A value that would have no effect is told, lest it be thought to act.
template <std::size_t Count>
void refuse_idle(TableReader& table, int row, StructureKind kind, const std::array<ColumnUse, Count>& columns) {
  for (const ColumnUse& use : columns) {
    if (!table.is_filled(row, use.column) || use.serves(kind)) continue;
    table.error(row, use.column,
                fmt::format("{} has no meaning for a {}", table.name_of(row, use.column), word_for(kind)),
                "leave it empty");
  }
}

void read_gate(TableReader& table, int row, Structure& structure) {
  structure.width = table.number(row, "width_m");
  structure.crest_level = table.number(row, "crest_level_m");
  structure.opening = table.number_or(row, "opening_m", structure.opening);
  structure.coefficient = table.number(row, "coefficient");
  structure.one_way = table.boolean(row, "one_way", false);
  structure.quality_a = table.number(row, "quality_a");
  structure.dam_b = table.number_or(row, "dam_b", structure.dam_b);
}

/// Where the water goes that a pump or diversion takes.
void read_target(CaseReader& reader, TableReader& table, int row, Structure& structure) {
  structure.to_reach = resolve(table, row, "to_reach", reader.reaches);
  structure.to_node = resolve(table, row, "to_node", reader.nodes);
  structure.to_chainage = table.is_filled(row, "to_chainage_m")
                              ? read_chainage(reader, table, row, structure.to_reach, "to_chainage_m")
                              : 0.0;
  if (table.is_filled(row, "to_reach") && table.is_filled(row, "to_node")) {
    table.error(row, "to_node",
                fmt::format("structure {} names a reach and a node for its water; it must be one of them",
                            in_quotes(structure.id)));
  }
  if (table.is_filled(row, "to_chainage_m") && !table.is_filled(row, "to_reach")) {
    table.error(row, "to_reach",
                fmt::format("{} is empty, but to_chainage_m is filled", table.name_of(row, "to_reach")));
  }
  if (structure.to_node < 0) return;
  const Node& node = reader.model.network.nodes[static_cast<std::size_t>(structure.to_node)];
  if (node.kind == NodeKind::outlet) {
    table.error(
        row, "to_node",
        fmt::format("{} is the outlet {}; it must be another node", table.name_of(row, "to_node"), in_quotes(node.id)),
        "leave to_reach and to_node empty to take the water out of the network");
  }
}

void read_transfer(CaseReader& reader, TableReader& table, int row, Structure& structure) {
  structure.flow = table.number_or(row, "flow_m3_s", 0.0);
  structure.share = table.number(row, "share");
  structure.kept_flow = table.number_or(row, "kept_flow_m3_s", 0.0);
  read_target(reader, table, row, structure);
  if (table.is_filled(row, "share") && table.is_filled(row, "flow_m3_s")) {
    table.error(
        row, "share",
        fmt::format("structure {} has a share and a flow_m3_s; it must be one of them", in_quotes(structure.id)));
  }
}

void read_table(CaseReader& reader) {
  static const std::array<ColumnUse, 13> columns = {{{"width_m", is_gate},
                                                     {"crest_level_m", is_gate},
                                                     {"opening_m", is_sluice},
                                                     {"coefficient", is_gate},
                                                     {"one_way", is_gate},
                                                     {"quality_a", is_gate},
                                                     {"dam_b", is_gate},
                                                     {"flow_m3_s", moves_water},
                                                     {"share", is_diversion},
                                                     {"to_reach", moves_water},
                                                     {"to_chainage_m", moves_water},
                                                     {"to_node", moves_water},
                                                     {"kept_flow_m3_s", moves_water}}};
  const auto table = open_table(reader, "structures");
  reader.structures.is_complete = table ? table->is_complete() : !is_present(reader, schema("structures"));
  for (int row = 0; table && row < table->rows(); ++row) {
    Structure structure;
    structure.id = read_id(*table, row, reader.structures);
    structure.name = table->text(row, "name");
    structure.name_zh = table->text(row, "name_zh");
    structure.reach = resolve(*table, row, "reach", reader.reaches);
    structure.chainage = read_chainage(reader, *table, row, structure.reach);
    const int kind = table->choice(row, "kind");
    if (kind >= 0) {
      structure.kind = static_cast<StructureKind>(kind);
      refuse_idle(*table, row, structure.kind, columns);
    }
    read_gate(*table, row, structure);
    read_transfer(reader, *table, row, structure);
    structure.source = table->place(row);
    reader.model.network.structures.push_back(std::move(structure));
  }
}

void check_band(TableReader& table, int row, std::string_view above, std::string_view below, double low, double high) {
  if (!is_given(low) || !is_given(high) || low < high) return;
  table.error(row, below,
              fmt::format("{} must be > {} ({}), but is {}: the rule would never hold", below, above, low, high));
}

/// What a rule sets must fit its structure, and there must be something.
void check_rule(CaseReader& reader, TableReader& table, int row, const StructureRule& rule) {
  static const std::array<ColumnUse, 3> columns = {
      {{"opening_m", is_sluice}, {"crest_level_m", has_crest}, {"flow_m3_s", moves_water}}};
  check_band(table, row, "level_above_m", "level_below_m", rule.level_above, rule.level_below);
  check_band(table, row, "flow_above_m3_s", "flow_below_m3_s", rule.flow_above, rule.flow_below);
  const StructureKind kind = reader.model.network.structures[static_cast<std::size_t>(rule.structure)].kind;
  refuse_idle(table, row, kind, columns);
  for (const ColumnUse& use : columns) {
    if (table.is_filled(row, use.column)) return;
  }
  const std::string_view wanted = is_sluice(kind) ? "opening_m" : has_crest(kind) ? "crest_level_m" : "flow_m3_s";
  table.error(row, "structure", fmt::format("the rule sets nothing; a {} needs {}", word_for(kind), wanted));
}

void read_rules(CaseReader& reader) {
  const auto table = open_table(reader, "structure_rules");
  for (int row = 0; table && row < table->rows(); ++row) {
    StructureRule rule;
    rule.structure = resolve(*table, row, "structure", reader.structures);
    rule.days = read_year_span(*table, row);
    rule.section = resolve(*table, row, "section", reader.sections);
    rule.level_above = table->number(row, "level_above_m");
    rule.level_below = table->number(row, "level_below_m");
    rule.flow_above = table->number(row, "flow_above_m3_s");
    rule.flow_below = table->number(row, "flow_below_m3_s");
    rule.opening = table->number(row, "opening_m");
    rule.crest_level = table->number(row, "crest_level_m");
    rule.flow = table->number(row, "flow_m3_s");
    rule.source = table->place(row, "structure");
    if (rule.structure < 0) continue;
    check_rule(reader, *table, row, rule);
    reader.model.network.structure_rules.push_back(rule);
  }
}

/// A pump or diversion takes something by its row or by a rule.
void check_transfers(CaseReader& reader) {
  const Network& network = reader.model.network;
  std::vector<bool> has_rule(network.structures.size(), false);
  for (const StructureRule& rule : network.structure_rules) has_rule[static_cast<std::size_t>(rule.structure)] = true;
  for (std::size_t i = 0; i < network.structures.size(); ++i) {
    const Structure& structure = network.structures[i];
    if (is_gate(structure.kind) || has_rule[i] || structure.flow > 0.0 || is_given(structure.share)) continue;
    reader.context.found.warning(
        structure.source, fmt::format("{} {} takes no water", word_for(structure.kind), in_quotes(structure.id)),
        structure.kind == StructureKind::pump ? "give flow_m3_s, or a rule" : "give flow_m3_s or share, or a rule");
  }
}

}  // namespace

void read_structures(CaseReader& reader) {
  read_table(reader);
  read_rules(reader);
  if (!reader.context.found.has_errors()) check_transfers(reader);
}

}  // namespace bailang
