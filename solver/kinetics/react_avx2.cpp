#define BAILANG_ISA avx2
#include "solver/kinetics/react_loops.hpp"

namespace bailang::avx2 {

void react_lanes(const ReactTask& task, int lanes, bool own_coefficients) {
  return own_coefficients ? react_width<true>(task, lanes) : react_width<false>(task, lanes);
}

}  // namespace bailang::avx2
