#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/measure_effects.hpp"
#include "scenarios/trace_walks.hpp"

namespace bailang {
namespace {

constexpr double nothing = 1.0e-12;  ///< share below which nothing is sent [-]
constexpr double network_end = std::numeric_limits<double>::infinity();

std::string share_text(double share) {
  return share > 1.0 - nothing ? "" : fmt::format("{:.6g} %", 100.0 * share);
}

/// Whether a measure is in force at the chain's time and acts on a row of its table.
bool acts_on(const TraceWork& work, const Measure& measure, int row) {
  return part_in_effect(measure, work.chain.time) > 0.0 &&
         std::find(measure.selection.begin(), measure.selection.end(), row) != measure.selection.end();
}

std::vector<std::string> acting(const TraceWork& work, std::initializer_list<MeasureKind> kinds, int row) {
  std::vector<std::string> ids;
  for (const Measure* measure : work.context.measures) {
    const bool is_of_kind = std::find(kinds.begin(), kinds.end(), measure->kind) != kinds.end();
    if (is_of_kind && acts_on(work, *measure, row)) ids.push_back(measure->id);
  }
  return ids;
}

template <class Row>
TraceLine line_of(TraceKind kind, const Row& row, int depth, bool upwards) {
  TraceLine line;
  line.kind = kind;
  line.id = row.id;
  line.name = row.name;
  line.name_zh = row.name_zh;
  line.depth = depth;
  line.upwards = upwards;
  return line;
}

void fill(const Streams& streams, int row, double share, TraceLine& line) {
  const auto r = static_cast<std::size_t>(row);
  line.water = share * streams.water[r];
  for (int c = 0; c < streams.constituents; ++c) line.load.push_back(share * streams.load_of(r)[c]);
}

/// A discharger's line with the share of its water that the trace follows.
TraceLine discharger_line(const TraceWork& work, int d, double share, int depth, bool upwards) {
  const Discharger& discharger = work.network().dischargers[d];
  TraceLine line = line_of(TraceKind::discharger, discharger, depth, upwards);
  const int shape = work.context.discharger_shape[d];
  line.water =
      share * discharger.flow * (shape >= 0 ? work.context.diffuse_factor * work.chain.month_factor[shape] : 1.0);
  for (const double strength : discharger.concentration) line.load.push_back(line.water * strength);
  line.way = share_text(share);
  return line;
}

TraceLine plant_line(const TraceWork& work, int plant, int depth, bool upwards) {
  using enum MeasureKind;
  TraceLine line = line_of(TraceKind::plant, work.network().plants[plant], depth, upwards);
  fill(work.chain.plants, plant, 1.0, line);
  line.measures = acting(work, {separate_sewers, expand_plant, upgrade_plant, reuse}, plant);
  return line;
}

TraceLine nowhere(int depth, const std::string& way, double water, std::vector<std::string> measures) {
  TraceLine line;
  line.kind = TraceKind::nowhere;
  line.depth = depth;
  line.way = way;
  line.water = water;
  line.measures = std::move(measures);
  return line;
}

/// What a plant treats and what overflows [m3 s-1].
std::pair<double, double> treated_and_over(const TraceWork& work, int plant) {
  const double inflow = work.chain.plants.carrier[plant], capacity = work.chain.capacity[plant];
  const double treated = capacity > 0.0 ? std::min(inflow, capacity) : inflow;
  return {treated, inflow - treated};
}

/// Runoff of a plant's combined area at the moment, the whole of it [m3 s-1].
double storm_water(const TraceWork& work, int plant) {
  const int rain = work.context.plant_rain[plant];
  if (rain < 0) return 0.0;
  const Plant& row = work.network().plants[plant];
  const TimeSeries& series = work.context.forcing.rain[rain].series;
  return value_at(series, 0, work.chain.time) * row.combined_area * row.runoff_coefficient;
}

}  // namespace

TraceLine outfall_line(const TraceWork& work, int outfall, int depth) {
  using enum MeasureKind;
  TraceLine line = line_of(TraceKind::outfall, work.network().outfalls[outfall], depth, false);
  line.river = work.network().reaches[work.network().outfalls[outfall].reach].river;
  fill(work.chain.outfalls, outfall, 1.0, line);
  line.measures = acting(work, {merge, standardise, wetland, close}, outfall);
  return line;
}

void discharger_down(TraceWork& work, int d) {
  const Discharger& discharger = work.network().dischargers[d];
  work.lines.push_back(discharger_line(work, d, 1.0, 0, false));
  const double own = work.chain.own_share[d];
  if (own > nothing && discharger.to_kind == TargetKind::plant) {
    plant_down(work, discharger.to, 1);
    work.lines[1].way = share_text(own);
  } else if (own > nothing) {
    outfall_down(work, discharger.to, 1, share_text(own), nullptr);
  }
  for (const Connection& connection : work.chain.connections) {
    if (connection.discharger != d || connection.share <= nothing) continue;
    const std::size_t at = work.lines.size();
    plant_down(work, connection.plant, 1);
    work.lines[at].way = "connected " + share_text(connection.share);
    work.lines[at].measures.insert(work.lines[at].measures.begin(), connection.measure->id);
  }
}

void plant_down(TraceWork& work, int p, int depth) {
  const Plant& plant = work.network().plants[p];
  work.lines.push_back(plant_line(work, p, depth, false));
  const auto [treated, over] = treated_and_over(work, p);
  const double reused = work.chain.reuse[p];
  if (reused > 0.0) {
    work.lines.push_back(nowhere(depth + 1, "reused", treated * reused, acting(work, {MeasureKind::reuse}, p)));
  }
  for (const Separation& separation : work.chain.separations) {
    if (separation.plant != p || storm_water(work, p) <= 0.0) continue;
    if (separation.to >= 0)
      outfall_down(work, separation.to, depth + 1, "storm water separated", separation.measure);
    else
      work.lines.push_back(nowhere(depth + 1, "storm water separated", storm_water(work, p) * separation.share,
                                   {separation.measure->id}));
  }
  if (treated > 0.0 && reused < 1.0) outfall_down(work, plant.to, depth + 1, "effluent", nullptr);
  if (over > 0.0) {
    outfall_down(work, plant.overflow_to >= 0 ? plant.overflow_to : plant.to, depth + 1, "overflow", nullptr);
  }
}

void outfall_down(TraceWork& work, int o, int depth, const std::string& way, const Measure* by) {
  TraceLine line = outfall_line(work, o, depth);
  line.way = way;
  if (by != nullptr) line.measures.insert(line.measures.begin(), by->id);
  work.lines.push_back(std::move(line));
  double left = 1.0;
  for (const Measure* measure : work.context.measures) {
    const bool moves = measure->kind == MeasureKind::merge || measure->kind == MeasureKind::close;
    if (!moves || measure->into_outfall == o || !acts_on(work, *measure, o)) continue;
    const double part = part_in_effect(*measure, work.chain.time) * left;
    left -= part;
    const bool merges = measure->kind == MeasureKind::merge;
    if (measure->into_outfall >= 0)
      outfall_down(work, measure->into_outfall, depth + 1, (merges ? "merged " : "rerouted ") + share_text(part),
                   measure);
    else
      work.lines.push_back(nowhere(depth + 1, "closed " + share_text(part), missing, {measure->id}));
  }
  const Outfall& outfall = work.network().outfalls[o];
  // A section at the very place of an outfall sees the water just upstream of it.
  const RiverPlace place{outfall.reach, std::nextafter(outfall.chainage, network_end)};
  if (left > nothing) river_down(work, {place}, depth + 1);
}

void plant_up(TraceWork& work, int p, int depth) {
  const Network& network = work.network();
  for (std::size_t d = 0; d < network.dischargers.size(); ++d) {
    const Discharger& discharger = network.dischargers[d];
    const bool is_own = discharger.to_kind == TargetKind::plant && discharger.to == p;
    if (!is_own || work.chain.own_share[d] <= nothing) continue;
    work.lines.push_back(discharger_line(work, static_cast<int>(d), work.chain.own_share[d], depth, true));
  }
  for (const Connection& connection : work.chain.connections) {
    if (connection.plant != p || connection.share <= nothing) continue;
    TraceLine line = discharger_line(work, connection.discharger, connection.share, depth, true);
    line.way = "connected " + line.way;
    line.measures = {connection.measure->id};
    work.lines.push_back(std::move(line));
  }
  if (const double water = storm_water(work, p); water > 0.0) {
    TraceLine line;
    line.upwards = true;
    line.depth = depth;
    line.kind = TraceKind::rain;
    line.water = water * work.chain.combined_share[p];
    const TimeSeries& series = work.context.forcing.rain[work.context.plant_rain[p]].series;
    for (int c = 0; c < work.context.constituents; ++c) {
      line.load.push_back(line.water * value_at(series, 1 + c, work.chain.time));
    }
    line.measures = acting(work, {MeasureKind::separate_sewers}, p);
    work.lines.push_back(std::move(line));
  }
}

void outfall_up(TraceWork& work, int o, int depth) {
  const Network& network = work.network();
  for (std::size_t d = 0; d < network.dischargers.size(); ++d) {
    const Discharger& discharger = network.dischargers[d];
    const bool is_own = discharger.to_kind == TargetKind::outfall && discharger.to == o;
    if (!is_own || work.chain.own_share[d] <= nothing) continue;
    work.lines.push_back(discharger_line(work, static_cast<int>(d), work.chain.own_share[d], depth, true));
  }
  for (std::size_t p = 0; p < network.plants.size(); ++p) {
    const Plant& plant = network.plants[p];
    const auto [treated, over] = treated_and_over(work, static_cast<int>(p));
    const bool gets_effluent = plant.to == o && treated > 0.0 && work.chain.reuse[p] < 1.0;
    const bool gets_overflow = (plant.overflow_to >= 0 ? plant.overflow_to : plant.to) == o && over > 0.0;
    if (!gets_effluent && !gets_overflow) continue;
    TraceLine line = plant_line(work, static_cast<int>(p), depth, true);
    line.way = gets_effluent ? (gets_overflow ? "effluent, overflow" : "effluent") : "overflow";
    work.lines.push_back(std::move(line));
    plant_up(work, static_cast<int>(p), depth + 1);
  }
  for (const Measure* measure : work.context.measures) {
    const bool moves = measure->kind == MeasureKind::merge || measure->kind == MeasureKind::close;
    if (!moves || measure->into_outfall != o) continue;
    for (const int from : measure->selection) {
      if (from == o || !acts_on(work, *measure, from)) continue;
      TraceLine line = outfall_line(work, from, depth);
      line.upwards = true;
      line.way = measure->kind == MeasureKind::merge ? "merged" : "rerouted";
      work.lines.push_back(std::move(line));
      outfall_up(work, from, depth + 1);
    }
  }
}

}  // namespace bailang
