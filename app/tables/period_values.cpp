#include <cmath>

#include "app/tables/plan_tables.hpp"
#include "scenarios/city_index.hpp"

namespace bailang {

std::string period_name(const PlanView& view, Period period) {
  return period.year < 0 ? "run" : std::to_string(view.years[static_cast<std::size_t>(period.year)]);
}

double mean_of(const PlanView& view, std::size_t item, std::size_t scenario, Period period, std::size_t section) {
  if (period.year < 0) return view.result.constituents[item].section_mean[view.result.at(scenario, section)];
  return view.items[item].year_mean[view.at_year(scenario, static_cast<std::size_t>(period.year), section)];
}

std::vector<Measured> means_of(const PlanView& view, std::size_t scenario, Period period, std::size_t section) {
  std::vector<Measured> means;
  for (std::size_t i = 0; i < view.items.size(); ++i) {
    means.push_back({view.result.constituents[i].name, mean_of(view, i, scenario, period, section)});
  }
  return means;
}

int class_in(const PlanView& view, std::size_t scenario, Period period, std::size_t section) {
  if (period.year < 0) return view.result.quality_class[view.result.at(scenario, section)];
  return view.class_year[view.at_year(scenario, static_cast<std::size_t>(period.year), section)];
}

int meets_in(const PlanView& view, std::size_t scenario, Period period, std::size_t section) {
  if (period.year < 0) return view.result.meets_target[view.result.at(scenario, section)];
  return view.meets_year[view.at_year(scenario, static_cast<std::size_t>(period.year), section)];
}

double source_load(const PlanView& view, std::size_t item, std::size_t scenario, Period period) {
  const std::vector<double>& loads = view.items[item].source;
  const std::size_t years = view.years.size();
  if (loads.empty()) return std::nan("");
  if (period.year >= 0) return loads[scenario * years + static_cast<std::size_t>(period.year)];
  double sum = 0.0, length = 0.0;
  for (const MonthView& month : view.months) {
    const auto year = static_cast<std::size_t>(month.year - view.years.front());
    sum += month.length * loads[scenario * years + year];
    length += month.length;
  }
  return sum / length;
}

double sea_load(const PlanView& view, std::size_t item, std::size_t scenario, Period period) {
  if (period.year < 0) return total_load(view.result, view.result.constituents[item], scenario);
  const std::size_t outlets = view.result.outlets.size();
  const std::size_t row = scenario * view.years.size() + static_cast<std::size_t>(period.year);
  double sum = 0.0;
  for (std::size_t o = 0; o < outlets; ++o) sum += view.items[item].mouth[row * outlets + o];
  return sum;
}

double city_index_of(const PlanView& view, std::size_t scenario, Period period, int* items) {
  std::vector<std::vector<Measured>> sections;
  for (const std::size_t s : view.shown) sections.push_back(means_of(view, scenario, period, s));
  const WaterStandard& standard = view.result.standards.surface;
  const CityIndex index = city_index(standard, WaterBody::river, sections);
  if (items != nullptr) *items = index.items;
  if (index.items == 0) return std::nan("");
  std::vector<std::vector<Measured>> lakes;
  for (std::size_t k = 0; k < view.lakes.size() && period.year < 0; ++k) {
    lakes.push_back(lake_means_of(view, scenario, k));
    if (lakes.back().empty()) lakes.pop_back();
  }
  const CityIndex of_lakes = city_index(standard, WaterBody::lake, lakes);
  if (of_lakes.items != index.items) return index.value;
  return joint_index(index.value, of_lakes.value, static_cast<int>(sections.size()), static_cast<int>(lakes.size()));
}

std::vector<Measured> lake_means_of(const PlanView& view, std::size_t scenario, std::size_t lake) {
  std::vector<Measured> means;
  for (std::size_t i = 0; i < view.items.size(); ++i) {
    const std::vector<double>& values = view.items[i].lake_mean;
    if (!values.empty())
      means.push_back({view.result.constituents[i].name, values[scenario * view.lakes.size() + lake]});
  }
  return means;
}

double change_percent(double value, double from) {
  return from > 0.0 ? 100.0 * (value / from - 1.0) : std::nan("");
}

std::string class_words(const PlanView& view, int quality_class) {
  if (quality_class < 1) return {};
  return view.result.standards.surface.words.at(static_cast<std::size_t>(quality_class - 1)).class_zh;
}

bool is_counted(const PlanView& view, const std::string& constituent) {
  const ItemLimits* item = find_item(view.result.standards.surface, constituent);
  return item != nullptr && item->is_counted;
}

}  // namespace bailang
