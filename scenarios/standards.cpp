#include "scenarios/standards.hpp"

#include <algorithm>
#include <array>

namespace bailang {

const ItemLimits* find_item(const WaterStandard& standard, std::string_view item, WaterBody body) {
  const auto found = std::find_if(standard.items.begin(), standard.items.end(), [&](const ItemLimits& limits) {
    return limits.name == item && (body == WaterBody::river ? limits.in_rivers : limits.in_lakes);
  });
  return found == standard.items.end() ? nullptr : &*found;
}

double limit_of_class(const ItemLimits& item, int quality_class) {
  const auto index = static_cast<std::size_t>(quality_class - 1);
  return item.is_at_least ? item.low.at(index) : item.high.at(index);
}

std::string_view class_numeral(int quality_class) {
  constexpr std::array<std::string_view, 6> numerals = {"I", "II", "III", "IV", "V", ">V"};
  if (quality_class < 1 || quality_class > worse_than_class_5) return "-";
  return numerals[static_cast<std::size_t>(quality_class - 1)];
}

}  // namespace bailang
