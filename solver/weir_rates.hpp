#pragma once

#include <functional>
#include <vector>

#include "solver/matrix_classes.hpp"
#include "solver/transport.hpp"

/// Oxygen at weirs, dams and gates: the water that falls over loses part of its deficit,
/// below = saturation − (saturation − above) / r, so that of each unit that comes 1/r goes on and the rest is renewed.
namespace bailang {

/// Oxygen saturation at an unknown [g m-3]: (unknown, coefficient lane).
using Saturation = std::function<double(int, int)>;

/// The structures that aerate, and what they bring in the present step.
struct WeirRates {
  std::vector<int> structure;  ///< index into Network::structures
  std::vector<int> face;       ///< where it acts; both sides of it are unknowns
  LaneArray gain;              ///< [weir, coefficient] oxygen that comes in below [g s-1]
};

WeirRates make_weir_rates(const Network& network, const Grid& grid);

/// Rates of the class of oxygen and gains for the present water. @param temperature [reach, coefficient lane] [°C]
/// @param t [s], for the rules of gates
void set_weir_rates(const HydraulicCase& model, const Hydraulics& water, const std::vector<double>& temperature,
                    const Saturation& saturation, double t, MatrixClasses& classes, WeirRates& weirs);

/// Entries of the gains, for oxygen.
void add_weir_loads(const WeirRates& weirs, const Grid& grid, int lanes, int width, StepLoads& loads);

}  // namespace bailang
