#include "scenarios/spill_case.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/units.hpp"
#include "scenarios/capacity.hpp"
#include "scenarios/river_measures.hpp"
#include "scenarios/river_way.hpp"
#include "scenarios/source_chain.hpp"
#include "solver/source_terms.hpp"

namespace bailang {
namespace {

/// The flow is let run for so long before the first spill, where it changes with time [s].
constexpr double lead = units::seconds_per_day;

bool changes_with_time(FlowMode mode) {
  return mode != FlowMode::prescribed;
}

/// A network that knows the tracer alone, the spills as outfalls after its own, and the mouths as sections after its own.
Network tracer_network(const Case& model, const SpillStudy& study, double factor) {
  Network network = model.network;
  network.constituents = {"tracer"};
  network.wetlands.clear();  // they hold nothing back of it
  network.dischargers.clear();
  network.plants.clear();
  network.catchments.clear();
  const bool prescribed = model.settings.flow == FlowMode::prescribed;
  const double roughness = prescribed ? 1.0 : std::pow(factor, -5.0 / 3.0);
  for (Reach& reach : network.reaches) {
    reach.decay_20 = reach.storage_decay_20 = {study.decay};
    reach.manning_n *= roughness;
    if (prescribed) reach.prescribed_area /= factor;
  }
  for (BedPoint& point : network.bed_points) point.manning_n *= roughness;
  for (Reservoir& reservoir : network.reservoirs) reservoir.decay_20 = {study.decay};
  for (Outfall& outfall : network.outfalls) {
    outfall.concentration = {0.0};
    outfall.series = -1;
  }
  for (Section& section : network.sections) section.target = {missing};
  for (std::size_t r = 0; r < network.reaches.size(); ++r) {
    if (network.nodes[network.reaches[r].to_node].kind != NodeKind::outlet) continue;
    Section mouth;
    mouth.id = network.nodes[network.reaches[r].to_node].id;
    mouth.reach = static_cast<int>(r);
    mouth.chainage = network.reaches[r].length;
    network.sections.push_back(mouth);
  }
  for (const Spill& spill : study.spills) {
    Outfall outfall;
    outfall.reach = spill.reach;
    outfall.chainage = spill.chainage;
    outfall.concentration = {0.0};
    network.outfalls.push_back(outfall);
    Section place;
    place.reach = spill.reach;
    place.chainage = spill.chainage;
    network.sections.push_back(place);
  }
  return network;
}

/// A series moved to a clock that begins `offset` later, with the first `kept` columns and one of zeros.
TimeSeries moved(const TimeSeries& series, double offset, int kept) {
  TimeSeries result;
  result.interpolation = series.interpolation;
  result.columns = kept + 1;
  for (const double t : series.time) result.time.push_back(t - offset);
  for (std::size_t row = 0; row * series.columns < series.value.size(); ++row) {
    for (int c = 0; c < kept; ++c) result.value.push_back(series.value[row * series.columns + c]);
    result.value.push_back(0.0);
  }
  return result;
}

TimeSeries moved(TimeSeries series, double offset) {
  for (double& t : series.time) t -= offset;
  return series;
}

/// The forcing's water on the run's clock; whatever it carries is left out. The sea has none of the tracer where the case
/// says what it carries of anything.
Forcing tracer_forcing(const Forcing& forcing, double offset) {
  Forcing result;
  for (const Inflow& inflow : forcing.inflows) {
    result.inflows.push_back({inflow.node, inflow.reach, moved(inflow.series, offset, 1)});
  }
  result.temperature = forcing.temperature;
  for (TemperatureRecord& record : result.temperature) record.series = moved(record.series, offset);
  result.evaporation = forcing.evaporation;
  for (Evaporation& record : result.evaporation) record.series = moved(record.series, offset);
  for (Tide tide : forcing.tides) {
    tide.series = moved(tide.series, offset, 1);
    const bool has_sea =
        std::find(tide.has_concentration.begin(), tide.has_concentration.end(), 1) != tide.has_concentration.end();
    tide.has_concentration = {static_cast<char>(has_sea)};
    for (TideHarmonic& harmonic : tide.harmonics) {
      harmonic.phase -= 2.0 * std::numbers::pi * offset / harmonic.period;
    }
    result.tides.push_back(tide);
  }
  return result;
}

/// The scenario's water without its loads, on the run's clock, with room for the spills after the outfalls.
SourceSchedule tracer_schedule(const Case& model, const SpillStudy& study, double offset) {
  const SourceSchedule given = source_schedule(model, model.scenarios[study.scenario]);
  SourceSchedule schedule;
  for (std::size_t i = 0; i < given.begin.size(); ++i) {
    const bool is_over = i + 1 < given.begin.size() && given.begin[i + 1] <= offset;
    if (is_over) continue;
    LaneSources sources = given.sources[i];
    sources.outfall_flow.resize(model.network.outfalls.size() + study.spills.size(), 0.0);
    sources.outfall_load.assign(sources.outfall_flow.size(), 0.0);
    sources.diffuse_load.assign(sources.diffuse_flow.size(), 0.0);
    for (EcologicalFlow& flow : sources.ecological_flow) flow.concentration = {0.0};
    schedule.begin.push_back(schedule.begin.empty() ? 0.0 : given.begin[i] - offset);
    schedule.sources.push_back(std::move(sources));
  }
  return schedule;
}

/// Sets the run's beginning, and moves everything that has a time to it.
void set_clock(const Case& model, const SpillStudy& study, Instant start, SpillCase& spill_case) {
  const auto offset = static_cast<double>(start - model.settings.time.start);
  spill_case.settings.time.start = start;
  spill_case.forcing = tracer_forcing(model.forcings[model.scenarios[study.scenario].forcing], offset);
  spill_case.water = tracer_schedule(model, study, offset);
  spill_case.river = river_schedule(model, model.scenarios[study.scenario]);
  for (double& t : spill_case.river.begin) t -= offset;
  for (std::size_t i = 0; i < model.network.withdrawals.size(); ++i) {
    spill_case.network.withdrawals[i].begin = model.network.withdrawals[i].begin - offset;
    spill_case.network.withdrawals[i].end = model.network.withdrawals[i].end - offset;
  }
}

Settings tracer_settings(const Settings& given, double decay) {
  Settings settings;
  settings.time.solve = SolveMode::transient;
  settings.cell_length = given.cell_length;
  settings.flow = given.flow == FlowMode::steady ? FlowMode::kinematic : given.flow;
  settings.kinetics.decay_20 = {decay};
  settings.kinetics.theta = {1.0};
  settings.sharp_fronts = true;
  settings.has_initial = true;
  settings.initial = {0.0};
  return settings;
}

/// Velocity and way to full mixing of every unknown, 0 at nodes, for the flow at the run's beginning.
void set_first_flow(SpillCase& spill_case) {
  const SourceMap map = make_source_map(spill_case.network, spill_case.grid);
  LaneInput input;
  input.forcing = &spill_case.forcing;
  input.schedule = spill_case.water;
  input.river = spill_case.river;
  const FaceArrays faces = make_face_arrays(spill_case.grid, {input});
  const HydraulicCase model{spill_case.network,  spill_case.grid,         map, faces,
                            spill_case.settings, spill_case.settings.flow};
  BlockInputs inputs;
  inputs.lanes = {&input};
  Hydraulics water = make_hydraulics(model, 1);
  SteadySources sources;
  set_steady_sources(model, inputs, 0.0, sources);
  set_ecological_flow(model, inputs, 0.0, water);
  set_withdrawals(model, inputs, 0.0, water);
  set_works(inputs, 0.0, water);
  water.inflow = sources.inflow;
  water.headwater = sources.headwater;
  add_changing_water(model, inputs, 0.0, water);
  set_steady_flow(model, inputs, 0.0, water);
  spill_case.velocity.assign(spill_case.grid.unknowns.size(), 0.0);
  spill_case.mixing = spill_case.velocity;
  for (std::size_t r = 0; r < spill_case.grid.reaches.size(); ++r) {
    const ReachCells& cells = spill_case.grid.reaches[r];
    for (int k = 0; k < cells.count; ++k) {
      const int i = cells.unknown(k);
      const double Q = 0.5 * (water.discharge[cells.face(k)] + water.discharge[cells.face(k + 1)]);
      spill_case.velocity[i] = std::abs(Q) * cells.length / water.volume_new[i];
      const double width = water.top_width[i], depth = water.volume_new[i] / (cells.length * width);
      spill_case.mixing[i] = mixing_length(width, 0.0, spill_case.velocity[i],
                                           lateral_mixing(width, depth, spill_case.network.reaches[r].bed_slope));
    }
  }
}

/// Step at which the Courant number on the way is 1 (½ where levels are solved: tides run faster than the mean flow), but
/// for the swiftest twentieth of it.
double step_on_the_way(const SpillCase& spill_case, const std::vector<char>& on_the_way,
                       const std::vector<double>& velocity) {
  constexpr double longest = 3600.0;
  std::vector<std::pair<double, double>> passes;  // cells a second, length
  double total = 0.0;
  for (std::size_t r = 0; r < on_the_way.size(); ++r) {
    const ReachCells& cells = spill_case.grid.reaches[r];
    for (int k = 0; k < cells.count && on_the_way[r]; ++k) {
      passes.emplace_back(velocity[cells.unknown(k)] / cells.length, cells.length);
      total += cells.length;
    }
  }
  std::sort(passes.rbegin(), passes.rend());
  double passed = 0.0, rate = 0.0;
  for (const auto& [of_cell, length] : passes) {
    rate = of_cell;
    passed += length;
    if (passed > 0.05 * total) break;
  }
  const double courant = solves_levels(spill_case.settings.flow) ? 0.5 : 1.0;
  const double step = rate * longest > courant ? courant / rate : longest;
  return step >= 1.0 ? std::floor(step) : 1.0 / std::ceil(1.0 / step);
}

}  // namespace

std::vector<double> distance_to_reaches(const Network& network, const Spill& spill, FlowMode mode) {
  return distance_below(network, {spill.reach, spill.chainage}, mode);
}

std::vector<char> reaches_on_the_way(const Case& model, const std::vector<Spill>& spills) {
  std::vector<char> on_the_way(model.network.reaches.size(), 0);
  for (const Spill& spill : spills) {
    const std::vector<double> distance = distance_to_reaches(model.network, spill, model.settings.flow);
    for (std::size_t r = 0; r < distance.size(); ++r) {
      if (is_given(distance[r])) on_the_way[r] = 1;
    }
  }
  return on_the_way;
}

std::vector<double> distance_to_mouth(const Network& network) {
  std::vector<double> distance(network.nodes.size(), missing);
  for (std::size_t v = 0; v < network.nodes.size(); ++v) {
    if (network.nodes[v].kind == NodeKind::outlet) distance[v] = 0.0;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const Reach& reach : network.reaches) {
      if (!is_given(distance[reach.to_node])) continue;
      const double through = distance[reach.to_node] + reach.length;
      if (is_given(distance[reach.from_node]) && distance[reach.from_node] <= through) continue;
      distance[reach.from_node] = through;
      changed = true;
    }
  }
  return distance;
}

