#include <fmt/format.h>

#include <cmath>

#include "app/figures.hpp"
#include "app/tables/plan_tables.hpp"
#include "scenarios/trends.hpp"

/// Sections against their targets: one period, its months, and from year to year.
namespace bailang {
namespace {

/// What decides about a section: the item farthest over its target, else the first that sets its class.
struct Decider {
  int item = -1;
  double multiple = 0.0;  ///< over the target, 0 = within
};

Decider decider_of(const PlanView& view, std::size_t n, Period period, std::size_t s,
                   const SectionAssessment& assessment) {
  Decider decider;
  for (std::size_t i = 0; i < view.items.size(); ++i) {
    const double over = excess_of(view.result.constituents[i], mean_of(view, i, n, period, s), s);
    if (over > decider.multiple) decider = {static_cast<int>(i), over};
  }
  if (decider.item < 0 && !assessment.deciders.empty()) decider.item = view.item(assessment.deciders.front());
  return decider;
}

/// `COD (0.28)`: main pollutants with their multiples above class III, as bulletins write them.
std::string pollutant_words(const SectionAssessment& assessment) {
  std::string text;
  for (const MainPollutant& p : assessment.main_pollutants) {
    text += (text.empty() ? "" : ", ") + short_name(p.item);
    if (!std::isnan(p.multiple)) text += fmt::format(" ({:.2f})", p.multiple);
  }
  return text;
}

std::string verdict_words(int meets) {
  return meets < 0 ? "-" : meets == 1 ? "met 达标" : "not met 不达标";
}

std::vector<Cell> section_row(const PlanView& view, const TableRequest& request, std::size_t n, std::size_t s) {
  const PlaceView& place = view.result.sections[s];
  const Period period = request.period;
  const SectionAssessment assessment =
      assess_section(view.result.standards.surface, WaterBody::river, means_of(view, n, period, s));
  const Decider decider = decider_of(view, n, period, s, assessment);
  const int quality_class = class_in(view, n, period, s), target = view.result.target_class[s];
  std::vector<Cell> row = {view.result.scenarios[n],
                           place.id,
                           place.name,
                           place.name_zh,
                           place.river,
                           std::string(class_numeral(quality_class)),
                           class_words(view, quality_class),
                           std::string(target > 0 ? class_numeral(target) : "-")};
  const auto item = static_cast<std::size_t>(std::max(decider.item, 0));
  const double mean = decider.item < 0 ? std::nan("") : mean_of(view, item, n, period, s);
  row.emplace_back(decider.item < 0 ? "" : short_name(view.result.constituents[item].name));
  row.emplace_back(mean);
  row.emplace_back(decider.multiple, 2);
  row.emplace_back(pollutant_words(assessment));
  row.emplace_back(verdict_words(meets_in(view, n, period, s)));
  const std::size_t at = view.at_year(n, static_cast<std::size_t>(std::max(period.year, 0)), s);
  row.push_back(period.year < 0 ? Cell() : Cell(view.days_met[at]));
  row.push_back(period.year < 0 ? Cell() : Cell(view.days_judged[at]));
  const double base = decider.item < 0 ? std::nan("") : mean_of(view, item, request.base, request.base_period, s);
  row.emplace_back(change_percent(mean, base), 1);
  row.emplace_back(view.yearly_cost[n], 0);
  return row;
}

/// One row a constituent: its means by year and their trend.
std::vector<Cell> trend_row(const PlanView& view, std::size_t n, std::size_t s, std::size_t i) {
  const PlaceView& place = view.result.sections[s];
  std::vector<Cell> row = {view.result.scenarios[n], place.id, place.name_zh,
                           short_name(view.result.constituents[i].name)};
  std::vector<double> series;
  for (std::size_t y = 0; y < view.years.size(); ++y) {
    const double mean = mean_of(view, i, n, {static_cast<int>(y)}, s);
    row.emplace_back(mean);
    row.emplace_back(std::string(class_numeral(class_in(view, n, {static_cast<int>(y)}, s))));
    if (!std::isnan(mean)) series.push_back(mean);
  }
  const RankTrend trend = rank_trend(series);
  const int last = static_cast<int>(view.years.size()) - 1;
  row.emplace_back(series.size() < 5 ? std::nan("") : trend.rs, 3);
  row.emplace_back(!trend.is_significant ? "-" : trend.rs < 0.0 ? "falling 下降" : "rising 上升");
  const TrendWords words = class_trend(class_in(view, n, {0}, s), class_in(view, n, {last}, s));
  row.emplace_back(fmt::format("{} {}", words.en, words.zh));
  return row;
}

}  // namespace

ReportTable section_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "sections";
  table.title = fmt::format("Sections against their targets 断面达标, {}: change of the deciding item against '{}' {}",
                            period_name(view, request.period), view.result.scenarios[request.base],
                            period_name(view, request.base_period));
  table.columns = {{"scenario", "scenario"},
                   {"section", "id"},
                   {"name", "section"},
                   {"name_zh", "断面"},
                   {"river", "river"},
                   {"class", "class"},
                   {"class_zh", "类别"},
                   {"target", "target"},
                   {"decided_by", "decided by"},
                   {"mean_mg_l", "mean mg/l", true},
                   {"over_target", "over target ×", true},
                   {"main_pollutants", "main pollutants"},
                   {"result", "result"},
                   {"days_met", "days met", true},
                   {"days_judged", "of days", true},
                   {"change_percent", "change %", true},
                   {"yearly_cost", view.currency + "/a", true}};
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t s : view.shown) table.rows.push_back(section_row(view, request, n, s));
  }
  table.notes = {
      "class by the single-factor method over the items that the run has; total nitrogen does not count in a river's "
      "class. A calendar year is the mean of its months with water, of which there must be eight. "
      "单因子评价，仅含模拟指标；总氮不参评"};
  return table;
}

