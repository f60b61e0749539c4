#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/result_view.hpp"
#include "scenarios/goal.hpp"

/// What a planner asks of a result: months and years at sections, loads by year, costs and goals.
namespace bailang {

/// One constituent, beside `ResultView::constituents` in the same order.
struct PlanItem {
  std::vector<double> year_mean;   ///< [scenario × year × section] [mg/l]
  std::vector<double> month_mean;  ///< [scenario × month × section] [mg/l]
  std::vector<double> passed;      ///< [scenario × month × section] that passes the section [kg/d]
  std::vector<double> mouth;       ///< [scenario × year × outlet] mean of the year's records [t/a of 365 days]
  std::vector<double> lake_mean;   ///< [scenario × lake] over the run [mg/l]; empty without fields of cells
  std::vector<double> chain;   ///< [scenario × year × term] on the source chain [t/a]; empty where it is not there
  std::vector<double> source;  ///< [scenario × year] that enters the rivers [t/a]; empty where it is not there
};

struct MonthView {
  int year = 0, month = 0;
  double length = 0.0;  ///< [s] of the run in it
};

struct MeasureView {
  std::string id, title, kind;
  double capital = 0.0, annual = 0.0;  ///< [currency], [currency a-1]
};

struct PlanView {
  ResultView result;
  std::string currency;
  std::vector<int> years;
  std::vector<MonthView> months;
  std::vector<PlanItem> items;
  std::vector<int> class_year, meets_year, days_met, days_judged;      ///< [scenario × year × section]
  std::vector<int> class_month;                                        ///< [scenario × month × section]
  std::vector<double> flow_month;                                      ///< [scenario × month × section] [m3/s]
  std::vector<double> wet_month;                                       ///< same, share of the month with water
  std::vector<int> sea_entry;                                          ///< [section]
  std::vector<std::string> level, county_upstream, county_downstream;  ///< [section]
  std::vector<std::size_t> shown;                                      ///< sections that tables show, all at first
  std::vector<std::string> chain_terms;  ///< of the source chain; empty where the result does not have it
  std::vector<double> chain_water;       ///< [scenario × year × term] [m3/s]
  std::vector<std::string> lakes;        ///< nodes of reservoirs
  std::vector<MeasureView> measures;
  std::vector<std::string> scenario_measures;                  ///< [scenario] ids, comma separated
  std::vector<double> capital_cost, annual_cost, yearly_cost;  ///< [scenario]
  std::vector<double> sea_good;                                ///< [scenario × year] [%]; empty without a bay
  std::vector<Goal> goals;

  [[nodiscard]] std::size_t at_year(std::size_t scenario, std::size_t year, std::size_t section) const {
    return (scenario * years.size() + year) * result.sections.size() + section;
  }
  [[nodiscard]] std::size_t at_month(std::size_t scenario, std::size_t month, std::size_t section) const {
    return (scenario * months.size() + month) * result.sections.size() + section;
  }
  /// Position in `ResultView::constituents`, −1 when the result does not have it.
  [[nodiscard]] int item(const std::string& constituent) const;
  /// Months of a year, indices.
  [[nodiscard]] std::vector<std::size_t> months_of(std::size_t year) const;
};

/// Reads a result. @throws InputError when the file is no result of this program, or one of an older version
PlanView read_plan_view(const std::filesystem::path& path);

}  // namespace bailang
