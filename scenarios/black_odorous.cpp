#include "scenarios/black_odorous.hpp"

#include <cmath>

namespace bailang {
namespace {

bool is_beyond(const BlackOdorousItem& item, double value, double threshold) {
  return item.is_at_least ? value < threshold : value > threshold;
}

/// Share of the known values that lie beyond a threshold; NaN when none is known.
double share_beyond(const BlackOdorousItem& item, const std::vector<double>& values, double threshold) {
  double beyond = 0.0, known = 0.0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    known += 1.0;
    beyond += is_beyond(item, value, threshold);
  }
  return known > 0.0 ? beyond / known : std::nan("");
}

/// Whether shares of items reach a level, and which do.
bool reaches_level(const std::vector<std::pair<std::string, double>>& shares, std::vector<std::string>& items) {
  bool one = false;
  items.clear();
  for (const auto& [name, share] : shares) {
    if (share >= 0.3) items.push_back(name);
    one = one || share >= 0.6;
  }
  return one || items.size() >= 2;
}

}  // namespace

BlackOdorousAssessment assess_black_odorous(const std::vector<BlackOdorousItem>& items,
                                            const std::vector<ItemSeries>& series) {
  std::vector<std::pair<std::string, double>> light, heavy;
  for (const BlackOdorousItem& item : items) {
    for (const ItemSeries& s : series) {
      if (s.item != item.name) continue;
      const double share = share_beyond(item, s.values, item.light);
      if (std::isnan(share)) continue;
      light.emplace_back(item.name, share);
      heavy.emplace_back(item.name, share_beyond(item, s.values, item.heavy));
    }
  }
  BlackOdorousAssessment result;
  if (light.empty()) return result;
  if (reaches_level(heavy, result.items)) {
    result.level = BlackOdorous::heavy;
  } else if (reaches_level(light, result.items)) {
    result.level = BlackOdorous::light;
  } else {
    result.level = BlackOdorous::no;
    result.items.clear();
  }
  return result;
}

}  // namespace bailang
