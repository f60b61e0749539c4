#pragma once

#include "scenarios/case.hpp"
#include "scenarios/chain_ledger.hpp"
#include "solver/sources.hpp"

/// The chain discharger → plant → outfall → reach, with a scenario's measures applied to it.
///
/// - Rain on a plant's combined area comes to it with its sewage: rain × area × runoff coefficient, as strong as the
///   table of rain says.
/// - A plant treats what comes to it up to its capacity (0 = any amount) and makes no water dirtier than it came
///   (treatment.hpp); the rest of the mixture overflows as it came. `reuse_fraction` of the effluent leaves the river. A
///   plant that nothing reaches sends nothing.
/// - An outfall passes on what comes to it and its own water. Where it adds no water, its own and its dischargers' loads
///   count, their water is part of the catchment's runoff; a plant's effluent is water everywhere. Concentrations at an
///   outfall are load over carrying flow, that runoff among it.
/// - Land gives its year's load and runoff by the months of Forcing::diffuse_shape: the month's share of the total over
///   the month's real length, so that the months of any year sum to the total.
/// - Measures act in the order of MeasureKind, those of one kind in the order of the file, each on what the one before
///   left. Half of an effect is half of the change that the whole would make.
/// - `continuity` is 1 g m-3 in all of this water; no measure changes it.
namespace bailang {

/// Sources of one scenario at time t [s] since the start of the run, right of any jump, with the part of every measure's
/// effect that `from` and `ramp` give at t.
/// @throws RunError for a measure of a kind that is not in this version
LaneSources sources_at(const Case& model, const Scenario& scenario, double t);

/// Where water and load of that moment come from and what each stage took; closes to rounding.
ChainLedger chain_ledger(const Case& model, const Scenario& scenario, double t);

/// Sources over the whole run, constant between the moments at which they change: calendar months where diffuse shapes
/// or monthly flows exist, every measure's date, every day while a measure ramps, every row of an outfall's own series,
/// every change of the rain on plants, every row of temperature (a day apart at least) where wetlands feel it.
/// A transient run hears of each interval's middle (a ramp then has its mean, a linear series the mean of its rows), a
/// steady one of its beginning.
SourceSchedule source_schedule(const Case& model, const Scenario& scenario);

}  // namespace bailang
