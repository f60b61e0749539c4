#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Effluent standards of treatment plants, built into the program (data/standards/gb18918_2002.csv).
namespace bailang {

/// One limit of one level. A level's name is what `standard` in measures.toml says: "1A", or, where two standards have a
/// level of the same name, "<standard> <level>".
struct EffluentLimit {
  std::string level;
  std::string constituent;
  double limit = 0.0;       ///< [g m-3], above 12 °C
  double limit_cold = 0.0;  ///< [g m-3], at 12 °C or below
};

const std::vector<EffluentLimit>& effluent_limits();

/// Whether an effluent's concentration [g m-3] meets the level at the water's temperature [°C]: up to the limit; what the
/// level does not limit passes.
bool meets_effluent_limit(const std::string& level, const std::string& constituent, double value, double temperature);

/// Names of the levels, each once.
std::vector<std::string> effluent_levels();

}  // namespace bailang
