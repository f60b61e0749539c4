#include <fmt/format.h>

#include "io/measure_keys.hpp"
#include "io/read_measures_of_rivers.hpp"
#include "io/selection.hpp"

/// `wetland` on outfalls: what leaves them passes a wetland first.
namespace bailang {
namespace {

/// Rates and backgrounds; what is said of a sum that is not simulated holds for its parts together.
void read_removal(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.rate = read_own(reader, section, "k_<constituent>_m_a", 0.0);
  measure.background = read_own(reader, section, "background_<constituent>_mg_l", 0.0);
  protect_continuity(reader, measure.rate, 0.0);
  SumsOfParts of = sums_of_parts(reader.model.network);
  for (std::size_t i = 0; i < of.sums.size(); ++i) {
    const std::string key = fill_pattern("k_<constituent>_m_a", of.names[i]);
    if (!section.has(key)) continue;
    of.sums[i].rate = section.number(key, 0.0);
    of.sums[i].background = section.number(fill_pattern("background_<constituent>_mg_l", of.names[i]), 0.0);
    measure.sums.push_back(of.sums[i]);
  }
}

}  // namespace

void read_wetland(CaseReader& reader, TomlSection& section, Measure& measure) {
  if (section.has("reach")) return read_river_wetland(reader, section, measure);
  for (const char* key : {"chainage_m", "flow_m3_s"}) {
    if (section.has(key))
      section.error(key, fmt::format("'{}' in {} has no meaning without 'reach'", key, section.name()));
  }
  measure.area = section.number("area_m2", 0.0);
  measure.theta = section.number("theta", 1.0);
  measure.tanks = section.number("tanks", missing);
  read_removal(reader, section, measure);
  if (!names_any(section, measure.rate, {}) && measure.sums.empty()) {
    section.error("", fmt::format("{} removes nothing", section.name()),
                  "give k_<constituent>_m_a of a simulated constituent");
  }
  measure.selection = read_selection(reader, section, SelectedTable::outfalls);
}

}  // namespace bailang
