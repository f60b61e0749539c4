#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "scenarios/batch.hpp"
#include "solver/kinetics/parameters.hpp"
#include "tests/small_case.hpp"

/// Two arms that meet, small enough that what measures do in them is reckoned by hand: plug flow of prescribed area, in
/// which only the bed (sod, nh4_release) and the air act on oxygen and ammonia.
namespace bailang::testing {

constexpr double day = 86400.0;
constexpr double year = 365.0 * day;
constexpr double saturation = 9.0;        ///< of oxygen, given [g m-3]
constexpr double reaeration = 1.5 / day;  ///< given [s-1]
constexpr double demand = 2.0 / day;      ///< of the bed [g m-2 s-1]
constexpr double release = 0.5 / day;     ///< of ammonia by the bed [g m-2 s-1]

enum : int { R1, R2, R3 };
enum : int { COD, NH4, DO, ONE };

/// What is on, and how much of it [-].
struct Plan {
  double keep_flow = 0.0;  ///< ecological_flow: R3 kept at part × 5 m3 s-1 with outside water (0, 0, 9)
  double divert = 0.0;     ///< a quarter of R1's flow at the end of [3000, 3500) m to 1000 m of R2
  double dredge = 0.0;     ///< R1 and R3, 0.6 of the bed
  double aerate = 0.0;     ///< 400 kg/d on R2 and R3
  double wetland = 0.0;    ///< R1 at 2000 m, at most 1.2 m3 s-1
  bool close = false;      ///< outfall O1 (R1, 500 m)
  bool merge = false;      ///< O1 into O2 (R2, 200 m)
};

inline RiverWetland wetland_of_r1() {
  RiverWetland wetland;
  wetland.id = "W";
  wetland.reach = R1;
  wetland.chainage = 2000.0;
  wetland.area = 2.0e6;
  wetland.most_flow = 1.2;
  wetland.tanks = 3.0;
  wetland.theta = 1.06;
  wetland.rate = {20.0 / year, 15.0 / year, 0.0, 0.0};
  wetland.background = {2.0, 0.1, 0.0, 0.0};
  return wetland;
}

/// Water on its way [m3 s-1], [g m-3].
struct Water {
  double Q = 0.0;
  double c[4] = {0.0, 0.0, 0.0, 1.0};
};

inline Water mixed(const Water& a, const Water& b) {
  Water sum;
  sum.Q = a.Q + b.Q;
  for (int i = 0; i < 4; ++i) sum.c[i] = (a.Q * a.c[i] + b.Q * b.c[i]) / sum.Q;
  return sum;
}

/// Along `length` of a channel of area A, 10 m wide: dO/dt = ka (s − O) − S/H + w/A, dN/dt = r/H; t = A length/Q, H = A/10.
inline Water along(Water w, double length, double A, double bed, double oxygen_per_m) {
  const double t = A * length / w.Q, H = A / 10.0;
  const double end = saturation + (oxygen_per_m / A - bed * demand / H) / reaeration;
  w.c[DO] = end + (w.c[DO] - end) * std::exp(-reaeration * t);
  w.c[NH4] += bed * release * t / H;
  return w;
}

inline Water through_wetland(Water w, double part) {
  const RiverWetland wetland = wetland_of_r1();
  const double Qw = std::min(w.Q, wetland.most_flow);
  for (const int i : {COD, NH4}) {
    const double left = std::pow(1.0 + wetland.rate[i] * wetland.area / (wetland.tanks * Qw), -wetland.tanks);
    const double out = wetland.background[i] + (w.c[i] - wetland.background[i]) * left;
    w.c[i] = ((w.Q - part * Qw) * w.c[i] + part * Qw * out) / w.Q;
  }
  return w;
}

/// Water at the ends of R1, R2 and R3.
inline std::vector<Water> by_hand(const Plan& plan, double temperature = 20.0) {
  REQUIRE(temperature == 20.0);
  const Water effluent{0.3, {100.0, 10.0, 2.0, 1.0}}, other{0.1, {60.0, 5.0, 4.0, 1.0}};
  const double bed = 1.0 - 0.6 * plan.dredge, given = plan.aerate * 400.0e3 / day / 8000.0;
  Water w = along({2.0, {10.0, 1.0, 6.0, 1.0}}, 500.0, 10.0, bed, 0.0);
  if (!plan.close && !plan.merge) w = mixed(w, effluent);
  w = along(w, 1500.0, 10.0, bed, 0.0);
  if (plan.wetland > 0.0) w = through_wetland(w, plan.wetland);
  w = along(w, 1500.0, 10.0, bed, 0.0);
  Water moved = w;
  moved.Q = plan.divert * 0.25 * w.Q;
  w.Q -= moved.Q;
  const Water r1 = along(w, 500.0, 10.0, bed, 0.0);
  w = along({1.0, {4.0, 0.5, 8.0, 1.0}}, 200.0, 10.0, 1.0, given);
  w = mixed(w, other);
  if (plan.merge) w = mixed(w, effluent);
  w = along(w, 800.0, 10.0, 1.0, given);
  if (moved.Q > 0.0) w = mixed(w, moved);
  const Water r2 = along(w, 2000.0, 10.0, 1.0, given);
  w = mixed(r1, r2);
  if (plan.keep_flow * 5.0 > w.Q) w = mixed(w, {plan.keep_flow * 5.0 - w.Q, {0.0, 0.0, 9.0, 1.0}});
  return {r1, r2, along(w, 5000.0, 20.0, bed, given)};
}

inline void set_kinetics(KineticsSettings& kinetics) {
  kinetics.set = KineticSet::n_cod_do;
  kinetics.reaeration = "given";
  for (const KineticParameter& row : kinetic_parameters()) kinetics.parameters.push_back(row.fallback * row.to_si);
  const auto set = [&](std::string_view name, double value) {
    kinetics.parameters[static_cast<std::size_t>(kinetic_parameter_index(name))] = value;
  };
  for (const char* name : {"k_cod_fast_oxidation_per_day", "k_nitrification_per_day", "k_oxygen_sod_mg_l"})
    set(name, 0.0);
  set("sod_g_m2_d", demand);
  set("nh4_release_g_m2_d", release);
  set("k_reaeration_per_day", reaeration);
  set("oxygen_saturation_mg_l", saturation);
}

inline Measure measure_of(MeasureKind kind, const std::vector<int>& selection) {
  Measure measure;
  measure.kind = kind;
  measure.selection = selection;
  measure.concentration.assign(4, missing);
  return measure;
}

enum : int { KEEP_FLOW, DIVERT, DREDGE, AERATE, WETLAND, CLOSE, MERGE };

/// Measures in the order of the numbers above; their diversion and wetland stand in the network.
inline void add_measures(Case& model) {
  Measure keep = measure_of(MeasureKind::ecological_flow, {R3});
  keep.flow = {5.0};
  keep.concentration = {0.0, 0.0, 9.0, 1.0};
  Measure divert = measure_of(MeasureKind::divert, {R1});
  Structure diversion;
  diversion.kind = StructureKind::diversion;
  diversion.is_measure = true;
  diversion.reach = R1;
  diversion.chainage = 3000.0;
  diversion.to_reach = R2;
  diversion.to_chainage = 1000.0;
  divert.river.structure = static_cast<int>(model.network.structures.size());
  divert.river.share = 0.25;
  model.network.structures.push_back(diversion);
  Measure dredge = measure_of(MeasureKind::dredge, {R1, R3});
  dredge.river.bed_fraction = 0.6;
  Measure aerate = measure_of(MeasureKind::aerate, {R2, R3});
  aerate.river.oxygen = 400.0e3 / day;
  model.network.is_aerated = true;
  Measure wetland = measure_of(MeasureKind::wetland, {});
  wetland.river.wetland = 0;
  model.network.wetlands = {wetland_of_r1()};
  Measure close = measure_of(MeasureKind::close, {0}), merge = measure_of(MeasureKind::merge, {0});
  merge.into_outfall = 1;
  model.measures = {keep, divert, dredge, aerate, wetland, close, merge};
  for (std::size_t m = 0; m < model.measures.size(); ++m) model.measures[m].id = "m" + std::to_string(m);
}

/// The case without scenarios. @param dispersion [m2 s-1]
inline Case river_case(SolveMode solve, double dispersion = 0.0) {
  SmallCase m = empty_case({"cod_fast", "nh4_n", "do", "continuity"}, 10 * day, 3600.0, day);
  m.settings.cell_length = 500.0;
  m.settings.time.solve = solve;
  const int h1 = add_node(m, "H1", NodeKind::headwater), h2 = add_node(m, "H2", NodeKind::headwater);
  const int join = add_node(m, "JOIN", NodeKind::junction), sea = add_node(m, "SEA", NodeKind::outlet);
  add_reach(m, "R1", h1, join, 4000.0, 10.0, dispersion);
  add_reach(m, "R2", h2, join, 3000.0, 10.0, dispersion);
  add_reach(m, "R3", join, sea, 5000.0, 20.0, dispersion);
  add_inflow(m, h1, -1, 2.0, {10.0, 1.0, 6.0, 1.0});
  add_inflow(m, h2, -1, 1.0, {4.0, 0.5, 8.0, 1.0});
  add_outfall(m, R1, 500.0);
  add_outfall(m, R2, 200.0);
  m.network.outfalls[0].flow = 0.3;
  m.network.outfalls[0].concentration = {100.0, 10.0, 2.0, 1.0};
  m.network.outfalls[1].flow = 0.1;
  m.network.outfalls[1].concentration = {60.0, 5.0, 4.0, 1.0};
  add_section(m, R1, 4000.0);
  add_section(m, R2, 3000.0);
  add_section(m, R3, 5000.0);
  Case model;
  model.network = m.network;
  model.settings = m.settings;
  set_kinetics(model.settings.kinetics);
  model.forcings = {m.forcing};
  add_measures(model);
  return model;
}

/// Adds a scenario; the measures of a plan are those whose part is above 0.
inline void add_scenario(Case& model, const Plan& plan) {
  Scenario scenario;
  scenario.id = "s" + std::to_string(model.scenarios.size());
  const double parts[] = {plan.keep_flow, plan.divert, plan.dredge, plan.aerate, plan.wetland};
  for (int m = 0; m < 5; ++m) {
    if (parts[m] > 0.0) scenario.measures.push_back(m);
  }
  if (plan.close) scenario.measures.push_back(CLOSE);
  if (plan.merge) scenario.measures.push_back(MERGE);
  model.scenarios.push_back(scenario);
}

/// What one scenario gave.
struct Outcome {
  std::vector<double> mean;            ///< [constituent × section] over the run
  std::vector<double> balance, water;  ///< [constituent × term], [term]
  std::vector<float> section;          ///< [constituent × time × section]
  std::vector<float> flow;             ///< [time × section]
  std::vector<std::string> terms;
};

class Outcomes : public ResultSink {
public:
  void take(const BlockResult& block) override {
    const std::lock_guard lock(mutex_);
    const std::size_t lanes = block.scenarios.size();
    for (std::size_t l = 0; l < lanes; ++l) {
      const auto part = [&](const auto& values) {
        const auto size = static_cast<std::ptrdiff_t>(values.size() / lanes),
                   first = static_cast<std::ptrdiff_t>(l) * size;
        return std::decay_t<decltype(values)>(values.begin() + first, values.begin() + first + size);
      };
      all[block.scenarios[l]] = {part(block.section_mean),          part(block.balance),      part(block.water_balance),
                                 part(block.section_concentration), part(block.section_flow), block.shape.terms};
    }
  }
  std::map<int, Outcome> all;

private:
  std::mutex mutex_;
};

inline std::map<int, Outcome> run_all(const Case& model, int lanes = 16, int threads = 1) {
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  BatchOptions options;
  for (std::size_t s = 0; s < model.scenarios.size(); ++s) options.scenarios.push_back(static_cast<int>(s));
  options.lanes = lanes;
  options.threads = threads;
  Outcomes outcomes;
  run_batch(model, grid, options, outcomes);
  return outcomes.all;
}

inline double term_of(const Outcome& outcome, int constituent, std::string_view name) {
  const auto found = std::find(outcome.terms.begin(), outcome.terms.end(), name);
  REQUIRE(found != outcome.terms.end());
  return outcome.balance[static_cast<std::size_t>(constituent) * outcome.terms.size() +
                         static_cast<std::size_t>(found - outcome.terms.begin())];
}

/// Ledgers of all constituents and of water, over their throughput.
inline double greatest_closure(const Outcome& outcome) {
  return std::max(worst_closure(outcome.balance, outcome.terms.size()),
                  worst_closure(outcome.water, outcome.terms.size()));
}

}  // namespace bailang::testing
