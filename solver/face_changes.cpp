#include "solver/face_changes.hpp"

#include "solver/step_loads.hpp"

namespace bailang {

FaceChanges make_face_changes(const Network& network, const Grid& grid) {
  return {make_weir_rates(network, grid), make_wetland_rates(network, grid)};
}

void set_face_changes(const HydraulicCase& model, const Hydraulics& water, const std::vector<double>& temperature,
                      const Saturation& saturation, double t, MatrixClasses& classes, FaceChanges& changes) {
  set_weir_rates(model, water, temperature, saturation, t, classes, changes.weirs);
  set_wetland_rates(model, water, temperature, classes, changes.wetlands);
}

FaceEntries add_face_loads(const HydraulicCase& model, const Hydraulics& water, const FaceChanges& changes,
                           const Transport& transport, int constituent, StepLoads& loads) {
  FaceEntries entries;
  entries.gains = loads.unknown.size();
  if (transport.classes.at(constituent).kind == MatrixClass::Kind::oxygen) {
    add_weir_loads(changes.weirs, model.grid, transport.lanes, transport.width, loads);
  }
  add_wetland_loads(changes.wetlands, model, constituent, transport.lanes, transport.width, loads);
  entries.aeration = loads.unknown.size();
  if (model.network.constituents[constituent] == "do") add_aeration_loads(model, water, transport.lanes, loads);
  return entries;
}

}  // namespace bailang
