#pragma once

#include <string>
#include <vector>

#include "io/result_view.hpp"

/// What `compare` and `run` print of a result.
namespace bailang {

/// Indices of the scenarios with these ids; all when none is asked for.
/// @throws InputError for an id that the result does not have
std::vector<std::size_t> pick_scenarios(const ResultView& result, const std::vector<std::string>& ids);

/// Tables: baseline sections, classes by scenario, loads to the sea, ledger. Members of sweeps are summed up unless asked for.
std::string comparison_tables(const ResultView& result, const std::vector<std::size_t>& scenarios, bool all_members);
/// One row a scenario, place and quantity; UTF-8 with a byte order mark, so that spreadsheets show Chinese.
std::string comparison_csv(const ResultView& result, const std::vector<std::size_t>& scenarios);
std::string comparison_json(const ResultView& result, const std::vector<std::size_t>& scenarios);

/// Sections and loads of two results side by side, for scenarios, places and constituents that both have.
/// @param format table, csv or json
std::string side_by_side(const ResultView& first, const ResultView& second, const std::vector<std::string>& only,
                         const std::string& format);

}  // namespace bailang
