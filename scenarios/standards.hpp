#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// Surface-water quality standard GB 3838-2002, table 1, as plain values. The numbers come from
/// `data/standards/gb3838_2002.csv`.
namespace bailang {

inline constexpr int class_count = 5;         ///< classes I to V
inline constexpr int worse_than_class_5 = 6;  ///< 劣Ⅴ类
inline constexpr int class_unknown = -1;

/// Total phosphorus has limits of its own in lakes and reservoirs.
enum class WaterBody { river, lake };

/// Limits of one item. A value meets a class when low ≤ value ≤ high; an open end is ∓infinity.
struct ItemLimits {
  std::string name;  ///< constituent name where the program knows the item, else the table's
  std::string name_zh;
  bool in_rivers = true;
  bool in_lakes = true;
  bool is_counted = true;                 ///< one of the 21 items that make a section's class
  bool has_multiple = true;               ///< false: named without an exceedance multiple (pH, dissolved oxygen)
  bool is_at_least = false;               ///< the limit is a lower one (dissolved oxygen)
  std::array<double, class_count> low{};  ///< [class I–V], unit of the item (mg/l = g m-3 for concentrations)
  std::array<double, class_count> high{};
};

/// Words for a class, as reports print them.
struct ClassWords {
  std::string class_zh;  ///< Ⅰ类 … 劣Ⅴ类
  std::string word_zh;   ///< 优, 良好, …
  std::string word_en;   ///< excellent, good, …
};

struct WaterStandard {
  std::vector<ItemLimits> items;  ///< in the order of the table
  std::vector<ClassWords> words;  ///< [class − 1], six of them
};

/// Limits of an item in a kind of water body; nothing when the standard does not limit it there.
const ItemLimits* find_item(const WaterStandard& standard, std::string_view item, WaterBody body = WaterBody::river);

/// The one limit of a class that counts when an item is compared with a target: the lower one for dissolved oxygen, else
/// the upper one.
/// @param quality_class 1–5
double limit_of_class(const ItemLimits& item, int quality_class);

/// `I` … `V`, `>V` for worse than class V, `-` for unknown: short words for tables.
std::string_view class_numeral(int quality_class);

}  // namespace bailang
