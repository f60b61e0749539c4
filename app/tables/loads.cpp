#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/figures.hpp"
#include "app/tables/plan_tables.hpp"
#include "scenarios/capacity.hpp"
#include "scenarios/compensation.hpp"

/// Loads by mouth, what passes between counties, and what sections can still take.
namespace bailang {
namespace {

constexpr double day = 86400.0;

/// Months that a period covers.
std::vector<std::size_t> months_in(const PlanView& view, Period period) {
  if (period.year >= 0) return view.months_of(static_cast<std::size_t>(period.year));
  std::vector<std::size_t> all(view.months.size());
  for (std::size_t m = 0; m < all.size(); ++m) all[m] = m;
  return all;
}

double mouth_load(const PlanView& view, std::size_t i, std::size_t n, Period period, std::size_t o) {
  const std::size_t outlets = view.result.outlets.size();
  if (period.year < 0) return view.result.constituents[i].outlet_load[n * outlets + o];
  return view.items[i].mouth[(n * view.years.size() + static_cast<std::size_t>(period.year)) * outlets + o];
}

/// What passed a section in a period.
struct Passage {
  double water = 0.0;        ///< [m3]
  std::vector<double> load;  ///< [item] [t]
  std::vector<int> classes;  ///< by month, −1 in a dry one
};

Passage passage_of(const PlanView& view, std::size_t n, Period period, std::size_t s) {
  Passage passage;
  passage.load.assign(view.items.size(), 0.0);
  for (const std::size_t m : months_in(view, period)) {
    const std::size_t at = view.at_month(n, m, s);
    passage.water += view.flow_month[at] * view.months[m].length;
    passage.classes.push_back(view.class_month[at]);
    for (std::size_t i = 0; i < view.items.size(); ++i)
      passage.load[i] += view.items[i].passed[at] * view.months[m].length / day / 1000.0;
  }
  return passage;
}

bool is_border(const PlanView& view, std::size_t s) {
  return !view.county_upstream[s].empty() && !view.county_downstream[s].empty() &&
         view.county_upstream[s] != view.county_downstream[s];
}

/// What the upstream county gets for the water at a section; less for loads above target where a price is set.
double payment_of(const PlanView& view, const Passage& passage, std::size_t s) {
  const auto& terms = view.result.standards.compensation;
  const int target = view.result.target_class[s];
  double amount = 0.0;
  if (target > 0)
    amount = class_compensation(target, passage.classes, amount_of(terms, "P_better"), amount_of(terms, "P_worse"));
  for (std::size_t i = 0; i < view.items.size(); ++i) {
    const ConstituentView& c = view.result.constituents[i];
    const double price = amount_of(terms, "P_load(" + c.name + ")");
    if (std::isnan(price) || std::isnan(c.target[s]) || passage.water <= 0.0) continue;
    const double mean = passage.load[i] * 1e6 / passage.water;
    amount -= load_compensation(price, mean, c.target[s], passage.water);
  }
  return amount;
}

std::vector<Cell> county_row(const PlanView& view, std::size_t n, std::size_t s, const Passage& passage) {
  const int target = view.result.target_class[s];
  const auto months = [&](auto is_such) {
    return static_cast<int>(std::count_if(passage.classes.begin(), passage.classes.end(), is_such));
  };
  std::vector<Cell> row = {view.result.scenarios[n],
                           view.result.sections[s].id,
                           view.result.sections[s].name_zh,
                           view.county_upstream[s],
                           view.county_downstream[s],
                           std::string(target > 0 ? class_numeral(target) : "-"),
                           months([&](int k) { return k > 0 && target > 0 && k < target; }),
                           months([&](int k) { return target > 0 && k > target; }),
                           months([](int k) { return k < 0; }),
                           passage.water / 1e6};
  for (const double load : passage.load) row.emplace_back(load, 1);
  row.emplace_back(payment_of(view, passage, s), 0);
  return row;
}

/// How sure the amounts are: the least of those that are used.
std::string amount_note(const PlanView& view) {
  std::string text = "amounts 金额: ";
  for (const CompensationTerm& term : view.result.standards.compensation) {
    const bool is_used =
        term.parameter == "P_better" || term.parameter == "P_worse" || term.parameter.starts_with("P_load");
    if (!is_used || std::isnan(term.value)) continue;
    text += fmt::format("{} = {} {} (confidence {}); ", term.parameter, plain(term.value), term.unit, term.confidence);
  }
  return text + "a dry month is skipped 断流月不计; positive = the upstream county receives 正值为上游受偿";
}

struct DriestMonth {
  double flow = std::nan("");
  std::size_t month = 0;
};

DriestMonth driest(const PlanView& view, std::size_t n, const std::vector<std::size_t>& months, std::size_t s) {
  DriestMonth found;
  for (const std::size_t m : months) {
    const double flow = view.flow_month[view.at_month(n, m, s)];
    if (!(flow >= found.flow)) found = {flow, m};
  }
  return found;
}

}  // namespace

ReportTable load_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "loads";
  table.title = fmt::format("Loads to the sea by mouth 入海负荷, t/a, {}: change against '{}' {}",
                            period_name(view, request.period), view.result.scenarios[request.base],
                            period_name(view, request.base_period));
  table.columns = {
      {"scenario", "scenario"}, {"mouth", "id"}, {"name", "mouth"}, {"name_zh", "入海口"}, {"river", "river"}};
  for (const ConstituentView& c : view.result.constituents) {
    table.columns.push_back({c.name + "_t_a", short_name(c.name) + " t/a", true});
    table.columns.push_back({c.name + "_change_percent", "change %", true});
  }
  for (const std::size_t n : request.scenarios) {
    for (std::size_t o = 0; o <= view.result.outlets.size(); ++o) {
      const bool is_sum = o == view.result.outlets.size();
      const PlaceView place = is_sum ? PlaceView{"all", "all", "合计", ""} : view.result.outlets[o];
      std::vector<Cell> row = {view.result.scenarios[n], place.id, place.name, place.name_zh, place.river};
      for (std::size_t i = 0; i < view.items.size(); ++i) {
        const auto load = [&](std::size_t scenario, Period period) {
          return is_sum ? sea_load(view, i, scenario, period) : mouth_load(view, i, scenario, period, o);
        };
        const double now = load(n, request.period);
        row.emplace_back(now, 1);
        row.emplace_back(change_percent(now, load(request.base, request.base_period)), 1);
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

ReportTable county_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "counties";
  table.title = fmt::format("Between counties 县界通量与补偿, {}", period_name(view, request.period));
  table.columns = {{"scenario", "scenario"},
                   {"section", "id"},
                   {"name_zh", "断面"},
                   {"upstream", "from"},
                   {"downstream", "to"},
                   {"target", "target"},
                   {"months_better", "months better", true},
                   {"months_worse", "worse", true},
                   {"months_dry", "dry", true},
                   {"water_million_m3", "10^6 m3", true}};
  for (const ConstituentView& c : view.result.constituents)
    table.columns.push_back({c.name + "_t", short_name(c.name) + " t", true});
  table.columns.push_back({"upstream_gets", "upstream gets " + view.currency, true});
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t s : view.shown) {
      if (!is_border(view, s)) continue;
      table.rows.push_back(county_row(view, n, s, passage_of(view, n, request.period, s)));
    }
  }
  table.notes = {amount_note(view)};
  return table;
}

ReportTable county_net_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "county-nets";
  table.title = fmt::format("Counties: received less paid 各县净受偿, {}", period_name(view, request.period));
  table.columns = {{"scenario", "scenario"}, {"county", "county"}, {"net", "net " + view.currency, true}};
  for (const std::size_t n : request.scenarios) {
    std::vector<CountyPayment> payments;
    for (const std::size_t s : view.shown) {
      if (!is_border(view, s)) continue;
      const double amount = payment_of(view, passage_of(view, n, request.period, s), s);
      payments.push_back({view.county_upstream[s], view.county_downstream[s], amount});
    }
    for (const CountyNet& net : county_nets(payments))
      table.rows.push_back({view.result.scenarios[n], net.county, {net.amount, 0}});
  }
  return table;
}

