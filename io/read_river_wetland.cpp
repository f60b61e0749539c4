#include <fmt/format.h>

#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/measure_keys.hpp"
#include "io/read_measures_of_rivers.hpp"

/// `wetland` on a reach: the river passes it.
namespace bailang {
namespace {

/// Constituents that a wetland of this kind does not treat: water itself, and oxygen, which has a saturation and no
/// background.
bool is_untreated(std::string_view constituent) {
  return constituent == "do" || constituent == "temperature" || !may_decay(constituent);
}

/// Rates and backgrounds. What is said of a sum that is not simulated holds for each part: the rate as it is, the
/// background by the shares of inflows; so their sum obeys the formula of the sum.
void read_removal(CaseReader& reader, TomlSection& section, RiverWetland& wetland) {
  wetland.rate = read_ratios(reader, section, "k_<constituent>_m_a", 0.0);
  wetland.background =
      read_split_amounts(reader, section, "background_<constituent>_mg_l", 0.0, reader.fractions["inflows"]);
  const auto& names = reader.model.network.constituents;
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (!is_untreated(names[c]) || wetland.rate[c] == 0.0) continue;
    section.error(fill_pattern("k_<constituent>_m_a", names[c]),
                  fmt::format("'{}' in {}: a wetland on a reach does not treat '{}'",
                              fill_pattern("k_<constituent>_m_a", names[c]), section.name(), names[c]));
  }
  if (names_any(section, wetland.rate, {})) return;
  section.error("", fmt::format("{} removes nothing", section.name()),
                "give k_<constituent>_m_a of a simulated constituent");
}

void refuse_idle_keys(TomlSection& section) {
  if (!section.has("select")) return;
  section.error("select", fmt::format("{} must name its place once", section.name()),
                "give reach and chainage_m for a wetland that the river passes, select for one at outfalls");
}

}  // namespace

void read_river_wetland(CaseReader& reader, TomlSection& section, Measure& measure) {
  const std::size_t faults = reader.context.found.error_count();
  refuse_idle_keys(section);
  RiverWetland wetland;
  wetland.id = measure.id;
  wetland.reach = resolve_key(section, "reach", reader.reaches);
  wetland.chainage = read_chainage_key(reader, section, "chainage_m", wetland.reach);
  if (!section.has("chainage_m")) {
    section.error("", fmt::format("key 'chainage_m' is missing in {}; it must say where on the reach the wetland lies",
                                  section.name()));
  }
  wetland.area = section.number("area_m2", 0.0);
  wetland.most_flow = section.number("flow_m3_s", wetland.most_flow);
  wetland.tanks = section.number("tanks", missing);
  wetland.theta = section.number("theta", 1.0);
  wetland.source = measure.source;
  read_removal(reader, section, wetland);
  if (reader.context.found.error_count() > faults) return;
  measure.river.wetland = static_cast<int>(reader.model.network.wetlands.size());
  reader.model.network.wetlands.push_back(std::move(wetland));
}

}  // namespace bailang
