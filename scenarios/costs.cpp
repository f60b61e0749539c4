#include "scenarios/costs.hpp"

#include <cmath>

#include "network/network.hpp"

namespace bailang {

double annuity(double rate, double years) {
  return rate > 0.0 ? rate / (1.0 - std::pow(1.0 + rate, -years)) : 1.0 / years;
}

ScenarioCosts scenario_costs(const std::vector<Measure>& measures, const std::vector<int>& on, double rate,
                             double default_lifetime) {
  ScenarioCosts costs;
  for (const int index : on) {
    const Measure& m = measures[static_cast<std::size_t>(index)];
    const double years = is_given(m.lifetime_years) ? m.lifetime_years : default_lifetime;
    costs.capital += m.capital_cost;
    costs.annual += m.annual_cost;
    costs.yearly += m.annual_cost + m.capital_cost * annuity(rate, years);
  }
  return costs;
}

}  // namespace bailang