SpillCase make_spill_case(const Case& model, const SpillStudy& study, double factor) {
  SpillCase spill_case;
  spill_case.spills = static_cast<int>(study.spills.size());
  spill_case.network = tracer_network(model, study, factor);
  spill_case.settings = tracer_settings(model.settings, study.decay);
  const std::vector<char> on_the_way = reaches_on_the_way(model, study.spills);
  std::vector<double> cell_length(on_the_way.size(), missing);
  for (std::size_t r = 0; r < on_the_way.size() && study.cell_length > 0.0; ++r) {
    if (on_the_way[r]) cell_length[r] = study.cell_length;
  }
  spill_case.grid = make_grid(spill_case.network, model.settings.cell_length, cell_length);

  const auto earlier = [](const Spill& a, const Spill& b) { return a.time < b.time; };
  const Instant first = std::min_element(study.spills.begin(), study.spills.end(), earlier)->time;
  const auto since_start = static_cast<double>(std::max<Instant>(first - model.settings.time.start, 0));
  const double before = changes_with_time(spill_case.settings.flow) ? std::min(lead, since_start) : 0.0;
  set_clock(model, study, first - static_cast<Instant>(before), spill_case);
  set_first_flow(spill_case);
  const double step = step_on_the_way(spill_case, on_the_way, spill_case.velocity);
  const auto ahead = static_cast<Instant>(std::ceil(std::max(before, step)));
  set_clock(model, study, first - ahead, spill_case);
  spill_case.settings.time.step = spill_case.settings.time.output = step;
  spill_case.first_spill = static_cast<double>(ahead);
  spill_case.shortest_cell = std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < on_the_way.size(); ++r) {
    if (on_the_way[r]) spill_case.shortest_cell = std::min(spill_case.shortest_cell, spill_case.grid.reaches[r].length);
  }
  return spill_case;
}

