#pragma once

#include <string_view>
#include <vector>

#include "scenarios/river_assessment.hpp"

/// Change between periods in the words of 环办〔2011〕22号, clause 3.
namespace bailang {

/// What a change is called, in both languages.
struct TrendWords {
  std::string_view en, zh;
};

/// T = ΔG − ΔD [percentage points]: change of the share of good sections less that of sections worse than V. (3.2)
double share_change(const ClassShares& from, const ClassShares& to);
/// |T| up to 10: no clear change; up to 20: some; above: clear. (3.2)
TrendWords share_trend(double change);

/// Of one section by its class: words that stay alike are no clear change; one grade some, two or more clear. (3.2)
TrendWords class_trend(int from_class, int to_class);

/// Spearman's rank correlation of a series with time, −1 to 1; ranks of equal values are averaged. (3.3)
struct RankTrend {
  double rs = 0.0;
  bool is_significant = false;  ///< |rs| ≥ Wp, one-sided 0.05; never with fewer than five periods
};
RankTrend rank_trend(const std::vector<double>& series);

}  // namespace bailang
