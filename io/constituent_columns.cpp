#include "io/constituent_columns.hpp"

#include <fmt/format.h>

namespace bailang {

std::string_view sum_of(std::string_view part) {
  if (part == "cod_fast" || part == "cod_slow" || part == "cod_inert") return "cod";
  if (part == "org_n" || part == "nh4_n" || part == "no2_n" || part == "no3_n") return "tn";
  if (part == "org_p" || part == "po4_p") return "tp";
  return {};
}

namespace {

bool is_age(std::string_view constituent) {
  return constituent == "age" || constituent == "travel_time";
}

}  // namespace

std::string_view parts_of_sum(std::string_view sum) {
  if (sum == "cod") return "cod_fast, cod_slow, cod_inert";
  if (sum == "tn") return "org_n, nh4_n, no2_n, no3_n";
  if (sum == "din") return "nh4_n, no2_n, no3_n";
  if (sum == "tp") return "org_p, po4_p";
  return {};
}

bool may_decay(std::string_view constituent) {
  return !is_set_by_program(constituent);
}

bool is_set_by_program(std::string_view constituent) {
  return constituent == "continuity" || is_age(constituent);
}

ConstituentColumns::ConstituentColumns(const CaseReader& reader, TableReader& table, std::string_view pattern,
                                       const Fractions* shares)
    : table_(table), pattern_(pattern) {
  for (const std::string& name : reader.model.network.constituents) {
    Column column;
    column.name = name;
    column.own = fill_pattern(pattern, name);
    column.has_own = table.has_column(column.own) && !is_age(name);
    const std::string_view sum = sum_of(name);
    if (!sum.empty()) {
      column.sum = fill_pattern(pattern, sum);
      column.has_sum = table.has_column(column.sum);
      column.sum_is_simulated = constituent_index(reader.model.network, std::string(sum)) >= 0;
    }
    if (shares != nullptr && shares->contains(name)) column.share = shares->find(name)->second;
    columns_.push_back(std::move(column));
  }
}

double ConstituentColumns::split(int row, Column& column) {
  if (!column.has_sum || !table_.is_filled(row, column.sum)) return missing;
  if (is_given(column.share)) {
    return column.share * table_.constituent_number(row, pattern_, sum_of(column.name));
  }
  if (!column.sum_is_simulated && !column.told) {
    table_.header_error(column.sum, fmt::format("'{}' gives only a sum, and [fractions] names no share of '{}' in it",
                                                column.sum, column.name));
    column.told = true;
  }
  return missing;
}

std::vector<double> ConstituentColumns::values(int row) {
  std::vector<double> found;
  found.reserve(columns_.size());
  for (Column& column : columns_) {
    double value = column.has_own ? table_.constituent_number(row, pattern_, column.name) : missing;
    if (!is_given(value) && !(column.has_own && table_.is_filled(row, column.own))) value = split(row, column);
    found.push_back(value);
  }
  return found;
}

std::vector<double> ConstituentColumns::values_or_zero(int row) {
  std::vector<double> found = values(row);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (is_given(found[i])) continue;
    found[i] = 0.0;
    // Runoff by the square kilometre carries no oxygen of its own: nobody states it.
    const bool is_area_load = pattern_.ends_with("_kg_km2_a");
    const bool may_lack = columns_[i].name == "tracer" || (is_area_load && columns_[i].name == "do");
    if (!may_lack && !is_set_by_program(columns_[i].name)) ++columns_[i].rows_without;
  }
  return found;
}

void ConstituentColumns::report_missing() {
  for (const Column& column : columns_) {
    if (column.rows_without == 0 || column.told) continue;
    if (!column.has_own) {
      table_.header_warning("", fmt::format("column '{}' is missing; 0 is used", column.own));
    } else {
      table_.header_warning(column.own, fmt::format("'{}' is empty in {} row{}; 0 is used", column.own,
                                                    column.rows_without, column.rows_without == 1 ? "" : "s"));
    }
  }
}

void set_continuity(const Network& network, std::vector<double>& values, double value) {
  const int index = constituent_index(network, "continuity");
  if (index >= 0) values[static_cast<std::size_t>(index)] = value;
}

void set_program_values(const Network& network, std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_set_by_program(network.constituents[i])) values[i] = network.constituents[i] == "continuity" ? 1.0 : 0.0;
  }
}

}  // namespace bailang
