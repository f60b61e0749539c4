#include "app/tables/tables.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bailang {
namespace {

using MakeTable = ReportTable (*)(const PlanView&, const TableRequest&);

constexpr std::array<std::pair<const char*, MakeTable>, 18> makers = {{{"sections", section_table},
                                                                       {"months", month_table},
                                                                       {"years", year_table},
                                                                       {"rivers", river_table},
                                                                       {"city", city_table},
                                                                       {"sea-entry", sea_entry_table},
                                                                       {"black-odorous", black_odorous_table},
                                                                       {"lakes", lake_table},
                                                                       {"chain", chain_table},
                                                                       {"loads", load_table},
                                                                       {"counties", county_table},
                                                                       {"county-nets", county_net_table},
                                                                       {"costs", cost_table},
                                                                       {"goals", goal_table},
                                                                       {"capacity", capacity_table},
                                                                       {"bay", bay_table},
                                                                       {"bay-share", bay_share_table},
                                                                       {"bay-budget", bay_budget_table}}};

}  // namespace

std::vector<std::string> table_names() {
  std::vector<std::string> names;
  for (const auto& maker : makers) names.emplace_back(maker.first);
  names.emplace_back("all");
  return names;
}

std::vector<ReportTable> make_tables(const PlanView& view, const TableRequest& request,
                                     const std::vector<std::string>& names) {
  std::vector<ReportTable> tables;
  const bool is_all = std::find(names.begin(), names.end(), "all") != names.end();
  for (const auto& [name, make] : makers) {
    if (is_all || std::find(names.begin(), names.end(), name) != names.end()) tables.push_back(make(view, request));
  }
  return tables;
}

}  // namespace bailang
