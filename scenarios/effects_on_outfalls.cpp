#include <vector>

#include "scenarios/caps.hpp"
#include "scenarios/measure_effects.hpp"
#include "scenarios/wetland.hpp"
#include "solver/water_temperature.hpp"

namespace bailang {

void merge(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int outfall : measure.selection) {
    if (outfall == measure.into_outfall) continue;  // stays where the others are brought to
    move_part(chain.outfalls, outfall, chain.outfalls, measure.into_outfall, part);
  }
}

namespace {

/// Moves an outfall's load by `part` to a target, and books what is taken.
void move_to(const ChainContext& context, const std::vector<double>& target, double part, int outfall, ChainTerm term,
             ChainState& chain) {
  double* load = chain.outfalls.load_of(outfall);
  double* taken = chain.ledger.terms.load_of(row_of(term));
  for (int c = 0; c < context.constituents; ++c) {
    if (c == context.continuity) continue;
    const double change = part * (target[c] - load[c]);
    load[c] += change;
    taken[c] -= change;
  }
}

}  // namespace

void standardise(const ChainContext& context, const Measure& measure, double part, ChainState& chain) {
  for (const int outfall : measure.selection) {
    const double* load = chain.outfalls.load_of(outfall);
    std::vector<double> target(load, load + context.constituents);
    cap_loads(measure, chain.outfalls.carrier[outfall], target);
    move_to(context, target, part, outfall, ChainTerm::standardised, chain);
  }
}

void wetland(const ChainContext& context, const Measure& measure, double part, ChainState& chain) {
  for (const int outfall : measure.selection) {
    const double flow = chain.outfalls.carrier[outfall];
    if (flow <= 0.0) continue;
    const int reach = context.model.network.outfalls[outfall].reach;
    const double degrees = water_temperature(context.forcing, reach, chain.time, context.temperature_offset);
    const double* load = chain.outfalls.load_of(outfall);
    std::vector<double> target(load, load + context.constituents);
    pass_through_wetland(measure, flow, degrees, target);
    move_to(context, target, part, outfall, ChainTerm::wetlands, chain);
  }
}

void close(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int outfall : measure.selection) {
    if (outfall == measure.into_outfall) continue;  // stays where the others are brought to
    if (measure.into_outfall >= 0) {
      move_part(chain.outfalls, outfall, chain.outfalls, measure.into_outfall, part);
    } else {
      move_part(chain.outfalls, outfall, chain.ledger.terms, row_of(ChainTerm::closed), part);
    }
  }
}

}  // namespace bailang
