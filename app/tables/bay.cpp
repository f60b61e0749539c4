#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/figures.hpp"
#include "app/tables/plan_tables.hpp"
#include "io/bay_view.hpp"
#include "scenarios/sea_water.hpp"

/// The bay as planners read it: boxes and classes, share of good water, where its load comes from and goes to, and on what
/// it all rests.
namespace bailang {
namespace {

/// Class of sea water by GB 3097-1997, in its own words.
std::string sea_class(int quality_class) {
  constexpr const char* words[] = {"", "一类", "二类", "三类", "四类", "劣四类"};
  return quality_class < 1 || quality_class > 5 ? words[0] : words[quality_class];
}

std::string name_of(const std::string& constituent) {
  return constituent == "cod_mn" ? "COD-Mn" : short_name(constituent);
}

double term_of(const BayView& bay, const BayConstituentView& c, std::size_t scenario, const std::string& term) {
  const auto found = std::find(bay.terms.begin(), bay.terms.end(), term);
  return c.balance[scenario * bay.terms.size() + static_cast<std::size_t>(found - bay.terms.begin())];
}

/// Years to show: the one that is asked for, else all.
std::vector<std::size_t> years_of(const BayView& bay, Period period) {
  std::vector<std::size_t> years;
  for (std::size_t y = 0; y < bay.years.size(); ++y) {
    if (period.year < 0 || static_cast<std::size_t>(period.year) == y) years.push_back(y);
  }
  return years;
}

/// What a year's values are means of.
std::string basis_of(const BayView& bay, std::size_t year) {
  return bay.surveys[year] > 0 ? fmt::format("{} of 3 surveys", bay.surveys[year]) : "all records";
}

/// Index of eutrophication of a box in a year; NaN where the bay lacks one of its three items.
double eutrophication_of(const BayView& bay, std::size_t scenario, std::size_t year, std::size_t box) {
  const auto mean = [&](const char* name) {
    const auto found = std::find_if(bay.constituents.begin(), bay.constituents.end(),
                                    [&](const BayConstituentView& c) { return c.name == name; });
    return found == bay.constituents.end() ? std::nan("") : found->survey_mean[bay.at(scenario, year, box)];
  };
  return eutrophication(mean("cod_mn"), mean("din"), mean("po4_p"));
}

/// Grade of the whole area by its shares of classes; `-` where none fits.
std::string grade_of(const PlanView& view, const BayView& bay, std::size_t scenario, std::size_t year) {
  constexpr std::ptrdiff_t classes = 5;
  const auto first =
      bay.class_share.begin() + classes * static_cast<std::ptrdiff_t>(scenario * bay.years.size() + year);
  const SeaGrade* grade = sea_grade(view.result.standards.sea_grades, sea_shares({first, first + classes}));
  return grade == nullptr ? "-" : fmt::format("{} {}", grade->en, grade->zh);
}

void add_notes(const BayView& bay, ReportTable& table) {
  if (!bay.is_there())
    table.notes.emplace_back("the result holds no bay 结果中没有海湾");
  else if (!bay.note.empty())
    table.notes.push_back("Assumptions 假定: " + bay.note);
}

}  // namespace

ReportTable bay_table(const PlanView& view, const TableRequest& request) {
  const BayView bay = read_bay_view(view.result.path);
  ReportTable table{
      "bay", "The bay by box, mean of the year's surveys (May, August, October-November) 海湾各箱", {}, {}, {}};
  table.columns = {{"scenario", "scenario"}, {"year", "year", true},    {"box", "box"},
                   {"name_zh", "海域"},      {"area_km2", "km2", true}, {"residence_d", "water stays d", true},
                   {"basis", "basis"}};
  for (const BayConstituentView& c : bay.constituents)
    table.columns.push_back({c.name + "_mg_l", name_of(c.name) + " mg/l", true});
  table.columns.push_back({"class", "class 类别"});
  const bool has_phosphate = std::any_of(bay.constituents.begin(), bay.constituents.end(),
                                         [](const BayConstituentView& c) { return c.name == "po4_p"; });
  if (has_phosphate) {
    table.columns.push_back({"eutrophication", "E", true});
    table.columns.push_back({"eutrophic", "eutrophic 富营养化"});
  }
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t y : years_of(bay, request.period)) {
      for (std::size_t b = 0; b < bay.boxes.size(); ++b) {
        std::vector<Cell> row = {bay.scenarios[n], bay.years[y],          bay.boxes[b],    bay.names_zh[b],
                                 {bay.area[b], 0}, {bay.residence[b], 0}, basis_of(bay, y)};
        for (const BayConstituentView& c : bay.constituents) row.emplace_back(c.survey_mean[bay.at(n, y, b)]);
        row.emplace_back(sea_class(bay.box_class[bay.at(n, y, b)]));
        if (has_phosphate) {
          const double index = eutrophication_of(bay, n, y, b);
          const EutrophicationWord word = eutrophication_word(index);
          row.emplace_back(index);
          row.emplace_back(std::isnan(index) ? "-" : fmt::format("{} {}", word.en, word.zh));
        }
        table.rows.push_back(std::move(row));
      }
    }
  }
  if (bay.is_there()) {
    table.notes.push_back(
        fmt::format("half of the bay's water is exchanged in {:.0f} d 半交换时间; water stays {:.0f} d on "
                    "average 平均存留时间; classes by GB 3097-1997",
                    bay.half_exchange, bay.mean_residence));
  }
  add_notes(bay, table);
  return table;
}

