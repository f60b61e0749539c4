#include "solver/ledger.hpp"

namespace bailang {

std::vector<std::string> ledger_terms(const std::vector<std::string>& process_ids) {
  std::vector<std::string> names;
  for (int t = 0; t < term_count; ++t) {
    names.emplace_back(term_names[t]);
    if (static_cast<Term>(t) != Term::reaction) continue;
    for (const std::string& id : process_ids) names.push_back("reaction_" + id);
  }
  return names;
}

std::vector<double> Ledger::closed(int lane) const {
  const CompensatedSum* sums = sums_.data() + static_cast<std::size_t>(lane) * static_cast<std::size_t>(terms_);
  std::vector<double> terms;
  for (int t = 0; t < terms_; ++t) terms.push_back(sums[t].value());
  CompensatedSum rest;
  for (int t = 0; t < term_count - 1; ++t) {
    const CompensatedSum& sum = sums[term_index(static_cast<Term>(t), processes_)];
    const double sign = static_cast<Term>(t) == Term::final_mass ? -1.0 : 1.0;
    rest.add(sign * sum.sum);
    rest.add(sign * sum.correction);
  }
  terms.back() = rest.value();
  return terms;
}

}  // namespace bailang
