#include "scenarios/assessment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace bailang {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int class_3 = 3;

struct Judged {
  const ItemLimits* item = nullptr;
  int quality_class = class_unknown;
  double multiple = none;
};

/// Cyanide and heavy metals go before everything else when they exceed.
bool is_priority(const std::string& item) {
  constexpr std::array<std::string_view, 6> names = {"cn", "pb", "cr6", "hg", "cd", "as"};
  return std::find(names.begin(), names.end(), item) != names.end();
}

/// Multiples that agree to nine places tie, and the order of the table decides.
double rounded_multiple(double multiple) {
  return std::isnan(multiple) ? 0.0 : std::round(multiple * 1e9) / 1e9;
}

std::vector<MainPollutant> main_pollutants(std::vector<Judged> judged) {
  std::erase_if(judged, [](const Judged& j) { return j.quality_class <= class_3; });
  std::stable_sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) {
    const auto rank = [](const Judged& j) {
      return std::tuple(!is_priority(j.item->name), -j.quality_class, -rounded_multiple(j.multiple));
    };
    return rank(a) < rank(b);
  });
  if (judged.size() > 3) judged.resize(3);
  std::vector<MainPollutant> result;
  for (const Judged& j : judged) result.push_back({j.item->name, j.multiple});
  return result;
}

/// Half to even, as the statistics rules of 2020 say; nine places more than asked decide what a half is.
double rounded(const ItemLimits& item, double value) {
  if (item.decimals < 0) return value;
  const double scale = std::pow(10.0, item.decimals);
  return std::nearbyint(std::round(value * scale * 1e9) / 1e9) / scale;
}

/// Counted items with known values, in the order of the standard.
std::vector<Judged> judge(const WaterStandard& standard, WaterBody body, const std::vector<Measured>& means) {
  std::vector<Judged> judged;
  for (const ItemLimits& limits : standard.items) {
    const ItemLimits* item = find_item(standard, limits.name, body);
    if (item != &limits || !item->is_counted) continue;
    for (const Measured& mean : means) {
      if (mean.item != item->name || std::isnan(mean.value)) continue;
      const double value = standard.rounds ? rounded(*item, mean.value) : mean.value;
      judged.push_back(
          {item, class_of(*item, value), exceedance_multiple(*item, value, limit_of_class(*item, class_3))});
    }
  }
  return judged;
}

}  // namespace

int class_of(const ItemLimits& item, double value) {
  if (std::isnan(value)) return class_unknown;
  const int classes = static_cast<int>(item.low.size());
  for (int k = 0; k < classes; ++k) {
    const auto index = static_cast<std::size_t>(k);
    const bool is_high_enough = item.is_inclusive ? item.low[index] <= value : item.low[index] < value;
    if (is_high_enough && value <= item.high[index]) return k + 1;
  }
  return classes + 1;
}

double exceedance_multiple(const ItemLimits& item, double value, double limit) {
  if (!item.has_multiple) return none;
  return std::max(value / limit - 1.0, 0.0);
}

double target_ratio(const ItemLimits& item, double value, double target) {
  return item.is_at_least ? target / value : value / target;
}

SectionAssessment assess_section(const WaterStandard& standard, WaterBody body, const std::vector<Measured>& means) {
  const std::vector<Judged> judged = judge(standard, body, means);
  SectionAssessment result;
  result.items = static_cast<int>(judged.size());
  for (const Judged& j : judged) result.quality_class = std::max(result.quality_class, j.quality_class);
  for (const Judged& j : judged) {
    if (j.quality_class == result.quality_class) result.deciders.push_back(j.item->name);
  }
  if (result.quality_class > class_3) result.main_pollutants = main_pollutants(judged);
  return result;
}

}  // namespace bailang
