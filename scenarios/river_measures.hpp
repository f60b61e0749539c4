#pragma once

#include "scenarios/case.hpp"
#include "solver/river_works.hpp"

/// Measures that act in the river itself: divert, dredge, aerate, and a wetland that a reach passes.
///
/// - Measures of one kind that meet compose: dredging takes its part of what earlier dredging left, oxygen and added
///   reaeration add, wetlands at one place act one after the other in the order of the file.
/// - Half in force makes half of the change that the whole would make.
namespace bailang {

/// Whether a measure does nothing on the chain discharger → plant → outfall.
bool acts_in_river(const Measure& measure);

/// What the scenario's measures do in the river over the run, constant between the moments at which they change: every
/// measure's date, every day of its ramp, calendar months where flows are given by month. A transient run hears of each
/// interval's middle, a steady one of its beginning. Empty when none acts there.
RiverSchedule river_schedule(const Case& model, const Scenario& scenario);

}  // namespace bailang
