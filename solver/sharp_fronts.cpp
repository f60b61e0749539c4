#include "solver/sharp_fronts.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

/// Below this volume a mixing node stores nothing: what enters leaves at once [m3].
constexpr double stores_nothing = 1.0e-6;
/// Up to this Courant number a cell's water was among its neighbours a step ago, so that their old values bound it.
constexpr double near_courant = 2.0;

/// Values of one face and lane.
struct FaceState {
  const double* c = nullptr;  ///< of this lane; unknowns stand `lanes` apart
  std::size_t lanes = 1;
  double discharge = 0.0;
  double conductance_up = 0.0, conductance_down = 0.0;  ///< E A [m4 s-1]
  [[nodiscard]] double at(int unknown) const { return c[static_cast<std::size_t>(unknown) * lanes]; }
};

/// Between two cells: third-order upwind-biased flux less that of the step, along the flow [g s-1]: what upwinding added,
/// and the term that makes a central face third-order.
double inside_correction(const FaceState& s, int upper, int lower, int far, double dx) {
  const double q = std::abs(s.discharge);
  const double g = 0.5 * (s.conductance_up + s.conductance_down) / dx;
  const double ahead = s.at(lower) - s.at(upper);
  const double added = std::max(0.5 * q - g, 0.0);
  if (far < 0) return added * ahead;
  return added * ahead - q * (ahead - (s.at(upper) - s.at(far))) / 6.0;
}

/// From the last cell into a node: the line through the last two cells reaches the node.
double node_correction(const FaceState& s, int last, int far, double conductance, double dx) {
  const double q = std::abs(s.discharge);
  const double g = conductance / dx;
  return 0.5 * q <= g || far < 0 ? 0.0 : (0.5 * q - g) * (s.at(last) - s.at(far));
}

/// Correction of a face, positive downstream [g s-1].
double face_correction(const FrontFace& front, const Face& face, const FaceState& s) {
  const bool forth = s.discharge >= 0.0;
  switch (front.kind) {
    case FrontFace::Kind::inside:
      return forth ? inside_correction(s, face.up, face.down, front.far_up, front.cell_length)
                   : -inside_correction(s, face.down, face.up, front.far_down, front.cell_length);
    case FrontFace::Kind::node_below:
      return forth ? node_correction(s, face.up, front.far_up, face.conducts * s.conductance_up, front.cell_length)
                   : 0.0;
    case FrontFace::Kind::node_above:
      return forth ? 0.0
                   : -node_correction(s, face.down, front.far_down, face.conducts * s.conductance_down,
                                      front.cell_length);
    case FrontFace::Kind::none:
      break;
  }
  return 0.0;
}

/// Whether anything leaves a node: one that nothing leaves takes no correction.
bool is_open(const SharpFronts& fronts, int node, std::size_t of) {
  for (int e = fronts.node_begin[node]; e < fronts.node_begin[node + 1]; ++e) {
    if (fronts.share[static_cast<std::size_t>(e) * fronts.width + of] > 0.0) return true;
  }
  return false;
}

/// Corrections of all faces for the concentrations c, over dt.
void set_moved(const HydraulicCase& model, const Hydraulics& water, double dt, const LaneArray& c,
               SharpFronts& fronts) {
  const std::size_t lanes = fronts.lanes, w = fronts.width;
  for (std::size_t f = 0; f < fronts.faces.size(); ++f) {
    const FrontFace& front = fronts.faces[f];
    if (front.kind == FrontFace::Kind::none) continue;
    const Face& face = model.grid.faces[f];
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t of = w == 1 ? 0 : l;
      const FaceState state{&c[l], lanes, water.discharge[f * w + of],
                            water.conductance[static_cast<std::size_t>(face.up) * w + of],
                            water.conductance[static_cast<std::size_t>(face.down) * w + of]};
      const bool closed = front.node >= 0 && !is_open(fronts, front.node, of);
      fronts.moved[f * lanes + l] = closed ? 0.0 : dt * face_correction(front, face, state);
    }
  }
}

