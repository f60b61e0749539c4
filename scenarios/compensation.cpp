#include "scenarios/compensation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bailang {

double amount_of(const std::vector<CompensationTerm>& terms, std::string_view parameter) {
  const auto found =
      std::find_if(terms.begin(), terms.end(), [&](const CompensationTerm& t) { return t.parameter == parameter; });
  return found == terms.end() ? std::numeric_limits<double>::quiet_NaN() : found->value;
}

double class_compensation(int target_class, const std::vector<int>& classes, double better, double worse) {
  double amount = 0.0;
  for (const int k : classes) {
    if (k < 1) continue;
    amount += k < target_class ? better * (target_class - k) : -worse * (k - target_class);
  }
  return amount;
}

double load_compensation(double price, double mean, double target, double water) {
  return price * std::max(mean - target, 0.0) * water * 1e-3;
}

std::vector<CountyNet> county_nets(const std::vector<CountyPayment>& payments) {
  std::vector<CountyNet> nets;
  const auto add = [&](const std::string& county, double amount) {
    const auto found = std::find_if(nets.begin(), nets.end(), [&](const CountyNet& n) { return n.county == county; });
    if (found == nets.end())
      nets.push_back({county, amount});
    else
      found->amount += amount;
  };
  for (const CountyPayment& p : payments) {
    add(p.upstream, p.amount);
    add(p.downstream, -p.amount);
  }
  return nets;
}

}  // namespace bailang
