#include "solver/river_works.hpp"

#include <algorithm>
#include <array>

namespace bailang {

std::size_t river_value(const Network& network, RiverPart part, std::size_t item) {
  const std::size_t structures = network.structures.size(), reaches = network.reaches.size();
  const std::array<std::size_t, 5> sizes = {structures, structures, reaches, reaches, reaches};
  std::size_t first = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(part); ++i) first += sizes[i];
  return first + item;
}

std::size_t river_value_count(const Network& network) {
  return river_value(network, RiverPart::wetland, network.wetlands.size());
}

RiverWorks make_river_works(const Network& network, int width) {
  RiverWorks works;
  works.width = width;
  works.values.assign(river_value_count(network) * static_cast<std::size_t>(width), 0.0);
  return works;
}

void set_river_works(const RiverSchedule& schedule, double t, int lane, RiverWorks& works) {
  const std::size_t w = works.width, count = works.values.size() / w;
  const auto after = std::upper_bound(schedule.begin.begin(), schedule.begin.end(), t + 1.0e-6);
  const auto step = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - schedule.begin.begin() - 1, 0));
  const bool does_something = !schedule.values.empty() && !schedule.values[step].empty();
  for (std::size_t i = 0; i < count; ++i) works.values[i * w + lane] = does_something ? schedule.values[step][i] : 0.0;
}

}  // namespace bailang
