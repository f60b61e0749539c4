#pragma once

#include <vector>

#include "scenarios/case.hpp"

/// The source chain at one moment, while measures work on it.
namespace bailang {

/// Water, the flow that load is dissolved in, and load at one place.
struct Stream {
  double water = 0.0;    ///< that enters the river [m3 s-1]
  double carrier = 0.0;  ///< flow that concentrations refer to: water, and runoff that is counted elsewhere [m3 s-1]
  std::vector<double> load;  ///< [constituent] [g s-1]
};

/// A share of a discharger's water and load that goes to a plant instead of its own target.
struct Connection {
  int discharger = -1;
  int plant = -1;
  double share = 0.0;  ///< [-]
};

struct ChainState {
  double time = 0.0;                   ///< [s] since the start
  std::vector<double> diffuse_factor;  ///< [catchment × constituent] [-]
  std::vector<double> season_factor;   ///< [discharger] on the yearly mean water and load [-]
  std::vector<double> own_share;       ///< [discharger] share that goes where the table says [-]
  std::vector<Connection> connections;
  std::vector<double> effluent;  ///< [plant × constituent] [g m-3], missing = untreated
  std::vector<std::vector<std::pair<double, double>>> upgrades;  ///< [plant × constituent] (new value, part in effect)
  std::vector<Stream> outfalls;                                  ///< [outfall]
};

/// Part of a measure's effect at time t: 0 before `from`, growing over `ramp`, then 1.
double part_in_effect(const Measure& measure, double t);

/// The chain before any measure: everything goes where the tables say.
ChainState make_chain(const Case& model, double t);

/// What dischargers and plants send to the outfalls, now that connections and upgrades are known, and outfalls' own water.
void fill_outfalls(const Case& model, ChainState& chain);

/// Effect of measures on sources before the outfalls: reduce_diffuse, connect, upgrade_plant.
void apply_before_outfalls(const Case& model, const Measure& measure, double part, ChainState& chain);

/// Effect of measures at the outfalls: merge, standardise, close.
void apply_at_outfalls(const Measure& measure, double part, ChainState& chain);

}  // namespace bailang
