#pragma once

#include <cstddef>
#include <vector>

#include "network/network.hpp"
#include "solver/aligned.hpp"

/// What measures do in the river itself: diversions, dredging, aeration, wetlands that the river passes.
namespace bailang {

/// Numbers that a lane hears, one an item; 0 always means "nothing".
enum class RiverPart {
  divert_flow,       ///< [structure] water that a measure's diversion wishes [m3 s-1]
  divert_share,      ///< [structure] share of the river's flow that it wishes [-]; above 0 it stands for the flow
  bed_removed,       ///< [reach] part of the bed's release and oxygen demand that is gone [-]
  added_reaeration,  ///< [reach] added to the reaeration rate at 20 °C [s-1]
  oxygen,            ///< [reach] oxygen given, spread evenly [g s-1]
  wetland            ///< [river wetland] part of its effect that is in force [-]
};

/// Items before a part's first one, in the order of RiverPart; all of them for one past the last part.
std::size_t river_value(const Network& network, RiverPart part, std::size_t item);
std::size_t river_value_count(const Network& network);

/// One lane over the run: values[i] holds from begin[i] to begin[i+1] (the last to the end). Without any: nothing is done.
struct RiverSchedule {
  std::vector<double> begin;                ///< [s] since the start, increasing
  std::vector<std::vector<double>> values;  ///< [interval][river_value]
};

/// What holds at present in a lane block.
struct RiverWorks {
  int width = 1;
  LaneArray values;  ///< [river_value, coefficient lane]
  [[nodiscard]] double at(std::size_t value, std::size_t lane) const { return values[value * width + lane]; }
};

/// All zero.
RiverWorks make_river_works(const Network& network, int width);

/// Values of one coefficient lane at time t [s], right of a jump.
void set_river_works(const RiverSchedule& schedule, double t, int lane, RiverWorks& works);

}  // namespace bailang
