#pragma once

#include <vector>

#include "io/netcdf_file.hpp"
#include "io/result_layout.hpp"
#include "scenarios/case.hpp"

/// The source chain in a result: where water and load come from and where they go, by scenario and calendar year.
namespace bailang {

/// Coordinates `chain_term` and `reach`.
std::vector<ResultVariable> chain_coordinates();

/// `chain_water`, `chain_<constituent>`; with cell fields what every outfall and reach gets.
std::vector<ResultVariable> chain_variables(const std::vector<OutputConstituent>& constituents, FieldOutput fields);

/// Adds the dimensions of the chain.
void add_chain_dimensions(const Case& model, DimensionLengths& lengths);

void put_chain_coordinates(NetcdfFile& file, const Case& model);

/// Values of the chain's variables for these scenarios, reckoned anew from the case.
void put_chain(NetcdfFile& file, const Case& model, const std::vector<OutputConstituent>& constituents,
               FieldOutput fields, const std::vector<int>& scenarios);

/// Greatest gap between what comes and what goes, over water, constituents and years, as a part of what comes
/// [scenario]; empty when the result has no chain.
std::vector<double> read_chain_closure(const NetcdfFile& file, std::size_t scenarios);

}  // namespace bailang
