#pragma once

#include "solver/hydraulics.hpp"

namespace bailang {

/// E·A [m4 s-1] of a reach's cells in the flow modes that solve levels: Fischer (1975), E = 0.011 U² B² / (H U*), with the
/// shear velocity of the flow itself, U* = sqrt(g H S_f), S_f = n² U² / R^(4/3): nothing where the water stands, whatever
/// the bed's slope; H = A/B. Film on the bed counts as area.
void set_level_conductance(const HydraulicCase& model, int reach, Hydraulics& water);

}  // namespace bailang
