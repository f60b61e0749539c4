#pragma once

#include <vector>

#include "network/forcing.hpp"
#include "solver/hydraulics.hpp"
#include "solver/sources.hpp"

/// What enters the cells: the sources of every lane, spread over the grid.
namespace bailang {

/// Loads and water while nothing jumps: constant sources of all lanes.
struct SteadySources {
  std::vector<LaneArray> load;                                        ///< [constituent] [unknown, lane] [g s-1]
  LaneArray inflow;                                                   ///< [unknown, coefficient] water [m3 s-1]
  LaneArray headwater;                                                ///< [node, coefficient] water [m3 s-1]
  std::vector<double> headwater_load, outfall_load, diffuse_load;     ///< [constituent, lane] sums [g s-1]
  std::vector<double> headwater_water, outfall_water, diffuse_water;  ///< [coefficient] sums [m3 s-1]
};

/// Load and water that change within a step: inflows given by linear interpolation, and ecological flows.
/// Loads are held at the three moments of TR-BDF2: start, stage, end.
struct ChangingSources {
  bool active = false;
  std::vector<LaneArray> load[3];                            ///< [moment][constituent] [unknown, coefficient] [g s-1]
  std::vector<double> headwater_load[3], diversion_load[3];  ///< [moment][constituent, coefficient]
  std::vector<double> ageing[3];  ///< [moment][constituent, coefficient]; empty = nothing ages
};

/// Sources of each lane that hold at time t [s]; inflows whose series steps or stays constant are among them.
void set_steady_sources(const HydraulicCase& model, const BlockInputs& inputs, double t, SteadySources& sources);

/// Whether any lane has inflows that change between rows, or ecological flows.
bool has_changing_sources(const HydraulicCase& model, const BlockInputs& inputs);

/// Water of changing inflows, at the middle of the step, added to `water.inflow` and `water.headwater`.
/// @return sum of it for each coefficient lane [m3 s-1]
std::vector<double> add_changing_water(const HydraulicCase& model, const BlockInputs& inputs, double t,
                                       Hydraulics& water);

/// Loads of changing inflows (water of the middle of the step, concentration of each moment) and of ecological flows.
/// @param moments start, stage and end [s]
void set_changing_loads(const HydraulicCase& model, const BlockInputs& inputs, const double (&moments)[3],
                        const Hydraulics& water, ChangingSources& sources);

/// Whether the case simulates `age` or `travel_time`.
bool has_ageing(const Network& network);

/// Ageing of all water by 1 d/d: loads of `age` and `travel_time` (V/d, in g of a unit of 1 d) at the three moments, added
/// to the changing loads. @param stage volumes at the stage [unknown, coefficient] [m3]
void add_ageing_loads(const HydraulicCase& model, const Hydraulics& water, const LaneArray& stage,
                      ChangingSources& sources);

/// Flows that ecological-flow entries hold at time t.
void set_ecological_flow(const HydraulicCase& model, const BlockInputs& inputs, double t, Hydraulics& water);

/// Withdrawals wished at time t.
void set_withdrawals(const HydraulicCase& model, const BlockInputs& inputs, double t, Hydraulics& water);

/// What measures do in the river at time t.
void set_works(const BlockInputs& inputs, double t, Hydraulics& water);

/// Sources, withdrawals, ecological flows and works that hold at t [s].
void set_sources_at(const HydraulicCase& model, const BlockInputs& inputs, double t, SteadySources& sources,
                    Hydraulics& water);

/// The same for the step from t to next [s]: sources, withdrawals and works are means over it, so that what jumps inside of a step
/// enters for its part of it. @param jumps as of jump_times
void set_step_sources(const HydraulicCase& model, const BlockInputs& inputs, double t, double next,
                      const std::vector<double>& jumps, SteadySources& sources, Hydraulics& water);

/// Times within (begin, end) at which anything jumps: schedules, rows of step series, withdrawals. Sorted, each once.
std::vector<double> jump_times(const HydraulicCase& model, const BlockInputs& inputs, double begin, double end);

}  // namespace bailang
