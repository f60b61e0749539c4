#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/result_layout.hpp"
#include "io/result_mesh.hpp"
#include "network/grid.hpp"
#include "scenarios/case.hpp"
#include "scenarios/standards.hpp"
#include "solver/bay_result.hpp"
#include "solver/result.hpp"

/// Writes block results of a case as one result file.
namespace bailang {

/// What a result file says besides the numbers of its blocks. The case and grid must outlive it.
struct ResultContext {
  const Case* model = nullptr;
  const Grid* grid = nullptr;
  ResultShape shape;
  std::string command;  ///< as typed
  std::string created;  ///< ISO 8601
  WaterStandard standard;
  std::vector<OutputConstituent> constituents;
  ResultMesh mesh;
};

/// @throws std::logic_error when `shape` does not fit the case (times, months, sections, outlets, cells)
ResultContext result_context(const Case& model, const Grid& grid, const ResultShape& shape, std::string command);

/// Fingerprint of a case: SHA-256 over the names and hashes of its input files, in order of name.
std::string case_fingerprint(const Case& model);

/// Parts may be put together when their keys are equal: same case, program version and commit, fields,
/// with or without the state.
std::string part_key(const Case& model, const ResultShape& shape);

/// Target of each section for a constituent [g m-3]: the section's own, else the limit of its target class when the
/// standard counts the item in rivers, else NaN.
std::vector<double> section_targets(const Case& model, const WaterStandard& standard, const std::string& constituent);

/// Writes a complete file that holds the block's scenarios, in the block's order.
/// @throws RunError that names the file when it cannot be written
/// @param bay of the block's scenarios; empty when the case has none
void write_block(const std::filesystem::path& path, const ResultContext& context, const BlockResult& block,
                 const BayResult& bay, Storage storage);

}  // namespace bailang
