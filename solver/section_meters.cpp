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

std::vector<double> read_meters(const Transport& transport, const StepMass& moved, const LaneArray* corrections,
                                int scenarios) {
  const std::size_t sections = transport.meters.size(), lanes = transport.lanes;
  std::vector<double> passed(scenarios * sections);
  for (std::size_t l = 0; l < static_cast<std::size_t>(scenarios); ++l) {
    for (std::size_t s = 0; s < sections; ++s) {
      double mass = moved.meters[s * lanes + l];
      if (corrections != nullptr) mass += (*corrections)[transport.meters[s].face * lanes + l];
      passed[l * sections + s] = mass;
    }
  }
  return passed;
}

std::vector<double> read_meters(const Transport& transport, const Hydraulics& water, int scenarios) {
  const std::size_t sections = transport.meters.size(), width = water.width;
  std::vector<double> passing(scenarios * sections);
  for (std::size_t l = 0; l < static_cast<std::size_t>(scenarios); ++l) {
    for (std::size_t s = 0; s < sections; ++s) {
      passing[l * sections + s] = water.discharge[transport.meters[s].face * width + (width == 1 ? 0 : l)];
    }
  }
  return passing;
}

}  // namespace bailang
