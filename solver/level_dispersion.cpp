#include "solver/level_dispersion.hpp"

#include <algorithm>
#include <cmath>

#include "solver/manning_formulas.hpp"

namespace bailang {

void set_level_conductance(const HydraulicCase& model, int reach, Hydraulics& water) {
  constexpr double gravity = 9.81, least_depth = 1.0e-3;
  const LevelNetwork& levels = water.levels.network;
  const ReachCells& cells = model.grid.reaches[reach];
  const double given = model.network.reaches[reach].dispersion;
  const std::size_t w = water.width;
  for (int k = 0; k < cells.count; ++k) {
    const std::size_t first = static_cast<std::size_t>(cells.unknown(k)) * w;
    const SectionShape& shape = levels.shapes[levels.places[levels.place_of[cells.unknown(k)]].shape];
    for (std::size_t l = 0; l < w; ++l) {
      const SectionFlow s = section_flow(shape, std::max(water.depth[first + l], least_depth));
      if (is_given(given)) {
        water.conductance[first + l] = given * s.area;
        continue;
      }
      const std::size_t face = cells.face(k);
      const double Q = 0.5 * (water.discharge[face * w + l] + water.discharge[(face + 1) * w + l]);
      // A cell that fell dry within the step had the mean of both volumes to pass its water.
      const double passing = 0.5 * (water.volume_old[first + l] + water.volume_new[first + l]) / cells.length;
      const double U = std::abs(Q) / std::max(passing, s.area);
      const double H = s.area / s.width;
      const double root = baseline::cube_root(s.area / s.perimeter);
      const double over_shear = root * root / (shape.manning_n * std::sqrt(gravity * H));  // U/U*
      water.conductance[first + l] = 0.011 * U * s.width * s.width / H * over_shear * s.area;
    }
  }
}

}  // namespace bailang
