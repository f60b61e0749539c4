#pragma once

#include <vector>

#include "scenarios/chain_state.hpp"

/// The chain with its measures applied, at one moment and over the run.
namespace bailang {

/// The chain at time t [s] with the part of every measure's effect that holds then.
/// @throws RunError for a measure of a kind that is not in this version
ChainState run_chain(const ChainContext& context, double t);

/// Time over which sources stay constant [s since the start of the run].
struct ChainInterval {
  double begin = 0.0, end = 0.0;
  double heard = 0.0;  ///< moment whose sources hold: the middle, in a steady run the beginning
};

/// The intervals of the run, in order, the first from 0. `source_schedule` says what parts them.
std::vector<ChainInterval> chain_intervals(const ChainContext& context);

}  // namespace bailang