double travel_time(const SpillCase& spill_case, const SpillStudy& study) {
  double longest = 0.0;
  for (const Spill& spill : study.spills) {
    const std::vector<double> distance = distance_to_reaches(spill_case.network, spill, spill_case.settings.flow);
    std::vector<double> arrival(spill_case.network.nodes.size(), 0.0);
    for (const int r : spill_case.grid.reach_order) {
      if (!is_given(distance[r])) continue;
      const ReachCells& cells = spill_case.grid.reaches[r];
      double time = r == spill.reach ? 0.0 : arrival[spill_case.network.reaches[r].from_node];
      for (int k = 0; k < cells.count; ++k) {
        if (r == spill.reach && (k + 1) * cells.length <= spill.chainage) continue;
        time += cells.length / std::max(spill_case.velocity[cells.unknown(k)], 1.0e-6);
      }
      double& end = arrival[spill_case.network.reaches[r].to_node];
      end = std::max(end, time);
      const auto begun = static_cast<double>(spill.time - spill_case.settings.time.start) - spill_case.first_spill;
      longest = std::max(longest, begun + spill.duration + end);
    }
  }
  return longest;
}

namespace {

/// ∫ of the hat function max(1 − |x|, 0) from −∞ to x.
double hat_integral(double x) {
  if (x <= -1.0) return 0.0;
  if (x >= 1.0) return 1.0;
  return x <= 0.0 ? 0.5 * (1.0 + x) * (1.0 + x) : 1.0 - 0.5 * (1.0 - x) * (1.0 - x);
}

/// Share of a release from a to a + duration [steps] that falls to the step whose middle is at m [steps].
double step_share(double a, double duration, double m) {
  if (duration <= 0.0) return std::max(1.0 - std::abs(a - m), 0.0);
  return (hat_integral(a + duration - m) - hat_integral(a - m)) / duration;
}

}  // namespace

