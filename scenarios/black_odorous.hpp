#pragma once

#include <string>
#include <vector>

#include "scenarios/standards.hpp"

/// Black and odorous water by the guide of 2015 (城市黑臭水体整治工作指南, 建城〔2015〕130号).
namespace bailang {

enum class BlackOdorous { unknown, no, light, heavy };

/// Values of one item at a section, NaN = not known.
struct ItemSeries {
  std::string item;
  std::vector<double> values;  ///< [unit of the item]
};

struct BlackOdorousAssessment {
  BlackOdorous level = BlackOdorous::unknown;
  std::vector<std::string> items;  ///< that set the level
};

/// Heavy where one item has 60 % of its values or more in the heavy range, or two items 30 % or more; else light where an
/// item has any in the light or heavy range in 60 % or more, or two in 30 % or more.
BlackOdorousAssessment assess_black_odorous(const std::vector<BlackOdorousItem>& items,
                                            const std::vector<ItemSeries>& series);

}  // namespace bailang