/// Where what a face moves comes from and goes to: visit(unknown, signed share) for the side that gains when `moved` > 0
/// and for the side that loses.
template <class Visit>
void visit_ends(const SharpFronts& fronts, const Face& face, std::size_t f, std::size_t of, Visit visit) {
  const FrontFace& front = fronts.faces[f];
  if (front.kind == FrontFace::Kind::inside) {
    visit(face.up, -1.0);
    visit(face.down, 1.0);
    return;
  }
  const double out = front.kind == FrontFace::Kind::node_below ? 1.0 : -1.0;
  visit(front.kind == FrontFace::Kind::node_below ? face.up : face.down, -out);
  for (int e = fronts.node_begin[front.node]; e < fronts.node_begin[front.node + 1]; ++e) {
    const double share = fronts.share[static_cast<std::size_t>(e) * fronts.width + of];
    if (share > 0.0) visit(fronts.exits[e].unknown, out * share);
  }
}

/// Calls visit(face index, lane, coefficient lane) wherever a correction may act.
template <class Visit>
void visit_faces(const SharpFronts& fronts, Visit visit) {
  for (std::size_t f = 0; f < fronts.faces.size(); ++f) {
    if (fronts.faces[f].kind == FrontFace::Kind::none) continue;
    for (std::size_t l = 0; l < static_cast<std::size_t>(fronts.lanes); ++l) visit(f, l, fronts.width == 1 ? 0 : l);
  }
}

/// Shares by which water leaves each node: one that stores keeps what enters.
void set_shares(const Hydraulics& water, SharpFronts& fronts) {
  const std::size_t w = fronts.width;
  for (std::size_t n = 0; n < fronts.node_unknown.size(); ++n) {
    for (std::size_t l = 0; l < w; ++l) {
      const bool stores = water.volume_new[static_cast<std::size_t>(fronts.node_unknown[n]) * w + l] > stores_nothing;
      double sum = 0.0;
      for (int e = fronts.node_begin[n]; e < fronts.node_begin[n + 1]; ++e) {
        const NodeExit& exit = fronts.exits[e];
        double rate = stores ? 1.0 : 0.0;
        if (exit.face >= 0) {
          const LaneArray& rates = exit.downstream ? water.rate_down : water.rate_up;
          rate = stores ? 0.0 : rates[static_cast<std::size_t>(exit.face) * w + l];
        }
        fronts.share[static_cast<std::size_t>(e) * w + l] = rate;
        sum += rate;
      }
      for (int e = fronts.node_begin[n]; e < fronts.node_begin[n + 1] && sum > 0.0; ++e) {
        fronts.share[static_cast<std::size_t>(e) * w + l] /= sum;
      }
    }
  }
}

/// Greatest and least value of each unknown and its neighbours after the step, and before it where the water was near.
void set_bounds(const HydraulicCase& model, const Hydraulics& water, double dt, const LaneArray& before,
                const LaneArray& c, SharpFronts& fronts) {
  const std::size_t lanes = fronts.lanes, w = fronts.width;
  LaneArray& own_high = fronts.gain;  // free until the limiter sums into them
  LaneArray& own_low = fronts.loss;
  for (std::size_t i = 0; i < model.grid.unknowns.size(); ++i) {
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t at = i * lanes + l, of = i * w + (w == 1 ? 0 : l);
      const bool is_near = dt * water.leaving[of] <= near_courant * water.volume_new[of];
      own_high[at] = is_near ? std::max(before[at], c[at]) : c[at];
      own_low[at] = is_near ? std::min(before[at], c[at]) : c[at];
    }
  }
  fronts.highest = own_high;
  fronts.lowest = own_low;
  for (const Face& face : model.grid.faces) {
    if (face.up < 0 || face.down < 0) continue;
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t up = static_cast<std::size_t>(face.up) * lanes + l;
      const std::size_t down = static_cast<std::size_t>(face.down) * lanes + l;
      fronts.highest[up] = std::max(fronts.highest[up], own_high[down]);
      fronts.highest[down] = std::max(fronts.highest[down], own_high[up]);
      fronts.lowest[up] = std::min(fronts.lowest[up], own_low[down]);
      fronts.lowest[down] = std::min(fronts.lowest[down], own_low[up]);
    }
  }
}

