#pragma once

#include "io/netcdf_file.hpp"
#include "io/result_writer.hpp"

/// The part of a result that the case alone decides: who, where, when, targets, mesh and provenance.
namespace bailang {

/// Lengths of all dimensions of a result with so many scenarios.
DimensionLengths result_dimensions(const ResultContext& context, std::size_t scenarios);

/// `seconds since 2021-01-01 00:00:00`
std::string epoch_units(const Case& model);

/// Root attributes: conventions, program, case, hashes of the inputs, how much of the sources is an estimate.
void put_provenance(NetcdfFile& file, const ResultContext& context);

/// Values of every fixed and target variable.
void put_coordinates(NetcdfFile& file, const ResultContext& context, const std::vector<int>& scenarios);

}  // namespace bailang
