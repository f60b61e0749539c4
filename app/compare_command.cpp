#include "app/compare_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <string>

#include "app/comparison.hpp"
#include "app/tables/tables.hpp"
#include "core/diagnostics.hpp"
#include "io/bay_view.hpp"
#include "io/netcdf_file.hpp"

namespace bailang {
namespace {

[[noreturn]] void refuse(const PlanView& view, std::string why, std::string hint) {
  Diagnostics fault;
  fault.error({view.result.path.string(), 0, 0}, std::move(why), std::move(hint));
  throw InputError(std::move(fault));
}

Period period_of(const PlanView& view, int year) {
  const auto found = std::find(view.years.begin(), view.years.end(), year);
  if (found == view.years.end()) {
    refuse(view, fmt::format("the result has no year {}", year), fmt::format("it has {}", fmt::join(view.years, ", ")));
  }
  return {static_cast<int>(found - view.years.begin())};
}

/// The last year in which a section's class is known; the whole run where there is none.
Period last_assessed(const PlanView& view) {
  const std::size_t sections = view.result.sections.size();
  for (std::size_t y = view.years.size(); y-- > 0;) {
    for (std::size_t n = 0; n < view.result.scenarios.size(); ++n) {
      for (std::size_t s = 0; s < sections; ++s) {
        if (view.class_year[view.at_year(n, y, s)] > 0) return {static_cast<int>(y)};
      }
    }
  }
  return {};
}

/// Keeps the sections of some levels, such as national and provincial ones.
void keep_levels(const std::vector<std::string>& levels, PlanView& view) {
  const std::set<std::string> known(view.level.begin(), view.level.end());
  for (const std::string& level : levels) {
    if (known.contains(level)) continue;
    refuse(view, fmt::format("the result has no sections of level '{}'", level),
           fmt::format("it has {}", fmt::join(known, ", ")));
  }
  if (levels.empty()) return;
  std::erase_if(view.shown,
                [&](std::size_t s) { return std::find(levels.begin(), levels.end(), view.level[s]) == levels.end(); });
}

TableRequest request_of(const PlanView& view, const CompareOptions& options) {
  TableRequest request;
  request.scenarios = pick_scenarios(view.result, options.only);
  request.period = options.year != 0 ? period_of(view, options.year) : last_assessed(view);
  request.base = options.base.empty() ? static_cast<std::size_t>(view.result.baseline)
                                      : pick_scenarios(view.result, {options.base}).front();
  request.has_base_year = options.base_year != 0;
  request.base_period = request.has_base_year ? period_of(view, options.base_year) : request.period;
  return request;
}

void print_result(const CompareOptions& options, const ResultView& result, const std::vector<std::size_t>& scenarios) {
  if (options.results.size() > 1) {
    std::cout << side_by_side(result, read_result(options.results[1]), options.only, options.format);
  } else if (options.format == "csv") {
    std::cout << comparison_csv(result, scenarios);
  } else if (options.format == "json") {
    std::cout << comparison_json(result, scenarios);
  } else {
    std::cout << comparison_tables(result, scenarios, !options.only.empty());
    if (!NetcdfFile::open(options.results.front()).has_variable("goal")) return;
    const PlanView view = read_plan_view(options.results.front());
    std::cout << "\n" << print(make_tables(view, request_of(view, options), {"costs", "goals"}), options.format);
  }
}

/// The bay in short: the base's boxes in the last year, and the share of good water of every scenario given by name.
void print_bay(const CompareOptions& options, const ResultView& result, const std::vector<std::size_t>& scenarios) {
  if (options.results.size() > 1 || options.format != "table" || !read_bay_view(result.path).is_there()) return;
  const PlanView view = read_plan_view(result.path);
  TableRequest request;
  request.base = static_cast<std::size_t>(result.baseline);
  request.scenarios = {request.base};
  request.period = {static_cast<int>(view.years.size()) - 1};
  ReportTable boxes = bay_table(view, request);
  if (boxes.notes.size() > 1) boxes.notes.pop_back();  // the share's table ends with the assumptions
  std::cout << '\n' << print({boxes}, "table");
  request.period = {};
  request.scenarios.clear();
  for (const std::size_t n : scenarios) {
    if (result.sweeps[n].empty() || !options.only.empty()) request.scenarios.push_back(n);
  }
  std::cout << '\n' << print({bay_share_table(view, request)}, "table");
}

}  // namespace

int compare_command(const CompareOptions& options) {
  const ResultView result = read_result(options.results.front());
  const std::vector<std::size_t> scenarios = pick_scenarios(result, options.only);
  if (options.tables.empty()) {
    print_result(options, result, scenarios);
    print_bay(options, result, scenarios);
  } else {
    PlanView view = read_plan_view(options.results.front());
    keep_levels(options.levels, view);
    std::cout << print(make_tables(view, request_of(view, options), options.tables), options.format);
  }
  if (!options.strict) return 0;
  for (const std::size_t n : scenarios) {
    for (std::size_t s = 0; s < result.sections.size(); ++s) {
      if (result.meets_target[result.at(n, s)] == 0) return 3;
    }
  }
  return 0;
}

}  // namespace bailang
