#pragma once

#include <vector>

#include "scenarios/assessment.hpp"

/// City water-quality index, 环办监测〔2017〕51号: what cities are ranked by. Smaller is better.
namespace bailang {

/// Index of one item of its mean over the sections: C / S_III; 5 / DO; for pH its distance from 7 over that of the
/// limit. NaN for an item that does not count, for NaN, and for no oxygen at all.
double item_index(const ItemLimits& item, double mean);

struct CityIndex {
  double value = 0.0;  ///< sum of the item indices
  int items = 0;       ///< of which; two indices compare over the same items only
};
/// @param sections means of every item, one entry a section: each item is averaged over them first
CityIndex city_index(const WaterStandard& standard, WaterBody body, const std::vector<std::vector<Measured>>& sections);

/// Rivers and lakes weighted by their numbers of sections.
double joint_index(double rivers, double lakes, int river_sections, int lake_points);

/// Change against a base year [%], negative = better.
double index_change(double now, double base);

}  // namespace bailang
