#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/comparison.hpp"
#include "app/figures.hpp"
#include "scenarios/standards.hpp"

namespace bailang {
namespace {

nlohmann::json json_number(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

/// One section in one scenario.
nlohmann::json section_json(const ResultView& result, std::size_t n, std::size_t s) {
  const std::size_t at = result.at(n, s);
  const PlaceView& place = result.sections[s];
  const Excess excess = worst_excess(result, n, s);
  nlohmann::json row = {{"id", place.id},
                        {"name", place.name},
                        {"name_zh", place.name_zh},
                        {"river", place.river},
                        {"flow_m3_s", json_number(result.section_flow[at])},
                        {"class", result.quality_class[at]},
                        {"target_class", result.target_class[s]},
                        {"meets_target", result.meets_target[at]},
                        {"decided_by", excess.constituent},
                        {"over_target", excess.multiple}};
  for (const ConstituentView& c : result.constituents) {
    row["mean_mg_l"][c.name] = json_number(c.section_mean[at]);
    row["target_mg_l"][c.name] = json_number(c.target[s]);
  }
  return row;
}

}  // namespace

std::string comparison_csv(const ResultView& result, const std::vector<std::size_t>& scenarios) {
  std::string text =
      "\xEF\xBB\xBFkind,scenario,place,name,name_zh,river,quantity,value,unit,target,over_target,class,meets_"
      "target\r\n";
  const auto row = [&](const char* kind, std::size_t n, const PlaceView& place, const std::string& rest) {
    text += fmt::format("{},{},{},{},{},{},{}\r\n", kind, quoted_cell(result.scenarios[n]), quoted_cell(place.id),
                        quoted_cell(place.name), quoted_cell(place.name_zh), quoted_cell(place.river), rest);
  };
  for (const std::size_t n : scenarios) {
    for (std::size_t s = 0; s < result.sections.size(); ++s) {
      const std::size_t at = result.at(n, s);
      for (const ConstituentView& c : result.constituents) {
        const double over = excess_of(c, c.section_mean[at], s);
        row("section", n, result.sections[s],
            fmt::format("{},{},mg/l,{},{},{},{}", c.name, plain(c.section_mean[at]), plain(c.target[s]),
                        over > 0.0 ? plain(over) : "", class_numeral(result.quality_class[at]),
                        result.meets_target[at]));
      }
      row("section", n, result.sections[s], fmt::format("flow,{},m3/s,,,,", plain(result.section_flow[at])));
    }
    for (std::size_t o = 0; o < result.outlets.size(); ++o) {
      for (const ConstituentView& c : result.constituents) {
        row("mouth", n, result.outlets[o],
            fmt::format("{},{},t/a,,,,", c.name, plain(c.outlet_load[n * result.outlets.size() + o])));
      }
    }
  }
  return text;
}

std::string comparison_json(const ResultView& result, const std::vector<std::size_t>& scenarios) {
  nlohmann::json document = {
      {"title", result.title}, {"note", result.synthetic_note}, {"baseline", result.scenarios[result.baseline]}};
  for (const std::size_t n : scenarios) {
    nlohmann::json scenario = {{"id", result.scenarios[n]},
                               {"title", result.scenario_titles[n]},
                               {"sections", nlohmann::json::array()},
                               {"mouths", nlohmann::json::array()}};
    for (std::size_t s = 0; s < result.sections.size(); ++s) {
      scenario["sections"].push_back(section_json(result, n, s));
    }
    for (std::size_t o = 0; o < result.outlets.size(); ++o) {
      nlohmann::json row = {
          {"id", result.outlets[o].id}, {"name", result.outlets[o].name}, {"name_zh", result.outlets[o].name_zh}};
      for (const ConstituentView& c : result.constituents)
        row["load_t_a"][c.name] = c.outlet_load[n * result.outlets.size() + o];
      scenario["mouths"].push_back(row);
    }
    for (const ConstituentView& c : result.constituents) {
      const double load = total_load(result, c, n),
                   base = total_load(result, c, static_cast<std::size_t>(result.baseline));
      scenario["load_t_a"][c.name] = load;
      scenario["load_change"][c.name] = base > 0.0 ? nlohmann::json(load / base - 1.0) : nlohmann::json(nullptr);
      if (!c.closure.empty()) scenario["ledger_closure"][c.name] = c.closure[n];
    }
    document["scenarios"].push_back(scenario);
  }
  return document.dump(1) + "\n";
}

}  // namespace bailang
