#pragma once

#include <vector>

#include "network/network.hpp"

/// What a treatment plant makes of the water that comes to it.
///
/// What it takes out leaves no dirtier than it came: ammonia, organic nitrogen, every COD. What it makes out of that,
/// nitrate and nitrite of the nitrogen, phosphate of the phosphorus, leaves as the table gives it, up to all that came of
/// the element less what stays in its other forms. Oxygen leaves as given.
namespace bailang {

/// The simulated constituents that treatment turns into one another.
struct TreatedElement {
  std::vector<int> taken;  ///< constituents
  std::vector<int> made;
};

struct Treatment {
  std::vector<TreatedElement> elements;
  int oxygen = -1;  ///< constituent, -1 = not simulated
};

Treatment make_treatment(const Network& network);

/// @param raw, given [constituent] [g m-3] of what comes and what the table says; missing = passes untreated
/// @param effluent [constituent] [g m-3]
void treat(const Treatment& treatment, const std::vector<double>& raw, const double* given,
           std::vector<double>& effluent);

}  // namespace bailang
