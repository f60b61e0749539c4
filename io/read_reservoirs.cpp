#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/case_reader.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

void check_volumes(TableReader& table, int row, const Reservoir& reservoir) {
  if (reservoir.volume > 0.0 && reservoir.min_volume > reservoir.volume) {
    table.error(row, "min_volume_m3",
                fmt::format("{} must be ≤ volume_m3 ({}), but is {}", table.name_of(row, "min_volume_m3"),
                            reservoir.volume, reservoir.min_volume));
  }
  if (is_given(reservoir.max_volume) && reservoir.max_volume < reservoir.volume) {
    table.error(row, "max_volume_m3",
                fmt::format("{} must be ≥ volume_m3 ({}), but is {}", table.name_of(row, "max_volume_m3"),
                            reservoir.volume, reservoir.max_volume));
  }
}

void read_spillway(TableReader& table, int row, Reservoir& reservoir) {
  reservoir.weir_level = table.number(row, "weir_level_m");
  reservoir.weir_width = table.number_or(row, "weir_width_m", 0.0);
  const bool has_level = table.is_filled(row, "weir_level_m");
  if (has_level == table.is_filled(row, "weir_width_m")) return;
  const std::string_view absent = has_level ? "weir_width_m" : "weir_level_m";
  table.error(row, absent,
              fmt::format("{} is empty; a spillway needs weir_level_m and weir_width_m", table.name_of(row, absent)));
}

void read_rows(CaseReader& reader) {
  const auto table = open_table(reader, "reservoirs");
  reader.reservoirs.is_complete = table ? table->is_complete() : !is_present(reader, schema("reservoirs"));
  for (int row = 0; table && row < table->rows(); ++row) {
    Reservoir reservoir;
    const std::string node = read_id(*table, row, reader.reservoirs, "node");
    reservoir.node = resolve(*table, row, "node", reader.nodes);
    reservoir.volume = table->number_or(row, "volume_m3", 0.0);
    reservoir.area = table->number_or(row, "area_m2", 0.0);
    reservoir.min_volume = table->number_or(row, "min_volume_m3", 0.0);
    reservoir.max_volume = table->number(row, "max_volume_m3");
    reservoir.release = table->number(row, "release_m3_s");
    reservoir.ecological_flow = table->number_or(row, "ecological_flow_m3_s", 0.0);
    read_spillway(*table, row, reservoir);
    reservoir.decay_20 = read_decay(reader, *table, row, "k_<constituent>_per_day");
    reservoir.source = table->place(row);
    check_volumes(*table, row, reservoir);
    reader.model.network.reservoirs.push_back(std::move(reservoir));
  }
}

/// Surface area at each row of a curve that gives none: the slope of the volume, mean of both sides between rows.
void set_areas(StorageCurve& curve) {
  const std::size_t rows = curve.level.size();
  const auto slope = [&](std::size_t i) {
    return (curve.volume[i + 1] - curve.volume[i]) / (curve.level[i + 1] - curve.level[i]);
  };
  curve.area.clear();
  for (std::size_t i = 0; i < rows; ++i) {
    const double above = slope(std::min(i, rows - 2)), below = slope(i == 0 ? 0 : i - 1);
    curve.area.push_back(0.5 * (above + below));
  }
}

/// Whether a number follows the one before in a series that must increase.
bool follows(TableReader& table, int row, std::string_view column, const std::vector<double>& before, double value,
             std::string_view series) {
  if (before.empty() || value > before.back()) return true;
  table.error(row, column,
              fmt::format("{} must increase within {}, but {} follows {}", column, series, value, before.back()));
  return false;
}

void add_curve_row(TableReader& table, int row, StorageCurve& curve, bool is_first) {
  const double level = table.number(row, "level_m");
  const double volume = table.number(row, "volume_m3");
  const double area = table.number(row, "area_m2");
  if (!is_first && is_given(area) == curve.area.empty() && is_given(level)) {
    table.error(row, "area_m2", "area_m2 must be filled in every row of a reservoir or in none");
    return;
  }
  if (!is_given(level) || !is_given(volume)) return;
  if (!follows(table, row, "level_m", curve.level, level, "a curve")) return;
  if (!follows(table, row, "volume_m3", curve.volume, volume, "a curve")) return;
  curve.level.push_back(level);
  curve.volume.push_back(volume);
  if (is_given(area)) curve.area.push_back(area);
}

