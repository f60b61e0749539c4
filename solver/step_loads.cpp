#include "solver/step_loads.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

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

void add_transfer_entries(const Hydraulics& water, int lanes, StepLoads& loads) {
  for (const Transfer& transfer : water.transfers) {
    if (transfer.to < 0) continue;
    loads.unknown.push_back(transfer.to);
    loads.load.resize(loads.load.size() + static_cast<std::size_t>(lanes), 0.0);
  }
}

void guess_transfer_loads(const Hydraulics& water, const Transport& transport, int constituent, std::size_t first,
                          StepLoads& loads) {
  const std::size_t w = water.width, lanes = transport.lanes;
  std::size_t entry = first;
  for (std::size_t i = 0; i < water.transfers.size(); ++i) {
    if (water.transfers[i].to < 0) continue;
    for (std::size_t l = 0; l < lanes; ++l) {
      loads.load[entry * lanes + l] =
          water.transfer[i * w + (w == 1 ? 0 : l)] * transport.c[constituent][water.transfers[i].from * lanes + l];
    }
    ++entry;
  }
}

double settle_transfer_loads(const Hydraulics& water, const Transport& transport, const StepMass& moved, double dt,
                             std::size_t first, StepLoads& loads) {
  const std::size_t lanes = transport.lanes;
  double change = 0.0, greatest = 0.0;
  std::size_t entry = first;
  for (std::size_t e = 0; e < transport.exits.size(); ++e) {
    const int index = transport.exits[e].transfer;
    if (index < 0 || water.transfers[index].to < 0) continue;
    for (std::size_t l = 0; l < lanes; ++l) {
      double& load = loads.load[entry * lanes + l];
      const double brought = moved.exits[e * lanes + l] / dt;
      change = std::max(change, std::abs(brought - load));
      greatest = std::max(greatest, std::abs(brought));
      load = brought;
    }
    ++entry;
  }
  return greatest > 0.0 ? change / greatest : 0.0;
}

}  // namespace bailang
