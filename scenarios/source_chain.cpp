#include "scenarios/source_chain.hpp"

#include "scenarios/chain_run.hpp"

namespace bailang {

LaneSources sources_at(const Case& model, const Scenario& scenario, double t) {
  return run_chain(make_chain_context(model, scenario), t).sources;
}

ChainLedger chain_ledger(const Case& model, const Scenario& scenario, double t) {
  return run_chain(make_chain_context(model, scenario), t).ledger;
}

SourceSchedule source_schedule(const Case& model, const Scenario& scenario) {
  const ChainContext context = make_chain_context(model, scenario);
  SourceSchedule schedule;
  for (const ChainInterval& interval : chain_intervals(context)) {
    schedule.begin.push_back(interval.begin);
    schedule.sources.push_back(run_chain(context, interval.heard).sources);
  }
  return schedule;
}

}  // namespace bailang
