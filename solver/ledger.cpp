#include "solver/ledger.hpp"

namespace bailang {

std::vector<double> Ledger::closed(int lane) const {
  std::vector<double> terms(term_count, 0.0);
  CompensatedSum rest;
  for (int t = 0; t < term_count - 1; ++t) {
    const CompensatedSum& sum = sums_[static_cast<std::size_t>(lane) * term_count + static_cast<std::size_t>(t)];
    const double sign = static_cast<Term>(t) == Term::final_mass ? -1.0 : 1.0;
    terms[t] = sum.value();
    rest.add(sign * sum.sum);
    rest.add(sign * sum.correction);
  }
  terms[static_cast<std::size_t>(Term::error)] = rest.value();
  return terms;
}

}  // namespace bailang
