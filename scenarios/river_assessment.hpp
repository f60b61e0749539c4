#pragma once

#include <map>
#include <vector>

#include "scenarios/assessment.hpp"

/// A river, basin or region by its sections, 环办〔2011〕22号 clauses 2.2 and 2.4.
namespace bailang {

/// From this many sections on, shares of sections give a grade; with fewer, the means of the sections give a class.
inline constexpr int sections_for_shares = 5;

struct ClassShares {
  int sections = 0;                ///< whose class is known
  double good = 0.0, worse = 0.0;  ///< class I to III, worse than class V [%]
};
/// @param classes 1–6, −1 = unknown, left out
ClassShares class_shares(const std::vector<int>& classes);

/// The first grade whose conditions the shares meet, else the last; nothing without sections. (clause 2.2, table 2)
const RiverGrade* river_grade(const std::vector<RiverGrade>& grades, const ClassShares& shares);

/// One river or region. Grade and class: one of them is there, the other unknown.
struct RiverAssessment {
  ClassShares shares;
  const RiverGrade* grade = nullptr;  ///< five sections and more
  SectionAssessment mean;             ///< fewer: the sections' means classed as if one section
  std::vector<std::string> items;     ///< five and more: items above class III by the share of sections, up to three
};
/// @param sections means of every item, one entry a section
RiverAssessment assess_river(const Standards& standards, const std::vector<std::vector<Measured>>& sections);

}  // namespace bailang
