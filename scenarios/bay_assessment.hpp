#pragma once

#include <array>
#include <string>
#include <vector>

#include "network/bay.hpp"
#include "scenarios/standards.hpp"
#include "solver/settings.hpp"

/// Sea-water classes of a bay's boxes by GB 3097-1997, and shares of its area, from the surveys of a year.
///
/// Within a box water is not even: c is taken to be lognormal around the box's mean m, with σ = BayBox::spread of ln c, so
/// that a share Φ((ln L − ln m + σ²/2) / σ) of the area is at or below a limit L. All constituents fall off from the same
/// mouths, so the area that meets a class in every item is the least of the items' shares.
namespace bailang {

inline constexpr int sea_classes = 5;  ///< I to IV, worse than IV

/// Months of the surveys in spring, summer and autumn, whose shares are averaged (海水质量状况评价技术规程, trial).
struct SurveySeason {
  int first_month = 1, last_month = 1;
};
inline constexpr std::array<SurveySeason, 3> survey_seasons = {{{5, 5}, {8, 8}, {10, 11}}};

/// One calendar year of one scenario.
struct BayYear {
  int year = 0;
  int surveys = 0;             ///< seasons that the run holds; 0: the mean of the year's records stands for them
  std::vector<double> mean;    ///< [bay constituent, box] mean of the surveys [g m-3]
  std::vector<int> box_class;  ///< [box] by the survey mean, 1 to 5, −1 unknown
  std::array<double, sea_classes>
      class_share{};  ///< of the assessed area [-], mean of the surveys; NaN without an item
  [[nodiscard]] double good() const { return class_share[0] + class_share[1]; }  ///< 优良: classes I and II
};

/// The item of GB 3097-1997 that a constituent of the bay is judged by; empty = none. `cod_mn` is the standard's `cod`, which
/// is measured with alkaline permanganate.
std::string sea_item(const std::string& bay_constituent);

/// Share of a box's area at or below a limit [-].
double share_within(double mean, double spread, double limit);

/// @param concentration of one scenario [bay constituent, time, box] [g m-3]
/// @param sea GB 3097-1997
std::vector<BayYear> assess_bay(const Bay& bay, const TimeSettings& time, const WaterStandard& sea,
                                const std::vector<double>& concentration);

}  // namespace bailang
