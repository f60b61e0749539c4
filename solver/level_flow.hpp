#pragma once

#include <vector>

#include "solver/level_network.hpp"
#include "solver/level_system.hpp"
#include "solver/momentum.hpp"
#include "solver/structure_flow.hpp"

/// State and memory of the flow modes `diffusive` and `dynamic`.
namespace bailang {

/// Levels and velocities of one lane.
struct LaneLevels {
  std::vector<double> level;     ///< [place] [m]; a dry cell's is its bed
  std::vector<double> volume;    ///< [place] water that moves [m3], without the film; a reservoir's whole volume
  std::vector<double> flow;      ///< [link] discharge now [m3 s-1]
  std::vector<double> velocity;  ///< [link] [m s-1]
};

/// How an outlet lets water go.
enum class OutletLaw { level, normal, critical, free };

/// What a sub-step knows of the world, and what it works with.
struct LevelStep {
  double dt = 0.0;     ///< [s]
  double theta = 1.0;  ///< weight of the new moment
  bool inertia = true;
  bool steady = false;                       ///< storage and inertia far away: only their balance counts
  bool bed_slope_drives = false;             ///< kinematic limit: the bed's slope in place of the surface's
  std::vector<double> inflow_from_outside;   ///< [place] constant over a step [m3 s-1]
  std::vector<double> inflow;                ///< [place] [m3 s-1]
  std::vector<double> wish, taken;           ///< [place] withdrawals [m3 s-1]
  std::vector<double> taken_growth;          ///< [place] of what is taken with the level [m2 s-1]
  std::vector<double> surface;               ///< [place] reservoirs: area [m2]; held when ≤ 0
  std::vector<double> outside_old, outside;  ///< [link] level outside an outlet, before and after [m]
  std::vector<OutletLaw> outlet;             ///< [link]
  std::vector<StructureShape> structures;    ///< [link]
  std::vector<StructureSetting> settings;    ///< [link]
  std::vector<double> share;                 ///< [link] weight of the new discharge
  std::vector<double> velocity_tilt;         ///< [place] from the link where water enters to the cell [m s-1]
  std::vector<LinkMomentum> momentum;        ///< [link]
  std::vector<LinkFlow> law;                 ///< [link]
  std::vector<double> start_level;           ///< [place]
  std::vector<double> top_up;                ///< [reach] [m3 s-1], part of `inflow`
  std::vector<double> evaporation;           ///< [place] of reservoirs [m3 s-1]
  std::vector<double> moved;                 ///< [transfer] by pumps and diversions [m3 s-1]
  std::vector<double> lost;                  ///< [place] both together, besides withdrawals [m3 s-1]
  std::vector<double> passed;                ///< [link] mean discharge of the sub-step [m3 s-1]
  std::vector<double> net;                   ///< [place] what enters less what leaves [m3 s-1]
  LaneLevels next;
};

/// Everything that Hydraulics keeps for these modes; empty in the others.
struct LevelFlow {
  LevelNetwork network;
  LevelSystem system;
  std::vector<LaneLevels> lanes;
  LevelStep step;
  std::vector<double> passed;             ///< [link] water moved so far in a step [m3]
  std::vector<double> taken, evaporated;  ///< [place] water so far [m3]
  std::vector<double> moved;              ///< [transfer] water so far [m3]
  std::vector<double> topped_up;          ///< [reach] water so far [m3]
  std::vector<std::vector<int>> rules;    ///< [structure] rows of Network::structure_rules
  bool bed_slope_drives = false;          ///< kinematic limit, for tests
  std::vector<char> is_steady;            ///< [lane] whether the last backwater profile has settled
  int steady_steps = 0;                   ///< pseudo-steps that it took
};

}  // namespace bailang
