#pragma once

#include <functional>
#include <vector>

#include "solver/hydraulics.hpp"
#include "solver/result.hpp"
#include "solver/settings.hpp"
#include "solver/sources.hpp"

/// Runs one lane block over the whole time.
namespace bailang {

/// A case as the solver sees it; refers to the caller's values.
struct SimulationCase {
  const Network& network;
  const Grid& grid;
  const Settings& settings;
  FieldOutput fields = FieldOutput::statistics;
  std::function<void(int scenarios)> on_record =
      {};                   ///< called after each record of a block, from its thread; may be empty
  bool save_state = false;  ///< the result carries the state at the end
};

struct BlockShape {
  int lanes = 1;          ///< 1, 8, 16, 32 or 64; at least as many as scenarios
  bool own_flow = false;  ///< every lane has its own water; else all share the first lane's
};

/// Time-varying run: for each step route water, carry and decay every constituent, close the ledger, record.
/// All lanes of a block that shares its flow must have the same water, forcing and temperature.
/// The result of a lane does not depend on the block's shape or on its neighbours: the same bits.
/// @throws RunError when a concentration is no longer finite
BlockResult simulate(const SimulationCase& model, const std::vector<LaneInput>& inputs, BlockShape shape);

/// One direct solve for each period between times in the inputs; linear kinetics integrated exactly along cells without
/// dispersion. One lane after the other.
BlockResult solve_steady_periods(const SimulationCase& model, const std::vector<LaneInput>& inputs);

}  // namespace bailang
