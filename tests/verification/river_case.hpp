#pragma once

#include <functional>
#include <map>

#include "solver/dynamic_flow.hpp"
#include "solver/hydraulics.hpp"
#include "solver/level_step.hpp"
#include "tests/small_case.hpp"

/// A network and its water, for tests of levels and discharges.
namespace bailang::testing {

/// The grid and the water of a SmallCase, as the time loop has them.
class River {
public:
  River(SmallCase model, FlowMode mode, double cell_length)
      : model_(std::move(model)),
        grid_(make_grid(model_.network, cell_length)),
        map_(make_source_map(model_.network, grid_)),
        faces_(make_face_arrays(grid_)),
        case_{model_.network, grid_, map_, faces_, model_.settings, mode},
        input_(lane(model_, no_sources(model_))),
        water(make_hydraulics(case_, 1)) {
    inputs_.lanes = {&input_};
    for (int i = 0; i < grid_.size(); ++i) water.volume_new[i] += water.film[i];
  }
  River(const River&) = delete;
  River& operator=(const River&) = delete;

  /// Sets what flows in at a node [m3 s-1].
  void enter(int node, double flow) { entering_[node] = flow; }
  /// Sets what flows in evenly along a reach [m3 s-1].
  void enter_along(int reach, double flow) { along_[reach] = flow; }

  void settle(double t = 0.0) {
    set_inflow();
    set_steady_flow(case_, inputs_, t, water);
  }

  /// Still water at the level, or dry bed where it stands higher.
  void fill(const std::function<double(int reach, double chainage)>& level) {
    for (std::size_t r = 0; r < grid_.reaches.size(); ++r) {
      const ReachCells& cells = grid_.reaches[r];
      for (int k = 0; k < cells.count; ++k) {
        const double surface = level(static_cast<int>(r), (k + 0.5) * cells.length);
        const int place = water.levels.network.place_of[cells.unknown(k)];
        water.volume_old[cells.unknown(k)] =
            place_volume(water.levels.network, place, surface) + water.film[cells.unknown(k)];
      }
    }
    water.volume_new = water.volume_old;
  }

  void step(double t, double dt) {
    water.volume_old = water.volume_new;
    set_inflow();
    route(case_, inputs_, t, dt, water);
  }

  [[nodiscard]] const Grid& grid() const { return grid_; }
  [[nodiscard]] const SmallCase& model() const { return model_; }
  [[nodiscard]] const ReachCells& cells(int reach) const { return grid_.reaches[reach]; }
  [[nodiscard]] double middle(int reach, int k) const { return (k + 0.5) * cells(reach).length; }
  [[nodiscard]] double stage(int reach, int k) const { return water.stage[cells(reach).unknown(k)]; }
  [[nodiscard]] double depth(int reach, int k) const { return water.depth[cells(reach).unknown(k)]; }
  [[nodiscard]] double flow(int reach, int face) const { return water.discharge[cells(reach).face(face)]; }
  [[nodiscard]] double volume() const {
    double sum = 0.0;
    for (int i = 0; i < grid_.size(); ++i) sum += water.volume_new[i];
    return sum;
  }

private:
  void set_inflow() {
    std::fill(water.inflow.begin(), water.inflow.end(), 0.0);
    std::fill(water.headwater.begin(), water.headwater.end(), 0.0);
    for (const auto& [node, flow] : entering_) {
      const int unknown = grid_.node_unknown[node];
      (unknown >= 0 ? water.inflow[unknown] : water.headwater[node]) += flow;
    }
    for (const auto& [reach, flow] : along_) {
      for (int k = 0; k < cells(reach).count; ++k) water.inflow[cells(reach).unknown(k)] += flow / cells(reach).count;
    }
  }

  SmallCase model_;
  Grid grid_;
  SourceMap map_;
  FaceArrays faces_;
  HydraulicCase case_;
  LaneInput input_;
  BlockInputs inputs_;
  std::map<int, double> entering_, along_;

public:
  Hydraulics water;
};

/// Channel of a test: trapezoid, slope, roughness.
struct TestChannel {
  double length, bottom_width, side_slope, manning_n, slope;
};

/// One reach from a headwater (node 0) to an outlet (node 1).
inline SmallCase one_reach(const TestChannel& channel) {
  SmallCase model = empty_case({"continuity"}, 86400.0, 600.0, 86400.0);
  add_node(model, "HEAD", NodeKind::headwater);
  add_node(model, "SEA", NodeKind::outlet);
  add_reach(model, "R", 0, 1, channel.length, 1.0, 0.0);
  Reach& reach = model.network.reaches.back();
  reach.bottom_width = channel.bottom_width;
  reach.side_slope = channel.side_slope;
  reach.manning_n = channel.manning_n;
  reach.bed_slope = channel.slope;
  return model;
}

/// Holds an outlet at a level [m].
inline void hold_level(SmallCase& model, int node, double level) {
  Tide tide;
  tide.node = node;
  tide.has_level = true;
  tide.series.value = {level};
  tide.has_concentration.assign(model.network.constituents.size(), 0);
  model.forcing.tides.push_back(tide);
}

inline void add_bed_point(SmallCase& model, int reach, double chainage, double elevation) {
  BedPoint point;
  point.reach = reach;
  point.chainage = chainage;
  point.elevation = elevation;
  model.network.bed_points.push_back(point);
}

}  // namespace bailang::testing
