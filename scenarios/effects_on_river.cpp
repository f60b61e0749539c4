#include <algorithm>

#include "scenarios/measure_effects.hpp"

namespace bailang {
namespace {

/// Adds an entry, unless its place is kept at more already; one place has one entry, so that no water counts twice.
void keep_greater(std::vector<EcologicalFlow>& entries, EcologicalFlow entry) {
  const auto same = std::find_if(entries.begin(), entries.end(), [&](const EcologicalFlow& other) {
    return other.reach == entry.reach && other.reservoir == entry.reservoir;
  });
  if (same == entries.end())
    entries.push_back(std::move(entry));
  else if (entry.flow > same->flow)
    *same = std::move(entry);
}

}  // namespace

void ecological_flow(const ChainContext& context, const Measure& measure, double part, ChainState& chain) {
  const std::size_t month = measure.flow.size() == 12 ? chain.date.month - 1 : 0;
  EcologicalFlow entry;
  entry.flow = part * measure.flow[month];
  entry.concentration.assign(context.constituents, 0.0);
  for (std::size_t c = 0; c < measure.concentration.size(); ++c) {
    if (is_given(measure.concentration[c])) entry.concentration[c] = measure.concentration[c];
  }
  if (context.continuity >= 0) entry.concentration[context.continuity] = 1.0;
  for (const int place : measure.selection) {
    // Water from a reservoir is kept by its release; what flows on reaches the reach below.
    entry.reservoir = measure.on_reservoir ? place : measure.source_reservoir;
    entry.reach = entry.reservoir >= 0 ? -1 : place;
    keep_greater(chain.sources.ecological_flow, entry);
  }
}

}  // namespace bailang
