#include "scenarios/measure_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/diagnostics.hpp"

namespace bailang {
namespace {

const MeasureEffect& effect_of(const Measure& measure) {
  const auto table = measure_effects();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const MeasureEffect& e) { return e.kind == measure.kind; });
  if (found != table.end()) return *found;
  throw RunError(fmt::format("measure '{}': kind '{}' is not in this version; take it out of the scenario", measure.id,
                             to_string(measure.kind)));
}

}  // namespace

std::span<const MeasureEffect> measure_effects() {
  static constexpr std::array<MeasureEffect, 11> table = {{
      {MeasureKind::reduce_diffuse, ChainStage::sources, reduce_diffuse},
      {MeasureKind::connect, ChainStage::sources, connect},
      {MeasureKind::separate_sewers, ChainStage::sources, separate_sewers},
      {MeasureKind::expand_plant, ChainStage::sources, expand_plant},
      {MeasureKind::upgrade_plant, ChainStage::sources, upgrade_plant},
      {MeasureKind::reuse, ChainStage::sources, reuse},
      {MeasureKind::merge, ChainStage::outfalls, merge},
      {MeasureKind::standardise, ChainStage::outfalls, standardise},
      {MeasureKind::wetland, ChainStage::outfalls, wetland},
      {MeasureKind::close, ChainStage::outfalls, close},
      {MeasureKind::ecological_flow, ChainStage::river, ecological_flow},
  }};
  return table;
}

void apply_stage(const ChainContext& context, ChainStage stage, ChainState& chain) {
  for (const Measure* measure : context.measures) {
    const MeasureEffect& effect = effect_of(*measure);
    const double part = part_in_effect(*measure, chain.time);
    if (effect.stage == stage && part > 0.0) effect.apply(context, *measure, part, chain);
  }
}

}  // namespace bailang
