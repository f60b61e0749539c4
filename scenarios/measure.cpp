#include "scenarios/measure.hpp"

#include <array>
#include <string_view>

namespace bailang {

std::string to_string(MeasureKind kind) {
  static constexpr std::array<std::string_view, 14> names = {
      "reduce_diffuse", "connect", "separate_sewers", "expand_plant",    "upgrade_plant", "reuse",  "merge",
      "standardise",    "wetland", "close",           "ecological_flow", "divert",        "dredge", "aerate"};
  return std::string(names[static_cast<std::size_t>(kind)]);
}

}  // namespace bailang
