#include "solver/water_temperature.hpp"

#include <algorithm>

#include "solver/kinetics/air_temperature.hpp"

namespace bailang {

double water_temperature(const Forcing& forcing, int reach, double t, double offset) {
  for (auto record = forcing.temperature.rbegin(); record != forcing.temperature.rend(); ++record) {
    const auto& reaches = record->reaches;
    if (!reaches.empty() && std::find(reaches.begin(), reaches.end(), reach) == reaches.end()) continue;
    const double given = value_at(record->series, 0, t);
    return (record->from_air ? water_temperature_from_air(given) : given) + offset;
  }
  return reference_temperature + offset;
}

}  // namespace bailang
