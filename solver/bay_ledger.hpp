#pragma once

#include <array>
#include <vector>

#include "solver/bay_result.hpp"
#include "solver/bay_run.hpp"
#include "solver/bay_step.hpp"
#include "solver/compensated_sum.hpp"

/// What an interval means for one constituent of the bay, and the account that is kept of it.
namespace bailang {

/// Water that enters each box [m3 s-1].
std::vector<double> water_entry(const BayInterval& interval);

/// The constituent's system in an interval; refers to `flows`.
BaySystem bay_system(const Bay& bay, const BayFlows& flows, const BayInterval& interval, int constituent);

class BayLedger {
public:
  void set_initial(const Bay& bay, const std::vector<double>& c);
  void set_final(const Bay& bay, const std::vector<double>& c);
  /// @param integral ∫ c dt over the interval [box] [g m-3 s]
  void add(const Bay& bay, const BaySystem& system, const BayInterval& interval, int constituent,
           const std::vector<double>& integral);
  /// [bay term] [g], the closing error last
  [[nodiscard]] std::vector<double> terms() const;

private:
  void add_to(BayTerm term, double mass) { sums_[static_cast<std::size_t>(term)].add(mass); }

  std::array<CompensatedSum, bay_term_count> sums_;
};

}  // namespace bailang
