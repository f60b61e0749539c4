#include "solver/hydraulics.hpp"

#include <algorithm>
#include <cmath>

#include "solver/dynamic_flow.hpp"
#include "solver/level_dispersion.hpp"
#include "solver/manning.hpp"
#include "solver/reservoir_flow.hpp"
#include "solver/transfers.hpp"

namespace bailang {
namespace {

/// A moment of the run, or a step from it; dt = 0: storage does not change.
struct StepCase {
  const HydraulicCase& model;
  const BlockInputs& inputs;
  double t = 0.0, dt = 0.0;
};

/// Depth of the film of water that stays on a bed that falls dry [m]: keeps concentrations defined.
constexpr double film_depth = 1.0e-3;
/// Where levels are solved, uniform flow is a guess to begin with; a bed that is even or rises has none [-].
constexpr double least_slope_of_guess = 1.0e-5;
/// Volume of a mixing node without storage [m3]: keeps a node without flow defined.
constexpr double node_volume = 1.0e-12;

Channel channel_of(const Reach& reach) {
  return {reach.bottom_width, reach.side_slope, reach.bed_slope, reach.manning_n};
}

/// Water that reaches a node [m3 s-1], lane l.
double node_gain(const HydraulicCase& model, const Hydraulics& water, int node, int l) {
  const int w = water.width;
  double gain = water.headwater[static_cast<std::size_t>(node) * w + l];
  for (const int r : model.grid.node_inflow[node]) {
    const ReachCells& cells = model.grid.reaches[r];
    gain += water.discharge[static_cast<std::size_t>(cells.face(cells.count)) * w + l];
  }
  const int unknown = model.grid.node_unknown[node];
  if (unknown >= 0) gain += water.inflow[static_cast<std::size_t>(unknown) * w + l];
  return gain;
}

/// Outflow of reservoir `index`, lane l; dt = 0: passes on what flows in, less what evaporates.
double pass_reservoir(const StepCase& step, Hydraulics& water, int index, double gain, int l) {
  const HydraulicCase& model = step.model;
  const Reservoir& reservoir = model.network.reservoirs[index];
  const std::size_t at = static_cast<std::size_t>(model.grid.node_unknown[reservoir.node]) * water.width + l;
  const ReservoirState state = reservoir_state(model, step.inputs, index, step.t, step.dt, l, water);
  if (step.dt <= 0.0) {
    water.evaporation[at] = std::min(state.evaporation * reservoir_area(reservoir, water.volume_old[at]), gain);
    return gain - water.evaporation[at];
  }
  const ReservoirStep moved = advance_reservoir(reservoir, state, water.volume_old[at], gain, step.dt);
  water.volume_new[at] = moved.volume;
  water.evaporation[at] = moved.evaporation;
  return moved.outflow;
}

void pass_node(const StepCase& step, Hydraulics& water, int node) {
  const HydraulicCase& model = step.model;
  const int w = water.width;
  const int index = model.network.nodes[node].kind == NodeKind::reservoir ? reservoir_at(model.network, node) : -1;
  for (int l = 0; l < w; ++l) {
    const double gain = node_gain(model, water, node, l);
    const double out = index >= 0 ? pass_reservoir(step, water, index, gain, l) : gain;
    water.node_outflow[static_cast<std::size_t>(node) * w + l] = out;
  }
}

/// Water that enters a reach from its node, and what an ecological flow adds in its first cell.
void enter_reach(const HydraulicCase& model, Hydraulics& water, int r) {
  const int w = water.width;
  const ReachCells& cells = model.grid.reaches[r];
  const int from = model.network.reaches[r].from_node;
  const bool is_given_flow = model.mode == FlowMode::prescribed && is_given(model.network.reaches[r].prescribed_flow);
  for (int l = 0; l < w; ++l) {
    const double gets = is_given_flow
                            ? model.network.reaches[r].prescribed_flow
                            : model.map.node_share[r] * water.node_outflow[static_cast<std::size_t>(from) * w + l];
    water.discharge[static_cast<std::size_t>(cells.face(0)) * w + l] = gets;
    const std::size_t at = static_cast<std::size_t>(r) * w + l;
    const double kept = water.ecological_reach[at];
    water.top_up[at] = kept > 0.0 ? std::max(kept - gets, 0.0) : 0.0;
    water.inflow[static_cast<std::size_t>(cells.unknown(0)) * w + l] += water.top_up[at];
  }
}

/// Discharges of a reach whose storage does not change.
void accumulate_reach(const HydraulicCase& model, Hydraulics& water, int r, const PutUpstream& put) {
  const std::size_t w = water.width;
  const ReachCells& cells = model.grid.reaches[r];
  for (int k = 0; k < cells.count; ++k) {
    const std::size_t i = cells.unknown(k);
    const std::size_t face = cells.face(k);
    for (std::size_t l = 0; l < w; ++l) {
      const double available = water.discharge[face * w + l] + water.inflow[i * w + l];
      water.taken[i * w + l] = std::min(water.wish[i * w + l], std::max(available, 0.0));
      water.discharge[(face + 1) * w + l] = available - water.taken[i * w + l];
    }
    take_transfers(model, cells.unknown(k), cells.face(k), 0.0, put, water);
    for (std::size_t n = 0; n < water.transfers.size(); ++n) {
      if (water.transfers[n].from != cells.unknown(k)) continue;
      for (std::size_t l = 0; l < w; ++l) water.discharge[(face + 1) * w + l] -= water.transfer[n * w + l];
    }
  }
}

void store_steady_reach(const HydraulicCase& model, Hydraulics& water, int r) {
  const int w = water.width;
  const ReachCells& cells = model.grid.reaches[r];
  const Reach& reach = model.network.reaches[r];
  Channel channel = channel_of(reach);
  if (solves_levels(model.mode)) channel.bed_slope = std::max(channel.bed_slope, least_slope_of_guess);
  for (int k = 0; k < cells.count; ++k) {
    for (int l = 0; l < w; ++l) {
      const std::size_t i = static_cast<std::size_t>(cells.unknown(k)) * w + l;
      // Routing stores by what leaves a cell; a steady run by the mean of what enters and leaves.
      const double leaves = water.discharge[static_cast<std::size_t>(cells.face(k + 1)) * w + l];
      const double enters = water.discharge[static_cast<std::size_t>(cells.face(k)) * w + l];
      const double Q = model.mode == FlowMode::steady ? 0.5 * (enters + leaves) : leaves;
      const bool prescribed = model.mode == FlowMode::prescribed;
      water.depth[i] = prescribed ? depth_of_area(channel, reach.prescribed_area) : normal_depth(channel, Q);
      const double area = prescribed ? reach.prescribed_area : area_of_depth(channel, water.depth[i]);
      water.volume_new[i] = area * cells.length + water.film[cells.unknown(k)];
    }
  }
}

/// Width of the surface of every cell by its depth.
void set_top_width(const HydraulicCase& model, Hydraulics& water) {
  for (const ReachCells& cells : model.grid.reaches) {
    const Reach& reach = model.network.reaches[&cells - model.grid.reaches.data()];
    for (int k = 0; k < cells.count; ++k) {
      const std::size_t first = static_cast<std::size_t>(cells.unknown(k)) * water.width;
      for (std::size_t i = first; i < first + water.width; ++i) {
        water.top_width[i] = reach.bottom_width + 2.0 * reach.side_slope * water.depth[i];
      }
    }
  }
}

/// Cells [begin, end) of a reach, counted from upstream, as the routing kernel wants them.
RouteReach routing_of(const HydraulicCase& model, Hydraulics& water, int r, double dt, int begin, int end) {
  const ReachCells& cells = model.grid.reaches[r];
  const Reach& reach = model.network.reaches[r];
  RouteReach route;
  route.count = end - begin;
  route.first = cells.unknown(begin);
  route.stride = cells.stride;
  route.first_face = cells.face(begin);
  route.cell_length = cells.length;
  route.bottom_width = reach.bottom_width;
  route.side_slope = reach.side_slope;
  route.wetted_side = 2.0 * std::sqrt(1.0 + reach.side_slope * reach.side_slope);
  route.conveyance = std::sqrt(reach.bed_slope) / reach.manning_n;
  route.dt = dt;
  route.film = water.film[cells.first];
  route.volume_old = water.volume_old.data();
  route.volume_new = water.volume_new.data();
  route.depth = water.depth.data();
  route.inflow = water.inflow.data();
  route.taken = water.taken.data();
  route.discharge = water.discharge.data();
  return route;
}

/// Routes a cell from which pumps or diversions take: withdrawals first, then they, then the river gets the rest.
void route_tapped_cell(const HydraulicCase& model, Hydraulics& water, int r, int k, double dt, const PutUpstream& put) {
  const std::size_t w = water.width;
  const ReachCells& cells = model.grid.reaches[r];
  const std::size_t i = cells.unknown(k);
  const std::size_t face = cells.face(k);
  for (std::size_t l = 0; l < w; ++l) {
    const double there =
        (water.volume_old[i * w + l] - water.film[i]) + dt * (water.discharge[face * w + l] + water.inflow[i * w + l]);
    water.taken[i * w + l] = std::min(water.wish[i * w + l], std::max(there, 0.0) / dt);
  }
  const std::vector<double> withdrawn(water.taken.begin() + static_cast<std::ptrdiff_t>(i * w),
                                      water.taken.begin() + static_cast<std::ptrdiff_t>((i + 1) * w));
  take_transfers(model, cells.unknown(k), cells.face(k), dt, put, water);
  for (std::size_t n = 0; n < water.transfers.size(); ++n) {
    if (water.transfers[n].from != cells.unknown(k)) continue;
    for (std::size_t l = 0; l < w; ++l) water.taken[i * w + l] += water.transfer[n * w + l];
  }
  coefficient_kernels(water.width).route_reach(routing_of(model, water, r, dt, k, k + 1));
  std::copy(withdrawn.begin(), withdrawn.end(), water.taken.begin() + static_cast<std::ptrdiff_t>(i * w));
}

void route_reach(const HydraulicCase& model, Hydraulics& water, int r, double dt, const PutUpstream& put) {
  const ReachCells& cells = model.grid.reaches[r];
  const CoefficientKernels kernels = coefficient_kernels(water.width);
  int begin = 0;
  for (int k = 0; k < cells.count && !water.transfers.empty(); ++k) {
    const auto taps = [&](const Transfer& transfer) { return transfer.from == cells.unknown(k); };
    if (std::none_of(water.transfers.begin(), water.transfers.end(), taps)) continue;
    if (k > begin) kernels.route_reach(routing_of(model, water, r, dt, begin, k));
    route_tapped_cell(model, water, r, k, dt, put);
    begin = k + 1;
  }
  if (begin < cells.count) kernels.route_reach(routing_of(model, water, r, dt, begin, cells.count));
}

/// Walks the network downstream: node, then each reach that begins there.
template <class ReachStep>
void walk_downstream(const StepCase& step, Hydraulics& water, ReachStep reach_step) {
  std::vector<char> passed(step.model.network.nodes.size(), 0);
  for (const int r : step.model.grid.reach_order) {
    const int from = step.model.network.reaches[r].from_node;
    if (!passed[from]) pass_node(step, water, from);
    passed[from] = 1;
    enter_reach(step.model, water, r);
    reach_step(r);
  }
}

/// Rounds in which pumps to upstream targets may settle what they give, before it is fixed.
constexpr int free_rounds_routing = 6;
constexpr int free_rounds_steady = 60;

/// Discharges from upstream to downstream while storage stays.
void walk_without_storage(const StepCase& step, int free_rounds, Hydraulics& water) {
  settle_transfers(free_rounds, water, [&](const PutUpstream& put) {
    walk_downstream(step, water, [&](int r) { accumulate_reach(step.model, water, r, put); });
  });
}

}  // namespace

FaceArrays make_face_arrays(const Grid& grid, const std::vector<LaneInput>& inputs) {
  FaceArrays arrays;
  for (const Face& face : grid.faces) {
    arrays.up.push_back(face.up);
    arrays.down.push_back(face.down);
    arrays.distance.push_back(face.distance);
    arrays.upper_share.push_back(face.upper_share);
    arrays.conducts.push_back(face.conducts);
  }
  arrays.sea.assign(grid.faces.size(), 0.0);
  for (const LaneInput& input : inputs) {
    for (const Tide& tide : input.forcing->tides) {
      if (std::count(tide.has_concentration.begin(), tide.has_concentration.end(), 0) ==
          static_cast<std::ptrdiff_t>(tide.has_concentration.size()))
        continue;
      for (const int r : grid.node_inflow[tide.node]) arrays.sea[grid.reaches[r].face(grid.reaches[r].count)] = 1.0;
    }
  }
  return arrays;
}

Hydraulics make_hydraulics(const HydraulicCase& model, int width) {
  const std::size_t n = static_cast<std::size_t>(model.grid.size()) * width;
  const std::size_t faces = model.grid.faces.size() * width;
  const std::size_t tree = static_cast<std::size_t>(model.grid.tree_size) * width;
  const std::size_t border = n * model.grid.border_size();
  Hydraulics water;
  water.width = width;
  for (LaneArray* array : {&water.volume_old, &water.volume_new, &water.depth, &water.inflow, &water.wish, &water.taken,
                           &water.conductance, &water.leaving, &water.top_width, &water.evaporation}) {
    array->assign(n, 0.0);
  }
  water.stage.assign(n, missing);
  water.transfers = make_transfers(model.network, model.grid);
  for (LaneArray* array : {&water.transfer, &water.transfer_wish, &water.transfer_share})
    array->assign(water.transfers.size() * width, 0.0);
  water.works = make_river_works(model.network, width);
  for (LaneArray* array : {&water.discharge, &water.rate_down, &water.rate_up}) array->assign(faces, 0.0);
  for (LaneArray* array : {&water.to_parent, &water.from_parent}) array->assign(tree, 0.0);
  for (LaneArray* array : {&water.to_border, &water.from_border}) array->assign(border, 0.0);
  for (LaneArray* array : {&water.headwater, &water.node_outflow})
    array->assign(model.network.nodes.size() * width, 0.0);
  for (LaneArray* array : {&water.ecological_reach, &water.top_up})
    array->assign(model.network.reaches.size() * width, 0.0);
  water.ecological_reservoir.assign(model.network.reservoirs.size() * width, 0.0);

  water.film.assign(model.grid.size(), 0.0);
  std::fill(water.volume_new.begin(), water.volume_new.end(), node_volume);
  for (int i = 0; i < model.grid.size(); ++i) {
    const Unknown& unknown = model.grid.unknowns[i];
    const bool keeps_film = model.mode == FlowMode::kinematic || solves_levels(model.mode);
    if (unknown.reach >= 0 && keeps_film) {
      water.film[i] = film_depth * model.network.reaches[unknown.reach].bottom_width * unknown.length;
    }
  }
  for (const Reservoir& reservoir : model.network.reservoirs) {
    const std::size_t at = static_cast<std::size_t>(model.grid.node_unknown[reservoir.node]) * width;
    std::fill_n(water.volume_new.begin() + static_cast<std::ptrdiff_t>(at), width, reservoir.volume);
  }
  water.volume_old = water.volume_new;
  if (solves_levels(model.mode)) make_levels(model, water);
  return water;
}

void set_steady_flow(const HydraulicCase& model, const BlockInputs& inputs, double t, Hydraulics& water) {
  const StepCase step{model, inputs, t, 0.0};
  const LaneArray inflow = water.inflow;
  // Rules look at the flow that they themselves change: with none known, then twice with the one they gave.
  const int passes = water.transfers.empty() || model.network.structure_rules.empty() ? 1 : 3;
  for (int pass = 0; pass < passes; ++pass) {
    water.inflow = inflow;
    set_transfer_wishes(model, t, pass > 0, water);
    walk_without_storage(step, free_rounds_steady, water);
  }
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) store_steady_reach(model, water, static_cast<int>(r));
  if (solves_levels(model.mode)) return set_steady_levels(model, inputs, t, water);
  water.volume_old = water.volume_new;
  set_top_width(model, water);
  set_reservoir_surface(model, water);
}

