#pragma once

#include "solver/weir_rates.hpp"
#include "solver/wetland_rates.hpp"

/// Concentrations that change as water passes a face: oxygen over falls, what wetlands hold back.
namespace bailang {

struct FaceChanges {
  WeirRates weirs;
  WetlandRates wetlands;
};

/// @throws RunError where a wetland has no place on the grid
FaceChanges make_face_changes(const Network& network, const Grid& grid);

/// Rates and gains for the present water. @param temperature [reach, coefficient lane] [°C]  @param t [s], for rules of gates
void set_face_changes(const HydraulicCase& model, const Hydraulics& water, const std::vector<double>& temperature,
                      const Saturation& saturation, double t, MatrixClasses& classes, FaceChanges& changes);

/// Where the entries of one constituent's loads begin, by what brings them: they end where the next begin.
struct FaceEntries {
  std::size_t gains = 0;     ///< of falls or wetlands
  std::size_t aeration = 0;  ///< of oxygen that measures give
};

/// Adds the entries of gains, and of the oxygen that measures give, for one constituent.
FaceEntries add_face_loads(const HydraulicCase& model, const Hydraulics& water, const FaceChanges& changes,
                           const Transport& transport, int constituent, StepLoads& loads);

}  // namespace bailang
