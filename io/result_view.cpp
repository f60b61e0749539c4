#include "io/result_view.hpp"
#include "io/result_chain.hpp"

#include <algorithm>
#include <cmath>

#include "core/constituents.hpp"
#include "core/diagnostics.hpp"
#include "io/netcdf_file.hpp"
#include "io/read_standards.hpp"
#include "io/schema.hpp"

namespace bailang {
namespace {

std::vector<int> whole_numbers(const NetcdfFile& file, const std::string& name) {
  std::vector<int> values;
  if (!file.has_variable(name)) return values;
  for (const double value : file.numbers(name)) values.push_back(static_cast<int>(std::lround(value)));
  return values;
}

std::vector<PlaceView> read_places(const NetcdfFile& file, const std::string& of) {
  std::vector<PlaceView> places;
  if (!file.has_variable(of)) return places;
  const auto ids = file.texts(of), names = file.texts(of + "_name"), names_zh = file.texts(of + "_name_zh");
  const auto rivers = file.texts(of + "_river");
  for (std::size_t i = 0; i < ids.size(); ++i) places.push_back({ids[i], names[i], names_zh[i], rivers[i]});
  return places;
}

/// Mean load [t/a] from loads that are means over the interval that ends at each record [kg/d].
std::vector<double> mean_loads(const NetcdfFile& file, const std::string& name, const std::vector<double>& time,
                               std::size_t scenarios, std::size_t outlets) {
  const std::vector<double> loads = file.numbers(name);
  std::vector<double> means(scenarios * outlets, 0.0);
  const double run = time.back() - time.front();
  for (std::size_t s = 0; s < scenarios; ++s) {
    for (std::size_t t = 1; t < time.size(); ++t) {
      const double share = (time[t] - time[t - 1]) / run;
      for (std::size_t o = 0; o < outlets; ++o) {
        means[s * outlets + o] += share * loads[(s * time.size() + t) * outlets + o] * 365.0 / 1000.0;
      }
    }
  }
  return means;
}

std::vector<double> read_closure(const NetcdfFile& file, const std::string& name, std::size_t scenarios) {
  const std::vector<std::string> terms = file.texts("term");
  const std::vector<double> balance = file.numbers(name);
  std::vector<double> closure;
  for (std::size_t s = 0; s < scenarios; ++s) {
    double through = 0.0, error = 0.0;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const double value = std::abs(balance[s * terms.size() + t]);
      if (terms[t].starts_with("reaction_")) continue;  // of which
      terms[t] == "error" ? error = value : through += 0.5 * value;
    }
    closure.push_back(through > 0.0 ? error / through : 0.0);
  }
  return closure;
}

/// The standards by which the run was judged.
Standards read_own_standards(const NetcdfFile& file) {
  StandardTexts own;
  for (const Schema& table : all_schemas()) {
    const std::string name(table.name), text = file.text_attribute(NC_GLOBAL, "table_" + name);
    if (!text.empty()) own[name] = text;
  }
  Standards standards = standards_of(own);
  standards.surface.rounds = file.text_attribute(NC_GLOBAL, "round_decimals") == "true";
  return standards;
}

void read_scenarios(const NetcdfFile& file, ResultView& view) {
  view.scenarios = file.texts("scenario");
  view.scenario_titles = file.texts("scenario_title");
  view.sweeps = file.texts("scenario_sweep");
  const std::vector<int> marks = whole_numbers(file, "scenario_baseline");
  const auto found = std::find(marks.begin(), marks.end(), 1);
  view.baseline = found == marks.end() ? 0 : static_cast<int>(found - marks.begin());
}

void read_constituents(const NetcdfFile& file, ResultView& view) {
  const std::vector<double> time = file.numbers("time");
  for (const ConstituentInfo& info : known_constituents()) {
    const std::string name(info.name);
    if (name == "continuity" || info.unit == "d" || !file.has_variable("outlet_load_" + name)) continue;
    ConstituentView constituent;
    constituent.name = name;
    if (!view.sections.empty()) constituent.section_mean = file.numbers("section_" + name + "_mean");
    if (file.has_variable("target_" + name)) constituent.target = file.numbers("target_" + name);
    constituent.outlet_load = mean_loads(file, "outlet_load_" + name, time, view.scenarios.size(), view.outlets.size());
    if (file.has_variable("balance_" + name)) {
      constituent.closure = read_closure(file, "balance_" + name, view.scenarios.size());
    }
    view.constituents.push_back(std::move(constituent));
  }
}

/// Where the baseline's cells get more dispersion from the scheme than from the river.
void count_smeared_cells(const NetcdfFile& file, ResultView& view) {
  if (!file.has_variable("cell_numerical_dispersion")) return;
  const std::vector<double> physical = file.numbers("cell_dispersion");
  const std::vector<double> numerical = file.numbers("cell_numerical_dispersion");
  const std::vector<double> length = file.numbers("cell_length");
  for (std::size_t i = 0; i < length.size(); ++i) {
    if (length[i] <= 0.0) continue;
    const std::size_t at = static_cast<std::size_t>(view.baseline) * length.size() + i;
    ++view.cells_of_rivers;
    if (numerical[at] > physical[at]) ++view.cells_smeared;
  }
}

/// Without a target of its own a section's class sets it, for the items that count in a river's class.
void fill_class_targets(ResultView& view) {
  const WaterStandard& standard = view.standards.surface;
  for (ConstituentView& constituent : view.constituents) {
    constituent.target.resize(view.sections.size(), std::nan(""));
    const ItemLimits* item = find_item(standard, constituent.name);
    constituent.is_at_least = item != nullptr && item->is_at_least;
    if (item == nullptr || !item->is_counted) continue;
    for (std::size_t s = 0; s < view.sections.size(); ++s) {
      const bool is_open = std::isnan(constituent.target[s]) && view.target_class[s] > 0;
      if (is_open) constituent.target[s] = limit_of_class(*item, view.target_class[s]);
    }
  }
}

}  // namespace

