#include "io/plan_view.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/calendar.hpp"
#include "core/diagnostics.hpp"
#include "io/netcdf_file.hpp"

namespace bailang {
namespace {

std::vector<int> whole(const NetcdfFile& file, const std::string& name) {
  std::vector<int> values;
  if (!file.has_variable(name)) return values;
  for (const double value : file.numbers(name)) values.push_back(static_cast<int>(std::lround(value)));
  return values;
}

std::vector<double> numbers(const NetcdfFile& file, const std::string& name) {
  return file.has_variable(name) ? file.numbers(name) : std::vector<double>{};
}

std::vector<std::string> texts(const NetcdfFile& file, const std::string& name, std::size_t count) {
  return file.has_variable(name) ? file.texts(name) : std::vector<std::string>(count);
}

/// `seconds since 2021-01-01 00:00:00`
Instant epoch_of(const NetcdfFile& file) {
  const std::string units = file.text_attribute(file.variable("time"), "units");
  const std::string_view since = "seconds since ";
  return parse_instant(std::string_view(units).substr(std::min(since.size(), units.size()))).value_or(0);
}

/// Means over the calendar years of loads that are means over the interval that ends at each record. [t/a]
std::vector<double> loads_by_year(const NetcdfFile& file, const std::string& name, const PlanView& view,
                                  Instant epoch) {
  const std::vector<double> loads = file.numbers(name), time = file.numbers("time");
  const std::size_t outlets = view.result.outlets.size(), years = view.years.size();
  std::vector<double> means(view.result.scenarios.size() * years * outlets, 0.0);
  for (std::size_t y = 0; y < years; ++y) {
    const auto begin = static_cast<double>(instant_of({view.years[y], 1, 1}) - epoch);
    const auto end = static_cast<double>(instant_of({view.years[y] + 1, 1, 1}) - epoch);
    double length = 0.0;
    std::vector<double> weight(time.size(), 0.0);
    for (std::size_t t = 1; t < time.size(); ++t) {
      weight[t] = std::max(0.0, std::min(end, time[t]) - std::max(begin, time[t - 1]));
      length += weight[t];
    }
    for (std::size_t n = 0; n < view.result.scenarios.size(); ++n) {
      for (std::size_t t = 1; t < time.size(); ++t) {
        for (std::size_t o = 0; o < outlets; ++o) {
          means[(n * years + y) * outlets + o] +=
              weight[t] / length * loads[(n * time.size() + t) * outlets + o] * 365.0 / 1000.0;
        }
      }
    }
  }
  return means;
}

/// Loads on the source chain [t/a]; empty where the result does not have them.
std::vector<double> chain_loads(const NetcdfFile& file, const std::string& constituent) {
  const std::string name = "chain_" + constituent;
  if (!file.has_variable(name)) return {};
  std::vector<double> loads = file.numbers(name);
  for (double& load : loads) load *= 365.0 / 1000.0;
  return loads;
}

/// What enters the rivers by outfalls and from land [t/a].
std::vector<double> source_loads(const std::vector<std::string>& terms, const std::vector<double>& loads) {
  std::vector<double> sums(terms.empty() ? 0 : loads.size() / terms.size(), 0.0);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (terms[t] == "outfalls" || terms[t] == "diffuse") sums[i] += loads[i * terms.size() + t];
    }
  }
  return sums;
}

void read_months(const NetcdfFile& file, PlanView& view, Instant epoch) {
  const double end = file.numbers("time").back();
  for (const MonthSpan& m : months_between(epoch, epoch + static_cast<Instant>(std::llround(end)))) {
    view.months.push_back({m.year, m.month, m.end - m.begin});
  }
}

void read_goals(const NetcdfFile& file, PlanView& view) {
  if (!file.has_variable("goal")) return;
  const auto id = file.texts("goal"), quantity = file.texts("goal_quantity");
  const auto constituent = file.texts("goal_constituent"), unit = file.texts("goal_unit");
  const auto clause = file.texts("goal_clause"), name = file.texts("goal_name"), name_zh = file.texts("goal_name_zh");
  const auto basis = file.texts("goal_basis");
  const std::vector<double> value = file.numbers("goal_value");
  const std::vector<int> year = whole(file, "goal_year");
  for (std::size_t i = 0; i < id.size(); ++i) {
    const auto found = std::find(goal_quantity_names.begin(), goal_quantity_names.end(), quantity[i]);
    if (found == goal_quantity_names.end()) continue;
    view.goals.push_back({id[i], static_cast<GoalQuantity>(found - goal_quantity_names.begin()), constituent[i],
                          value[i], unit[i], year[i], clause[i], name[i], name_zh[i], basis[i]});
  }
}

