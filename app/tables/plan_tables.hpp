#pragma once

#include <string>
#include <vector>

#include "app/tables/report_table.hpp"
#include "io/plan_view.hpp"
#include "scenarios/assessment.hpp"

/// The tables that `compare --table` prints, one function each.
namespace bailang {

/// A calendar year of a result, or the whole run.
struct Period {
  int year = -1;  ///< index into PlanView::years, −1 = the whole run
};

struct TableRequest {
  std::vector<std::size_t> scenarios;
  Period period;               ///< what is shown
  std::size_t base = 0;        ///< scenario that others are compared with
  Period base_period;          ///< and its year
  bool has_base_year = false;  ///< the base is a year of its own, not the year that is shown
};

ReportTable section_table(const PlanView& view, const TableRequest& request);
ReportTable month_table(const PlanView& view, const TableRequest& request);
ReportTable year_table(const PlanView& view, const TableRequest& request);
ReportTable river_table(const PlanView& view, const TableRequest& request);
ReportTable city_table(const PlanView& view, const TableRequest& request);
ReportTable sea_entry_table(const PlanView& view, const TableRequest& request);
ReportTable black_odorous_table(const PlanView& view, const TableRequest& request);
ReportTable lake_table(const PlanView& view, const TableRequest& request);
ReportTable chain_table(const PlanView& view, const TableRequest& request);
ReportTable load_table(const PlanView& view, const TableRequest& request);
ReportTable county_table(const PlanView& view, const TableRequest& request);
ReportTable county_net_table(const PlanView& view, const TableRequest& request);
ReportTable cost_table(const PlanView& view, const TableRequest& request);
ReportTable goal_table(const PlanView& view, const TableRequest& request);
ReportTable capacity_table(const PlanView& view, const TableRequest& request);
ReportTable bay_table(const PlanView& view, const TableRequest& request);
ReportTable bay_share_table(const PlanView& view, const TableRequest& request);
ReportTable bay_budget_table(const PlanView& view, const TableRequest& request);

// What several tables need.

/// `2025`, or `run` for the whole run.
std::string period_name(const PlanView& view, Period period);
/// Mean of a constituent at a section [mg/l].
double mean_of(const PlanView& view, std::size_t item, std::size_t scenario, Period period, std::size_t section);
std::vector<Measured> means_of(const PlanView& view, std::size_t scenario, Period period, std::size_t section);
int class_in(const PlanView& view, std::size_t scenario, Period period, std::size_t section);
int meets_in(const PlanView& view, std::size_t scenario, Period period, std::size_t section);
/// What enters the rivers of a constituent [t/a]; NaN where the result does not say.
double source_load(const PlanView& view, std::size_t item, std::size_t scenario, Period period);
/// Load to the sea, all mouths [t/a].
double sea_load(const PlanView& view, std::size_t item, std::size_t scenario, Period period);
/// City index over the sections of rivers, joined with that of lakes where the period is the run; how many items it has.
double city_index_of(const PlanView& view, std::size_t scenario, Period period, int* items = nullptr);
/// Means of a lake over the run; empty where the result does not have them.
std::vector<Measured> lake_means_of(const PlanView& view, std::size_t scenario, std::size_t lake);
/// 100 (value / from − 1); NaN where there is nothing to compare with.
double change_percent(double value, double from);
/// `Ⅲ类`, `劣Ⅴ类`; empty when unknown.
std::string class_words(const PlanView& view, int quality_class);
/// Whether a constituent counts in a river's class.
bool is_counted(const PlanView& view, const std::string& constituent);

}  // namespace bailang
