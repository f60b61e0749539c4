#include "solver/bay_exchange.hpp"

#include <stdexcept>

namespace bailang {
namespace {

std::size_t at(int row, int column, int columns) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
}

/// Water that goes one way over an exchange, from box `i`.
void add_passage(BayFlows& flows, const BayExchange& link, double there, double back, int seas) {
  const auto i = static_cast<std::size_t>(link.from);
  flows.loss[i] += there;
  if (link.to < 0) {
    flows.to_sea[i] += there;
    flows.from_sea[at(link.from, link.sea, seas)] += back;
    return;
  }
  const auto j = static_cast<std::size_t>(link.to);
  flows.gain[at(link.to, link.from, flows.boxes)] += there;
  flows.gain[at(link.from, link.to, flows.boxes)] += back;
  flows.loss[j] += back;
}

}  // namespace

BayExchangeNetwork::BayExchangeNetwork(const Bay& bay) : bay_(bay) {
  const int n = bay.box_count();
  std::vector<double> laplacian(static_cast<std::size_t>(n) * n, 0.0);
  residual_.assign(static_cast<std::size_t>(n), 0.0);
  for (const BayExchange& link : bay.exchanges) {
    laplacian[at(link.from, link.from, n)] += link.exchange;
    residual_[static_cast<std::size_t>(link.from)] -= link.residual_flow;
    if (link.to < 0) continue;
    laplacian[at(link.to, link.to, n)] += link.exchange;
    laplacian[at(link.from, link.to, n)] -= link.exchange;
    laplacian[at(link.to, link.from, n)] -= link.exchange;
    residual_[static_cast<std::size_t>(link.to)] += link.residual_flow;
  }
  if (!potential_.factorise(n, laplacian)) throw std::logic_error("a box of the bay has no way to the open sea");
}

BayFlows BayExchangeNetwork::flows(const std::vector<double>& entry) const {
  const int n = bay_.box_count();
  const int seas = static_cast<int>(bay_.seas.size());
  const auto size = static_cast<std::size_t>(n);
  BayFlows flows{n, std::vector<double>(size * size, 0.0), std::vector<double>(size, 0.0),
                 std::vector<double>(size * static_cast<std::size_t>(seas), 0.0), std::vector<double>(size, 0.0)};
  std::vector<double> phi = residual_;
  for (std::size_t i = 0; i < size; ++i) phi[i] += entry[i];
  potential_.solve(phi.data());
  for (const BayExchange& link : bay_.exchanges) {
    const double beyond = link.to < 0 ? 0.0 : phi[static_cast<std::size_t>(link.to)];
    const double net = link.residual_flow + link.exchange * (phi[static_cast<std::size_t>(link.from)] - beyond);
    add_passage(flows, link, link.exchange + (net > 0.0 ? net : 0.0), link.exchange + (net < 0.0 ? -net : 0.0), seas);
  }
  return flows;
}

std::vector<bool> reaches_open_sea(const Bay& bay) {
  std::vector<bool> reaches(bay.boxes.size(), false);
  for (std::size_t round = 0; round <= bay.boxes.size(); ++round) {
    for (const BayExchange& link : bay.exchanges) {
      if (!(link.exchange > 0.0) || link.from < 0) continue;
      const auto from = static_cast<std::size_t>(link.from);
      if (link.to < 0) {
        if (link.sea >= 0) reaches[from] = true;
        continue;
      }
      const auto to = static_cast<std::size_t>(link.to);
      if (reaches[from] || reaches[to]) reaches[from] = reaches[to] = true;
    }
  }
  return reaches;
}

}  // namespace bailang
