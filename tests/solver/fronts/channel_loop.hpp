#pragma once

#include <functional>
#include <vector>

#include "solver/matrix_classes.hpp"
#include "solver/sharp_fronts.hpp"
#include "solver/transport.hpp"
#include "tests/small_case.hpp"

/// A time loop of transport alone, with discharges set by hand: reversing flow without a hydraulic solver.
namespace bailang::testing {

struct ChannelLoop {
  /// One reach of `cells` cells of dx [m], area A [m2], dispersion E [m2 s-1].
  ChannelLoop(int cells, double dx, double A, double E, int lanes = 1, bool own_flow = false)
      : model(one_reach(cells * dx, A, E)),
        grid(make_grid(model.network, dx)),
        map(make_source_map(model.network, grid)),
        faces(make_face_arrays(grid)),
        hydraulics{model.network, grid, map, faces, model.settings, model.settings.flow},
        width(own_flow ? lanes : 1),
        water(make_hydraulics(hydraulics, width)),
        transport(make_transport(hydraulics, lanes, width, false, false)),
        fronts(make_sharp_fronts(hydraulics, lanes, width)) {
    std::fill(water.volume_new.begin(), water.volume_new.end(), A * dx);
    water.volume_old = transport.volume_stage = water.volume_new;
    sources.load.assign(1, LaneArray(transport.c[0].size(), 0.0));
  }

  static SmallCase one_reach(double length, double A, double E) {
    SmallCase m = empty_case({"cod"}, 3600.0, 60.0, 3600.0);
    const int head = add_node(m, "H", NodeKind::headwater), sea = add_node(m, "SEA", NodeKind::outlet);
    add_reach(m, "R", head, sea, length, A, E);
    return m;
  }

  /// A step of dt with discharge Q [m3 s-1] (× factor(lane) with own flow) everywhere; inflow of strength `boundary`.
  void step(
      double dt, double Q, bool sharp, double boundary = 0.0,
      const std::function<double(int)>& factor = [](int) { return 1.0; }) {
    for (std::size_t at = 0; at < water.discharge.size(); ++at) {
      water.discharge[at] = Q * factor(static_cast<int>(at % width));
    }
    set_exchange_rates(hydraulics, water);
    begin_step(water, true, transport);
    const std::size_t lanes = transport.lanes;
    const ReachCells& cells = grid.reaches[0];
    const int entry = cells.unknown(Q >= 0.0 ? 0 : cells.count - 1);
    std::fill(sources.load[0].begin(), sources.load[0].end(), 0.0);
    for (std::size_t l = 0; l < lanes; ++l) {
      sources.load[0][entry * lanes + l] = boundary * std::abs(Q) * factor(width == 1 ? 0 : static_cast<int>(l));
    }
    // What comes in at the lower end stands for a second upper end: its water is no exit.
    TransportStep request;
    request.dt = dt;
    request.sources = &sources;
    request.changing = &changing;
    moved = advance(water, request, 0, transport);
    if (sharp) sharpen(hydraulics, water, dt, transport.x, transport.c[0], fronts);
    clear_rounding(0, sharp, transport);
  }

  [[nodiscard]] double& c(int cell, int lane = 0) {
    return transport.c[0][static_cast<std::size_t>(grid.reaches[0].unknown(cell)) * transport.lanes + lane];
  }

  SmallCase model;
  Grid grid;
  SourceMap map;
  FaceArrays faces;
  HydraulicCase hydraulics;
  int width;
  Hydraulics water;
  Transport transport;
  SharpFronts fronts;
  SteadySources sources;
  ChangingSources changing;
  StepMass moved;
};

}  // namespace bailang::testing
