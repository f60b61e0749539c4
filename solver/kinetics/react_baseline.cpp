#include "solver/kinetics/react_loops.hpp"

namespace bailang::baseline {

void react_lanes(const ReactTask& task, int lanes, bool own_coefficients) {
  return own_coefficients ? react_width<true>(task, lanes) : react_width<false>(task, lanes);
}

}  // namespace bailang::baseline
