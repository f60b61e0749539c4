#include "solver/kernels.hpp"

#include <cstdlib>
#include <string_view>

#include "solver/kernel_tables.hpp"

namespace bailang {
namespace {

enum class InstructionSet { baseline, avx2, avx512 };

InstructionSet choose() {
  const char* wish = std::getenv("BAILANG_INSTRUCTION_SET");
  const std::string_view at_most = wish ? wish : "avx512";
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool has_avx2 = __builtin_cpu_supports("avx2");
  const bool has_avx512 =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (has_avx512 && at_most == "avx512") return InstructionSet::avx512;
  if (has_avx2 && at_most != "baseline") return InstructionSet::avx2;
#endif
  return InstructionSet::baseline;
}

InstructionSet chosen() {
  static const InstructionSet set = choose();
  return set;
}

}  // namespace

CoefficientKernels coefficient_kernels(int coefficient_width) {
  switch (chosen()) {
    case InstructionSet::avx512:
      return avx512::coefficient_kernels(coefficient_width);
    case InstructionSet::avx2:
      return avx2::coefficient_kernels(coefficient_width);
    default:
      return baseline::coefficient_kernels(coefficient_width);
  }
}

SweepKernels sweep_kernels(int lanes, bool own_flow) {
  switch (chosen()) {
    case InstructionSet::avx512:
      return avx512::sweep_kernels(lanes, own_flow);
    case InstructionSet::avx2:
      return avx2::sweep_kernels(lanes, own_flow);
    default:
      return baseline::sweep_kernels(lanes, own_flow);
  }
}

const char* instruction_set() {
  switch (chosen()) {
    case InstructionSet::avx512:
      return "avx512";
    case InstructionSet::avx2:
      return "avx2";
    default:
      return "baseline";
  }
}

}  // namespace bailang