void route(const HydraulicCase& model, const BlockInputs& inputs, double t, double dt, Hydraulics& water) {
  set_transfer_wishes(model, t, true, water);
  if (solves_levels(model.mode)) return route_levels(model, inputs, t, dt, water);
  const StepCase step{model, inputs, t, dt};
  if (model.mode == FlowMode::prescribed) {
    walk_without_storage(step, free_rounds_routing, water);
  } else {
    settle_transfers(free_rounds_routing, water, [&](const PutUpstream& put) {
      water.taken = water.wish;
      walk_downstream(step, water, [&](int r) { route_reach(model, water, r, dt, put); });
    });
  }
  set_top_width(model, water);
  set_reservoir_surface(model, water);
}

namespace {

void set_conductance(const HydraulicCase& model, Hydraulics& water, int r) {
  if (solves_levels(model.mode)) return set_level_conductance(model, r, water);
  const ReachCells& cells = model.grid.reaches[r];
  const Reach& reach = model.network.reaches[r];
  ReachDispersion dispersion;
  dispersion.count = cells.count;
  dispersion.first = cells.first;
  dispersion.stride = cells.stride;
  dispersion.first_face = cells.first_face;
  dispersion.given = is_given(reach.dispersion) ? reach.dispersion : -1.0;
  dispersion.cell_length = cells.length;
  dispersion.bottom_width = reach.bottom_width;
  dispersion.side_slope = reach.side_slope;
  dispersion.bed_slope = reach.bed_slope;
  dispersion.film = water.film[cells.first];
  dispersion.volume = water.volume_new.data();
  dispersion.depth = water.depth.data();
  dispersion.discharge = water.discharge.data();
  dispersion.conductance = water.conductance.data();
  coefficient_kernels(water.width).reach_dispersion(dispersion);
}

void set_border_rates(const Grid& grid, Hydraulics& water) {
  const int w = water.width;
  const int m = grid.border_size();
  for (const int f : grid.border_faces) {
    const Face& face = grid.faces[f];
    const bool up_is_border = face.up >= grid.tree_size;
    const int border = (up_is_border ? face.up : face.down) - grid.tree_size;
    const std::size_t at = static_cast<std::size_t>(up_is_border ? face.down : face.up) * m + border;
    for (int l = 0; l < w; ++l) {
      const double down = water.rate_down[static_cast<std::size_t>(f) * w + l];
      const double up = water.rate_up[static_cast<std::size_t>(f) * w + l];
      water.to_border[at * w + l] = up_is_border ? up : down;
      water.from_border[at * w + l] = up_is_border ? down : up;
    }
  }
}

}  // namespace

void set_exchange_rates(const HydraulicCase& model, Hydraulics& water) {
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) set_conductance(model, water, static_cast<int>(r));
  water.leaving = water.taken;
  add_transfers(water, water.leaving);
  water.exits = water.leaving;
  const FaceArrays& faces = model.faces;
  FaceRates rates;
  rates.count = static_cast<int>(faces.up.size());
  rates.up = faces.up.data();
  rates.down = faces.down.data();
  rates.distance = faces.distance.data();
  rates.upper_share = faces.upper_share.data();
  rates.conducts = faces.conducts.data();
  rates.sea = faces.sea.data();
  rates.discharge = water.discharge.data();
  rates.conductance = water.conductance.data();
  rates.rate_down = water.rate_down.data();
  rates.rate_up = water.rate_up.data();
  rates.leaving = water.leaving.data();
  rates.exits = water.exits.data();
  rates.to_parent = water.to_parent.data();
  rates.from_parent = water.from_parent.data();
  rates.tree_size = model.grid.tree_size;
  coefficient_kernels(water.width).face_rates(rates);
  set_border_rates(model.grid, water);
}

}  // namespace bailang
