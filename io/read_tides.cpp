#include <fmt/format.h>

#include <map>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/time_rows.hpp"

namespace bailang {
namespace {

/// The outlet that a row names; -1, with an error, for another node.
int read_outlet(CaseReader& reader, TableReader& table, int row) {
  const int node = resolve(table, row, "node", reader.nodes);
  if (node < 0) return -1;
  const Node& found = reader.model.network.nodes[static_cast<std::size_t>(node)];
  if (found.kind == NodeKind::outlet) return node;
  table.error(row, "node", fmt::format("node {} is no outlet; tides stand at outlets only", in_quotes(found.id)));
  return -1;
}

/// The tide of an outlet, made when there is none.
Tide& tide_of(CaseReader& reader, int node) {
  std::vector<Tide>& tides = reader.model.forcings[0].tides;
  for (Tide& tide : tides) {
    if (tide.node == node) return tide;
  }
  tides.emplace_back();
  tides.back().node = node;
  return tides.back();
}

/// What an outlet's first row gives, its other rows must give too.
struct TideRows {
  explicit TideRows(const CaseReader& reader) : rows(reader) {}
  TimeRows rows;
  bool has_level = false;
  std::vector<char> has_concentration;
};

bool is_alike(CaseReader& reader, TableReader& table, int row, const TideRows& first, bool has_level,
              const std::vector<double>& values) {
  const auto fault = [&](const std::string& column) {
    table.error(row, column, fmt::format("{} must be filled in every row of a node or in none", column));
    return false;
  };
  if (has_level != first.has_level) return fault("level_m");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_given(values[i]) != (first.has_concentration[i] != 0)) {
      return fault(fill_pattern("<constituent>_mg_l", reader.model.network.constituents[i]));
    }
  }
  return true;
}

void read_rows(CaseReader& reader) {
  const auto table = open_table(reader, "tides");
  if (!table) return;
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["tides"]);
  std::map<int, TideRows> series;
  for (int row = 0; row < table->rows(); ++row) {
    const int node = read_outlet(reader, *table, row);
    const double level = table->number(row, "level_m");
    const bool has_level = table->is_filled(row, "level_m");
    std::vector<double> values = columns.values(row);
    set_program_values(reader.model.network, values);
    if (node < 0) continue;
    const auto [found, is_new] = series.try_emplace(node, reader);
    TideRows& rows = found->second;
    if (is_new) {
      rows.has_level = has_level;
      for (const double value : values) rows.has_concentration.push_back(is_given(value) ? 1 : 0);
    }
    if (!is_alike(reader, *table, row, rows, has_level, values)) continue;
    for (double& value : values) value = is_given(value) ? value : 0.0;
    rows.rows.add(*table, row, is_given(level) ? level : 0.0, values);
  }
  for (auto& [node, rows] : series) {
    Tide& tide = tide_of(reader, node);
    tide.series = rows.rows.take(*table);
    tide.has_level = rows.has_level;
    tide.has_concentration = rows.has_concentration;
  }
}

void read_harmonics(CaseReader& reader) {
  const auto table = open_table(reader, "tide_harmonics");
  for (int row = 0; table && row < table->rows(); ++row) {
    const int node = read_outlet(reader, *table, row);
    const TideHarmonic harmonic{table->number_or(row, "period_h", 0.0), table->number_or(row, "amplitude_m", 0.0),
                                table->number_or(row, "phase_deg", 0.0)};
    if (node < 0) continue;
    Tide& tide = tide_of(reader, node);
    tide.has_level = true;
    tide.harmonics.push_back(harmonic);
  }
}

/// An outlet with harmonics alone: mean level 0 and, of what the sea carries, only what the program sets.
void complete(CaseReader& reader) {
  const Network& network = reader.model.network;
  for (Tide& tide : reader.model.forcings[0].tides) {
    if (!tide.series.value.empty()) continue;
    std::vector<double> values(network.constituents.size(), 0.0);
    set_program_values(network, values);
    tide.series.columns = 1 + network.constituent_count();
    tide.series.value = {0.0};
    tide.series.value.insert(tide.series.value.end(), values.begin(), values.end());
    for (const std::string& name : network.constituents)
      tide.has_concentration.push_back(is_set_by_program(name) ? 1 : 0);
  }
}

}  // namespace

void read_tides(CaseReader& reader) {
  read_rows(reader);
  read_harmonics(reader);
  complete(reader);
}

}  // namespace bailang
