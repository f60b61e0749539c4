#pragma once

#include <string>
#include <vector>

#include "solver/compensated_sum.hpp"
#include "solver/result.hpp"

/// The mass ledger: what was there, what came, what went, and what the sum leaves over.
namespace bailang {

/// Names of a ledger's terms in order: the standard ones, and after `reaction` one `reaction_<id>` a process.
std::vector<std::string> ledger_terms(const std::vector<std::string>& process_ids);

/// Sums of one quantity (a constituent's mass [g] or water [m3]) for every lane of a block.
class Ledger {
public:
  /// @param processes number of terms of single processes
  Ledger(int lanes, int processes)
      : processes_(processes),
        terms_(term_count + processes),
        sums_(static_cast<std::size_t>(lanes) * static_cast<std::size_t>(terms_)) {}

  void add(Term term, int lane, double amount) { at(term_index(term, processes_), lane).add(amount); }

  /// What one process made (positive) or took; it counts in `reaction` as well.
  void add_process(int process, int lane, double amount) {
    add(Term::reaction, lane, amount);
    at(static_cast<int>(Term::reaction) + 1 + process, lane).add(amount);
  }

  /// All terms of a lane [term]; the last is initial + what entered − what left − final.
  [[nodiscard]] std::vector<double> closed(int lane) const;

private:
  CompensatedSum& at(int term, int lane) {
    return sums_[static_cast<std::size_t>(lane) * static_cast<std::size_t>(terms_) + static_cast<std::size_t>(term)];
  }
  int processes_, terms_;
  std::vector<CompensatedSum> sums_;
};

}  // namespace bailang
