#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/figures.hpp"
#include "app/tables/plan_tables.hpp"
#include "scenarios/black_odorous.hpp"
#include "scenarios/river_assessment.hpp"
#include "scenarios/trends.hpp"

/// Rivers and the region, the city's index, entries to the sea, black and odorous water.
namespace bailang {
namespace {

std::vector<std::string> rivers_of(const PlanView& view) {
  std::vector<std::string> rivers;
  for (const std::size_t s : view.shown) {
    const std::string& river = view.result.sections[s].river;
    if (std::find(rivers.begin(), rivers.end(), river) == rivers.end()) rivers.push_back(river);
  }
  return rivers;
}

/// @param river empty = all
RiverAssessment assess(const PlanView& view, std::size_t n, Period period, const std::string& river) {
  std::vector<std::vector<Measured>> sections;
  for (const std::size_t s : view.shown) {
    const bool is_in = river.empty() || view.result.sections[s].river == river;
    if (is_in && class_in(view, n, period, s) > 0) sections.push_back(means_of(view, n, period, s));
  }
  return assess_river(view.result.standards, sections);
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + short_name(item);
  return text;
}

std::vector<Cell> river_row(const PlanView& view, const TableRequest& request, std::size_t n,
                            const std::string& river) {
  const RiverAssessment now = assess(view, n, request.period, river);
  const RiverAssessment base = assess(view, request.base, request.base_period, river);
  const ClassShares& shares = now.shares;
  std::vector<Cell> row = {view.result.scenarios[n], river.empty() ? "all 全部" : river, shares.sections};
  const bool by_shares = now.grade != nullptr;
  row.emplace_back(shares.sections > 0 ? shares.good : std::nan(""), 1);
  row.emplace_back(shares.sections > 0 ? shares.worse : std::nan(""), 1);
  row.emplace_back(by_shares ? "-" : std::string(class_numeral(now.mean.quality_class)));
  std::string grade = by_shares ? now.grade->en + " " + now.grade->zh : "-";
  if (!by_shares && now.mean.quality_class > 0) {
    const ClassWords& words =
        view.result.standards.surface.words.at(static_cast<std::size_t>(now.mean.quality_class - 1));
    grade = words.word_en + " " + words.word_zh;
  }
  row.emplace_back(grade);
  std::vector<std::string> items = now.items;
  for (const MainPollutant& p : now.mean.main_pollutants) items.push_back(p.item);
  row.emplace_back(joined(items));
  const double change = share_change(base.shares, shares);
  const TrendWords words = by_shares && base.grade != nullptr
                               ? share_trend(change)
                               : class_trend(base.mean.quality_class, now.mean.quality_class);
  row.emplace_back(fmt::format("{} {}", words.en, words.zh));
  return row;
}

std::string level_words(BlackOdorous level) {
  if (level == BlackOdorous::unknown) return "-";
  if (level == BlackOdorous::no) return "no 否";
  return level == BlackOdorous::light ? "lightly 轻度黑臭" : "heavily 重度黑臭";
}

}  // namespace

ReportTable river_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "rivers";
  table.title =
      fmt::format("Rivers and the region 河流与区域, {}: trend against '{}' {}", period_name(view, request.period),
                  view.result.scenarios[request.base], period_name(view, request.base_period));
  table.columns = {{"scenario", "scenario"},
                   {"river", "river"},
                   {"sections", "sections", true},
                   {"good_percent", "I-III %", true},
                   {"worse_v_percent", ">V %", true},
                   {"class", "class"},
                   {"grade", "grade"},
                   {"main_pollutants", "main pollutants"},
                   {"trend", "trend"}};
  for (const std::size_t n : request.scenarios) {
    for (const std::string& river : rivers_of(view)) table.rows.push_back(river_row(view, request, n, river));
    table.rows.push_back(river_row(view, request, n, ""));
  }
  table.notes = {
      "five sections or more: shares of sections; fewer: the mean of the sections classed as one. "
      "5个及以上断面用断面类别比例法，不足5个用均值"};
  return table;
}

ReportTable city_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "city";
  table.title = fmt::format("City water-quality index CWQI 城市水质指数, {}", period_name(view, request.period));
  table.columns = {{"scenario", "scenario"},
                   {"cwqi", "CWQI", true},
                   {"items", "items", true},
                   {"base_cwqi", "base CWQI", true},
                   {"change_percent", "change %", true}};
  for (const std::size_t n : request.scenarios) {
    int items = 0;
    const double now = city_index_of(view, n, request.period, &items);
    const double base = city_index_of(view, request.base, request.base_period);
    table.rows.push_back({view.result.scenarios[n], {now, 4}, items, {base, 4}, {change_percent(now, base), 2}});
  }
  table.notes = {
      "over the items that the run has, of 21: it compares with indices over the same items only; smaller is "
      "better. 仅含模拟指标，指数越小越好"};
  return table;
}

ReportTable sea_entry_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "sea-entry";
  table.title =
      fmt::format("Entries to the sea 入海断面, {}: change against '{}' {}", period_name(view, request.period),
                  view.result.scenarios[request.base], period_name(view, request.base_period));
  table.columns = {{"scenario", "scenario"},
                   {"section", "id"},
                   {"name", "section"},
                   {"name_zh", "断面"},
                   {"river", "river"},
                   {"item", "item"},
                   {"mean_mg_l", "mg/l", true},
                   {"base_mg_l", "base mg/l", true},
                   {"change_percent", "change %", true}};
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t s : view.shown) {
      if (view.sea_entry[s] == 0) continue;
      const PlaceView& place = view.result.sections[s];
      for (std::size_t i = 0; i < view.items.size(); ++i) {
        const double now = mean_of(view, i, n, request.period, s);
        const double base = mean_of(view, i, request.base, request.base_period, s);
        table.rows.push_back({view.result.scenarios[n],
                              place.id,
                              place.name,
                              place.name_zh,
                              place.river,
                              short_name(view.result.constituents[i].name),
                              now,
                              base,
                              {change_percent(now, base), 1}});
      }
    }
  }
  return table;
}

ReportTable black_odorous_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "black-odorous";
  table.title = fmt::format("Black and odorous water 黑臭水体, {}", period_name(view, request.period));
  table.columns = {{"scenario", "scenario"}, {"section", "id"},  {"name", "section"},
                   {"name_zh", "断面"},      {"river", "river"}, {"level", "black and odorous"},
                   {"items", "by"}};
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t s : view.shown) {
      std::vector<ItemSeries> series;
      for (std::size_t i = 0; i < view.items.size(); ++i) {
        series.push_back({view.result.constituents[i].name, {}});
        for (std::size_t m = 0; m < view.months.size(); ++m) {
          const bool is_shown = request.period.year < 0 ||
                                view.months[m].year == view.years[static_cast<std::size_t>(request.period.year)];
          if (!is_shown || view.wet_month[view.at_month(n, m, s)] == 0.0) continue;
          series.back().values.push_back(view.items[i].month_mean[view.at_month(n, m, s)]);
        }
      }
      const BlackOdorousAssessment result = assess_black_odorous(view.result.standards.black_odorous, series);
      const PlaceView& place = view.result.sections[s];
      table.rows.push_back({view.result.scenarios[n], place.id, place.name, place.name_zh, place.river,
                            level_words(result.level), joined(result.items)});
    }
  }
  table.notes = {
      "by monthly means of ammonia and oxygen where the run has them; transparency and redox potential are not "
      "modelled. 透明度与氧化还原电位未模拟"};
  return table;
}

}  // namespace bailang
