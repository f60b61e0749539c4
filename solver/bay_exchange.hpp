#pragma once

#include <vector>

#include "network/bay.hpp"
#include "solver/small_lu.hpp"

/// How water moves between the boxes of a bay.
///
/// Volumes are constant, so whatever water enters a box leaves it: the residual flow of a table plus a flow Q_ij =
/// X_ij (φ_i − φ_j) that takes the rest to the open sea (φ = 0) the way that exchange X is greatest; on a chain of boxes it
/// is the only one there is. Water carries the strength of the box it leaves.
namespace bailang {

/// Rates at which water passes between boxes: V dc/dt = −loss ∘ c + M c + entry, all as volumes a second.
struct BayFlows {
  int boxes = 0;
  std::vector<double> gain;      ///< [box × box] water that comes from another box [m3 s-1]; 0 on the diagonal
  std::vector<double> loss;      ///< [box] water that leaves, to boxes and the open sea [m3 s-1]
  std::vector<double> from_sea;  ///< [box × sea] water that comes from the open sea [m3 s-1]
  std::vector<double> to_sea;    ///< [box] of the loss, what leaves to the open sea [m3 s-1]
};

/// Finds the flows that follow from the water that enters.
class BayExchangeNetwork {
public:
  /// @throws std::logic_error when a box has no way to the open sea
  explicit BayExchangeNetwork(const Bay& bay);

  /// @param entry [box] water of rivers and sources [m3 s-1]
  [[nodiscard]] BayFlows flows(const std::vector<double>& entry) const;

private:
  const Bay& bay_;
  SmallLu potential_;             // of the exchange's Laplacian
  std::vector<double> residual_;  // [box] what residual flows bring, net [m3 s-1]
};

/// Whether every box reaches the open sea by exchange: [box].
std::vector<bool> reaches_open_sea(const Bay& bay);

}  // namespace bailang
