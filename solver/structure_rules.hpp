#pragma once

#include <vector>

#include "core/calendar.hpp"
#include "network/network.hpp"
#include "solver/structure_flow.hpp"

/// Rules by which structures are worked: which of them holds now, and what it sets.
namespace bailang {

/// Whether a day is in a part of the year, both ends included; `from` after `to` runs over the new year.
bool in_span(const YearSpan& span, int month, int day);

/// Day of the year at a moment of the run.
/// @param start Settings::time.start  @param t [s] since then
CivilDate day_at(Instant start, double t);

/// Rows of Network::structure_rules of each structure, in their order.
std::vector<std::vector<int>> rules_by_structure(const Network& network);

/// What is known of the river when rules are looked at; NaN = unknown: a condition on it does not hold.
struct RuleView {
  int month = 1, day = 1;
  double level = missing;                 ///< just upstream of the structure [m]
  double flow = missing;                  ///< there [m3 s-1]
  const double* section_level = nullptr;  ///< [section] [m], null = none known
  const double* section_flow = nullptr;   ///< [section] [m3 s-1], null = none known
};

/// How a structure stands now: its own opening, crest and flow, overridden by what the first of its rules that holds
/// gives. A diversion by share has flow NaN unless a rule sets one.
/// @param rules rules_by_structure()
StructureSetting present_setting(const Network& network, int structure, const std::vector<std::vector<int>>& rules,
                                 const RuleView& view);

}  // namespace bailang
