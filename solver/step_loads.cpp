#include "solver/step_loads.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

constexpr double settled = 1.0e-14;  ///< change of a load over the greatest of its lane

/// What transfers that stay in the network carry at the present strength of their source [transfer, lane] [g s-1].
std::vector<double> carried_at_present(const Hydraulics& water, const Transport& transport, int constituent) {
  const std::size_t w = water.width, lanes = transport.lanes;
  std::vector<double> carried;
  for (std::size_t i = 0; i < water.transfers.size(); ++i) {
    if (water.transfers[i].to < 0) continue;
    const double* c = &transport.c[constituent][water.transfers[i].from * lanes];
    for (std::size_t l = 0; l < lanes; ++l) carried.push_back(water.transfer[i * w + (w == 1 ? 0 : l)] * c[l]);
  }
  return carried;
}

/// Takes over what was brought in lanes where it has changed; a lane that has settled is left as it is, so that it does
/// not feel how long others take.
bool settle_lanes(const std::vector<double>& brought, std::size_t lanes, std::size_t first, StepLoads& loads) {
  bool all = true;
  for (std::size_t l = 0; l < lanes; ++l) {
    double change = 0.0, greatest = 0.0;
    for (std::size_t at = l; at < brought.size(); at += lanes) {
      change = std::max(change, std::abs(brought[at] - loads.load[first * lanes + at]));
      greatest = std::max(greatest, std::abs(brought[at]));
    }
    if (change <= settled * greatest) continue;
    all = false;
    for (std::size_t at = l; at < brought.size(); at += lanes) loads.load[first * lanes + at] = brought[at];
  }
  return all;
}

const Tide* tide_at(const LaneInput& input, int node) {
  const auto& tides = input.forcing->tides;
  const auto found = std::find_if(tides.begin(), tides.end(), [&](const Tide& tide) { return tide.node == node; });
  return found == tides.end() ? nullptr : &*found;
}

}  // namespace

void add_sea_loads(const HydraulicCase& model, const BlockInputs& inputs, const Hydraulics& water,
                   const Transport& transport, int constituent, double t, StepLoads& loads) {
  const std::string& name = model.network.constituents[constituent];
  const std::size_t w = water.width, lanes = transport.lanes;
  for (const Exit& exit : transport.exits) {
    if (exit.outlet < 0) continue;
    loads.unknown.push_back(exit.unknown);
    const int node = model.grid.outlets[exit.outlet];
    for (std::size_t l = 0; l < lanes; ++l) {
      const Tide* tide = tide_at(*inputs.lanes[l], node);
      double strength = transport.c[constituent][exit.unknown * lanes + l];
      if (tide != nullptr && tide->has_concentration[constituent])
        strength = value_at(tide->series, 1 + constituent, t);
      if (name == "continuity") strength = 1.0;
      if (name == "age") strength = 0.0;
      loads.load.push_back(water.rate_up[exit.face * w + (w == 1 ? 0 : l)] * strength);
    }
  }
}

void add_aeration_loads(const HydraulicCase& model, const Hydraulics& water, int lanes, StepLoads& loads) {
  const std::size_t w = water.width;
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
    const double* given = &water.works.values[river_value(model.network, RiverPart::oxygen, r) * w];
    if (std::all_of(given, given + w, [](double oxygen) { return oxygen == 0.0; })) continue;
    const ReachCells& cells = model.grid.reaches[r];
    for (int k = 0; k < cells.count; ++k) {
      loads.unknown.push_back(cells.unknown(k));
      for (int l = 0; l < lanes; ++l) loads.load.push_back(given[w == 1 ? 0 : l] / cells.count);
    }
  }
}

void add_transfer_entries(const Hydraulics& water, int lanes, StepLoads& loads) {
  for (const Transfer& transfer : water.transfers) {
    if (transfer.to < 0) continue;
    loads.unknown.push_back(transfer.to);
    loads.load.resize(loads.load.size() + static_cast<std::size_t>(lanes), 0.0);
  }
}

void guess_transfer_loads(const Hydraulics& water, const Transport& transport, int constituent, std::size_t first,
                          StepLoads& loads) {
  const std::vector<double> brought = carried_at_present(water, transport, constituent);
  std::copy(brought.begin(), brought.end(),
            loads.load.begin() + static_cast<std::ptrdiff_t>(first * static_cast<std::size_t>(transport.lanes)));
}

bool settle_transfer_loads(const Hydraulics& water, const Transport& transport, const StepMass& moved, double dt,
                           std::size_t first, StepLoads& loads) {
  const std::size_t lanes = transport.lanes;
  std::vector<double> brought;
  for (std::size_t e = 0; e < transport.exits.size(); ++e) {
    const int index = transport.exits[e].transfer;
    if (index < 0 || water.transfers[index].to < 0) continue;
    for (std::size_t l = 0; l < lanes; ++l) brought.push_back(moved.exits[e * lanes + l] / dt);
  }
  return settle_lanes(brought, lanes, first, loads);
}

bool settle_steady_transfer_loads(const Hydraulics& water, const Transport& transport, int constituent,
                                  std::size_t first, StepLoads& loads) {
  return settle_lanes(carried_at_present(water, transport, constituent), transport.lanes, first, loads);
}

}  // namespace bailang