ResultView read_result(const std::filesystem::path& path) {
  const auto refuse = [&](const std::string& why) {
    Diagnostics fault;
    fault.error({path.string(), 0, 0}, why, "give a file that `bailang run` wrote");
    throw InputError(std::move(fault));
  };
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) refuse("there is no such file");
  ResultView view;
  view.path = path;
  try {
    const NetcdfFile file = NetcdfFile::open(path);
    for (const char* name : {"scenario", "time", "outlet", "term"}) {
      if (!file.has_variable(name)) refuse(std::string("the file has no variable '") + name + "'");
    }
    view.standards = read_own_standards(file);
    view.title = file.text_attribute(NC_GLOBAL, "title");
    view.synthetic_note = file.text_attribute(NC_GLOBAL, "synthetic_note");
    read_scenarios(file, view);
    view.sections = read_places(file, "section");
    view.outlets = read_places(file, "outlet");
    view.target_class = whole_numbers(file, "section_target_class");
    view.quality_class = whole_numbers(file, "class");
    view.meets_target = whole_numbers(file, "meets_target");
    if (!view.sections.empty()) view.section_flow = file.numbers("section_flow_mean");
    read_constituents(file, view);
    view.chain_closure = read_chain_closure(file, view.scenarios.size());
    count_smeared_cells(file, view);
  } catch (const RunError& fault) {
    refuse(fault.what());
  }
  for (int& target : view.target_class) target = std::max(target, 0);
  fill_class_targets(view);
  return view;
}

double excess_of(const ConstituentView& constituent, double mean, std::size_t section) {
  const double target = constituent.target[section];
  return (constituent.is_at_least ? target / mean : mean / target) - 1.0;
}

Excess worst_excess(const ResultView& result, std::size_t scenario, std::size_t section) {
  Excess worst;
  for (const ConstituentView& constituent : result.constituents) {
    const double multiple = excess_of(constituent, constituent.section_mean[result.at(scenario, section)], section);
    if (multiple > worst.multiple) worst = {constituent.name, multiple};
  }
  return worst;
}

double total_load(const ResultView& result, const ConstituentView& constituent, std::size_t scenario) {
  double sum = 0.0;
  for (std::size_t o = 0; o < result.outlets.size(); ++o)
    sum += constituent.outlet_load[scenario * result.outlets.size() + o];
  return sum;
}

}  // namespace bailang
