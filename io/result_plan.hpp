#pragma once

#include "io/netcdf_file.hpp"
#include "io/result_writer.hpp"

/// Measures with their costs, and goals, in a result file.
namespace bailang {

/// @param epoch `seconds since 2021-01-01 00:00:00`
std::vector<ResultVariable> plan_variables(const std::string& epoch);

/// @param scenarios indices into Case::scenarios, in the order of the file
void put_plan(NetcdfFile& file, const Case& model, const std::vector<int>& scenarios);

}  // namespace bailang
