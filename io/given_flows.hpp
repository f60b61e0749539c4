#pragma once

#include "scenarios/case.hpp"

/// Discharges that a table gives (flow mode `prescribed`) must be those that the water entering the network makes.
namespace bailang {

/// Reports every reach whose given discharge [m3 s-1] differs from the water that reaches it by more than 1e-6 of it: at
/// the start and at every row of the inflows and change of the sources, in every scenario. Reservoirs store the
/// difference of what flows in and out, so below one any discharge may be given. A reach is told once.
void check_given_flows(const Case& model, Diagnostics& diagnostics);

}  // namespace bailang
