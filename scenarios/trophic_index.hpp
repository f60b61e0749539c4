#pragma once

#include <string_view>
#include <vector>

#include "scenarios/assessment.hpp"

/// Trophic level index of lakes and reservoirs, 环办〔2011〕22号 clause 2.3.
namespace bailang {

struct TrophicIndex {
  double value = 0.0;  ///< NaN when no item is known
  int items = 0;       ///< of the five; the weights of those that are known add up to 1
};
/// @param means `chl_a`, `tp`, `tn`, `cod_mn` [g m-3], `transparency` [m]; others are left out
TrophicIndex trophic_index(const std::vector<Measured>& means);

/// `oligotrophic`, `mesotrophic`, light, medium or heavy `eutrophic`, in both languages.
std::string_view trophic_words(double index);

}  // namespace bailang