/// Adds `weight` of every face's correction to c.
void apply(const HydraulicCase& model, const Hydraulics& water, double weight, SharpFronts& fronts, LaneArray& c) {
  const std::size_t lanes = fronts.lanes, w = fronts.width;
  visit_faces(fronts, [&](std::size_t f, std::size_t l, std::size_t of) {
    const double amount = weight * fronts.moved[f * lanes + l];
    if (amount == 0.0) return;
    visit_ends(fronts, model.grid.faces[f], f, of, [&](int unknown, double share) {
      const auto i = static_cast<std::size_t>(unknown);
      c[i * lanes + l] += share * amount / water.volume_new[i * w + of];
    });
  });
}

/// Zalesak's limiter: the share of every correction that keeps all unknowns within their bounds.
void limit(const HydraulicCase& model, const Hydraulics& water, const LaneArray& c, SharpFronts& fronts) {
  const std::size_t lanes = fronts.lanes, w = fronts.width;
  std::fill(fronts.gain.begin(), fronts.gain.end(), 0.0);
  std::fill(fronts.loss.begin(), fronts.loss.end(), 0.0);
  visit_faces(fronts, [&](std::size_t f, std::size_t l, std::size_t of) {
    visit_ends(fronts, model.grid.faces[f], f, of, [&](int unknown, double share) {
      const double mass = share * fronts.moved[f * lanes + l];
      fronts.gain[static_cast<std::size_t>(unknown) * lanes + l] += std::max(mass, 0.0);
      fronts.loss[static_cast<std::size_t>(unknown) * lanes + l] += std::max(-mass, 0.0);
    });
  });
  // From sums of mass to the shares of them that there is room for.
  for (std::size_t i = 0; i < model.grid.unknowns.size(); ++i) {
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t at = i * lanes + l;
      const double V = water.volume_new[i * w + (w == 1 ? 0 : l)];
      const double room_above = std::max(fronts.highest[at] - c[at], 0.0) * V;
      const double room_below = std::max(c[at] - fronts.lowest[at], 0.0) * V;
      fronts.gain[at] = fronts.gain[at] > room_above ? room_above / fronts.gain[at] : 1.0;
      fronts.loss[at] = fronts.loss[at] > room_below ? room_below / fronts.loss[at] : 1.0;
    }
  }
  visit_faces(fronts, [&](std::size_t f, std::size_t l, std::size_t of) {
    double& moved = fronts.moved[f * lanes + l];
    double kept = 1.0;
    visit_ends(fronts, model.grid.faces[f], f, of, [&](int unknown, double share) {
      const LaneArray& room = share * moved > 0.0 ? fronts.gain : fronts.loss;
      kept = std::min(kept, room[static_cast<std::size_t>(unknown) * lanes + l]);
    });
    moved *= kept;
  });
}

/// Rounding must not carry a value over its bound: the difference is far below what mass is closed to.
void hold_bounds(const SharpFronts& fronts, LaneArray& c) {
  for (std::size_t at = 0; at < c.size(); ++at) c[at] = std::clamp(c[at], fronts.lowest[at], fronts.highest[at]);
}

/// Mixing nodes without storage follow what now passes them.
void follow_at_nodes(const Hydraulics& water, double dt, const SharpFronts& fronts, LaneArray& c) {
  const std::size_t lanes = fronts.lanes, w = fronts.width;
  for (std::size_t f = 0; f < fronts.faces.size(); ++f) {
    const FrontFace& front = fronts.faces[f];
    if (front.node < 0) continue;
    const auto node = static_cast<std::size_t>(fronts.node_unknown[front.node]);
    const double into = front.kind == FrontFace::Kind::node_below ? 1.0 : -1.0;
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t of = node * w + (w == 1 ? 0 : l);
      if (water.volume_new[of] > stores_nothing || water.leaving[of] <= 0.0) continue;
      c[node * lanes + l] += into * fronts.moved[f * lanes + l] / (dt * water.leaving[of]);
    }
  }
}

