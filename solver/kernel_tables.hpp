#pragma once

#include "solver/kernels.hpp"

/// One pair of tables an instruction set; kernels.cpp chooses among them.
namespace bailang {

namespace baseline {
CoefficientKernels coefficient_kernels(int coefficient_width);
SweepKernels sweep_kernels(int lanes, bool own_flow);
}  // namespace baseline
namespace avx2 {
CoefficientKernels coefficient_kernels(int coefficient_width);
SweepKernels sweep_kernels(int lanes, bool own_flow);
}  // namespace avx2
namespace avx512 {
CoefficientKernels coefficient_kernels(int coefficient_width);
SweepKernels sweep_kernels(int lanes, bool own_flow);
}  // namespace avx512

}  // namespace bailang