void read_sections(const NetcdfFile& file, PlanView& view) {
  const std::size_t count = view.result.sections.size();
  if (count == 0) return;
  view.shown.resize(count);
  std::iota(view.shown.begin(), view.shown.end(), std::size_t{0});
  view.class_year = whole(file, "class_year");
  view.meets_year = whole(file, "meets_target_year");
  view.days_met = whole(file, "section_days_met");
  view.days_judged = whole(file, "section_days_judged");
  view.class_month = whole(file, "class_month");
  view.flow_month = numbers(file, "section_flow_month_mean");
  view.wet_month = numbers(file, "section_wet_month");
  view.sea_entry = whole(file, "section_sea_entry");
  view.level = texts(file, "section_level", count);
  view.county_upstream = texts(file, "section_county_upstream", count);
  view.county_downstream = texts(file, "section_county_downstream", count);
}

void read_items(const NetcdfFile& file, PlanView& view, Instant epoch) {
  if (file.has_variable("chain_term")) view.chain_terms = file.texts("chain_term");
  view.chain_water = numbers(file, "chain_water");
  for (const ConstituentView& c : view.result.constituents) {
    PlanItem item;
    item.year_mean = numbers(file, "section_" + c.name + "_year_mean");
    item.month_mean = numbers(file, "section_" + c.name + "_month_mean");
    item.passed = numbers(file, "section_load_" + c.name);
    item.mouth = loads_by_year(file, "outlet_load_" + c.name, view, epoch);
    item.chain = chain_loads(file, c.name);
    item.source = source_loads(view.chain_terms, item.chain);
    view.items.push_back(std::move(item));
  }
}

/// Reservoirs are cells without length.
void read_lakes(const NetcdfFile& file, PlanView& view) {
  if (!file.has_variable("cell_length")) return;
  const std::vector<double> length = file.numbers("cell_length");
  const std::vector<std::string> places = file.texts("cell_reach");
  for (std::size_t i = 0; i < length.size(); ++i) {
    if (length[i] == 0.0) view.lakes.push_back(places[i]);
  }
  for (std::size_t c = 0; c < view.items.size(); ++c) {
    const std::vector<double> means = numbers(file, "cell_" + view.result.constituents[c].name + "_mean");
    for (std::size_t i = 0; i < means.size(); ++i) {
      if (length[i % length.size()] == 0.0) view.items[c].lake_mean.push_back(means[i]);
    }
  }
}

void read_costs(const NetcdfFile& file, PlanView& view) {
  view.scenario_measures = texts(file, "scenario_measures", view.result.scenarios.size());
  view.capital_cost = numbers(file, "scenario_capital_cost");
  view.annual_cost = numbers(file, "scenario_annual_cost");
  view.yearly_cost = numbers(file, "scenario_yearly_cost");
  if (!file.has_variable("measure")) return;
  const auto id = file.texts("measure"), title = file.texts("measure_title"), kind = file.texts("measure_kind");
  const auto capital = file.numbers("measure_capital_cost"), annual = file.numbers("measure_annual_cost");
  for (std::size_t i = 0; i < id.size(); ++i)
    view.measures.push_back({id[i], title[i], kind[i], capital[i], annual[i]});
}

}  // namespace

int PlanView::item(const std::string& constituent) const {
  const auto found = std::find_if(result.constituents.begin(), result.constituents.end(),
                                  [&](const ConstituentView& c) { return c.name == constituent; });
  return found == result.constituents.end() ? -1 : static_cast<int>(found - result.constituents.begin());
}

std::vector<std::size_t> PlanView::months_of(std::size_t year) const {
  std::vector<std::size_t> list;
  for (std::size_t m = 0; m < months.size(); ++m) {
    if (months[m].year == years[year]) list.push_back(m);
  }
  return list;
}

PlanView read_plan_view(const std::filesystem::path& path) {
  PlanView view;
  view.result = read_result(path);
  const NetcdfFile file = NetcdfFile::open(path);
  if (!file.has_variable("year") || !file.has_variable("scenario_yearly_cost")) {
    Diagnostics fault;
    fault.error({path.string(), 0, 0}, "the result has no calendar years: an older version wrote it",
                "run the case again");
    throw InputError(std::move(fault));
  }
  const Instant epoch = epoch_of(file);
  view.currency = file.text_attribute(NC_GLOBAL, "currency");
  view.years = whole(file, "year");
  read_months(file, view, epoch);
  read_sections(file, view);
  read_items(file, view, epoch);
  read_lakes(file, view);
  read_costs(file, view);
  view.sea_good = numbers(file, "bay_good_share");
  for (double& share : view.sea_good) share *= 100.0;
  read_goals(file, view);
  return view;
}

}  // namespace bailang
