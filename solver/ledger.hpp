#pragma once

#include <vector>

#include "solver/compensated_sum.hpp"
#include "solver/result.hpp"

/// The mass ledger: what was there, what came, what went, and what the sum leaves over.
namespace bailang {

/// Sums of one quantity (a constituent's mass [g] or water [m3]) for every lane of a block.
class Ledger {
public:
  explicit Ledger(int lanes) : sums_(static_cast<std::size_t>(lanes) * term_count) {}

  void add(Term term, int lane, double amount) { at(term, lane).add(amount); }

  /// All terms of a lane [term]; the last is initial + what entered − what left − final.
  [[nodiscard]] std::vector<double> closed(int lane) const;

private:
  CompensatedSum& at(Term term, int lane) {
    return sums_[static_cast<std::size_t>(lane) * term_count + static_cast<std::size_t>(term)];
  }
  std::vector<CompensatedSum> sums_;
};

}  // namespace bailang