/// Every year, whichever is shown elsewhere: the plan's indicator goes by years.
ReportTable bay_share_table(const PlanView& view, const TableRequest& request) {
  const BayView bay = read_bay_view(view.result.path);
  ReportTable table{
      "bay-share", "Good sea water (classes I and II), share of the assessed area 海水优良比例", {}, {}, {}};
  table.columns = {{"scenario", "scenario"},     {"year", "year", true},
                   {"good_pct", "good %", true}, {"change_points", "change, points", true},
                   {"grade", "grade 水质状况"},  {"basis", "basis"}};
  for (const std::size_t n : request.scenarios) {
    for (std::size_t y = 0; y < bay.years.size(); ++y) {
      const std::size_t base_year = request.has_base_year ? static_cast<std::size_t>(request.base_period.year) : y;
      const double good = 100.0 * bay.good_share[n * bay.years.size() + y];
      const double base = 100.0 * bay.good_share[request.base * bay.years.size() + base_year];
      table.rows.push_back(
          {bay.scenarios[n], bay.years[y], {good, 1}, {good - base, 2}, grade_of(view, bay, n, y), basis_of(bay, y)});
    }
  }
  table.notes.emplace_back("grade by HJ 442, whose words rest on points, here on area 按面积套用站位比例的定性评价");
  add_notes(bay, table);
  return table;
}

ReportTable bay_budget_table(const PlanView& view, const TableRequest& request) {
  const BayView bay = read_bay_view(view.result.path);
  ReportTable table{"bay-budget", "What enters and leaves the bay, t/a over the run 海湾收支", {}, {}, {}};
  table.columns = {{"scenario", "scenario"},
                   {"constituent", "of"},
                   {"rivers_t_a", "case's rivers", true},
                   {"other_sources_t_a", "other land", true},
                   {"atmosphere_t_a", "air", true},
                   {"bed_t_a", "bed", true},
                   {"land_pct", "from land %", true},
                   {"decay_t_a", "lost in the bay", true},
                   {"to_open_sea_t_a", "to the open sea", true}};
  for (const std::size_t n : request.scenarios) {
    for (const BayConstituentView& c : bay.constituents) {
      const auto term = [&](const char* name) { return term_of(bay, c, n, name); };
      const double land = term("rivers") + term("other_sources"), all = land + term("atmosphere") + term("bed");
      table.rows.push_back({bay.scenarios[n],
                            name_of(c.name),
                            {term("rivers"), 0},
                            {term("other_sources"), 0},
                            {term("atmosphere"), 0},
                            {term("bed"), 0},
                            {all > 0.0 ? 100.0 * land / all : std::nan(""), 0},
                            {-term("decay"), 0},
                            {-term("exchange_open"), 0}});
    }
  }
  add_notes(bay, table);
  return table;
}

}  // namespace bailang
