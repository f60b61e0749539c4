#include <algorithm>

#include "scenarios/measure_effects.hpp"

namespace bailang {

void merge(const ChainContext&, const Measure& measure, double part, ChainState& chain) {
  for (const int outfall : measure.selection) {
    if (outfall == measure.into_outfall) continue;  // stays where the others are brought to
    move_part(chain.outfalls, outfall, chain.outfalls, measure.into_outfall, part);
  }
}

void standardise(const ChainContext& context, const Measure& measure, double part, ChainState& chain) {
  double* taken = chain.ledger.terms.load_of(row_of(ChainTerm::standardised));
  for (const int outfall : measure.selection) {
    double* load = chain.outfalls.load_of(outfall);
    for (int c = 0; c < context.constituents; ++c) {
      if (c == context.continuity) continue;
      double target = load[c];
      if (!measure.concentration.empty() && is_given(measure.concentration[c])) {
        target = std::min(target, measure.concentration[c] * chain.outfalls.carrier[outfall]);
      }
      if (!measure.removal.empty()) target *= 1.0 - measure.removal[c];
      const double change = part * (target - load[c]);
      load[c] += change;
      taken[c] -= change;
    }
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
