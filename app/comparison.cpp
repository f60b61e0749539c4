#include "app/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/figures.hpp"
#include "core/diagnostics.hpp"
#include "io/text_table.hpp"
#include "scenarios/standards.hpp"

namespace bailang {
namespace {

std::string verdict(const ResultView& result, std::size_t scenario, std::size_t section) {
  const int meets = result.meets_target[result.at(scenario, section)];
  if (meets < 0) return "no target";
  if (meets == 1) return "met";
  const Excess excess = worst_excess(result, scenario, section);
  const double percent = 100.0 * excess.multiple;
  return fmt::format("{} over by {:.{}f} %", short_name(excess.constituent), percent, percent < 10.0 ? 1 : 0);
}

std::string section_table(const ResultView& result, std::size_t scenario) {
  TextTable table;
  table.header = {"section", "断面", "river", "flow m3/s"};
  table.align_right = {false, false, false, true};
  for (const ConstituentView& constituent : result.constituents) {
    table.header.push_back(short_name(constituent.name));
    table.align_right.push_back(true);
  }
  for (const char* name : {"class", "target", "result"}) {
    table.header.emplace_back(name);
    table.align_right.push_back(false);
  }
  for (std::size_t s = 0; s < result.sections.size(); ++s) {
    const PlaceView& place = result.sections[s];
    std::vector<std::string> row = {place.name, place.name_zh, place.river,
                                    figures(result.section_flow[result.at(scenario, s)])};
    for (const ConstituentView& constituent : result.constituents)
      row.push_back(figures(constituent.section_mean[result.at(scenario, s)]));
    row.emplace_back(class_numeral(result.quality_class[result.at(scenario, s)]));
    row.emplace_back(result.target_class[s] > 0 ? class_numeral(result.target_class[s]) : "-");
    row.push_back(verdict(result, scenario, s));
    table.rows.push_back(std::move(row));
  }
  return format(table);
}

std::string class_table(const ResultView& result, const std::vector<std::size_t>& scenarios) {
  TextTable table;
  table.header = {"section", "断面", "target"};
  table.align_right = {false, false, false};
  for (const std::size_t n : scenarios) {
    table.header.push_back(result.scenarios[n]);
    table.align_right.push_back(false);
  }
  for (std::size_t s = 0; s < result.sections.size(); ++s) {
    std::vector<std::string> row = {
        result.sections[s].name, result.sections[s].name_zh,
        std::string(result.target_class[s] > 0 ? class_numeral(result.target_class[s]) : "-")};
    for (const std::size_t n : scenarios) {
      const bool is_over = result.meets_target[result.at(n, s)] == 0;
      row.push_back(fmt::format("{}{}", class_numeral(result.quality_class[result.at(n, s)]), is_over ? " over" : ""));
    }
    table.rows.push_back(std::move(row));
  }
  return format(table);
}

struct Count {
  int met = 0, judged = 0;
};
Count count_met(const ResultView& result, std::size_t scenario) {
  Count count;
  for (std::size_t s = 0; s < result.sections.size(); ++s) {
    const int meets = result.meets_target[result.at(scenario, s)];
    count.judged += meets >= 0;
    count.met += meets == 1;
  }
  return count;
}

std::string scenario_table(const ResultView& result, const std::vector<std::size_t>& scenarios) {
  TextTable table;
  table.header = {"scenario", "title", "sections on target"};
  table.align_right = {false, false, true};
  for (const ConstituentView& constituent : result.constituents) {
    table.header.insert(table.header.end(), {short_name(constituent.name) + " t/a", "change"});
    table.align_right.insert(table.align_right.end(), {true, true});
  }
  const auto baseline = static_cast<std::size_t>(result.baseline);
  for (const std::size_t n : scenarios) {
    const Count count = count_met(result, n);
    std::vector<std::string> row = {result.scenarios[n], shortened(result.scenario_titles[n], 60),
                                    fmt::format("{} of {}", count.met, count.judged)};
    for (const ConstituentView& constituent : result.constituents) {
      const double load = total_load(result, constituent, n);
      row.push_back(number(load, 0));
      row.push_back(n == baseline ? "" : change(load, total_load(result, constituent, baseline)));
    }
    table.rows.push_back(std::move(row));
  }
  return format(table);
}

std::string outlet_table(const ResultView& result, const ConstituentView& constituent,
                         const std::vector<std::size_t>& scenarios) {
  TextTable table;
  table.header = {"mouth", "入海口", "river"};
  table.align_right = {false, false, false};
  for (const std::size_t n : scenarios) {
    table.header.push_back(result.scenarios[n]);
    table.align_right.push_back(true);
  }
  const std::size_t outlets = result.outlets.size();
  const auto baseline = static_cast<std::size_t>(result.baseline);
  const auto row_of = [&](std::vector<std::string> row, auto load) {
    for (const std::size_t n : scenarios) {
      row.push_back(n == baseline ? number(load(n), 0)
                                  : fmt::format("{} ({})", number(load(n), 0), change(load(n), load(baseline))));
    }
    table.rows.push_back(std::move(row));
  };
  for (std::size_t o = 0; o < outlets; ++o) {
    const PlaceView& place = result.outlets[o];
    row_of({place.name.empty() ? place.id : place.name, place.name_zh, place.river},
           [&](std::size_t n) { return constituent.outlet_load[n * outlets + o]; });
  }
  row_of({"all", "合计", ""}, [&](std::size_t n) { return total_load(result, constituent, n); });
  return format(table);
}

std::string ledger_line(const ResultView& result, const std::vector<std::size_t>& scenarios) {
  std::string text = "Mass ledger, |error| over throughput, largest of all scenarios:";
  for (const ConstituentView& constituent : result.constituents) {
    double worst = 0.0;
    for (const std::size_t n : scenarios)
      worst = std::max(worst, constituent.closure.empty() ? 0.0 : constituent.closure[n]);
    text += fmt::format(" {} {:.1e}", short_name(constituent.name), worst);
  }
  return text + "\n";
}

/// How far the grid smears what the river does not; empty where the result does not hold it.
std::string dispersion_line(const ResultView& result) {
  if (result.cells_of_rivers == 0) return {};
  return fmt::format(
      "Dispersion: the scheme adds more than the river has in {} of {} cells (cell_numerical_dispersion beside "
      "cell_dispersion){}\n",
      result.cells_smeared, result.cells_of_rivers,
      result.cells_smeared == 0 ? "" : "; shorter cells, or [transport] sharp_fronts, make it less");
}

/// Sweep members with most and fewest sections on target (then least and most load of the first constituent).
std::vector<std::size_t> best_and_worst(const ResultView& result, const std::vector<std::size_t>& members) {
  if (members.size() <= 6) return members;
  std::vector<std::size_t> sorted = members;
  std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
    const int met_a = count_met(result, a).met, met_b = count_met(result, b).met;
    if (met_a != met_b || result.constituents.empty()) return met_a > met_b;
    return total_load(result, result.constituents.front(), a) < total_load(result, result.constituents.front(), b);
  });
  return {sorted[0], sorted[1], sorted[2], sorted[sorted.size() - 2], sorted.back()};
}

}  // namespace

