#include "io/read_kinetics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/constituents.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/schema_tables.hpp"
#include "solver/kinetics/parameters.hpp"

namespace bailang {
namespace {

constexpr double default_theta = 1.047;

constexpr std::array<std::string_view, 12> parts_of_set = {
    "org_n", "nh4_n", "no2_n", "no3_n", "cod_fast", "cod_slow", "cod_inert", "do", "org_p", "po4_p", "chl_a", "tss"};

bool is_of_set(const std::string& constituent) {
  return std::find(parts_of_set.begin(), parts_of_set.end(), constituent) != parts_of_set.end();
}

/// A parameter of the full set has no effect with first-order kinetics.
void warn_of_idle_keys(TomlSection& section) {
  std::vector<std::string_view> keys = {"reaeration", "wind_reaeration", "oxygen_limitation"};
  for (const KineticParameter& parameter : kinetic_parameters()) keys.push_back(parameter.name);
  for (const std::string_view key : keys) {
    if (!section.has(key)) continue;
    report_warning(section.context(), section.file(), section.span(key),
                   fmt::format("'{}' has no effect: it serves [kinetics] set = \"n_cod_do\"", key));
  }
}

std::string chosen(TomlSection& section, std::string_view key) {
  const Field* field = find_field(schema("kinetics").fields, key);
  const auto fallback = std::find(field->choices.begin(), field->choices.end(), field->fallback);
  const int choice = section.choice(key, static_cast<int>(fallback - field->choices.begin()));
  return std::string(field->choices[static_cast<std::size_t>(choice)]);
}

/// Where a row of kinetics.csv holds.
struct Places {
  std::vector<int> reaches;
  int reservoir = -1;
};

/// Nothing, with an error, when a row names no place or more than one.
Places read_row_places(CaseReader& reader, TableReader& table, int row) {
  int filled = 0;
  for (const std::string_view column : {"reach", "river", "node"}) filled += table.is_filled(row, column) ? 1 : 0;
  if (filled != 1) {
    table.error(row, "reach",
                filled == 0 ? "a row must name a reach, a river or a reservoir's node"
                            : "a row names one of reach, river and node, not several");
    return {};
  }
  if (table.is_filled(row, "node")) return {{}, resolve(table, row, "node", reader.reservoirs)};
  return {read_reaches(reader, table, row), -1};
}

/// Index of the parameter that a row names; -1 with an error.
int read_parameter(CaseReader& reader, TableReader& table, int row) {
  const std::string name = table.text(row, "parameter");
  if (name.empty()) return -1;
  const int index = kinetic_parameter_index(name);
  std::vector<std::string> names;
  for (const KineticParameter& parameter : kinetic_parameters()) {
    if (parameter.by_place) names.emplace_back(parameter.name);
  }
  if (index < 0) {
    table.error(row, "parameter", fmt::format("there is no kinetic parameter {}", in_quotes(name)),
                suggestion(reader.context, name, names));
  } else if (!kinetic_parameters()[static_cast<std::size_t>(index)].by_place) {
    table.error(row, "parameter", fmt::format("'{}' is the same in the whole case", name), "give it in [kinetics]");
    return -1;
  }
  return index;
}

/// Value of the parameter [SI]; missing, with an error, when it is out of the parameter's range.
double read_value(TableReader& table, int row, int parameter) {
  const double value = table.number(row, "value");
  if (!is_given(value) || parameter < 0) return missing;
  const Field field = kinetic_parameter_fields()[static_cast<std::size_t>(parameter)];
  std::string fault;
  const std::optional<double> checked = checked_number(field, value, fault);
  if (!checked) table.error(row, "value", fmt::format("{} {}", field.name, fault));
  return checked.value_or(missing);
}

}  // namespace

KineticSet kinetic_set_of(const TomlValue& document) {
  const TomlEntry* section = document.find("kinetics");
  const TomlEntry* set = section == nullptr ? nullptr : section->value.find("set");
  return set != nullptr && set->value.text == "n_cod_do" ? KineticSet::n_cod_do : KineticSet::first_order;
}

bool suits_set(TomlSection& section, const PlacedText& constituent, KineticSet set) {
  const std::string& name = constituent.text;
  if (set == KineticSet::first_order) {
    if (find_constituent(name)->first_order) return true;
    section.error_at(constituent.span, fmt::format("constituent '{}' needs [kinetics] set = \"n_cod_do\"", name));
    return false;
  }
  const std::string_view parts = parts_of_sum(name);
  if (parts.empty()) return true;
  section.error_at(constituent.span,
                   fmt::format("constituent '{}' is a sum; the kinetics n_cod_do simulate its parts", name),
                   fmt::format("use {}; [fractions] splits what tables give, results have the sum", parts));
  return false;
}

void check_has_parts(TomlSection& section, KineticSet set) {
  const std::vector<PlacedText> list = section.texts("constituents");
  const auto is_taken = [](const PlacedText& entry) {
    return is_of_set(entry.text) || !parts_of_sum(entry.text).empty();
  };
  if (set == KineticSet::first_order || list.empty() || std::any_of(list.begin(), list.end(), is_taken)) return;
  section.error("constituents",
                fmt::format("the kinetics n_cod_do need at least one of: {}", fmt::join(parts_of_set, ", ")));
}

void read_kinetics(CaseReader& reader, TomlSection section) {
  KineticsSettings& kinetics = reader.model.settings.kinetics;
  kinetics.set = section.choice("set", 0) == 1 ? KineticSet::n_cod_do : KineticSet::first_order;
  for (const std::string& name : reader.model.network.constituents) {
    const std::string key = fill_pattern("k_<constituent>_per_day", name);
    kinetics.decay_20.push_back(section.number(key, 0.0));
    kinetics.theta.push_back(section.constituent_number("theta_<constituent>", name, default_theta));
    if (may_decay(name) || kinetics.decay_20.back() == 0.0) continue;
    section.error(key, name == "continuity" ? "continuity does not decay: it is 1 in all water"
                                            : fmt::format("{} does not decay: it is a time", name));
  }
  for (const KineticParameter& parameter : kinetic_parameters()) {
    kinetics.parameters.push_back(section.number(parameter.name, parameter.fallback * parameter.to_si));
  }
  kinetics.reaeration = chosen(section, "reaeration");
  kinetics.wind_reaeration = chosen(section, "wind_reaeration");
  kinetics.oxygen_limitation = chosen(section, "oxygen_limitation");
  if (kinetics.set == KineticSet::first_order) warn_of_idle_keys(section);
}

void read_local_kinetics(CaseReader& reader) {
  const auto table = open_table(reader, "kinetics_by_place");
  if (!table) return;
  KineticsSettings& kinetics = reader.model.settings.kinetics;
  if (kinetics.set == KineticSet::first_order) {
    table->header_warning("", "the table has no effect: it serves [kinetics] set = \"n_cod_do\"");
  }
  for (int row = 0; row < table->rows(); ++row) {
    const Places places = read_row_places(reader, *table, row);
    const int parameter = read_parameter(reader, *table, row);
    const double value = read_value(*table, row, parameter);
    if (!is_given(value)) continue;
    for (const int reach : places.reaches) kinetics.local.push_back({parameter, reach, -1, value});
    if (places.reservoir >= 0) kinetics.local.push_back({parameter, -1, places.reservoir, value});
  }
}

}  // namespace bailang
