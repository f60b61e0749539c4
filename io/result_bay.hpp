#pragma once

#include <string>
#include <vector>

#include "io/result_layout.hpp"
#include "io/result_writer.hpp"
#include "network/bay.hpp"
#include "solver/bay_result.hpp"

/// The bay in a result file. Of a case without a bay nothing is written.
namespace bailang {

/// What a file says of the bay: boxes, times of exchange, then results of each constituent.
std::vector<ResultVariable> bay_variables(const std::vector<std::string>& constituents);

/// Adds `bay_box` and `bay_term`.
void add_bay_dimensions(DimensionLengths& lengths, const Bay& bay);

/// Defines the variables of the case's bay.
void define_bay(NetcdfFile& file, const ResultContext& context, const DimensionLengths& lengths, Storage storage);

/// Writes them for the scenarios of a block.
void put_bay(NetcdfFile& file, const ResultContext& context, const BayResult& bay);

}  // namespace bailang
