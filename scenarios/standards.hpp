#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Water-quality standards as plain values. The numbers come from tables: `data/standards/`, or a case's own.
namespace bailang {

inline constexpr int worse_than_class_5 = 6;  ///< 劣Ⅴ类 of surface water
inline constexpr int class_unknown = -1;

/// Total phosphorus has limits of its own in lakes and reservoirs.
enum class WaterBody { river, lake };

/// Limits of one item. A value meets a class when low ≤ value ≤ high (low < value where the limit itself does not meet
/// it); an open end is ∓infinity.
struct ItemLimits {
  std::string name;  ///< constituent name where the program knows the item, else the table's
  std::string name_zh;
  bool in_rivers = true;
  bool in_lakes = true;
  bool is_counted = true;         ///< one of the items that make a section's class (21 of GB 3838-2002)
  bool has_multiple = true;       ///< false: named without an exceedance multiple (pH, dissolved oxygen)
  bool is_at_least = false;       ///< the limit is a lower one (dissolved oxygen)
  bool is_inclusive = true;       ///< a value equal to the limit meets it
  int decimals = -1;              ///< places of the item in monitoring statistics, −1 = as it is
  std::vector<double> low, high;  ///< [class, best first], unit of the item (mg/l = g m-3 for concentrations)
};

/// Words for a class, as reports print them.
struct ClassWords {
  std::string class_zh;  ///< Ⅰ类 … 劣Ⅴ类
  std::string word_zh;   ///< 优, 良好, …
  std::string word_en;   ///< excellent, good, …
};

/// A standard for surface water (GB 3838-2002) or sea water (GB 3097-1997).
struct WaterStandard {
  std::vector<ItemLimits> items;  ///< in the order of the table
  std::vector<ClassWords> words;  ///< [class − 1], the last for what is worse than every class
  bool rounds = false;            ///< values are rounded to the items' decimals before they are classed
};

/// One condition on shares of water, in percent, and the grade that it gives; an open end is ∓infinity. For rivers the
/// shares are of sections: good (class I to III) and worse than V; for a sea, of class 1, 1–2, 1–3 and worse than 4.
struct ShareRange {
  double from, below;  ///< from ≤ share < below
};
struct RiverGrade {
  std::string zh, en;
  ShareRange good, worse;
};
struct SeaGrade {
  std::string zh, en;
  double class_1_min, class_1_2_min, class_1_2_below, class_1_3_min, worse_above, worse_max;
};

/// From where an item makes water black and odorous.
struct BlackOdorousItem {
  std::string name, name_zh;
  bool is_at_least = false;  ///< values below the thresholds are bad (dissolved oxygen)
  double light = 0.0, heavy = 0.0;
};

/// An amount of a compensation agreement, by its parameter: `P_better`, `P_worse`, `P_load(<constituent>)`.
struct CompensationTerm {
  std::string id, scheme, parameter, unit, confidence;
  double value;  ///< NaN = left to the case
};

/// Everything that results are judged by.
struct Standards {
  WaterStandard surface, sea;
  std::vector<RiverGrade> river_grades;  ///< in the order in which they are tested
  std::vector<SeaGrade> sea_grades;      ///< same
  std::vector<BlackOdorousItem> black_odorous;
  std::vector<CompensationTerm> compensation;
};

/// Limits of an item in a kind of water body; nothing when the standard does not limit it there.
const ItemLimits* find_item(const WaterStandard& standard, std::string_view item, WaterBody body = WaterBody::river);

/// The one limit of a class that counts when an item is compared with a target: the lower one for dissolved oxygen, else
/// the upper one.
/// @param quality_class 1 to the number of classes
double limit_of_class(const ItemLimits& item, int quality_class);

/// `I` … `V`, `>V` for worse than class V, `-` for unknown: short words for tables.
std::string_view class_numeral(int quality_class);

}  // namespace bailang
