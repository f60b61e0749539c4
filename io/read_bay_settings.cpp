#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/constituents.hpp"
#include "io/read_bay.hpp"

namespace bailang {
namespace {

constexpr double default_theta = 1.047;
constexpr std::array<std::string_view, 4> known = {"din", "cod_mn", "po4_p", "continuity"};

/// How a constituent of the bay follows from what rivers carry.
struct RiverRule {
  std::string_view name;
  std::vector<std::string_view> parts;      ///< all of them simulated: their sum
  std::string_view sum;                     ///< else a ratio of this,
  std::vector<std::string_view> sum_parts;  ///< or of all of these,
  std::string_view ratio;                   ///< by the key
  std::string_view optional;                ///< a part that is added where it is simulated
};

const std::vector<RiverRule>& river_rules() {
  static const std::vector<RiverRule> rules = {
      {"din", {"nh4_n", "no3_n"}, "tn", {}, "din_per_tn", "no2_n"},
      {"cod_mn", {}, "cod", {"cod_fast", "cod_slow"}, "cod_mn_per_cod", "cod_inert"},
      {"po4_p", {}, "tp", {}, "po4_p_per_tp", ""}};
  return rules;
}

bool is_simulated(const Network& network, std::string_view name) {
  return constituent_index(network, std::string(name)) >= 0;
}

/// Gives `names`, and `optional` where it is simulated, a weight; false when one of them is not simulated.
bool mark(const Network& network, const std::vector<std::string_view>& names, std::string_view optional, double weight,
          std::vector<double>& of) {
  const bool is_whole = !names.empty() && std::all_of(names.begin(), names.end(), [&](std::string_view name) {
    return is_simulated(network, name);
  });
  if (!is_whole) return false;
  for (const std::string_view name : names)
    of[static_cast<std::size_t>(constituent_index(network, std::string(name)))] = weight;
  if (is_simulated(network, optional))
    of[static_cast<std::size_t>(constituent_index(network, std::string(optional)))] = weight;
  return true;
}

std::vector<double> river_weights(CaseReader& reader, TomlSection& section, const std::string& name) {
  const Network& network = reader.model.network;
  std::vector<double> of(network.constituents.size(), 0.0);
  if (mark(network, {name}, "", 1.0, of)) return of;
  if (name == "continuity") {
    section.error("constituents", "'continuity' of the bay needs 'continuity' in [case] constituents");
    return of;
  }
  const auto rule = std::find_if(river_rules().begin(), river_rules().end(), [&](auto& r) { return r.name == name; });
  if (mark(network, rule->parts, rule->optional, 1.0, of)) return of;
  const double ratio = section.number(rule->ratio, missing);
  const double weight = is_given(ratio) ? ratio : 0.0;
  if (!mark(network, {rule->sum}, "", weight, of) && !mark(network, rule->sum_parts, rule->optional, weight, of)) {
    section.error("constituents",
                  fmt::format("the rivers of the case carry nothing that '{}' of the bay follows from", name),
                  fmt::format("simulate {}, or leave '{}' out", rule->sum, name));
  } else if (!section.has(rule->ratio)) {
    section.error("constituents", fmt::format("'{}' of the bay needs key '{}' in [bay], for the case simulates {}",
                                              name, rule->ratio, rule->sum));
  }
  return of;
}

bool is_known(TomlSection& section, const PlacedText& entry, const Bay& bay) {
  if (std::find(known.begin(), known.end(), entry.text) == known.end()) {
    section.error_at(entry.span, fmt::format("'{}' is no constituent of a bay", entry.text),
                     did_you_mean(entry.text, {known.begin(), known.end()}));
    return false;
  }
  for (const BayConstituent& other : bay.constituents) {
    if (other.name != entry.text) continue;
    section.error_at(entry.span, fmt::format("constituent '{}' stands twice", entry.text));
    return false;
  }
  return true;
}

/// What acts on a constituent that the bay does not have would act on nothing.
void refuse_idle(TomlSection& section, const Bay& bay) {
  for (const std::string_view pattern : {"k_<constituent>_per_day", "theta_<constituent>",
                                         "deposition_<constituent>_kg_km2_a", "release_<constituent>_mg_m2_d"}) {
    for (const ConstituentInfo& info : known_constituents()) {
      const std::string key = fill_pattern(pattern, info.name);
      const bool acts =
          info.name != "continuity" && std::any_of(bay.constituents.begin(), bay.constituents.end(),
                                                   [&](const BayConstituent& c) { return c.name == info.name; });
      if (!section.has(key) || acts) continue;
      section.error(key, fmt::format("'{}' in [bay] has no meaning: nothing acts on {} in the bay", key, info.name),
                    fmt::format("name it in 'constituents' ({}), or leave the key out", fmt::join(known, ", ")));
    }
  }
}

}  // namespace

void read_bay_settings(CaseReader& reader, TomlSection section) {
  Bay& bay = reader.model.bay;
  for (const PlacedText& entry : section.texts("constituents")) {
    if (!is_known(section, entry, bay)) continue;
    BayConstituent constituent;
    constituent.name = entry.text;
    constituent.of = river_weights(reader, section, entry.text);
    constituent.decay_20 = section.constituent_number("k_<constituent>_per_day", entry.text, 0.0);
    constituent.theta = section.constituent_number("theta_<constituent>", entry.text, default_theta);
    constituent.deposition = section.constituent_number("deposition_<constituent>_kg_km2_a", entry.text, 0.0);
    constituent.bed_release = section.constituent_number("release_<constituent>_mg_m2_d", entry.text, 0.0);
    bay.constituents.push_back(std::move(constituent));
  }
  refuse_idle(section, bay);
  for (const RiverRule& rule : river_rules()) section.number(rule.ratio, missing);
  reader.bay.is_given = true;
  reader.bay.place = section.place("constituents");
  reader.bay.mixing = section.number("mixing_m2_s", missing);
  reader.bay.spread = section.number("spread", 0.0);
  bay.note = section.text("note");
}

}  // namespace bailang
