#include <fmt/format.h>

#include <algorithm>

#include "core/units.hpp"
#include "io/field_value.hpp"
#include "io/measure_keys.hpp"
#include "io/selection.hpp"

/// Measures on plants and their sewers: `separate_sewers`, `expand_plant`, `reuse`.
namespace bailang {

void read_separate_sewers(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::plants);
  measure.share = section.number("share", 1.0);
  measure.into_outfall = resolve_key(section, "to", reader.outfalls);
  const auto& plants = reader.model.network.plants;
  const bool any = std::any_of(measure.selection.begin(), measure.selection.end(),
                               [&](int p) { return plants[static_cast<std::size_t>(p)].combined_area > 0.0; });
  if (!any && !measure.selection.empty() && reader.plants.is_complete) {
    section.error("select", fmt::format("{} separates nothing: none of its plants has a combined area", section.name()),
                  "plants.csv gives combined_area_km2 and runoff_coefficient");
  }
  if (measure.share == 0.0) {
    section.error("share", fmt::format("{} separates nothing", section.name()), "give a share above 0");
  }
}

void read_expand_plant(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::plants);
  measure.capacity = section.number("capacity_m3_d", 0.0);
  if (measure.capacity <= 0.0) return;  // told already
  for (const int p : measure.selection) {
    const Plant& plant = reader.model.network.plants[static_cast<std::size_t>(p)];
    if (plant.capacity <= 0.0) {
      section.error("capacity_m3_d",
                    fmt::format("{} expands nothing: plant {} takes any amount already (its capacity_m3_d is 0)",
                                section.name(), in_quotes(plant.id)));
    } else if (plant.capacity > measure.capacity) {
      section.error("capacity_m3_d",
                    fmt::format("'capacity_m3_d' in {} is the new total and must be ≥ {:.10g} m3/d, what plant {} has, "
                                "but is {:.10g}",
                                section.name(), plant.capacity / units::m3_per_day(1.0), in_quotes(plant.id),
                                measure.capacity / units::m3_per_day(1.0)));
    }
  }
}

void read_reuse(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::plants);
  measure.share = section.number("fraction", 1.0);
  if (measure.share == 0.0) {
    section.error("fraction", fmt::format("{} changes nothing", section.name()), "give a fraction above 0");
  }
}

}  // namespace bailang
