#include <algorithm>
#include <limits>

#include "solver/transport.hpp"

namespace bailang {
namespace {

FactorArrays make_factors(std::size_t n, std::size_t border, std::size_t width) {
  FactorArrays arrays;
  arrays.inverse_diagonal.assign(n * width, 0.0);
  arrays.own.assign(n * width, 0.0);
  arrays.forward.assign(n * width, 0.0);
  arrays.backward.assign(n * width, 0.0);
  arrays.border_row.assign(n * border * width, 0.0);
  arrays.border_column.assign(n * border * width, 0.0);
  arrays.border_matrix.assign(border * border * width, 0.0);
  return arrays;
}

std::vector<std::uint8_t> border_reach(const Grid& grid) {
  std::vector<std::uint8_t> reaches(grid.tree_size, 0);
  for (const int f : grid.border_faces) {
    const int inner = std::min(grid.faces[f].up, grid.faces[f].down);
    if (inner >= 0 && inner < grid.tree_size) reaches[inner] = 1;
  }
  for (int i = 0; i < grid.tree_size; ++i) {
    if (reaches[i] && grid.parent[i] >= 0) reaches[grid.parent[i]] = 1;
  }
  return reaches;
}

std::vector<Exit> find_exits(const HydraulicCase& model) {
  std::vector<Exit> exits;
  for (std::size_t o = 0; o < model.grid.outlets.size(); ++o) {
    for (const int r : model.grid.node_inflow[model.grid.outlets[o]]) {
      const ReachCells& cells = model.grid.reaches[r];
      exits.push_back({cells.unknown(cells.count - 1), cells.face(cells.count), static_cast<int>(o), -1});
    }
  }
  std::vector<int> taken;
  for (const PointShare& place : model.map.withdrawals) taken.push_back(place.unknown[0]);
  std::sort(taken.begin(), taken.end());
  taken.erase(std::unique(taken.begin(), taken.end()), taken.end());
  for (const int unknown : taken) exits.push_back({unknown, -1, -1, -1});
  return exits;
}

}  // namespace

Transport make_transport(const HydraulicCase& model, int lanes, int width, bool statistics, bool keeps_factors) {
  const int nc = model.network.constituent_count();
  const std::size_t n = model.grid.unknowns.size();
  const std::size_t border = model.grid.border_size();
  Transport t;
  t.lanes = lanes;
  t.width = width;
  t.reaches_border = border_reach(model.grid);
  t.tree = {model.grid.size(),       model.grid.tree_size,   model.grid.parent.data(), model.grid.child_begin.data(),
            model.grid.child.data(), t.reaches_border.data()};
  t.exits = find_exits(model);
  t.c.assign(nc, LaneArray(n * lanes, 0.0));
  t.x.assign(n * lanes, 0.0);
  t.euler.assign(n * lanes, 0.0);
  for (LaneArray* array : {&t.volume_stage, &t.changing_first, &t.changing_second, &t.changing_euler}) {
    array->assign(n * width, 0.0);
  }
  t.classes = make_matrix_classes(model, width);
  t.keeps_factors = keeps_factors;
  const std::size_t slots = t.keeps_factors ? t.classes.all.size() : 1;
  t.stage_factors.assign(slots, make_factors(n, border, width));
  t.finish_factors.assign(t.keeps_factors ? 0 : 1, make_factors(n, border, width));
  t.factored_dt.assign(slots, 0.0);
  t.factored_class.assign(slots, -1);
  t.euler_factors = make_factors(n, border, width);
  if (statistics) {
    t.mean.assign(nc, LaneArray(n * lanes, 0.0));
    t.largest.assign(nc, LaneArray(n * lanes, -std::numeric_limits<double>::infinity()));
    t.oxygen = constituent_index(model.network, "do");
    if (t.oxygen >= 0) {
      t.least_oxygen.assign(n * lanes, std::numeric_limits<double>::infinity());
    }
  }
  for (LaneArray* array : {&t.lowest, &t.highest, &t.reaction}) array->assign(lanes, 0.0);
  return t;
}

void add_transfer_exits(const Hydraulics& water, Transport& transport) {
  for (std::size_t i = 0; i < water.transfers.size(); ++i) {
    transport.exits.push_back({water.transfers[i].from, -1, -1, static_cast<int>(i)});
  }
}

}  // namespace bailang
