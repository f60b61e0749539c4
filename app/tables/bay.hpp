#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "io/bay_view.hpp"

/// The bay as planners read it: boxes, classes and share of good water by scenario and year, sources, and on what it rests.
namespace bailang {

/// @param scenarios indices to show, in order; @param baseline index of the one that others are compared with
std::string bay_tables(const BayView& bay, const std::vector<std::size_t>& scenarios, std::size_t baseline);

/// Rows of `comparison_csv`: kind `bay`, one a scenario, year, box and quantity.
std::string bay_csv_rows(const BayView& bay, const std::vector<std::size_t>& scenarios);

/// The same numbers of one scenario.
nlohmann::json bay_json(const BayView& bay, std::size_t scenario);

}  // namespace bailang
