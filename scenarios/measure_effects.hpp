#pragma once

#include <span>

#include "scenarios/chain_state.hpp"

/// The table of what measures do: a row a kind. A new kind is a row here and a function in the file of its group.
namespace bailang {

/// Where on the chain a kind acts.
enum class ChainStage {
  sources,   ///< dischargers, plants and land, before water is sent on
  outfalls,  ///< what has come to the outfalls, before it enters the river
  river      ///< what the river is told besides its sources
};

/// Applies a part [-] (0 to 1) of a measure's effect to the chain.
using ApplyMeasure = void (*)(const ChainContext&, const Measure&, double part, ChainState&);

struct MeasureEffect {
  MeasureKind kind;
  ChainStage stage;
  ApplyMeasure apply;
};

/// Every kind that this version applies, in the order of application.
std::span<const MeasureEffect> measure_effects();

/// Applies the scenario's measures of one stage, each with the part of its effect that holds at the chain's time.
/// @throws RunError for a kind that is not in the table
void apply_stage(const ChainContext& context, ChainStage stage, ChainState& chain);

// effects_on_sources.cpp
/// Load of the selected catchments × (1 − part × fraction); water stays.
void reduce_diffuse(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// part × share of each discharger's water and load goes to the plant; no more than its own target still gets.
void connect(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// part × share of the combined area that still drains to the plant no longer does.
void separate_sewers(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// Capacity moves by `part` from its present value to the new total.
void expand_plant(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// Effluent moves by `part` from its present value to the lower of present and new.
void upgrade_plant(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// part × share of the effluent that still reached the river leaves it, water and load.
void reuse(const ChainContext& context, const Measure& measure, double part, ChainState& chain);

// effects_on_outfalls.cpp
/// part of water and load of the selected outfalls leaves at another.
void merge(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// Load moves by `part` to what the cap (on load / carrier) or the removal leaves of it.
void standardise(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// Load moves by `part` to what a wetland leaves of it (wetland.hpp), at the water temperature of the outfall's reach.
void wetland(const ChainContext& context, const Measure& measure, double part, ChainState& chain);
/// part of water and load stops, or goes to another outfall.
void close(const ChainContext& context, const Measure& measure, double part, ChainState& chain);

// effects_on_river.cpp
/// Flow kept at least at part × the month's value; where two measures keep the same place, the greater one holds.
void ecological_flow(const ChainContext& context, const Measure& measure, double part, ChainState& chain);

}  // namespace bailang
