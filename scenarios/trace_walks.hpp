#pragma once

#include <vector>

#include "scenarios/chain_state.hpp"
#include "scenarios/river_way.hpp"
#include "scenarios/trace.hpp"

/// Walks along the chain and the rivers, each adding its lines to a trace.
namespace bailang {

/// What the walks share.
struct TraceWork {
  const ChainContext& context;
  const ChainState& chain;
  double flow_factor = 1.0;  ///< on inflows
  std::vector<TraceLine> lines{};
  [[nodiscard]] const Network& network() const { return context.model.network; }
};

// trace_chain.cpp
void discharger_down(TraceWork& work, int discharger);
void plant_down(TraceWork& work, int plant, int depth);
/// @param way how the water comes to the outfall
void outfall_down(TraceWork& work, int outfall, int depth, const std::string& way, const Measure* by);
void plant_up(TraceWork& work, int plant, int depth);
/// What comes to an outfall; the outfall itself is no line.
void outfall_up(TraceWork& work, int outfall, int depth);
/// The line of an outfall: what enters the river there, and the measures that clean or move it.
TraceLine outfall_line(const TraceWork& work, int outfall, int depth);

// trace_river.cpp
/// Reaches, sections and mouths below any of the places, nearest first.
void river_down(TraceWork& work, const std::vector<RiverPlace>& places, int depth);
/// Everything that enters the rivers above any of the places, nearest first, then its sum.
void river_up(TraceWork& work, const std::vector<RiverPlace>& places, int depth);

}  // namespace bailang
