#include "app/tables/bay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/figures.hpp"
#include "io/text_table.hpp"

namespace bailang {
namespace {

/// Class of sea water by GB 3097-1997, in its own words.
std::string sea_class(int quality_class) {
  constexpr const char* words[] = {"-", "I", "II", "III", "IV", "worse than IV 劣四类"};
  return quality_class < 1 || quality_class > 5 ? words[0] : words[quality_class];
}

std::string name_of(const std::string& constituent) {
  return constituent == "cod_mn" ? "COD-Mn" : short_name(constituent);
}

double term_of(const BayView& bay, const BayConstituentView& c, std::size_t scenario, const std::string& term) {
  const auto found = std::find(bay.terms.begin(), bay.terms.end(), term);
  return c.balance[scenario * bay.terms.size() + static_cast<std::size_t>(found - bay.terms.begin())];
}

std::string box_table(const BayView& bay, std::size_t scenario, std::size_t year) {
  TextTable table;
  table.header = {"box", "海域", "km2", "water stays d"};
  table.align_right = {false, false, true, true};
  for (const BayConstituentView& c : bay.constituents) {
    table.header.push_back(name_of(c.name));
    table.align_right.push_back(true);
  }
  table.header.emplace_back("class");
  table.align_right.push_back(false);
  for (std::size_t b = 0; b < bay.boxes.size(); ++b) {
    std::vector<std::string> row = {bay.names[b].empty() ? bay.boxes[b] : bay.names[b], bay.names_zh[b],
                                    number(bay.area[b], 0), number(bay.residence[b], 0)};
    for (const BayConstituentView& c : bay.constituents)
      row.push_back(figures(c.survey_mean[bay.at(scenario, year, b)]));
    row.push_back(sea_class(bay.box_class[bay.at(scenario, year, b)]));
    table.rows.push_back(std::move(row));
  }
  return format(table);
}

/// Share of good water, a column a year, with the change against the baseline in points.
std::string share_table(const BayView& bay, const std::vector<std::size_t>& scenarios, std::size_t baseline) {
  TextTable table;
  table.header = {"scenario"};
  table.align_right = {false};
  for (const int year : bay.years) {
    table.header.push_back(fmt::format("{} %", year));
    table.align_right.push_back(true);
  }
  for (const std::size_t n : scenarios) {
    std::vector<std::string> row = {bay.scenarios[n]};
    for (std::size_t y = 0; y < bay.years.size(); ++y) {
      const double share = 100.0 * bay.good_share[n * bay.years.size() + y];
      const double base = 100.0 * bay.good_share[baseline * bay.years.size() + y];
      row.push_back(n == baseline || std::isnan(share) ? number(share, 1)
                                                       : fmt::format("{:.1f} ({:+.1f})", share, share - base));
    }
    table.rows.push_back(std::move(row));
  }
  return format(table);
}

/// Where a constituent comes from and goes to, t/a, and the share that comes from land.
std::string source_table(const BayView& bay, const BayConstituentView& c, const std::vector<std::size_t>& scenarios) {
  TextTable table;
  table.header = {"scenario", "case's rivers", "other land",      "air",
                  "bed",      "from land",     "lost in the bay", "to the open sea"};
  table.align_right = {false, true, true, true, true, true, true, true};
  for (const std::size_t n : scenarios) {
    const auto term = [&](const char* name) { return term_of(bay, c, n, name); };
    const double land = term("rivers") + term("other_sources"), all = land + term("atmosphere") + term("bed");
    table.rows.push_back({bay.scenarios[n], number(term("rivers"), 0), number(term("other_sources"), 0),
                          number(term("atmosphere"), 0), number(term("bed"), 0),
                          all > 0.0 ? number(100.0 * land / all, 0) + " %" : "-", number(-term("decay"), 0),
                          number(-term("exchange_open"), 0)});
  }
  return format(table);
}

std::string basis_text(const BayView& bay, std::size_t year) {
  return bay.surveys[year] > 0
             ? fmt::format("mean of {} of the surveys of May, August, and October with November", bay.surveys[year])
             : std::string("mean of the year's records: the run holds no survey month");
}

}  // namespace

std::string bay_tables(const BayView& bay, const std::vector<std::size_t>& scenarios, std::size_t baseline) {
  const std::size_t last = bay.years.size() - 1;
  const bool has_baseline = std::find(scenarios.begin(), scenarios.end(), baseline) != scenarios.end();
  const std::size_t shown = has_baseline ? baseline : scenarios.front();
  std::string text = fmt::format(
      "Bay 海湾: half of its water is exchanged in {:.0f} d 半交换时间, water stays {:.0f} d on average "
      "平均存留时间\n\n",
      bay.half_exchange, bay.mean_residence);
  text += fmt::format("Boxes, scenario '{}', {}: mg/l, class by GB 3097-1997 ({})\n\n{}\n", bay.scenarios[shown],
                      bay.years[last], basis_text(bay, last), box_table(bay, shown, last));
  text += fmt::format("Share of good water 优良水质比例 (classes I and II, by area; points against '{}')\n\n{}\n",
                      bay.scenarios[baseline], share_table(bay, scenarios, baseline));
  for (const BayConstituentView& c : bay.constituents) {
    text += fmt::format("{} of the bay, t/a over the run 海湾收支\n\n{}\n", name_of(c.name),
                        source_table(bay, c, scenarios));
  }
  if (!bay.note.empty()) text += fmt::format("Assumptions 假定: {}\n", bay.note);
  return text;
}

std::string bay_csv_rows(const BayView& bay, const std::vector<std::size_t>& scenarios) {
  std::string text;
  const auto row = [&](std::size_t n, const std::string& place, const std::string& quantity, double value,
                       const char* unit, const std::string& quality_class) {
    text += fmt::format("bay,{},{},,{},{},{},,,{},\r\n", quoted_cell(bay.scenarios[n]), place, quantity, plain(value),
                        unit, quality_class);
  };
  for (const std::size_t n : scenarios) {
    for (std::size_t y = 0; y < bay.years.size(); ++y) {
      for (std::size_t b = 0; b < bay.boxes.size(); ++b) {
        const std::string place =
            fmt::format("{},{},{}", quoted_cell(bay.boxes[b]), quoted_cell(bay.names[b]), quoted_cell(bay.names_zh[b]));
        for (const BayConstituentView& c : bay.constituents)
          row(n, place, fmt::format("{}_{}", c.name, bay.years[y]), c.survey_mean[bay.at(n, y, b)], "mg/l",
              sea_class(bay.box_class[bay.at(n, y, b)]));
      }
      row(n, "bay,Bay,海湾", fmt::format("good_share_{}", bay.years[y]), bay.good_share[n * bay.years.size() + y], "1",
          "");
    }
    for (const BayConstituentView& c : bay.constituents) {
      for (const std::string& term : bay.terms)
        row(n, "bay,Bay,海湾", fmt::format("balance_{}_{}", c.name, term), term_of(bay, c, n, term),
            term == "initial" || term == "final" ? "t" : "t/a", "");
    }
  }
  return text;
}

nlohmann::json bay_json(const BayView& bay, std::size_t scenario) {
  const auto known = [](double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
  };
  nlohmann::json document = {{"half_exchange_d", bay.half_exchange}, {"mean_residence_d", bay.mean_residence}};
  for (std::size_t y = 0; y < bay.years.size(); ++y) {
    nlohmann::json year = {{"year", bay.years[y]},
                           {"surveys", bay.surveys[y]},
                           {"good_share", known(bay.good_share[scenario * bay.years.size() + y])},
                           {"boxes", nlohmann::json::array()}};
    for (std::size_t b = 0; b < bay.boxes.size(); ++b) {
      nlohmann::json box = {{"id", bay.boxes[b]},
                            {"name", bay.names[b]},
                            {"name_zh", bay.names_zh[b]},
                            {"class", bay.box_class[bay.at(scenario, y, b)]}};
      for (const BayConstituentView& c : bay.constituents)
        box["mean_mg_l"][c.name] = known(c.survey_mean[bay.at(scenario, y, b)]);
      year["boxes"].push_back(box);
    }
    document["years"].push_back(year);
  }
  for (const BayConstituentView& c : bay.constituents) {
    for (const std::string& term : bay.terms) document["balance"][c.name][term] = term_of(bay, c, scenario, term);
  }
  return document;
}

}  // namespace bailang
