#include "solver/transfers.hpp"

#include <algorithm>
#include <cmath>

#include "solver/manning.hpp"
#include "solver/structure_rules.hpp"

namespace bailang {
namespace {

/// Place of each unknown on the walk downstream: reaches in their order, a node before the reaches that begin there.
std::vector<double> walk_places(const Grid& grid) {
  std::vector<double> place(grid.size(), 0.0);
  std::vector<double> reach_place(grid.reaches.size(), 0.0);
  double next = 0.0;
  for (const int r : grid.reach_order) {
    reach_place[r] = next;
    for (int k = 0; k < grid.reaches[r].count; ++k) place[grid.reaches[r].unknown(k)] = next + 1 + k;
    next += grid.reaches[r].count + 1;
  }
  for (std::size_t node = 0; node < grid.node_unknown.size(); ++node) {
    if (grid.node_unknown[node] < 0) continue;
    double first = next;
    for (const int r : grid.node_outflow[node]) first = std::min(first, reach_place[r]);
    place[grid.node_unknown[node]] = first;
  }
  return place;
}

int target_of(const Grid& grid, const Structure& structure) {
  if (structure.to_reach >= 0) return source_cell(grid, structure.to_reach, structure.to_chainage);
  if (structure.to_node < 0) return -1;
  if (grid.node_unknown[structure.to_node] >= 0) return grid.node_unknown[structure.to_node];
  const auto& below = grid.node_outflow[structure.to_node];
  if (!below.empty()) return grid.reaches[below.front()].unknown(0);
  const auto& above = grid.node_inflow[structure.to_node];
  if (above.empty()) return -1;
  const ReachCells& cells = grid.reaches[above.front()];
  return cells.unknown(cells.count - 1);
}

bool is_moved(StructureKind kind) {
  return kind == StructureKind::pump || kind == StructureKind::diversion;
}

/// A measure's diversion in lane l: its share of the river where it has one, else its flow, 0 where it is not on.
void wish_of_measure(const Network& network, std::size_t transfer, int l, Hydraulics& water) {
  const auto structure = static_cast<std::size_t>(water.transfers[transfer].structure);
  const double share = water.works.at(river_value(network, RiverPart::divert_share, structure), l);
  const double flow = water.works.at(river_value(network, RiverPart::divert_flow, structure), l);
  water.transfer_share[transfer * water.width + l] = share;
  water.transfer_wish[transfer * water.width + l] = share > 0.0 ? missing : flow;
}

/// Volume that must stay in a cell so that it gives off `kept` by normal depth [m3].
double kept_volume(const HydraulicCase& model, int cell, double kept) {
  if (kept <= 0.0) return 0.0;
  const Unknown& unknown = model.grid.unknowns[cell];
  const Reach& reach = model.network.reaches[unknown.reach];
  const Channel channel{reach.bottom_width, reach.side_slope, reach.bed_slope, reach.manning_n};
  return area_of_depth(channel, normal_depth(channel, kept)) * unknown.length;
}

}  // namespace

std::vector<Transfer> make_transfers(const Network& network, const Grid& grid) {
  const std::vector<double> place = walk_places(grid);
  std::vector<Transfer> transfers;
  for (std::size_t i = 0; i < network.structures.size(); ++i) {
    const Structure& structure = network.structures[i];
    if (!is_moved(structure.kind)) continue;
    Transfer transfer;
    transfer.structure = static_cast<int>(i);
    transfer.from = source_cell(grid, structure.reach, structure.chainage);
    transfer.to = target_of(grid, structure);
    transfer.upstream = transfer.to >= 0 && place[transfer.to] <= place[transfer.from];
    transfers.push_back(transfer);
  }
  return transfers;
}

SectionView view_sections(const HydraulicCase& model, const Hydraulics& water, int lane) {
  SectionView view;
  for (const Section& section : model.network.sections) {
    const int cell = cell_at(model.grid, section.reach, section.chainage);
    const int face = structure_face(model.grid, section.reach, section.chainage);
    view.level.push_back(water.stage[static_cast<std::size_t>(cell) * water.width + lane]);
    view.flow.push_back(water.discharge[static_cast<std::size_t>(face) * water.width + lane]);
  }
  return view;
}

void set_transfer_wishes(const HydraulicCase& model, double t, bool river_known, Hydraulics& water) {
  if (water.transfers.empty()) return;
  const std::vector<std::vector<int>> rules = rules_by_structure(model.network);
  const CivilDate today = day_at(model.settings.time.start, t);
  for (int l = 0; l < water.width; ++l) {
    SectionView sections;
    RuleView view;
    view.month = today.month;
    view.day = today.day;
    if (river_known && !model.network.structure_rules.empty()) {
      sections = view_sections(model, water, l);
      view.section_level = sections.level.data();
      view.section_flow = sections.flow.data();
    }
    for (std::size_t i = 0; i < water.transfers.size(); ++i) {
      const Transfer& transfer = water.transfers[i];
      const Structure& structure = model.network.structures[transfer.structure];
      water.transfer_share[i * water.width + l] = structure.share;
      if (structure.is_measure) {
        wish_of_measure(model.network, i, l, water);
        continue;
      }
      if (river_known) {
        const int face = structure_face(model.grid, structure.reach, model.grid.unknowns[transfer.from].begin);
        view.level = water.stage[static_cast<std::size_t>(transfer.from) * water.width + l];
        view.flow = water.discharge[static_cast<std::size_t>(face) * water.width + l];
      }
      water.transfer_wish[i * water.width + l] = present_setting(model.network, transfer.structure, rules, view).flow;
    }
  }
}

double transfer_flow(double wish, double share, double river_flow, double available) {
  const double wanted = is_given(wish) ? wish : share * std::max(river_flow, 0.0);
  return std::max(std::min(wanted, available), 0.0);
}

void take_transfers(const HydraulicCase& model, int cell, int face, double dt, const PutUpstream& put,
                    Hydraulics& water) {
  const std::size_t w = water.width;
  const auto begins = [&](const Transfer& transfer) { return transfer.from == cell; };
  if (std::none_of(water.transfers.begin(), water.transfers.end(), begins)) return;
  for (std::size_t l = 0; l < w; ++l) {
    const std::size_t at = cell * w + l;
    const double flows = water.discharge[face * w + l] + water.inflow[at];
    const double stored = dt > 0.0 ? water.volume_old[at] - water.film[cell] : 0.0;
    const double there = dt > 0.0 ? (stored + dt * flows) / dt : flows;
    // A hair is left, so that what is taken in sum is never cut for its last bit.
    double rest = there * (1.0 - 1.0e-15) - water.taken[at];
    for (std::size_t i = 0; i < water.transfers.size(); ++i) {
      const Transfer& transfer = water.transfers[i];
      if (transfer.from != cell) continue;
      const Structure& structure = model.network.structures[transfer.structure];
      const double kept = structure.kept_flow + (dt > 0.0 ? kept_volume(model, cell, structure.kept_flow) / dt : 0.0);
      const double wish = transfer.upstream && put.fixed ? put.flow[i * w + l] : water.transfer_wish[i * w + l];
      const double share = water.transfer_share[i * w + l];
      const double flow = transfer_flow(wish, share, flows - water.taken[at], rest - kept);
      water.transfer[i * w + l] = flow;
      rest -= flow;
      if (transfer.to >= 0 && !transfer.upstream) water.inflow[transfer.to * w + l] += flow;
    }
  }
}

void settle_transfers(int free_rounds, Hydraulics& water, const std::function<void(const PutUpstream&)>& walk) {
  const std::size_t w = water.width;
  const auto& all = water.transfers;
  PutUpstream put{water.transfer, false};
  if (std::none_of(all.begin(), all.end(), [](const Transfer& t) { return t.upstream; })) {
    walk(put);
    return;
  }
  const LaneArray inflow = water.inflow;
  const LaneArray depth = water.depth;
  const int give_up = free_rounds + 20;
  for (int round = 0;; ++round) {
    water.inflow = inflow;
    water.depth = depth;
    put.fixed = round >= free_rounds;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t l = 0; all[i].upstream && l < w; ++l) {
        water.inflow[all[i].to * w + l] += put.flow[i * w + l];
      }
    }
    walk(put);
    bool settled = true;
    for (std::size_t at = 0; at < all.size() * w; ++at) {
      if (!all[at / w].upstream || water.transfer[at] == put.flow[at]) continue;
      settled = false;
      put.flow[at] = round < give_up ? water.transfer[at] : 0.0;
    }
    if (settled) return;
  }
}

void add_transfers(const Hydraulics& water, LaneArray& sum) {
  const std::size_t w = water.width;
  for (std::size_t i = 0; i < water.transfers.size(); ++i) {
    for (std::size_t l = 0; l < w; ++l) sum[water.transfers[i].from * w + l] += water.transfer[i * w + l];
  }
}

}  // namespace bailang
