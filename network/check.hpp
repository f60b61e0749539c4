#pragma once

#include "core/diagnostics.hpp"
#include "network/network.hpp"

/// Rules that the river network as a whole must keep.
namespace bailang {

/// Reports, each at its row: cycles (printed as the ring of nodes), nodes that nothing uses, headwaters that receive a
/// reach, outlets that feed one, reservoir nodes without a row and rows without a node, shares of a split that do not
/// sum to 1, reaches from which no outlet can be reached.
/// @param splits_are_computed the flow mode shares water out itself: the column `split` is not looked at
void check_network(const Network& network, Diagnostics& diagnostics, bool splits_are_computed = false);

}  // namespace bailang
