#pragma once

#include <functional>
#include <vector>

#include "solver/hydraulics.hpp"

/// Water that pumps and diversions move from one place of the network to another, or out of it.
namespace bailang {

/// Pumps and diversions in the order of Network::structures. Water for a headwater enters the first reach below it, water
/// for an outlet the last cell above it.
std::vector<Transfer> make_transfers(const Network& network, const Grid& grid);

/// Sets Hydraulics::transfer_wish by the rules that hold at time t [s], a measure's by Hydraulics::works. Levels and flows are those of the present
/// `stage` and `discharge`; without `river_known` conditions on them do not hold.
void set_transfer_wishes(const HydraulicCase& model, double t, bool river_known, Hydraulics& water);

/// Water that a pump or diversion moves [m3 s-1]: what its rules wish, or its share of the river's flow, no more than is
/// available, not below 0.
/// @param wish [m3 s-1], NaN = by share  @param river_flow [m3 s-1]  @param available above the kept flow [m3 s-1]
double transfer_flow(double wish, double share, double river_flow, double available);

/// Levels and flows of all sections in coefficient lane l, for the rules of structures: level of the section's cell,
/// discharge at the face nearest to it.
struct SectionView {
  std::vector<double> level, flow;  ///< [section]
};
SectionView view_sections(const HydraulicCase& model, const Hydraulics& water, int lane);

/// Targets that the walk downstream reaches before their source: what they get this step, and whether that is also what
/// their source must give.
struct PutUpstream {
  LaneArray flow;  ///< [transfer] [m3 s-1]
  bool fixed = false;
};

/// Takes the water of all transfers that begin in a cell and puts it where it goes (those with `upstream` have been put
/// already). `taken` of the cell must hold what withdrawals take.
/// @param face upper face of the cell  @param dt [s]; 0 = storage does not change, the flow alone is available
void take_transfers(const HydraulicCase& model, int cell, int face, double dt, const PutUpstream& put,
                    Hydraulics& water);

/// Calls walk(put) until every transfer to an upstream target gives what its target got, each lane by itself: first with
/// last step's flows, then with what the walk gave, after `free_rounds` with sources that give no more than was put.
/// A source that cannot in the end is left off for the step, so that the water balance always closes.
/// Inflow and depth are set back before each walk.
void settle_transfers(int free_rounds, Hydraulics& water, const std::function<void(const PutUpstream&)>& walk);

/// Adds what transfers take from each unknown to `sum` [unknown] [m3 s-1].
void add_transfers(const Hydraulics& water, LaneArray& sum);

}  // namespace bailang
