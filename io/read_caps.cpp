#include <fmt/format.h>

#include <algorithm>

#include "io/effluent_standards.hpp"
#include "io/field_value.hpp"
#include "io/measure_keys.hpp"
#include "io/selection.hpp"

/// Measures that limit what leaves: `upgrade_plant` and `standardise`.
namespace bailang {
namespace {

constexpr std::string_view cap_pattern = "<constituent>_mg_l";

/// Caps by the measure's own keys; what it says of a sum holds for the parts together.
void read_caps(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.concentration = read_own(reader, section, cap_pattern, missing);
  protect_continuity(reader, measure.concentration, missing);
  SumsOfParts of = sums_of_parts(reader.model.network);
  for (std::size_t i = 0; i < of.sums.size(); ++i) {
    const std::string key = fill_pattern(cap_pattern, of.names[i]);
    if (!section.has(key)) continue;
    of.sums[i].cap = section.number(key, missing);
    measure.sums.push_back(of.sums[i]);
  }
}

bool has_cap(const Measure& measure) {
  return !measure.sums.empty() || std::any_of(measure.concentration.begin(), measure.concentration.end(), is_given);
}

/// A level's limits, where the measure has no cap of its own.
void apply_limits(CaseReader& reader, const TomlSection& section, Measure& measure) {
  const SumsOfParts of = sums_of_parts(reader.model.network);
  for (const EffluentLimit& limit : effluent_limits()) {
    if (limit.level != measure.standard) continue;
    const int index = constituent_index(reader.model.network, limit.constituent);
    if (index >= 0) {
      double& cap = measure.concentration[static_cast<std::size_t>(index)];
      if (!is_given(cap)) cap = limit.limit;
      continue;
    }
    const auto name = std::find(of.names.begin(), of.names.end(), limit.constituent);
    if (name == of.names.end() || section.has(fill_pattern(cap_pattern, *name))) continue;
    OnSum on = of.sums[static_cast<std::size_t>(name - of.names.begin())];
    on.cap = limit.limit;
    measure.sums.push_back(std::move(on));
  }
}

void read_standard(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.standard = section.text("standard");
  if (measure.standard.empty()) return;
  const std::vector<std::string> levels = effluent_levels();
  if (std::find(levels.begin(), levels.end(), measure.standard) == levels.end()) {
    section.error("standard",
                  fmt::format("'standard' in {}: there is no level {}", section.name(), in_quotes(measure.standard)),
                  did_you_mean(measure.standard, levels));
  }
  apply_limits(reader, section, measure);
}

}  // namespace

void read_upgrade_plant(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::plants);
  read_caps(reader, section, measure);
  read_standard(reader, section, measure);
  if (!has_cap(measure) && !section.has("standard")) {
    section.error("", fmt::format("{} changes nothing", section.name()), "give standard or <constituent>_mg_l");
  }
}

void read_standardise(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::outfalls);
  read_caps(reader, section, measure);
  measure.removal = read_ratios(reader, section, "removal_<constituent>", 0.0);
  protect_continuity(reader, measure.removal, 0.0);
  if (!has_cap(measure) && !names_any(section, measure.removal, {})) {
    section.error("", fmt::format("{} changes nothing", section.name()),
                  "give <constituent>_mg_l or removal_<constituent> of a simulated constituent");
  }
}

}  // namespace bailang
