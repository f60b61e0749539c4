#pragma once

#include <string>
#include <vector>

#include "scenarios/standards.hpp"

/// Class of a section by the single-factor method of 环办〔2011〕22号 (rules for assessing surface water, trial).
namespace bailang {

/// Mean of one item at a section; NaN = not known.
struct Measured {
  std::string item;
  double value = 0.0;  ///< [g m-3], or the item's unit
};

/// Best class whose limit the value meets; a value equal to a limit meets it, so where neighbouring classes share a limit
/// the best of them is given. One more than the last class (6 for surface water) above its limit, −1 for NaN. (clause 2.1)
int class_of(const ItemLimits& item, double value);

/// Multiple by which a value exceeds a limit: value / limit − 1; 0 where it does not exceed.
/// NaN for items that have none (pH, dissolved oxygen, temperature). (clause 2.1)
double exceedance_multiple(const ItemLimits& item, double value, double limit);

/// How a value stands to a target: value / target for upper limits, target / value for lower ones; above 1 = not met.
double target_ratio(const ItemLimits& item, double value, double target);

/// An item above class III, as reports name it.
struct MainPollutant {
  std::string item;
  double multiple = 0.0;  ///< above the limit of class III; NaN = has none
};

struct SectionAssessment {
  int quality_class = class_unknown;           ///< worst class of the counted items, −1 when none is known
  int items = 0;                               ///< counted items that were known
  std::vector<std::string> deciders;           ///< items that set the class, in table order
  std::vector<MainPollutant> main_pollutants;  ///< up to three; none in classes I to III
};

/// Single-factor class of a section, or of a point at sea by its own standard. Items that the standard does not count (total nitrogen) or does not know, and NaN,
/// are left out. (clauses 1.1 and 2.1)
SectionAssessment assess_section(const WaterStandard& standard, WaterBody body, const std::vector<Measured>& means);

}  // namespace bailang
