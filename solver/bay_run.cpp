#include "solver/bay_run.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "solver/bay_ledger.hpp"
#include "solver/bay_start.hpp"

namespace bailang {
namespace {

/// All constituents of one scenario while the run goes on.
struct BayState {
  const Bay& bay;
  std::vector<std::vector<double>> c;        // [constituent][box]
  std::vector<BayLedger> ledgers;            // [constituent]
  std::vector<std::vector<double>> records;  // [constituent], record after record
};

void record(BayState& state) {
  for (std::size_t k = 0; k < state.c.size(); ++k)
    state.records[k].insert(state.records[k].end(), state.c[k].begin(), state.c[k].end());
}

void march(BayState& state, const BayExchangeNetwork& network, const std::vector<BayInterval>& intervals) {
  for (std::size_t k = 0; k < state.c.size(); ++k) state.ledgers[k].set_initial(state.bay, state.c[k]);
  record(state);
  for (const BayInterval& interval : intervals) {
    const BayFlows flows = network.flows(water_entry(interval));
    for (std::size_t k = 0; k < state.c.size(); ++k) {
      const int constituent = static_cast<int>(k);
      const BaySystem system = bay_system(state.bay, flows, interval, constituent);
      const std::vector<double> integral = advance_bay(system, interval.seconds, state.c[k]);
      state.ledgers[k].add(state.bay, system, interval, constituent, integral);
    }
    if (interval.is_record) record(state);
  }
  for (std::size_t k = 0; k < state.c.size(); ++k) state.ledgers[k].set_final(state.bay, state.c[k]);
}

void solve_periods(BayState& state, const BayExchangeNetwork& network, const std::vector<BayInterval>& intervals) {
  for (const BayInterval& interval : intervals) {
    const BayFlows flows = network.flows(water_entry(interval));
    for (std::size_t k = 0; k < state.c.size(); ++k) {
      const int constituent = static_cast<int>(k);
      const BaySystem system = bay_system(state.bay, flows, interval, constituent);
      state.c[k] = steady_bay(system);
      std::vector<double> integral = state.c[k];
      for (double& value : integral) value *= interval.seconds;
      state.ledgers[k].add(state.bay, system, interval, constituent, integral);
    }
    if (!interval.is_record) continue;
    if (state.records.empty() || state.records.front().empty()) record(state);  // the start: the first period's state
    record(state);
  }
}

}  // namespace

BayResult run_bay(const Bay& bay, const std::vector<BayInterval>& intervals, BayMode mode) {
  const BayExchangeNetwork network(bay);
  const auto constituents = static_cast<std::size_t>(bay.constituent_count());
  BayState state{bay, {}, std::vector<BayLedger>(constituents), std::vector<std::vector<double>>(constituents)};
  if (mode == BayMode::march) {
    state.c = bay_start(bay, network, intervals);
    march(state, network, intervals);
  } else {
    state.c.resize(constituents);
    solve_periods(state, network, intervals);
  }
  BayResult result;
  for (std::size_t k = 0; k < constituents; ++k) {
    result.concentration.insert(result.concentration.end(), state.records[k].begin(), state.records[k].end());
    const std::vector<double> terms = state.ledgers[k].terms();
    result.balance.insert(result.balance.end(), terms.begin(), terms.end());
  }
  return result;
}

}  // namespace bailang
