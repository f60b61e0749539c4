#include "solver/section_meters.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {

void meter_sections(const HydraulicCase& model, Transport& transport) {
  for (const Section& section : model.network.sections) {
    const ReachCells& cells = model.grid.reaches[section.reach];
    const int k = std::clamp(static_cast<int>(std::lround(section.chainage / cells.length)), 0, cells.count);
    const int face = cells.face(k);
    transport.meters.push_back({face, model.grid.faces[face].up, model.grid.faces[face].down});
  }
}

void read_meters(const Transport& transport, const StepMass& moved, const LaneArray* corrections, int constituent,
                 int constituents, std::vector<double>& passed) {
  const std::size_t sections = transport.meters.size(), lanes = transport.lanes;
  if (sections == 0) return;
  const std::size_t scenarios = passed.size() / (sections * constituents);
  for (std::size_t s = 0; s < sections; ++s) {
    for (std::size_t l = 0; l < scenarios; ++l) {
      double mass = moved.meters[s * lanes + l];
      if (corrections != nullptr) mass += (*corrections)[transport.meters[s].face * lanes + l];
      passed[(l * constituents + constituent) * sections + s] += mass;
    }
  }
}

}  // namespace bailang
