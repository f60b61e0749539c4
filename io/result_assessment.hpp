#pragma once

#include <vector>

#include "io/netcdf_file.hpp"
#include "io/result_writer.hpp"

/// Means of months and years at sections, their classes and verdicts in a result file.
namespace bailang {

/// The variables, in order.
std::vector<ResultVariable> assessment_variables(const std::vector<OutputConstituent>& constituents);

/// Writes the values of every assessment variable.
void put_assessment(NetcdfFile& file, const ResultContext& context, const BlockResult& block);

}  // namespace bailang
