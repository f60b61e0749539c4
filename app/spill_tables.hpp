#pragma once

#include <string>

#include "scenarios/spill.hpp"

/// What `spill` prints.
namespace bailang {

/// One table a spill: places downstream in order; with an uncertain velocity each figure with its range.
std::string spill_tables(const Case& model, const SpillStudy& study, const SpillResult& result);
/// One row a spill, velocity and place; UTF-8 with a byte order mark, so that spreadsheets show Chinese.
std::string spill_csv(const SpillStudy& study, const SpillResult& result);
std::string spill_json(const Case& model, const SpillStudy& study, const SpillResult& result);

}  // namespace bailang
