#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/figures.hpp"
#include "app/tables/plan_tables.hpp"
#include "scenarios/river_assessment.hpp"

/// What scenarios cost, what a tonne less costs, and whether the plan's goals are met.
namespace bailang {
namespace {

int measure_count(const std::string& ids) {
  return ids.empty() ? 0 : static_cast<int>(std::count(ids.begin(), ids.end(), ',')) + 1;
}

/// Cost of a tonne less; NaN where nothing is less.
double cost_of_tonne(double cost, double cut) {
  return cut > 0.0 ? cost / cut : std::nan("");
}

/// The year that a goal speaks of: its own, else the run's last; −2 when the run does not have it.
Period goal_period(const PlanView& view, const Goal& goal) {
  if (goal.year == 0) return {static_cast<int>(view.years.size()) - 1};
  const auto found = std::find(view.years.begin(), view.years.end(), goal.year);
  return {found == view.years.end() ? -2 : static_cast<int>(found - view.years.begin())};
}

ClassShares shares_in(const PlanView& view, std::size_t n, Period period) {
  std::vector<int> classes;
  for (const std::size_t s : view.shown) classes.push_back(class_in(view, n, period, s));
  return class_shares(classes);
}

double share_on_target(const PlanView& view, std::size_t n, Period period) {
  int met = 0, judged = 0;
  for (const std::size_t s : view.shown) {
    const int meets = meets_in(view, n, period, s);
    judged += meets >= 0;
    met += meets == 1;
  }
  return judged > 0 ? 100.0 * met / judged : std::nan("");
}

/// Mean over the entries to the sea that have a value.
double sea_entry_mean(const PlanView& view, std::size_t item, std::size_t n, Period period) {
  double sum = 0.0;
  int count = 0;
  for (const std::size_t s : view.shown) {
    const double mean = mean_of(view, item, n, period, s);
    if (view.sea_entry[s] == 0 || std::isnan(mean)) continue;
    sum += mean;
    ++count;
  }
  return count > 0 ? sum / count : std::nan("");
}

/// Quantities of one constituent, against the base.
double constituent_quantity(const PlanView& view, const Goal& goal, std::size_t n, std::size_t base, Period now,
                            Period before) {
  const int found = view.item(goal.constituent);
  if (found < 0) return std::nan("");
  const auto item = static_cast<std::size_t>(found);
  if (goal.quantity == GoalQuantity::load_cut)
    return source_load(view, item, base, before) - source_load(view, item, n, now);
  if (goal.quantity == GoalQuantity::load_cut_sea)
    return sea_load(view, item, base, before) - sea_load(view, item, n, now);
  return change_percent(sea_entry_mean(view, item, n, now), sea_entry_mean(view, item, base, before));
}

double quantity(const PlanView& view, const Goal& goal, std::size_t n, const TableRequest& request) {
  const Period now = goal_period(view, goal), before = request.has_base_year ? request.base_period : now;
  if (now.year < 0) return std::nan("");
  const ClassShares shares = shares_in(view, n, now);
  switch (goal.quantity) {
    case GoalQuantity::share_class3:
      return shares.sections > 0 ? shares.good : std::nan("");
    case GoalQuantity::share_worse_v:
      return shares.sections > 0 ? shares.worse : std::nan("");
    case GoalQuantity::share_on_target:
      return share_on_target(view, n, now);
    case GoalQuantity::cwqi_change:
      return change_percent(city_index_of(view, n, now), city_index_of(view, request.base, before));
    case GoalQuantity::sea_good:
      if (view.sea_good.empty()) return std::nan("");
      return view.sea_good[n * view.years.size() + static_cast<std::size_t>(now.year)];
    default:
      return constituent_quantity(view, goal, n, request.base, now, before);
  }
}

std::string goal_words(const Goal& goal, double value) {
  if (std::isnan(value)) return "not known 未知";
  return meets(goal, value) ? "met 达成" : "not met 未达成";
}

}  // namespace

ReportTable cost_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "costs";
  table.title = fmt::format("Costs and what a tonne less costs 费用与吨削减成本, {}, against '{}' {}",
                            period_name(view, request.period), view.result.scenarios[request.base],
                            period_name(view, request.base_period));
  table.columns = {{"scenario", "scenario"},
                   {"measures", "measures", true},
                   {"capital_cost", "capital " + view.currency, true},
                   {"annual_cost", "running /a", true},
                   {"yearly_cost", "yearly /a", true}};
  for (const ConstituentView& c : view.result.constituents) {
    const std::string name = short_name(c.name);
    table.columns.push_back({c.name + "_cut_sea_t_a", name + " less to sea t/a", true});
    table.columns.push_back({c.name + "_cost_per_t_sea", "per t", true});
    table.columns.push_back({c.name + "_cut_source_t_a", name + " less at source t/a", true});
    table.columns.push_back({c.name + "_cost_per_t_source", "per t", true});
  }
  for (const std::size_t n : request.scenarios) {
    std::vector<Cell> row = {view.result.scenarios[n],
                             measure_count(view.scenario_measures[n]),
                             {view.capital_cost[n], 0},
                             {view.annual_cost[n], 0},
                             {view.yearly_cost[n], 0}};
    const double cost = view.yearly_cost[n] - view.yearly_cost[request.base];
    for (std::size_t i = 0; i < view.items.size(); ++i) {
      const double at_sea = sea_load(view, i, request.base, request.base_period) - sea_load(view, i, n, request.period);
      const double at_source =
          source_load(view, i, request.base, request.base_period) - source_load(view, i, n, request.period);
      row.insert(row.end(),
                 {{at_sea, 1}, {cost_of_tonne(cost, at_sea), 0}, {at_source, 1}, {cost_of_tonne(cost, at_source), 0}});
    }
    table.rows.push_back(std::move(row));
  }
  table.notes = {
      "yearly: running cost and annuity of the capital over each measure's lifetime at the case's discount "
      "rate 年费用=运行费+投资年金"};
  return table;
}

ReportTable goal_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "goals";
  table.title = fmt::format("Goals of the plan 规划目标, against '{}' {}", view.result.scenarios[request.base],
                            request.has_base_year ? period_name(view, request.base_period) : "of the same year");
  table.columns = {{"scenario", "scenario"},     {"goal", "goal"},         {"name", "name"}, {"name_zh", "名称"},
                   {"year", "year", true},       {"quantity", "quantity"}, {"item", "item"}, {"sense", ""},
                   {"goal_value", "goal", true}, {"value", "value", true}, {"unit", "unit"}, {"result", "result"}};
  for (const std::size_t n : request.scenarios) {
    for (const Goal& goal : view.goals) {
      const double value = quantity(view, goal, n, request);
      table.rows.push_back(
          {view.result.scenarios[n], goal.id, goal.name, goal.name_zh, goal.year > 0 ? goal.year : view.years.back(),
           std::string(goal_quantity_names[static_cast<std::size_t>(goal.quantity)]),
           goal.constituent.empty() ? "" : short_name(goal.constituent),
           is_at_most(goal.quantity) ? "<=" : ">=", goal.value, value, goal.unit, goal_words(goal, value)});
    }
  }
  table.notes = {
      "not known: the run does not have the year, the constituent, or eight months with water "
      "未知：缺年份、指标或有水月份不足"};
  return table;
}

}  // namespace bailang
