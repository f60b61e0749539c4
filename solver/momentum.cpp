#include "solver/momentum.hpp"

#include <algorithm>
#include <cmath>

#include "solver/manning_formulas.hpp"

namespace bailang {
namespace {

constexpr double gravity = 9.81;
constexpr double least_depth = 1.0e-9;     ///< friction is not looked for below [m]
constexpr double least_turnover = 1.0e-8;  ///< rounds off the root of friction at rest, and there alone [s-1]

}  // namespace

FaceDepth face_depth(double level, const Donor& donor) {
  const double H = level - donor.bed;
  const double rise = donor.other_bed - donor.bed;
  if (H <= 0.0) return {0.0, 1.0};
  if (rise <= 0.0) return {H, 1.0};
  if (H <= rise) return {0.0, 2.0};
  return {H - rise * rise / H, 1.0 + rise * rise / (H * H)};
}

LinkFlow link_flow(const LinkMomentum& momentum, const Donor& up, const Donor& down, double level_up, double level_down,
                   LastWay last) {
  const double drive = momentum.explicit_part + momentum.up_weight * (level_up - momentum.reference) -
                       momentum.down_weight * (level_down - momentum.reference);
  const bool forth = drive >= 0.0;
  const Donor& donor = forth ? up : down;
  FaceDepth depth = face_depth(forth ? level_up : level_down, donor);
  if (forth == momentum.tilts_forth) {
    depth.depth *= 1.0 + momentum.tilt;
    depth.slope *= 1.0 + momentum.tilt;
  }
  LinkFlow flow;
  const SectionFlow s = section_flow(*donor.shape, std::max(depth.depth, least_depth));
  const double R = s.area / s.perimeter;
  const double n = donor.shape->manning_n;
  const double kappa = gravity * n * n / (R * baseline::cube_root(R));
  const double lambda = momentum.linear;
  constexpr double rest = least_turnover * least_turnover;
  const double friction = 4.0 * kappa * std::abs(drive);
  const double root = std::sqrt(lambda * lambda + friction + rest * rest / (friction + rest));
  const double u = 2.0 * drive / (lambda + root);
  const double A = depth.depth > 0.0 ? s.area : 0.0;
  flow.velocity = u;
  flow.area = A;
  flow.area_growth = depth.slope * s.width;
  flow.forth = forth;
  flow.discharge = A * u;
  const bool turned = last == (forth ? LastWay::back : LastWay::forth);
  const double by_drive = A * (turned ? 2.0 / (lambda + root) : 1.0 / root);
  const double friction_share = std::max((4.0 / 3.0) * kappa * std::abs(u) / root * (s.width - s.widening * R), 0.0);
  const double by_depth = depth.slope * std::abs(u) * (s.width + friction_share);
  flow.by_up = by_drive * momentum.up_weight + (forth ? by_depth : 0.0);
  flow.by_down = by_drive * momentum.down_weight + (forth ? 0.0 : by_depth);
  return flow;
}

}  // namespace bailang
