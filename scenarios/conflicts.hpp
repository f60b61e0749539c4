#pragma once

#include "core/diagnostics.hpp"
#include "scenarios/case.hpp"

/// Measures that exclude each other.
namespace bailang {

/// One error for each pair of measures of a scenario that exclude each other (closing what is merged, merging one outfall
/// into two, merging in a circle, connecting to a plant whose outfall is closed, cleaning where no water is left …); names both and the outfall, at the scenario's place. A pair is told once even when
/// many scenarios hold it.
void check_conflicts(const Case& model, Diagnostics& diagnostics);

}  // namespace bailang