LaneInput spill_lane(const SpillCase& spill_case, const Spill& spill, int index) {
  const double dt = spill_case.settings.time.step;
  const double begin = static_cast<double>(spill.time - spill_case.settings.time.start) / dt;
  const double duration = spill.duration / dt;
  const long first = std::max(static_cast<long>(std::floor(begin - 0.5)), 0L);
  const long last = static_cast<long>(std::ceil(begin + duration + 0.5));
  LaneInput input;
  input.scenario = index;
  input.forcing = &spill_case.forcing;
  input.river = spill_case.river;
  const SourceSchedule& water = spill_case.water;
  const std::size_t outfall = spill_case.network.outfalls.size() - spill_case.spills + index;
  const auto add = [&](double t, double load) {
    LaneSources sources = water.sources[water.at(t)];
    sources.outfall_load[outfall] = load;
    input.schedule.begin.push_back(t);
    input.schedule.sources.push_back(std::move(sources));
  };
  std::vector<double> moments = water.begin;
  for (long k = first; k <= last; ++k) moments.push_back(static_cast<double>(k) * dt);
  std::sort(moments.begin(), moments.end());
  double before = -1.0;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    // A moment of the water takes part from the first step that begins at or after it, and so does the release there.
    const double k = std::ceil(moments[i] / dt - 1.0e-9);
    const bool releases = k >= static_cast<double>(first) && k < static_cast<double>(last);
    const double load = releases ? spill.mass / dt * step_share(begin, duration, k + 0.5) : 0.0;
    const bool is_water = std::binary_search(water.begin.begin(), water.begin.end(), moments[i]);
    if (i > 0 && moments[i] == moments[i - 1]) continue;
    if (is_water || load != before) add(moments[i], load);
    before = load;
  }
  return input;
}

}  // namespace bailang
