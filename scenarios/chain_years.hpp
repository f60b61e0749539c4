#pragma once

#include <vector>

#include "scenarios/case.hpp"
#include "scenarios/chain_ledger.hpp"

/// The source chain over calendar years: what a planner's balance sheet shows.
namespace bailang {

/// Means over the part of a run that lies in one calendar year, weighted by the time that each interval of the schedule
/// has in it: water [m3 s-1] and load [g s-1] that the river heard of.
struct ChainYear {
  int year = 0;
  ChainLedger ledger;
  Streams outfalls;  ///< a row an outfall: what enters the river there
  Streams diffuse;   ///< a row a reach: what enters along it
};

/// Every calendar year that the run touches, in order.
std::vector<ChainYear> chain_years(const Case& model, const Scenario& scenario);

}  // namespace bailang
