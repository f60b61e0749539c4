#include "io/measure_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

/// Key of the sum that a part belongs to, when the measure gives it and the case does not simulate it; else empty.
std::string key_of_sum(const CaseReader& reader, const TomlSection& measure, std::string_view pattern,
                       const std::string& part) {
  const std::string_view sum = sum_of(part);
  if (sum.empty() || constituent_index(reader.model.network, std::string(sum)) >= 0) return {};
  std::string key = fill_pattern(pattern, sum);
  return measure.has(key) ? key : std::string();
}

/// [constituent] by its own key, else what `of_sum(key, part)` makes of its sum, else `absent`.
template <class OfSum>
std::vector<double> read_pattern(const CaseReader& reader, TomlSection& measure, std::string_view pattern,
                                 double absent, OfSum of_sum) {
  std::vector<double> values;
  for (const std::string& name : reader.model.network.constituents) {
    const bool has_own = measure.has(fill_pattern(pattern, name));
    const std::string sum = key_of_sum(reader, measure, pattern, name);
    const double otherwise = has_own || sum.empty() ? absent : of_sum(sum, name);
    values.push_back(has_own ? measure.constituent_number(pattern, name, absent) : otherwise);
  }
  return values;
}

}  // namespace

int resolve_key(TomlSection& measure, std::string_view key, const IdIndex& index) {
  const std::string id = measure.text(key);
  if (id.empty()) return -1;
  const int found = index.find(id);
  if (found < 0 && index.is_complete) {
    measure.error(key, fmt::format("'{}' in {}: there is no {} {}", key, measure.name(), index.row, in_quotes(id)),
                  suggestion(measure.context(), id, index.ids));
  }
  return found;
}

std::vector<double> read_ratios(const CaseReader& reader, TomlSection& measure, std::string_view pattern,
                                double absent) {
  return read_pattern(reader, measure, pattern, absent,
                      [&](const std::string& key, const std::string&) { return measure.number(key, absent); });
}

std::vector<double> read_split_amounts(const CaseReader& reader, TomlSection& measure, std::string_view pattern,
                                       double absent, const Fractions& shares) {
  return read_pattern(reader, measure, pattern, absent, [&](const std::string& key, const std::string& part) {
    if (shares.contains(part)) return shares.find(part)->second * measure.number(key, 0.0);
    measure.error(key, fmt::format("'{}' gives only a sum, and [fractions] names no share of '{}' in it", key, part));
    return absent;
  });
}

std::vector<double> read_own(const CaseReader& reader, TomlSection& measure, std::string_view pattern, double absent) {
  return read_pattern(reader, measure, pattern, absent, [&](const std::string&, const std::string&) { return absent; });
}

SumsOfParts sums_of_parts(const Network& network) {
  SumsOfParts found;
  for (const std::string_view sum : {"cod", "tn", "tp"}) {
    if (constituent_index(network, std::string(sum)) >= 0) continue;
    OnSum on;
    for (std::size_t c = 0; c < network.constituents.size(); ++c) {
      if (sum_of(network.constituents[c]) == sum) on.parts.push_back(static_cast<int>(c));
    }
    if (on.parts.empty()) continue;
    found.names.push_back(sum);
    found.sums.push_back(std::move(on));
  }
  return found;
}

void protect_continuity(const CaseReader& reader, std::vector<double>& values, double untouched) {
  const int index = constituent_index(reader.model.network, "continuity");
  if (index >= 0) values[static_cast<std::size_t>(index)] = untouched;
}

bool names_any(const TomlSection& section, const std::vector<double>& values, std::initializer_list<const char*> keys) {
  return std::any_of(values.begin(), values.end(), [](double value) { return is_given(value) && value != 0.0; }) ||
         std::any_of(keys.begin(), keys.end(), [&](const char* key) { return section.has(key); });
}

}  // namespace bailang
