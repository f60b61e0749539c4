#pragma once

#include <vector>

#include "scenarios/measure.hpp"

/// Limits on what leaves a plant or an outfall.
namespace bailang {

/// Lowers loads to what the caps of `upgrade_plant` or `standardise` leave: each constituent's own cap, then its removal,
/// then the caps on sums, which cut all parts of a sum by the same ratio, whatever their shares at that moment.
/// @param flow that the caps refer to [m3 s-1]; 1 for concentrations
/// @param load [constituent] [g s-1]
void cap_loads(const Measure& measure, double flow, std::vector<double>& load);

/// Sum of the parts [as `load`], and its change to `target` in which each part keeps its share.
double sum_of_parts(const std::vector<int>& parts, const std::vector<double>& load);
void scale_parts(const std::vector<int>& parts, double sum, double target, std::vector<double>& load);

}  // namespace bailang
