#include "scenarios/city_index.hpp"

#include <cmath>
#include <limits>

namespace bailang {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool is_range(const ItemLimits& item) {
  return std::isfinite(item.low.at(2)) && std::isfinite(item.high.at(2));
}

}  // namespace

double item_index(const ItemLimits& item, double mean) {
  if (!item.is_counted || std::isnan(mean)) return none;
  constexpr std::size_t class_3 = 2;
  if (is_range(item)) {  // pH: neutral water has index 0, the limits 6 and 9 have 1
    constexpr double neutral = 7.0;
    return mean <= neutral ? (neutral - mean) / (neutral - item.low[class_3])
                           : (mean - neutral) / (item.high[class_3] - neutral);
  }
  if (item.is_at_least) return mean > 0.0 ? item.low[class_3] / mean : none;
  return mean / item.high[class_3];
}

CityIndex city_index(const WaterStandard& standard, WaterBody body,
                     const std::vector<std::vector<Measured>>& sections) {
  CityIndex index;
  for (const ItemLimits& item : standard.items) {
    if (&item != find_item(standard, item.name, body)) continue;
    double sum = 0.0;
    int count = 0;
    for (const auto& section : sections) {
      for (const Measured& m : section) {
        if (m.item != item.name || std::isnan(m.value)) continue;
        sum += m.value;
        ++count;
      }
    }
    const double part = count > 0 ? item_index(item, sum / count) : none;
    if (std::isnan(part)) continue;
    index.value += part;
    ++index.items;
  }
  return index;
}

double joint_index(double rivers, double lakes, int river_sections, int lake_points) {
  return (rivers * river_sections + lakes * lake_points) / (river_sections + lake_points);
}

double index_change(double now, double base) {
  return (now - base) / base * 100.0;
}

}  // namespace bailang
