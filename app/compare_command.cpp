#include "app/compare_command.hpp"

#include <iostream>

#include "app/comparison.hpp"

namespace bailang {

int compare_command(const CompareOptions& options) {
  const ResultView result = read_result(options.results.front());
  const std::vector<std::size_t> scenarios = pick_scenarios(result, options.only);
  if (options.results.size() > 1) {
    std::cout << side_by_side(result, read_result(options.results[1]), options.only, options.format);
  } else if (options.format == "csv") {
    std::cout << comparison_csv(result, scenarios);
  } else if (options.format == "json") {
    std::cout << comparison_json(result, scenarios);
  } else {
    std::cout << comparison_tables(result, scenarios, !options.only.empty());
  }
  if (!options.strict) return 0;
  for (const std::size_t n : scenarios) {
    for (std::size_t s = 0; s < result.sections.size(); ++s) {
      if (result.meets_target[result.at(n, s)] == 0) return 3;
    }
  }
  return 0;
}

}  // namespace bailang
