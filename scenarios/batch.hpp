#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <vector>

#include "network/grid.hpp"
#include "scenarios/case.hpp"
#include "solver/result.hpp"
#include "solver/simulate.hpp"

/// Runs many scenarios: grouped by their water, cut into lane blocks, one block a thread.
namespace bailang {

struct BatchOptions {
  std::vector<int> scenarios;  ///< indices into Case::scenarios, in order
  int threads = 0;             ///< 0 = as many as the machine has
  int lanes = 32;              ///< widest block: 1, 8, 16, 32 or 64
  FieldOutput fields = FieldOutput::statistics;
  bool save_state = false;                           ///< results carry the state at the end
  const std::map<int, SavedState>* start = nullptr;  ///< by scenario, states to go on from; not owned, null = none
  std::function<void(std::size_t)>
      advanced;  ///< told of scenario-records as they are done, from any thread; may be empty
};

/// Scenarios that run side by side.
struct LaneBlock {
  std::vector<int> scenarios;  ///< indices into Case::scenarios
  BlockShape shape;
};

/// Groups scenarios whose water and temperature are the same into blocks that share their flow; what is left over fills
/// blocks in which every lane has its own.
std::vector<LaneBlock> plan_blocks(const Case& model, const BatchOptions& options);

/// What one scenario hears of the world.
LaneInput lane_input(const Case& model, int scenario);

/// Runs all blocks and hands each result to the sink as soon as it is complete. The result of a scenario does not depend
/// on threads, lanes or on which others run: the same bits.
/// @throws RunError of the first block that failed, after the others have ended
void run_batch(const Case& model, const Grid& grid, const BatchOptions& options, ResultSink& sink);

}  // namespace bailang