ReportTable capacity_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "capacity";
  table.title = fmt::format("Load that sections can still take 剩余纳污能力 (target - C) Q, {}",
                            period_name(view, request.period));
  table.columns = {{"scenario", "scenario"},
                   {"section", "id"},
                   {"name_zh", "断面"},
                   {"item", "item"},
                   {"target_mg_l", "target mg/l", true},
                   {"design_flow_m3_s", "Q90 m3/s", true},
                   {"month", "driest month"},
                   {"flow_m3_s", "its Q m3/s", true},
                   {"mean_mg_l", "its mg/l", true},
                   {"capacity_kg_d", "capacity kg/d", true}};
  for (const std::size_t n : request.scenarios) {
    for (const std::size_t s : view.shown) {
      std::vector<double> minima;
      for (std::size_t y = 0; y < view.years.size(); ++y) minima.push_back(driest(view, n, view.months_of(y), s).flow);
      const DriestMonth month = driest(view, n, months_in(view, request.period), s);
      for (std::size_t i = 0; i < view.items.size(); ++i) {
        const ConstituentView& c = view.result.constituents[i];
        if (std::isnan(c.target[s]) || c.is_at_least || std::isnan(month.flow)) continue;
        const double mean = view.items[i].month_mean[view.at_month(n, month.month, s)];
        table.rows.push_back({view.result.scenarios[n],
                              view.result.sections[s].id,
                              view.result.sections[s].name_zh,
                              short_name(c.name),
                              c.target[s],
                              design_flow(minima, 0.9),
                              fmt::format("{}-{:02}", view.months[month.month].year, view.months[month.month].month),
                              month.flow,
                              mean,
                              {capacity(c.target[s], mean, month.flow) * day / 1000.0, 1}});
      }
    }
  }
  table.notes = {
      "negative = load to be cut above the section; decay and mixing upstream are in C. Q90: driest months of "
      "the run's years at 90 % (GB/T 25173). 负值为需削减量"};
  return table;
}

}  // namespace bailang