/// Indices of mixing nodes by unknown, and their ways out.
void list_node_exits(const HydraulicCase& model, SharpFronts& fronts, std::vector<int>& index_of) {
  const Grid& grid = model.grid;
  index_of.assign(grid.unknowns.size(), -1);
  fronts.node_begin = {0};
  for (const int unknown : grid.node_unknown) {
    if (unknown < 0) continue;
    index_of[unknown] = static_cast<int>(fronts.node_unknown.size());
    fronts.node_unknown.push_back(unknown);
    fronts.exits.push_back({unknown, -1, true});
    for (std::size_t f = 0; f < grid.faces.size(); ++f) {
      const Face& face = grid.faces[f];
      if (face.up == unknown && face.down >= 0) fronts.exits.push_back({face.down, static_cast<int>(f), true});
      if (face.down == unknown && face.up >= 0) fronts.exits.push_back({face.up, static_cast<int>(f), false});
    }
    fronts.node_begin.push_back(static_cast<int>(fronts.exits.size()));
  }
}

}  // namespace

SharpFronts make_sharp_fronts(const HydraulicCase& model, int lanes, int width) {
  const Grid& grid = model.grid;
  SharpFronts fronts;
  fronts.lanes = lanes;
  fronts.width = width;
  fronts.faces.resize(grid.faces.size());
  std::vector<int> index_of;
  list_node_exits(model, fronts, index_of);
  for (const ReachCells& cells : grid.reaches) {
    for (int k = 0; k <= cells.count; ++k) {
      const Face& face = grid.faces[cells.face(k)];
      FrontFace& front = fronts.faces[cells.face(k)];
      front.cell_length = cells.length;
      front.far_up = k >= 2 ? cells.unknown(k - 2) : -1;
      front.far_down = k + 1 < cells.count ? cells.unknown(k + 1) : -1;
      if (face.up < 0 || face.down < 0) continue;
      const bool above = k == 0, below = k == cells.count;
      front.kind = above ? FrontFace::Kind::node_above : below ? FrontFace::Kind::node_below : FrontFace::Kind::inside;
      if (above) front.node = index_of[face.up];
      if (below) front.node = index_of[face.down];
    }
  }
  fronts.share.assign(fronts.exits.size() * width, 0.0);
  fronts.moved.assign(grid.faces.size() * lanes, 0.0);
  for (LaneArray* array : {&fronts.half, &fronts.highest, &fronts.lowest, &fronts.gain, &fronts.loss}) {
    array->assign(grid.unknowns.size() * lanes, 0.0);
  }
  return fronts;
}

void sharpen(const HydraulicCase& model, const Hydraulics& water, double dt, const LaneArray& before, LaneArray& c,
             SharpFronts& fronts) {
  set_shares(water, fronts);
  set_moved(model, water, dt, c, fronts);
  // The anti-dispersion acts all along the step: its flux belongs to the state that half of it has made.
  fronts.half = c;
  apply(model, water, 0.5, fronts, fronts.half);
  set_moved(model, water, dt, fronts.half, fronts);
  set_bounds(model, water, dt, before, c, fronts);
  limit(model, water, c, fronts);
  apply(model, water, 1.0, fronts, c);
  follow_at_nodes(water, dt, fronts, c);
  hold_bounds(fronts, c);
}

void cell_dispersion(const HydraulicCase& model, const Hydraulics& water, LaneArray& physical, LaneArray& numerical) {
  const std::size_t w = water.width;
  physical.assign(water.volume_new.size(), 0.0);
  numerical.assign(water.volume_new.size(), 0.0);
  for (const ReachCells& cells : model.grid.reaches) {
    for (int k = 0; k < cells.count; ++k) {
      for (std::size_t l = 0; l < w; ++l) {
        const std::size_t i = static_cast<std::size_t>(cells.unknown(k)) * w + l;
        const double above = water.discharge[static_cast<std::size_t>(cells.face(k)) * w + l];
        const double below = water.discharge[static_cast<std::size_t>(cells.face(k + 1)) * w + l];
        const double per_area = cells.length / water.volume_new[i];
        physical[i] = water.conductance[i] * per_area;
        const double upwind = 0.25 * (std::abs(above) + std::abs(below)) * per_area * cells.length;
        numerical[i] = std::max(upwind - physical[i], 0.0);
      }
    }
  }
}

}  // namespace bailang
