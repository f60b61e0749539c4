#pragma once

#include <utility>
#include <vector>

#include "core/calendar.hpp"
#include "scenarios/case.hpp"
#include "scenarios/chain_ledger.hpp"
#include "scenarios/treatment.hpp"
#include "solver/sources.hpp"

/// The source chain at one moment, while measures work on it.
namespace bailang {

/// What stays the same over a scenario's run; found once, so that no text is compared while the chain runs.
struct ChainContext {
  const Case& model;
  const Forcing& forcing;
  double temperature_offset = 0.0;  ///< of the scenario [K]
  int constituents = 0;
  int continuity = -1;                     ///< index of `continuity`, -1 when it is not simulated
  double diffuse_factor = 1.0;             ///< on what follows the rain [-]
  std::vector<const Measure*> measures{};  ///< of the chain, in the order of application, each once
  std::vector<int> discharger_shape{};     ///< [discharger] index into Forcing::diffuse_shape, -1 = even over the year
  std::vector<int> catchment_shape{};      ///< [catchment] the same
  std::vector<int> plant_rain{};           ///< [plant] index into Forcing::rain, -1 = no rain comes to it
  Treatment treatment{};
};

/// A share of a discharger's water and load that goes to a plant instead of its own target.
struct Connection {
  int discharger = -1;
  int plant = -1;
  double share = 0.0;                ///< [-]
  const Measure* measure = nullptr;  ///< not owned
};

/// Caps on a plant's effluent, as far as they are in effect.
struct Upgrade {
  const Measure* measure = nullptr;  ///< not owned
  double part = 0.0;                 ///< [-]
};

/// A share of a plant's combined area whose storm water no longer comes to the plant.
struct Separation {
  int plant = -1;
  int to = -1;                       ///< outfall, -1 = led away beside the river
  double share = 0.0;                ///< [-]
  const Measure* measure = nullptr;  ///< not owned
};

struct ChainState {
  double time = 0.0;                           ///< [s] since the start
  CivilDate date;                              ///< of that moment
  std::vector<double> month_factor;            ///< [diffuse shape] on the yearly mean rate [-]
  std::vector<double> diffuse_factor;          ///< [catchment × constituent] on the load [-]
  std::vector<double> own_share;               ///< [discharger] share that goes where the table says [-]
  std::vector<Connection> connections;         ///< the other shares
  std::vector<double> effluent;                ///< [plant × constituent] [g m-3], missing = untreated
  std::vector<std::vector<Upgrade>> upgrades;  ///< [plant], in the order in which they work
  std::vector<double> capacity;                ///< [plant] [m3 s-1], 0 = any amount
  std::vector<double> reuse;                   ///< [plant] share of the effluent that leaves the river [-]
  std::vector<double> combined_share;          ///< [plant] share of its combined area that still drains to it [-]
  std::vector<Separation> separations;         ///< the other shares
  Streams plants;                              ///< a row a plant: what comes to it
  Streams outfalls;                            ///< a row an outfall
  ChainLedger ledger;
  LaneSources sources;          ///< what reaches the river
  std::vector<double> scratch;  ///< [constituent] loads while they are added up
};

ChainContext make_chain_context(const Case& model, const Scenario& scenario);

/// The chain at time t [s] before any measure: everything goes where the tables say.
ChainState make_chain(const ChainContext& context, double t);

/// Part of a measure's effect at time t: 0 before `from`, growing over `ramp`, then 1.
double part_in_effect(const Measure& measure, double t);

/// What dischargers and plants send to the outfalls, now that connections and upgrades are known, and outfalls' own water.
void fill_outfalls(const ChainContext& context, ChainState& chain);

/// Writes what leaves the outfalls, and what comes from the catchments, into `chain.sources`; closes the ledger.
void fill_river(const ChainContext& context, ChainState& chain);

}  // namespace bailang
