#include <algorithm>

#include "scenarios/measure_effects.hpp"

namespace bailang {

void reduce_diffuse(const ChainContext& context, const Measure& measure, double part, ChainState& chain) {
  for (const int catchment : measure.selection) {
    double* factor = &chain.diffuse_factor[static_cast<std::size_t>(catchment) * context.constituents];
    for (int c = 0; c < context.constituents; ++c) factor[c] *= 1.0 - part * measure.fraction[c];
  }
}

void connect(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int discharger : measure.selection) {
    const double share = std::min(part * measure.share, chain.own_share[discharger]);
    chain.own_share[discharger] -= share;
    chain.connections.push_back({discharger, measure.to_plant, share});
  }
}

void upgrade_plant(const ChainContext& context, const Measure& measure, double part, ChainState& chain) {
  for (const int plant : measure.selection) {
    for (int c = 0; c < context.constituents; ++c) {
      const double cap = measure.concentration[c];
      if (is_given(cap))
        chain.upgrades[static_cast<std::size_t>(plant) * context.constituents + c].push_back({cap, part});
    }
  }
}

}  // namespace bailang
