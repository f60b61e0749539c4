#pragma once

#include <array>
#include <string>
#include <string_view>

/// Goals of a plan: what a result is held against.
namespace bailang {

/// In the order of `goal_quantity_names`.
enum class GoalQuantity {
  load_cut,          ///< load at the sources, less than in the base by at least [t a-1]
  load_cut_sea,      ///< load to the sea, same
  share_class3,      ///< sections of class I to III, at least [%]
  share_worse_v,     ///< sections worse than class V, at most [%]
  share_on_target,   ///< sections that meet their target, at least [%]
  sea_entry_change,  ///< mean concentration at entries to the sea against the base, at most [%]
  cwqi_change,       ///< city index against the base, at most [%]
  sea_good           ///< good sea water, at least [% of the area]
};
inline constexpr std::array<std::string_view, 8> goal_quantity_names = {
    "load_cut",        "load_cut_sea",     "share_class3", "share_worse_v",
    "share_on_target", "sea_entry_change", "cwqi_change",  "sea_good"};

struct Goal {
  std::string id;
  GoalQuantity quantity = GoalQuantity::load_cut;
  std::string constituent;
  double value = 0.0;
  std::string unit;
  int year = 0;  ///< 0 = the last of the run
  std::string clause, name, name_zh, basis;
};

/// Whether the quantity is of one constituent.
inline bool needs_constituent(GoalQuantity quantity) {
  return quantity == GoalQuantity::load_cut || quantity == GoalQuantity::load_cut_sea ||
         quantity == GoalQuantity::sea_entry_change;
}

/// Whether the value is to be reached from above.
inline bool is_at_most(GoalQuantity quantity) {
  return quantity == GoalQuantity::share_worse_v || quantity == GoalQuantity::sea_entry_change ||
         quantity == GoalQuantity::cwqi_change;
}

/// Whether a value meets the goal; a value equal to it does.
inline bool meets(const Goal& goal, double value) {
  return is_at_most(goal.quantity) ? value <= goal.value : value >= goal.value;
}

}  // namespace bailang
