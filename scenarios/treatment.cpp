#include "scenarios/treatment.hpp"

#include <algorithm>
#include <initializer_list>

namespace bailang {
namespace {

std::vector<int> simulated(const Network& network, std::initializer_list<const char*> names) {
  std::vector<int> found;
  for (const char* name : names) {
    const int index = constituent_index(network, name);
    if (index >= 0) found.push_back(index);
  }
  return found;
}

}  // namespace

Treatment make_treatment(const Network& network) {
  Treatment treatment;
  treatment.elements.push_back({simulated(network, {"org_n", "nh4_n"}), simulated(network, {"no2_n", "no3_n"})});
  treatment.elements.push_back({simulated(network, {"org_p"}), simulated(network, {"po4_p"})});
  treatment.oxygen = constituent_index(network, "do");
  return treatment;
}

void treat(const Treatment& treatment, const std::vector<double>& raw, const double* given,
           std::vector<double>& effluent) {
  for (std::size_t c = 0; c < raw.size(); ++c) effluent[c] = is_given(given[c]) ? std::min(given[c], raw[c]) : raw[c];
  if (treatment.oxygen >= 0 && is_given(given[treatment.oxygen])) effluent[treatment.oxygen] = given[treatment.oxygen];
  for (const TreatedElement& element : treatment.elements) {
    double left = 0.0, wanted = 0.0;
    for (const int c : element.taken) left += raw[c] - effluent[c];
    for (const int c : element.made) {
      left += raw[c];
      wanted += is_given(given[c]) ? given[c] : raw[c];
    }
    const double share = wanted > left ? left / wanted : 1.0;
    for (const int c : element.made) effluent[c] = share * (is_given(given[c]) ? given[c] : raw[c]);
  }
}

}  // namespace bailang
