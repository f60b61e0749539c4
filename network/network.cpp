#include "network/network.hpp"

#include <algorithm>

namespace bailang {

int constituent_index(const Network& network, const std::string& name) {
  const auto found = std::find(network.constituents.begin(), network.constituents.end(), name);
  return found == network.constituents.end() ? -1 : static_cast<int>(found - network.constituents.begin());
}

}  // namespace bailang
