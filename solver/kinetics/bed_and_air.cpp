#include "solver/kinetics/bed_and_air.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "solver/kinetics/parameters.hpp"

namespace bailang {
namespace {

constexpr std::array<std::string_view, 3> sludge_processes = {"sod", "nh4_release", "po4_release"};

}  // namespace

bool is_of_sludge(std::string_view process) {
  return std::find(sludge_processes.begin(), sludge_processes.end(), process) != sludge_processes.end();
}

void change_coefficients(const Kinetics& kinetics, const CellWater& water, double removed, double added,
                         double* coefficients, int stride) {
  if (removed == 0.0 && added == 0.0) return;
  static const auto theta = static_cast<std::size_t>(kinetic_parameter_index("theta_reaeration"));
  for (const Process& process : kinetics.processes) {
    if (process.expression >= 0) continue;  // the user's own
    double& k = coefficients[static_cast<std::ptrdiff_t>(process.coefficient) * stride];
    if (is_of_sludge(process.id)) k *= 1.0 - removed;
    if (process.id != "reaeration") continue;
    const double base = kinetics.parameters[static_cast<std::size_t>(water.place)][theta];
    k += added * std::pow(base, water.temperature - 20.0);
  }
}

}  // namespace bailang
