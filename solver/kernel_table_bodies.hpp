#pragma once

#include "solver/kernel_loops.hpp"
#include "solver/kernel_tables.hpp"

/// Defines the tables of the instruction set BAILANG_ISA; included by one source each.
// NOLINTBEGIN(misc-definitions-in-headers)
namespace bailang::BAILANG_ISA {

CoefficientKernels coefficient_kernels(int coefficient_width) {
  switch (coefficient_width) {
    case 8:
      return coefficient_table<8>();
    case 16:
      return coefficient_table<16>();
    case 32:
      return coefficient_table<32>();
    case 64:
      return coefficient_table<64>();
    default:
      return coefficient_table<1>();
  }
}

SweepKernels sweep_kernels(int lanes, bool own_flow) {
  switch (lanes) {
    case 8:
      return own_flow ? sweep_table<8, true>() : sweep_table<8, false>();
    case 16:
      return own_flow ? sweep_table<16, true>() : sweep_table<16, false>();
    case 32:
      return own_flow ? sweep_table<32, true>() : sweep_table<32, false>();
    case 64:
      return own_flow ? sweep_table<64, true>() : sweep_table<64, false>();
    default:
      return sweep_table<1, false>();
  }
}

}  // namespace bailang::BAILANG_ISA
// NOLINTEND(misc-definitions-in-headers)
