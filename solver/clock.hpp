#pragma once

#include <vector>

#include "solver/settings.hpp"

/// When a run steps and records.
namespace bailang {

/// Ends of all steps [s] from the start on, those of the spin-up before it (negative) first. They depend on the case
/// alone, so that no lane feels its neighbours: a jump of the inputs acts from the first step that begins at or after it.
std::vector<double> step_times(const TimeSettings& time);

/// Number of records: the start, every output interval, the end.
int record_count(const TimeSettings& time);

}  // namespace bailang
