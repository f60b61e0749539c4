#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "solver/kinetics/expression_units.hpp"
#include "solver/settings.hpp"

/// The names that an expression may hold, in one order: constituents, the water's state, the process's parameters.
namespace bailang {

struct WaterName {
  std::string_view name, unit;
  double usual = 1.0;  ///< for trial evaluations
};

inline constexpr std::array<WaterName, 7> water_names{{{"temperature", "degC", 15.0},
                                                       {"depth", "m", 2.0},
                                                       {"velocity", "m/s", 0.4},
                                                       {"discharge", "m3/s", 30.0},
                                                       {"wind", "m/s", 3.0},
                                                       {"radiation", "W/m2", 150.0},
                                                       {"salinity", "g/kg", 2.0}}};

/// All names of one process's expression.
std::vector<std::string> expression_names(const UserProcess& process, const std::vector<std::string>& constituents);

/// The parameters' values in units of g, m, s, W. Their units must be known.
std::vector<double> parameters_si(const UserProcess& process);

/// Dimensions of all names.
std::vector<Dimension> expression_dimensions(const UserProcess& process, std::size_t constituents);

/// Values of all names that a river could have, the same at each call: usual ones times 10^-1.5 to 10^1.5, but the
/// parameters as they are. [trial][name]
std::vector<std::vector<double>> trial_values(const UserProcess& process, std::size_t constituents);

}  // namespace bailang