std::vector<std::size_t> pick_scenarios(const ResultView& result, const std::vector<std::string>& ids) {
  std::vector<std::size_t> picked;
  Diagnostics faults;
  for (std::size_t n = 0; ids.empty() && n < result.scenarios.size(); ++n) picked.push_back(n);
  for (const std::string& id : ids) {
    const auto found = std::find(result.scenarios.begin(), result.scenarios.end(), id);
    if (found != result.scenarios.end())
      picked.push_back(static_cast<std::size_t>(found - result.scenarios.begin()));
    else
      faults.error({result.path.string(), 0, 0}, fmt::format("the result has no scenario '{}'", id),
                   did_you_mean(id, result.scenarios));
  }
  if (faults.has_errors()) throw InputError(std::move(faults));
  return picked;
}

std::string comparison_tables(const ResultView& result, const std::vector<std::size_t>& scenarios, bool all_members) {
  std::vector<std::size_t> named, members;
  for (const std::size_t n : scenarios) (result.sweeps[n].empty() || all_members ? named : members).push_back(n);
  const std::size_t first =
      std::find(scenarios.begin(), scenarios.end(), static_cast<std::size_t>(result.baseline)) != scenarios.end()
          ? static_cast<std::size_t>(result.baseline)
          : scenarios.front();
  std::string text = fmt::format("{}\n\n", result.title);
  if (!result.sections.empty()) {
    text += fmt::format(
        "Sections, scenario '{}': means over the run in mg/l, class by GB 3838-2002 (TN does not count in a river's "
        "class)\n\n{}\n",
        result.scenarios[first], section_table(result, first));
    if (named.size() > 1)
      text += fmt::format("Classes by scenario (over = above the target)\n\n{}\n", class_table(result, named));
  }
  text += fmt::format("Scenarios: loads to the sea and change against '{}'\n\n{}\n", result.scenarios[result.baseline],
                      scenario_table(result, named));
  if (!members.empty()) {
    text += fmt::format("Sweeps: {} members; those with most and with fewest sections on target\n\n{}\n",
                        members.size(), scenario_table(result, best_and_worst(result, members)));
  }
  for (const ConstituentView& constituent : result.constituents) {
    text += fmt::format("{} to the sea by mouth, t/a\n\n{}\n", short_name(constituent.name),
                        outlet_table(result, constituent, named));
  }
  text += ledger_line(result, scenarios);
  text += dispersion_line(result);
  if (!result.synthetic_note.empty()) text += "\nNote 注: " + result.synthetic_note + "\n";
  return text;
}

}  // namespace bailang
