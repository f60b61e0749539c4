#pragma once

#include <string_view>

#include "solver/kinetics/kinetics.hpp"

/// What dredging and aerators change in a cell's coefficients.
namespace bailang {

/// Whether a process of the set n_cod_do is what the bed releases or breathes, and falls with the sludge that is dredged:
/// `sod`, `nh4_release`, `po4_release`. What the water loses to the bed (settling, denitrification there) stays.
bool is_of_sludge(std::string_view process);

/// Takes the part `removed` [-] of the sludge's processes off, and adds `added` [s-1 at 20 °C] to reaeration, with its
/// temperature factor; ice does not hinder an aerator. Call it after set_coefficients.
/// @param coefficients as set_coefficients has them
void change_coefficients(const Kinetics& kinetics, const CellWater& water, double removed, double added,
                         double* coefficients, int stride = 1);

}  // namespace bailang
