#pragma once

#include <string>
#include <vector>

#include "scenarios/case.hpp"

/// Accidental spills: when they arrive at each section downstream, how strong, for how long, and how much passes.
///
/// A spill is a lane of a tracer of its own in the river's flow; no other source's load takes part. Fronts are kept sharp,
/// cells along the way may be as short as asked, and the step follows from the Courant number along the way. Where the
/// velocity is uncertain the whole is run three times, slower, as it is, and faster.
namespace bailang {

struct Spill {
  std::string name;
  int reach = -1;
  double chainage = 0.0;  ///< [m]
  double mass = 0.0;      ///< [g]
  Instant time = 0;       ///< when it begins
  double duration = 0.0;  ///< [s]; 0 = at once
};

struct SpillStudy {
  std::vector<Spill> spills;
  int scenario = 0;                   ///< index into Case::scenarios: whose water
  double cell_length = 0.0;           ///< of reaches on the way [m]; 0 = the case's
  double follow = 0.0;                ///< how long each run goes on after the first spill [s]; 0 = until all has passed
  double decay = 0.0;                 ///< first-order loss of what was spilled [s-1]
  double threshold = 0.0;             ///< concentration that matters [g m-3]; 0 = none
  double velocity_uncertainty = 0.0;  ///< share by which the velocity may be lower or higher [-]; 0 = one run
  int threads = 0;                    ///< 0 = one a core
};

/// A place downstream of a spill: a section, or the mouth of the river.
struct SpillPlace {
  std::string id, name, name_zh, river;
  bool is_mouth = false;
  double to_mouth = 0.0;         ///< [m] along the river
  std::vector<double> distance;  ///< [spill] from the spill [m]; NaN where the spill does not come by
};

/// What a spill does at a place. Times are [s] after the spill begins; NaN = it does not come to that in the time run.
struct SpillPassage {
  double flow = 0.0;      ///< of the river at the peak [m3 s-1]
  double dilution = 0.0;  ///< that flow over the river's at the spill when it begins [-]
  double peak = 0.0;      ///< [g m-3]
  double peak_time = 0.0;
  double arrival = 0.0;            ///< rises over 1 % of the peak
  double passed = 0.0;             ///< falls below it for good
  double threshold_arrival = 0.0;  ///< rises over the threshold
  double threshold_passed = 0.0;   ///< falls below it for good
  double mass = 0.0;               ///< that passed in the time run [g]
};

/// One run: the velocity as it is, or lower, or higher.
struct SpillRun {
  std::string velocity;                       ///< low, central, high
  double factor = 1.0;                        ///< of the velocity
  std::vector<std::vector<SpillPassage>> at;  ///< [spill][place]; only where SpillPlace::distance is a number
  std::vector<double> mixing;  ///< [spill] way to full mixing over the width, from a bank, at the first flow [m]
  double followed = 0.0;       ///< [s] after the first spill
  double step = 0.0, shortest_cell = 0.0;  ///< [s], [m] on the way
  double closure = 0.0;                    ///< worst |ledger error| over mass spilled
};

struct SpillResult {
  std::vector<SpillPlace> places;  ///< by reach downstream, then chainage
  std::vector<SpillRun> runs;      ///< low, central, high, or central alone
};

/// @throws RunError when the grid and the time asked for are more than can be run
SpillResult study_spills(const Case& model, const SpillStudy& study);

}  // namespace bailang
