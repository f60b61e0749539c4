#include "scenarios/trophic_index.hpp"

#include <array>
#include <cmath>

namespace bailang {
namespace {

/// TLI(i) = 10 (a + b ln x), and its weight in the whole.
struct TrophicItem {
  std::string_view name;
  double a, b, weight;
  double scale;  ///< from the program's unit to the formula's
};
constexpr std::array<TrophicItem, 5> trophic_items = {{{"chl_a", 2.5, 1.086, 0.2663, 1000.0},
                                                       {"tp", 9.436, 1.624, 0.1879, 1.0},
                                                       {"tn", 5.453, 1.694, 0.1790, 1.0},
                                                       {"transparency", 5.118, -1.94, 0.1834, 1.0},
                                                       {"cod_mn", 0.109, 2.661, 0.1834, 1.0}}};

}  // namespace

TrophicIndex trophic_index(const std::vector<Measured>& means) {
  TrophicIndex index;
  double weights = 0.0;
  for (const TrophicItem& item : trophic_items) {
    for (const Measured& mean : means) {
      if (mean.item != item.name || !(mean.value > 0.0)) continue;
      index.value += item.weight * 10.0 * (item.a + item.b * std::log(mean.value * item.scale));
      weights += item.weight;
      ++index.items;
    }
  }
  index.value = index.items > 0 ? index.value / weights : std::nan("");
  return index;
}

std::string_view trophic_words(double index) {
  if (std::isnan(index)) return "-";
  if (index < 30.0) return "oligotrophic 贫营养";
  if (index <= 50.0) return "mesotrophic 中营养";
  if (index <= 60.0) return "lightly eutrophic 轻度富营养";
  return index <= 70.0 ? "moderately eutrophic 中度富营养" : "heavily eutrophic 重度富营养";
}

}  // namespace bailang
