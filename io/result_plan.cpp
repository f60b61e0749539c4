#include "io/result_plan.hpp"

#include <algorithm>

#include "scenarios/costs.hpp"

namespace bailang {
namespace {

ResultVariable costs_of(const std::string& of, const std::string& what, const std::string& unit,
                        const std::string& words) {
  return {of + "_" + what + "_cost", ValueType::float64, {of}, unit, words, {}};
}

template <typename Value, typename Object, typename Function>
std::vector<Value> column(const std::vector<Object>& objects, Function value_of) {
  std::vector<Value> values;
  for (const Object& object : objects) values.push_back(static_cast<Value>(value_of(object)));
  return values;
}

void put_measures(NetcdfFile& file, const std::vector<Measure>& list) {
  file.put("measure", column<std::string>(list, [](auto& m) { return m.id; }));
  file.put("measure_title", column<std::string>(list, [](auto& m) { return m.title; }));
  file.put("measure_kind", column<std::string>(list, [](auto& m) { return to_string(m.kind); }));
  file.put("measure_capital_cost", column<double>(list, [](auto& m) { return m.capital_cost; }));
  file.put("measure_annual_cost", column<double>(list, [](auto& m) { return m.annual_cost; }));
  file.put("measure_lifetime", column<double>(list, [](auto& m) { return m.lifetime_years; }));
  file.put("measure_from", column<double>(list, [](auto& m) { return std::max(m.from, 0.0); }));
}

void put_goals(NetcdfFile& file, const std::vector<Goal>& list) {
  const auto text = [&](const std::string& name, auto value_of) {
    file.put(name, column<std::string>(list, value_of));
  };
  text("goal", [](auto& g) { return g.id; });
  text("goal_quantity", [](auto& g) { return goal_quantity_names[static_cast<std::size_t>(g.quantity)]; });
  text("goal_constituent", [](auto& g) { return g.constituent; });
  text("goal_unit", [](auto& g) { return g.unit; });
  text("goal_clause", [](auto& g) { return g.clause; });
  text("goal_name", [](auto& g) { return g.name; });
  text("goal_name_zh", [](auto& g) { return g.name_zh; });
  text("goal_basis", [](auto& g) { return g.basis; });
  file.put("goal_value", column<double>(list, [](auto& g) { return g.value; }));
  file.put("goal_year", column<int>(list, [](auto& g) { return g.year; }));
}

}  // namespace

std::vector<ResultVariable> plan_variables(const std::string& epoch) {
  using enum ValueType;
  std::vector<ResultVariable> list = {
      {"measure", text, {"measure"}, "", "measure id", {}},
      {"measure_title", text, {"measure"}, "", "title of the measure", {}},
      {"measure_kind", text, {"measure"}, "", "kind of the measure", {}},
      costs_of("measure", "capital", "currency", "capital cost of the measure"),
      costs_of("measure", "annual", "currency year-1", "running cost of the measure"),
      {"measure_lifetime", float64, {"measure"}, "year", "lifetime of the measure, NaN = the case's default", {}},
      {"measure_from", float64, {"measure"}, epoch, "when the measure begins to act (UTC)", {{"calendar", "standard"}}},
      costs_of("scenario", "capital", "currency", "capital cost of the measures that are on"),
      costs_of("scenario", "annual", "currency year-1", "running cost of the measures that are on"),
      costs_of("scenario", "yearly", "currency year-1",
               "running cost and annuity of the capital over each measure's lifetime at the case's discount_rate"),
      {"goal_value", float64, {"goal"}, "", "what the goal's quantity is to reach, in goal_unit", {}},
      {"goal_year", int32, {"goal"}, "", "year in which, 0 = the run's last", {}}};
  for (const auto& [name, words] : TextAttributes{{"", "goal id"},
                                                  {"_quantity", "quantity of the goal"},
                                                  {"_constituent", "constituent of the quantity"},
                                                  {"_unit", "unit of the goal's value"},
                                                  {"_clause", "where the plan says so"},
                                                  {"_name", "name of the goal"},
                                                  {"_name_zh", "Chinese name of the goal"},
                                                  {"_basis", "basis of the goal's value"}}) {
    list.push_back({"goal" + name, text, {"goal"}, "", words, {}});
  }
  return list;
}

void put_plan(NetcdfFile& file, const Case& model, const std::vector<int>& scenarios) {
  std::vector<double> capital, annual, yearly;
  for (const int index : scenarios) {
    const Scenario& scenario = model.scenarios[static_cast<std::size_t>(index)];
    const ScenarioCosts costs =
        scenario_costs(model.measures, scenario.measures, model.discount_rate, model.default_lifetime);
    capital.push_back(costs.capital);
    annual.push_back(costs.annual);
    yearly.push_back(costs.yearly);
  }
  file.put("scenario_capital_cost", capital);
  file.put("scenario_annual_cost", annual);
  file.put("scenario_yearly_cost", yearly);
  put_measures(file, model.measures);
  put_goals(file, model.goals);
}

}  // namespace bailang
