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
    chain.connections.push_back({discharger, measure.to_plant, share, &measure});
  }
}

void separate_sewers(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int plant : measure.selection) {
    const double share = part * measure.share * chain.combined_share[plant];
    chain.combined_share[plant] -= share;
    chain.separations.push_back({plant, measure.into_outfall, share, &measure});
  }
}

void expand_plant(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int plant : measure.selection) {
    chain.capacity[plant] += part * (measure.capacity - chain.capacity[plant]);
  }
}

void upgrade_plant(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int plant : measure.selection) chain.upgrades[plant].push_back({&measure, part});
}

void reuse(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int plant : measure.selection) {
    chain.reuse[plant] += part * measure.share * (1.0 - chain.reuse[plant]);
  }
}

}  // namespace bailang