void check_curve(TableReader& table, int row, const Reservoir& reservoir, const std::string& node) {
  if (reservoir.curve.level.size() < 2) {
    table.error(row, "node", fmt::format("the curve of reservoir {} must have at least 2 rows", in_quotes(node)));
  } else if (reservoir.volume < reservoir.curve.volume.front()) {
    table.error(row, "volume_m3",
                fmt::format("the curve of reservoir {} begins at {} m3, but reservoirs.csv starts with {} m3",
                            in_quotes(node), reservoir.curve.volume.front(), reservoir.volume));
  }
}

void read_curves(CaseReader& reader) {
  const auto table = open_table(reader, "reservoir_curves");
  std::map<int, int> first_row;  // reservoir → row
  auto& reservoirs = reader.model.network.reservoirs;
  const std::size_t faults = reader.context.found.error_count();
  for (int row = 0; table && row < table->rows(); ++row) {
    const int reservoir = resolve(*table, row, "node", reader.reservoirs);
    if (reservoir < 0) continue;
    const bool is_first = first_row.try_emplace(reservoir, row).second;
    add_curve_row(*table, row, reservoirs[static_cast<std::size_t>(reservoir)].curve, is_first);
  }
  if (reader.context.found.error_count() > faults) return;
  for (const auto& [index, row] : first_row) {
    Reservoir& reservoir = reservoirs[static_cast<std::size_t>(index)];
    check_curve(*table, row, reservoir, reader.reservoirs.ids[static_cast<std::size_t>(index)]);
    if (reservoir.curve.area.empty() && reservoir.curve.level.size() > 1) set_areas(reservoir.curve);
  }
}

bool is_same(const YearSpan& a, const YearSpan& b) {
  return a.from_month == b.from_month && a.from_day == b.from_day && a.to_month == b.to_month && a.to_day == b.to_day;
}

void read_rules(CaseReader& reader) {
  const auto table = open_table(reader, "reservoir_rules");
  for (int row = 0; table && row < table->rows(); ++row) {
    const int reservoir = resolve(*table, row, "node", reader.reservoirs);
    ReleaseRule rule{read_year_span(*table, row), table->number(row, "volume_m3"), table->number(row, "release_m3_s")};
    if (reservoir < 0 || !is_given(rule.volume) || !is_given(rule.release)) continue;
    std::vector<ReleaseRule>& rules = reader.model.network.reservoirs[static_cast<std::size_t>(reservoir)].rules;
    std::vector<double> before;
    for (const ReleaseRule& other : rules) {
      if (is_same(other.days, rule.days)) before.push_back(other.volume);
    }
    if (follows(*table, row, "volume_m3", before, rule.volume, "a reservoir's part of the year")) rules.push_back(rule);
  }
}

/// A spillway stands at a level: the reservoir must know its own.
void check_spillways(CaseReader& reader) {
  for (const Reservoir& reservoir : reader.model.network.reservoirs) {
    if (reservoir.node < 0 || !is_given(reservoir.weir_level) || !reservoir.curve.level.empty()) continue;
    const Node& node = reader.model.network.nodes[static_cast<std::size_t>(reservoir.node)];
    if (is_given(node.bed_elevation)) continue;
    reader.context.found.error(
        reservoir.source, fmt::format("reservoir {} has a spillway, but its level is not known", in_quotes(node.id)),
        "give its curve in reservoir_curves.csv, or bed_elevation_m in nodes.csv");
  }
}

}  // namespace

void read_reservoirs(CaseReader& reader) {
  read_rows(reader);
  read_curves(reader);
  read_rules(reader);
  check_spillways(reader);
}

}  // namespace bailang
