#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/comparison.hpp"
#include "app/figures.hpp"
#include "io/text_table.hpp"
#include "scenarios/trends.hpp"

/// Two results beside each other.
namespace bailang {
namespace {

/// One quantity that both results have.
struct Pair {
  std::string scenario, kind, quantity, unit;
  PlaceView place;
  double first = 0.0, second = 0.0;
};

int find_place(const std::vector<PlaceView>& places, const std::string& id) {
  const auto found = std::find_if(places.begin(), places.end(), [&](const PlaceView& p) { return p.id == id; });
  return found == places.end() ? -1 : static_cast<int>(found - places.begin());
}

/// Values at places that both results have; `row` is the index of the scenario in each.
void add_pairs(std::vector<Pair>& pairs, const Pair& like, const std::vector<PlaceView>& places,
               const std::vector<PlaceView>& others, const std::vector<double>& values,
               const std::vector<double>& other_values, std::size_t row, std::size_t other_row) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const int other = find_place(others, places[i].id);
    if (other < 0) continue;
    Pair pair = like;
    pair.place = places[i];
    pair.first = values[row * places.size() + i];
    pair.second = other_values[other_row * others.size() + static_cast<std::size_t>(other)];
    pairs.push_back(std::move(pair));
  }
}

void add_scenario(std::vector<Pair>& pairs, const ResultView& first, const ResultView& second, std::size_t n,
                  std::size_t m) {
  const std::string& id = first.scenarios[n];
  const auto classes = [](const ResultView& view) {
    std::vector<double> values;
    for (const int k : view.quality_class) values.push_back(k > 0 ? k : std::nan(""));
    return values;
  };
  add_pairs(pairs, {id, "class", "class", "", {}, 0.0, 0.0}, first.sections, second.sections, classes(first),
            classes(second), n, m);
  add_pairs(pairs, {id, "section", "flow", "m3/s", {}, 0.0, 0.0}, first.sections, second.sections, first.section_flow,
            second.section_flow, n, m);
  for (const ConstituentView& a : first.constituents) {
    const auto b = std::find_if(second.constituents.begin(), second.constituents.end(),
                                [&](const ConstituentView& c) { return c.name == a.name; });
    if (b == second.constituents.end()) continue;
    add_pairs(pairs, {id, "section", a.name, "mg/l", {}, 0.0, 0.0}, first.sections, second.sections, a.section_mean,
              b->section_mean, n, m);
    add_pairs(pairs, {id, "mouth", a.name, "t/a", {}, 0.0, 0.0}, first.outlets, second.outlets, a.outlet_load,
              b->outlet_load, n, m);
  }
}

std::vector<Pair> pairs_of(const ResultView& first, const ResultView& second, const std::vector<std::string>& only) {
  std::vector<Pair> pairs;
  for (const std::size_t n : pick_scenarios(first, only)) {
    const auto other = std::find(second.scenarios.begin(), second.scenarios.end(), first.scenarios[n]);
    if (other == second.scenarios.end()) continue;
    add_scenario(pairs, first, second, n, static_cast<std::size_t>(other - second.scenarios.begin()));
  }
  return pairs;
}

std::string table_text(const std::vector<Pair>& pairs, const ResultView& first, const ResultView& second) {
  TextTable table;
  table.header = {"scenario", "place", "名称", "quantity", first.path.string(), second.path.string(), "change"};
  table.align_right = {false, false, false, false, true, true, true};
  for (const Pair& p : pairs) {
    if (p.kind == "class") {
      const int before = std::isnan(p.first) ? class_unknown : static_cast<int>(p.first);
      const int after = std::isnan(p.second) ? class_unknown : static_cast<int>(p.second);
      table.rows.push_back({p.scenario, p.place.name.empty() ? p.place.id : p.place.name, p.place.name_zh, "class",
                            std::string(class_numeral(before)), std::string(class_numeral(after)),
                            std::string(class_trend(before, after).en)});
      continue;
    }
    table.rows.push_back({p.scenario, p.place.name.empty() ? p.place.id : p.place.name, p.place.name_zh,
                          short_name(p.quantity) + " " + p.unit, figures(p.first), figures(p.second),
                          change(p.second, p.first)});
  }
  return format(table);
}

std::string csv_text(const std::vector<Pair>& pairs) {
  std::string text = "\xEF\xBB\xBFkind,scenario,place,name,name_zh,river,quantity,unit,first,second,difference\r\n";
  for (const Pair& p : pairs) {
    text +=
        fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", p.kind, quoted_cell(p.scenario), quoted_cell(p.place.id),
                    quoted_cell(p.place.name), quoted_cell(p.place.name_zh), quoted_cell(p.place.river), p.quantity,
                    p.unit, plain(p.first), plain(p.second), plain(p.second - p.first));
  }
  return text;
}

std::string json_text(const std::vector<Pair>& pairs, const ResultView& first, const ResultView& second) {
  nlohmann::json document = {{"first", first.path.string()}, {"second", second.path.string()}};
  document["pairs"] = nlohmann::json::array();
  for (const Pair& p : pairs) {
    document["pairs"].push_back({{"kind", p.kind},
                                 {"scenario", p.scenario},
                                 {"id", p.place.id},
                                 {"name", p.place.name},
                                 {"name_zh", p.place.name_zh},
                                 {"quantity", p.quantity},
                                 {"unit", p.unit},
                                 {"first", p.first},
                                 {"second", p.second}});
  }
  return document.dump(1) + "\n";
}

}  // namespace

std::string side_by_side(const ResultView& first, const ResultView& second, const std::vector<std::string>& only,
                         const std::string& format) {
  const std::vector<Pair> pairs = pairs_of(first, second, only);
  if (format == "csv") return csv_text(pairs);
  if (format == "json") return json_text(pairs, first, second);
  return table_text(pairs, first, second);
}

}  // namespace bailang
