#pragma once

#include <vector>

#include "network/grid.hpp"
#include "solver/aligned.hpp"
#include "solver/kernels.hpp"
#include "solver/level_flow.hpp"
#include "solver/river_works.hpp"
#include "solver/settings.hpp"
#include "solver/source_map.hpp"
#include "solver/sources.hpp"

/// Water: volumes, discharges and exchange rates of a lane block. `width` values stand for each unknown or face: 1 when
/// all lanes share the flow, else one a lane.
namespace bailang {

/// Water that a pump or diversion moves: taken at one unknown, put at another (-1 = out of the network).
struct Transfer {
  int structure = -1;
  int from = -1, to = -1;
  bool upstream = false;  ///< `to` is reached before `from` on the way downstream
};

struct Hydraulics {
  int width = 1;
  LaneArray volume_old, volume_new;  ///< [unknown] [m3], the film on the bed included
  LaneArray film;                    ///< [unknown] water that stays on the bed [m3], one value
  LaneArray depth;                   ///< [unknown] [m]
  LaneArray stage;                   ///< [unknown] water level above the datum [m]; NaN where no datum is known
  LaneArray top_width;               ///< [unknown] of the surface [m]; reservoirs: sqrt(surface area)
  LaneArray evaporation;  ///< [unknown] water lost to the air this step [m3 s-1]: it carries nothing dissolved
  std::vector<Transfer> transfers;  ///< pumps and diversions
  LaneArray transfer_wish;          ///< [transfer] wished by the rules or a measure [m3 s-1], NaN = by share
  LaneArray transfer_share;         ///< [transfer] share of the river's flow where that is wished [-]
  LaneArray transfer;               ///< [transfer] moved this step [m3 s-1], ≥ 0
  LaneArray inflow;                 ///< [unknown] water from outside or by transfers [m3 s-1]
  LaneArray wish, taken;            ///< [unknown] withdrawals wished and taken [m3 s-1]
  LaneArray headwater;              ///< [node] water that enters at nodes without an unknown [m3 s-1]
  LaneArray node_outflow;           ///< [node] water that leaves [m3 s-1]
  LaneArray discharge;              ///< [face] [m3 s-1], constant over the step
  LaneArray ecological_reach;       ///< [reach] flow kept at least [m3 s-1], 0 = none
  LaneArray ecological_reservoir;   ///< [reservoir] released at least [m3 s-1]
  LaneArray top_up;                 ///< [reach] outside water added at the upstream end this step [m3 s-1]
  LaneArray conductance;            ///< [unknown] E·A [m4 s-1]
  LaneArray rate_down, rate_up;     ///< [face] [m3 s-1]
  LaneArray exits;                  ///< [unknown] rates that leave the network: withdrawals, pumps, outlets [m3 s-1]
  LaneArray leaving, to_parent, from_parent, from_border, to_border;
  RiverWorks works;  ///< what measures do in the river at present
  LevelFlow levels;  ///< modes `diffusive` and `dynamic`
};

/// The grid's faces as arrays of their own, as the kernels want them.
struct FaceArrays {
  std::vector<int> up, down;
  std::vector<double> distance, upper_share, conducts;
  std::vector<double> sea;  ///< 1 = outlet face with a sea concentration in at least one lane's forcing
};
/// @param inputs lanes whose forcing may name sea concentrations at outlets
FaceArrays make_face_arrays(const Grid& grid, const std::vector<LaneInput>& inputs = {});

/// What hydraulics needs of the case; refers to the caller's values.
struct HydraulicCase {
  const Network& network;
  const Grid& grid;
  const SourceMap& map;
  const FaceArrays& faces;
  const Settings& settings;
  FlowMode mode;
};

/// Arrays of the right size, reservoirs at their first volume, everything else empty.
Hydraulics make_hydraulics(const HydraulicCase& model, int width);

/// Steady discharges from upstream to downstream for the present inflows, wishes and ecological flows, and the storage
/// that goes with them: normal depth by Manning, or the prescribed areas. Reservoirs pass on what they get.
/// Modes `diffusive` and `dynamic`: the backwater profile, the fixed point of their scheme for the boundary levels of
/// time t [s]. Volumes old and new are both set.
void set_steady_flow(const HydraulicCase& model, const BlockInputs& inputs, double t, Hydraulics& water);

/// One step from t [s]: volume_new and discharge (constant over the step, so that volume_new = volume_old + dt × what
/// enters less what leaves, to round-off) from volume_old. Mode `kinematic` routes; `prescribed` keeps areas; `diffusive`
/// and `dynamic` solve levels in as many sub-steps as each lane needs.
void route(const HydraulicCase& model, const BlockInputs& inputs, double t, double dt, Hydraulics& water);

/// Rates between unknowns for the present discharge and volume_new.
void set_exchange_rates(const HydraulicCase& model, Hydraulics& water);

}  // namespace bailang
