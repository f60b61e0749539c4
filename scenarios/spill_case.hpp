#pragma once

#include <vector>

#include "network/grid.hpp"
#include "scenarios/case.hpp"
#include "scenarios/spill.hpp"
#include "solver/sources.hpp"

/// The case of a spill: the river's water as it is, and nothing in it but what was spilled.
namespace bailang {

/// What a spill's run is made of; the parts refer to one another, so it stays where it was made.
struct SpillCase {
  Network network;  ///< constituent `tracer`, sections of the case, then the mouths
  Forcing forcing;
  Settings settings;
  Grid grid;
  SourceSchedule water;          ///< sources of the scenario without their loads, by the run's clock
  RiverSchedule river;           ///< its diversions, likewise
  std::vector<double> velocity;  ///< [unknown] at the run's first flow [m s-1]
  std::vector<double> mixing;    ///< [unknown] way to full mixing over the width from a bank, at that flow [m]
  double first_spill = 0.0;      ///< [s] on the run's clock
  double shortest_cell = 0.0;    ///< on the way [m]
  int spills = 0;
};

/// Reaches that a spill comes by: 1 for those downstream of it, its own included [reach].
std::vector<char> reaches_on_the_way(const Case& model, const std::vector<Spill>& spills);

/// Distance [m] from the spill to the upper end of each reach downstream by the shortest way; NaN where it does not come.
std::vector<double> distance_to_reaches(const Network& network, const Spill& spill, FlowMode mode);

/// Distance [m] from each node to the nearest outlet downstream.
std::vector<double> distance_to_mouth(const Network& network);

/// The scenario's river with its clock set to begin before the first spill, and the velocity scaled by `factor`:
/// n' = n f^(-5/3) (Manning, wide channel), prescribed areas A/f. Grid and step are set, the end of the run is not.
SpillCase make_spill_case(const Case& model, const SpillStudy& study, double factor);

/// Time [s] that the water takes from the spills to the last mouth at the run's first flow.
double travel_time(const SpillCase& spill_case, const SpillStudy& study);

/// The lane of one spill: its mass is spread over the steps so that amount and mean time are exact.
LaneInput spill_lane(const SpillCase& spill_case, const Spill& spill, int index);

}  // namespace bailang