ReportTable month_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "months";
  table.title = "Classes by month 逐月类别 (- = no water or not known 断流或无数据)";
  table.columns = {{"scenario", "scenario"}, {"section", "id"}, {"name_zh", "断面"}, {"target", "target"}};
  std::vector<std::size_t> months;
  for (std::size_t m = 0; m < view.months.size(); ++m) {
    const int shown = request.period.year;
    if (shown >= 0 && view.months[m].year != view.years[static_cast<std::size_t>(shown)]) continue;
    months.push_back(m);
    const std::string name = fmt::format("{}-{:02}", view.months[m].year, view.months[m].month);
    table.columns.push_back({name, name});
  }
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t s : view.shown) {
      const PlaceView& place = view.result.sections[s];
      const int target = view.result.target_class[s];
      std::vector<Cell> row = {view.result.scenarios[n], place.id, place.name_zh,
                               std::string(target > 0 ? class_numeral(target) : "-")};
      for (const std::size_t m : months)
        row.emplace_back(std::string(class_numeral(view.class_month[view.at_month(n, m, s)])));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

ReportTable year_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "years";
  table.title = "Means by year in mg/l, classes and trends 逐年均值、类别与趋势";
  table.columns = {{"scenario", "scenario"}, {"section", "id"}, {"name_zh", "断面"}, {"item", "item"}};
  for (const int year : view.years) {
    table.columns.push_back({fmt::format("mean_{}", year), std::to_string(year), true});
    table.columns.push_back({fmt::format("class_{}", year), "class"});
  }
  table.columns.push_back({"spearman", "rs", true});
  table.columns.push_back({"trend", "trend"});
  table.columns.push_back({"class_trend", "class, first to last year"});
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t s : view.shown) {
      for (std::size_t i = 0; i < view.items.size(); ++i) table.rows.push_back(trend_row(view, n, s, i));
    }
  }
  table.notes = {"trend: Spearman's rank correlation with time, at least five years, one-sided 0.05 秩相关系数法"};
  return table;
}

}  // namespace bailang
