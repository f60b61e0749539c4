// Problem: steady states of networks with everything in them: plug-flow and dispersive reaches, a split that rejoins, a
// reservoir, withdrawals, outfalls, pumps that lead back, weirs, storage zones, age.
// Exact solutions: nitrogen and oxygen kept to round-off; closed forms of single parts, beside each test.
// Expected: no error of the grid where nothing disperses.
#include <catch2/catch.hpp>

#include "core/diagnostics.hpp"
#include "solver/kinetics/oxygen_saturation.hpp"
#include "solver/kinetics/parameters.hpp"
#include "solver/kinetics/weir_aeration.hpp"
#include "solver/steady_kinetics.hpp"
#include "steady_case.hpp"

namespace bailang::testing {
namespace {

double term(const SteadyState& state, std::size_t c, Term which) {
  return state.balance[c][static_cast<std::size_t>(which)];
}

void add_withdrawal(SmallCase& m, int reach, double chainage, double flow) {
  Withdrawal withdrawal;
  withdrawal.reach = reach;
  withdrawal.chainage = chainage;
  withdrawal.flow = flow;
  m.network.withdrawals.push_back(withdrawal);
}

/// @param to_reach -1 = out of the network
void add_pump(SmallCase& m, int reach, double chainage, double flow, int to_reach, double to_chainage) {
  Structure pump;
  pump.id = "P" + std::to_string(m.network.structures.size());
  pump.kind = StructureKind::pump;
  pump.reach = reach;
  pump.chainage = chainage;
  pump.flow = flow;
  pump.to_reach = to_reach;
  pump.to_chainage = to_chainage;
  m.network.structures.push_back(pump);
}

struct Everything {
  SmallCase model;
  LaneSources sources;
};

/// Two headwaters, a reservoir on one of them, a split of a dispersive and a plug-flow branch that rejoins, a mouth to the
/// sea; lateral water, outfalls, withdrawals, and pumps downstream, out of the river and back upstream.
Everything everything(const std::vector<std::string>& constituents, double scale, bool pumps) {
  Everything all;
  SmallCase& m = all.model;
  m = empty_case(constituents, 86400.0, 3600.0, 86400.0);
  const int a = add_node(m, "A", NodeKind::headwater), b = add_node(m, "B", NodeKind::headwater);
  const int v = add_node(m, "V", NodeKind::reservoir), c = add_node(m, "C", NodeKind::junction);
  const int d = add_node(m, "D", NodeKind::junction), e = add_node(m, "E", NodeKind::junction);
  const int o = add_node(m, "O", NodeKind::outlet);
  add_reach(m, "R0", a, v, 9000.0, 8.0, 0.0);
  add_reach(m, "R1", v, c, 6000.0, 10.0, 5.0);
  add_reach(m, "R2", b, c, 7000.0, 5.0, 0.0);
  add_reach(m, "R3", c, d, 8000.0, 15.0, 0.0);
  add_reach(m, "R4", d, e, 9000.0, 9.0, 20.0);
  add_reach(m, "R5", d, e, 12000.0, 8.0, 0.0);
  add_reach(m, "R6", e, o, 10000.0, 25.0, 120.0);
  m.network.reaches[4].split = 0.6;
  m.network.reaches[5].split = 0.4;
  Reservoir reservoir;
  reservoir.node = v;
  reservoir.volume = 4.0e5;
  reservoir.area = 1.0e5;
  m.network.reservoirs.push_back(reservoir);
  std::vector<double> clean, dirty, sea;
  for (std::size_t i = 0; i < constituents.size(); ++i) {
    const double step = static_cast<double>(i);
    clean.push_back(scale * (1.0 + step));
    dirty.push_back(scale * (14.0 - 2.0 * step));
    sea.push_back(scale * 3.0);
  }
  add_inflow(m, a, -1, 2.0, clean);
  add_inflow(m, b, -1, 1.0, dirty);
  add_inflow(m, -1, 3, 0.4, clean);
  add_inflow(m, -1, 4, 0.2, dirty);
  add_withdrawal(m, 3, 5100.0, 0.5);
  add_withdrawal(m, 6, 2100.0, 0.3);
  add_outfall(m, 2, 3300.0);
  add_outfall(m, 4, 4400.0);
  add_outfall(m, 5, 7700.0);
  if (pumps) {
    add_pump(m, 3, 2000.0, 0.3, 5, 3000.0);
    add_pump(m, 6, 8000.0, 0.2, 2, 1000.0);
    add_pump(m, 5, 10000.0, 0.1, -1, 0.0);
  }
  Tide tide;
  tide.node = o;
  tide.series.columns = 1 + static_cast<int>(constituents.size());
  tide.series.value = {missing};
  tide.series.value.insert(tide.series.value.end(), sea.begin(), sea.end());
  tide.has_concentration.assign(constituents.size(), 1);
  m.forcing.tides.push_back(tide);
  for (int r = 0; r < 7; ++r) {
    for (const double share : {0.13, 0.5, 0.95}) add_section(m, r, share * m.network.reaches[r].length);
  }
  all.sources = no_sources(m);
  all.sources.outfall_flow = {0.2, 0.0, 0.3};
  for (std::size_t i = 0; i < all.sources.outfall_load.size(); ++i)
    all.sources.outfall_load[i] = scale * (4.0 + static_cast<double>(i % 5));
  return all;
}

}  // namespace

TEST_CASE(
    "With everything on, each constituent's steady balance closes, nitrogen's by its processes, and nothing is "
    "negative") {
  const KineticsBuilder river = river_processes();
  for (const double cell_length : {1000.0, 250.0}) {
    const Everything all = everything(river.names, 1.0, true);
    const SteadyState state = solve_steady(all.model, all.sources, cell_length, &river);
    double nitrogen = 0.0, through = 0.0;
    for (std::size_t c = 0; c < river.names.size(); ++c) {
      CHECK(steady_closure(state, c) < 1.0e-12);
      double by_processes = 0.0;
      for (std::size_t p = 0; p < state.extent.size(); ++p)
        by_processes += river.kinetics.processes[p].stoichiometry[c] * state.extent[p];
      CHECK(term(state, c, Term::reaction) == Approx(by_processes).epsilon(1.0e-11));
      if (c < 3) {
        nitrogen += term(state, c, Term::reaction);
        through += std::abs(term(state, c, Term::outlet));
      }
      for (const double value : state.cell[c]) CHECK(value >= 0.0);
      for (const double value : state.section[c]) CHECK(value >= 0.0);
      CHECK(term(state, c, Term::sea) > 0.0);
      CHECK(term(state, c, Term::diversion) < 0.0);
      CHECK(term(state, c, Term::withdrawal) < 0.0);
    }
    // Settled, denitrified in the water and in the bed; released by the bed.
    const double left = state.extent[1] + state.extent[3] + state.extent[4] - state.extent[11];
    REQUIRE(river.kinetics.processes[11].id == "ammonium_release");
    CHECK(std::abs(nitrogen + left) < 1.0e-12 * through);
    CHECK(term(state, 3, Term::reaction) < 0.0);
  }
}

TEST_CASE("First-order loss gives the same steady state as a rate and as a process, in every kind of reach") {
  for (const bool pumps : {false, true}) {
    Everything all = everything({"cod"}, 1.0, pumps);
    const double k = 0.4;
    KineticsBuilder loss({"cod"});
    loss.add("loss", k, {loss.factor(FactorKind::linear, "cod")}, {{"cod", -1}});
    const SteadyState coupled = solve_steady(all.model, all.sources, 500.0, &loss);
    all.model.settings.kinetics.decay_20 = {k / day};
    const SteadyState alone = solve_steady(all.model, all.sources, 500.0, nullptr);
    for (std::size_t s = 0; s < alone.section[0].size(); ++s)
      CHECK(coupled.section[0][s] == Approx(alone.section[0][s]).epsilon(1.0e-11));
    for (std::size_t i = 0; i < alone.cell[0].size(); ++i)
      CHECK(coupled.cell[0][i] == Approx(alone.cell[0][i]).epsilon(1.0e-11));
    CHECK(steady_closure(alone, 0) < 1.0e-12);
    CHECK(term(coupled, 0, Term::withdrawal) == Approx(term(alone, 0, Term::withdrawal)).epsilon(1.0e-11));
    CHECK(term(coupled, 0, Term::reaction) == Approx(term(alone, 0, Term::reaction)).epsilon(1.0e-11));
  }
}

TEST_CASE(
    "A pump from a reach's end back to its beginning is met exactly, whether its water reacts by itself or with "
    "others") {
  // With the flow Q + q between pump and river, c(0) = (Q c_in + q c_end)/(Q + q), c_end = c(0) exp(−k A L/(Q + q)).
  const double Q = 1.5, q = 0.7, length = 9000.0, area = 10.0, k = 1.3 / day;
  const double passes = std::exp(-k * area * length / (Q + q));
  const double end = Q * 6.0 * passes / (Q + q - q * passes);
  KineticsBuilder pair({"org_n", "nh4_n"});
  pair.add("hydrolysis", 1.3, {pair.factor(FactorKind::linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  for (const bool coupled : {true, false}) {
    SmallCase m = single_reach({"org_n", "nh4_n"}, length, area, Q, 0.0, {6.0, 1.0});
    if (!coupled) m.settings.kinetics.decay_20 = {k, 0.0};
    add_pump(m, 0, length, q, 0, 0.0);
    add_section(m, 0, length);
    const SteadyState state = solve_steady(m, no_sources(m), 1000.0, coupled ? &pair : nullptr);
    CHECK(state.section[0][0] == Approx(end).epsilon(1.0e-12));
    if (coupled) CHECK(state.section[1][0] == Approx(7.0 - end).epsilon(1.0e-12));
    CHECK(steady_closure(state, 0) < 1.0e-12);
    CHECK(steady_closure(state, 1) < 1.0e-12);
  }
}

TEST_CASE("Age and travel time in steady plug flow: water that joins is young, and does not hold the river back") {
  // With Q = Q0 + q x: Q da/dx = A − q a, so a = A x/Q; and Q dt/dx = A, so t = (A/q) ln(Q/Q0). Without q both are A x/Q.
  const double area = 8.0, Q0 = 1.0, length = 20000.0, q = 1.0 / length;
  for (const double cell_length : {500.0, 7000.0}) {
    SmallCase m = single_reach({"age", "travel_time", "continuity"}, length, area, Q0, 0.0, {0.0, 0.0, 1.0});
    add_inflow(m, -1, 0, 1.0, {0.0, 0.0, 1.0});
    add_outfall(m, 0, 15000.0);
    for (const double x : {3000.0, 11111.0, 18000.0}) add_section(m, 0, x);
    LaneSources sources = no_sources(m);
    sources.outfall_flow = {2.0};
    sources.outfall_load = {0.0, 0.0, 2.0};
    const SteadyState state = solve_steady(m, sources, cell_length, nullptr);
    for (std::size_t s = 0; s < 2; ++s) {
      const double x = m.network.sections[s].chainage;
      CHECK(state.section[0][s] * day == Approx(area * x / (Q0 + q * x)).epsilon(1.0e-12));
      CHECK(state.section[1][s] * day == Approx(area / q * std::log(1.0 + q * x / Q0)).epsilon(1.0e-12));
    }
    // Below the outfall the flow is greater by 2 m3/s: Q a grows by A dx all the same.
    CHECK(state.section[0][2] * day == Approx(area * 18000.0 / (Q0 + q * 18000.0 + 2.0)).epsilon(1.0e-12));
    const double above = area / q * std::log(1.0 + q * 15000.0 / Q0);
    const double below = area / q * std::log((Q0 + q * 18000.0 + 2.0) / (Q0 + q * 15000.0 + 2.0));
    CHECK(state.section[1][2] * day == Approx(above + below).epsilon(1.0e-12));
    CHECK(steady_closure(state, 0) < 1.0e-12);
    CHECK(steady_closure(state, 1) < 1.0e-12);
  }
}

TEST_CASE("Where a river begins with water from its banks, it has the strength of a mixed volume all along") {
  // Q = q x: c is constant where q (c_q − c) + A (K c + b) = 0, a reservoir of residence A/q: the table's first one.
  const auto rows = reference_table("C1_chain_cstr_series");
  const KineticsBuilder chain = linear_chain();
  const double area = 3.0, length = 8000.0, q = area / (0.7 * day);
  SmallCase m = single_reach(chain.names, length, area, 0.0, 0.0, std::vector<double>(6, 0.0));
  add_inflow(m, -1, 0, q * length, chain_inflow(rows[0]));
  for (const double x : {500.0, 3700.0, 8000.0}) add_section(m, 0, x);
  const SteadyState state = solve_steady(m, no_sources(m), 1000.0, &chain);
  for (std::size_t c = 0; c < 6; ++c) {
    for (const double value : state.section[c])
      CHECK(value == Approx(number(rows[1], chain_columns()[c])).epsilon(1.0e-11));
    CHECK(steady_closure(state, c) < 1.0e-12);
  }
}

TEST_CASE("A reach that runs against the way it is drawn has the same water as one drawn the right way") {
  const KineticsBuilder chain = linear_chain();
  std::vector<SteadyState> states;
  for (const bool against : {false, true}) {
    SmallCase m = empty_case(chain.names, 86400.0, 3600.0, 86400.0);
    const int head = add_node(m, "H", NodeKind::headwater), j = add_node(m, "J", NodeKind::junction);
    const int k = add_node(m, "K", NodeKind::junction), o = add_node(m, "O", NodeKind::outlet);
    add_reach(m, "R0", head, j, 3000.0, 6.0, 0.0);
    add_reach(m, "R1", against ? k : j, against ? j : k, 7000.0, 6.0, 0.0);
    add_reach(m, "R2", k, o, 4000.0, 6.0, 0.0);
    m.network.reaches[1].prescribed_flow = against ? -1.5 : 1.0;
    m.network.reaches[2].prescribed_flow = 1.5;
    add_inflow(m, head, -1, 1.0, {12.0, 3.0, 2.5, 0.1, 1.2, 7.5});
    add_inflow(m, -1, 1, 0.3, {1.0, 1.0, 1.0, 1.0, 1.0, 9.0});
    const auto place = [&](double x) { return against ? 7000.0 - x : x; };
    add_outfall(m, 1, place(2600.0));
    for (const double x : {1300.0, 4400.0, 6900.0}) add_section(m, 1, place(x));
    add_section(m, 2, 3500.0);
    LaneSources sources = no_sources(m);
    sources.outfall_flow = {0.2};
    sources.outfall_load = {4.0, 2.0, 3.0, 0.0, 0.5, 0.6};
    states.push_back(solve_steady(m, sources, 500.0, &chain));
  }
  for (std::size_t c = 0; c < 6; ++c) {
    for (std::size_t s = 0; s < 4; ++s)
      CHECK(states[1].section[c][s] == Approx(states[0].section[c][s]).epsilon(1.0e-12));
    CHECK(steady_closure(states[1], c) < 1.0e-12);
  }
  CHECK(states[1].section_flow[1] == Approx(-states[0].section_flow[1]).epsilon(1.0e-12));
}

TEST_CASE("Tributaries mix their travel times by flow, and a reservoir adds its own") {
  SmallCase m = empty_case({"travel_time"}, 86400.0, 3600.0, 86400.0);
  const int a = add_node(m, "A", NodeKind::headwater), b = add_node(m, "B", NodeKind::headwater);
  const int v = add_node(m, "V", NodeKind::reservoir), o = add_node(m, "O", NodeKind::outlet);
  add_reach(m, "RA", a, v, 5000.0, 10.0, 0.0);
  add_reach(m, "RB", b, v, 8000.0, 6.0, 0.0);
  add_reach(m, "RC", v, o, 4000.0, 20.0, 0.0);
  Reservoir reservoir;
  reservoir.node = v;
  reservoir.volume = 3.0e5;
  m.network.reservoirs.push_back(reservoir);
  add_inflow(m, a, -1, 2.0, {0.0});
  add_inflow(m, b, -1, 1.0, {0.0});
  add_section(m, 2, 4000.0);
  const SteadyState state = solve_steady(m, no_sources(m), 700.0, nullptr);
  const double mixed = (2.0 * 5000.0 * 10.0 / 2.0 + 1.0 * 8000.0 * 6.0 / 1.0) / 3.0;
  CHECK(state.section[0][0] * day == Approx(mixed + 3.0e5 / 3.0 + 4000.0 * 20.0 / 3.0).epsilon(1.0e-12));
}

TEST_CASE("A storage zone takes its share of a steady river's mass and holds its water longer") {
  // c = c0 exp(−(k + α k_s/(r + k_s)) A x/Q), r = α A/A_s; age (A + A_s) x/Q.
  const double area = 6.0, storage = 2.0, alpha = 5.0e-5, k = 0.2 / day, ks = 1.5 / day, Q = 0.9, x = 9000.0;
  SmallCase m = single_reach({"cod", "age", "travel_time"}, 12000.0, area, Q, 0.0, {10.0, 0.0, 0.0});
  m.network.reaches[0].storage_area = storage;
  m.network.reaches[0].storage_exchange = alpha;
  m.network.reaches[0].storage_decay_20 = {ks, missing, missing};
  m.settings.kinetics.decay_20 = {k, 0.0, 0.0};
  add_section(m, 0, x);
  const double r = alpha * area / storage;
  const double loss = k + alpha * ks / (r + ks);
  for (const bool coupled : {false, true}) {
    KineticsBuilder idle({"cod", "age", "travel_time"});
    idle.add("idle", 0.0, {idle.factor(FactorKind::linear, "cod")}, {{"cod", -1}});
    const SteadyState state = solve_steady(m, no_sources(m), 800.0, coupled ? &idle : nullptr);
    CHECK(state.section[0][0] == Approx(10.0 * std::exp(-loss * area * x / Q)).epsilon(1.0e-12));
    CHECK(state.section[1][0] * day == Approx((area + storage) * x / Q).epsilon(1.0e-12));
    CHECK(state.section[2][0] * day == Approx((area + storage) * x / Q).epsilon(1.0e-12));
    CHECK(steady_closure(state, 0) < 1.0e-12);
  }
}

namespace {

/// The full set with its defaults on a network with everything.
SmallCase full_set(double step) {
  SmallCase m = everything({"org_n", "nh4_n", "no3_n", "cod_fast", "cod_slow", "do"}, 1.0, true).model;
  m.settings.time.solve = SolveMode::steady;
  m.settings.time.step = step;
  m.settings.kinetics.set = KineticSet::n_cod_do;
  for (const KineticParameter& row : kinetic_parameters())
    m.settings.kinetics.parameters.push_back(row.fallback * row.to_si);
  return m;
}

BlockResult run_periods(const SmallCase& m) {
  const Grid grid = make_grid(m.network, 500.0);
  LaneSources sources = no_sources(m);
  sources.outfall_flow.front() = 0.2;
  return solve_steady_periods({m.network, grid, m.settings}, {lane(m, sources)});
}

}  // namespace

TEST_CASE("A steady run of the full set knows no time step, and every process has its line") {
  const BlockResult coarse = run_periods(full_set(3600.0));
  const BlockResult fine = run_periods(full_set(60.0));
  CHECK(coarse.section_mean == fine.section_mean);
  CHECK(coarse.balance == fine.balance);
  CHECK(worst_closure(coarse.balance, coarse.shape.terms.size()) < 1.0e-12);
  CHECK(coarse.section_depth.size() == coarse.section_flow.size());
  const auto& terms = coarse.shape.terms;
  const auto at =
      static_cast<std::size_t>(std::find(terms.begin(), terms.end(), "reaction_nitrification") - terms.begin());
  REQUIRE(at < terms.size());
  const double made = coarse.balance[2 * terms.size() + at];
  CHECK(made > 0.0);
  CHECK(coarse.balance[1 * terms.size() + at] == Approx(-made).epsilon(1.0e-13));
}

TEST_CASE("Water that falls over a weir loses the deficit that the formula says, in a steady run") {
  for (const double dispersion : {0.0, 2.0}) {
    SmallCase m = single_reach({"do", "continuity"}, 4000.0, 10.0, 1.0, dispersion, {3.0, 1.0});
    m.settings.time.solve = SolveMode::steady;
    Structure weir;
    weir.id = "W";
    weir.kind = StructureKind::weir;
    weir.reach = 0;
    weir.chainage = 2000.0;
    weir.crest_level = 1.5;
    weir.quality_a = 1.2;
    weir.dam_b = 0.8;
    m.network.structures.push_back(weir);
    m.network.nodes[0].bed_elevation = 2.0;
    m.network.nodes[1].bed_elevation = 0.0;
    add_section(m, 0, 500.0);
    add_section(m, 0, 3500.0);
    const Grid grid = make_grid(m.network, 100.0);
    const BlockResult result = solve_steady_periods({m.network, grid, m.settings}, {lane(m, no_sources(m))});
    const double saturation = oxygen_saturation(20.0);
    const double ratio = (saturation - result.section_mean[0]) / (saturation - result.section_mean[1]);
    // Without levels the water falls from the crest to the bed below: 0.0005 · 2000 m.
    if (dispersion == 0.0) CHECK(ratio == Approx(weir_deficit_ratio(1.2, 0.8, 0.5, 20.0)).epsilon(1.0e-12));
    CHECK(ratio > 1.0);
    CHECK(worst_closure(result.balance, result.shape.terms.size()) < 1.0e-12);
    const auto terms = result.shape.terms.size();
    REQUIRE(result.shape.terms[5] == "reaction_weir_aeration");
    CHECK(result.balance[5] == Approx(result.balance[4]).epsilon(1.0e-12));
    CHECK(result.balance[5] > 0.0);
    CHECK(result.balance[terms + 5] == 0.0);
  }
}

TEST_CASE("In steady volumes reservoirs and cells alike settle where mixing and reaction balance") {
  // Without dispersion each cell is a mixed volume: (I − K θ) y_i = y_(i−1) + b θ, the table's reservoirs.
  const auto rows = reference_table("C1_chain_cstr_series");
  const KineticsBuilder chain = linear_chain();
  const double flow = 2.0, area = 10.0, cell_length = flow * 0.7 * day / area;
  SmallCase m = single_reach(chain.names, cell_length * static_cast<double>(rows.size() - 1), area, flow, 0.0,
                             chain_inflow(rows[0]));
  const Grid grid = make_grid(m.network, cell_length);
  const std::vector<LaneInput> inputs = {lane(m, no_sources(m))};
  const SourceMap map = make_source_map(m.network, grid);
  const FaceArrays faces = make_face_arrays(grid, inputs);
  const HydraulicCase water{m.network, grid, map, faces, m.settings, m.settings.flow};
  BlockInputs block;
  block.lanes = {&inputs.front()};
  const auto c = solve_steady_volumes(water, block, 0.0, kinetics_of(chain, grid.size()));
  for (std::size_t k = 0; k < chain.names.size(); ++k) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      CHECK(c[k][grid.reaches[0].unknown(static_cast<int>(i) - 1)] ==
            Approx(number(rows[i], chain_columns()[k])).epsilon(1.0e-12));
    }
  }
}

TEST_CASE("A time-varying run may begin in the steady state of its reactions, each lane in its own") {
  SmallCase m = full_set(3600.0);
  const Grid grid = make_grid(m.network, 500.0);
  LaneSources clean = no_sources(m), dirty = clean;
  clean.outfall_flow = dirty.outfall_flow = {0.2, 0.0, 0.0};
  for (std::size_t c = 0; c < 6; ++c) dirty.outfall_load[c] = 3.0;
  const std::vector<LaneInput> inputs = {lane(m, clean), lane(m, dirty)};
  const SourceMap map = make_source_map(m.network, grid);
  const FaceArrays faces = make_face_arrays(grid, inputs);
  const HydraulicCase water{m.network, grid, map, faces, m.settings, m.settings.flow};
  BlockInputs block;
  block.lanes.assign(8, &inputs[0]);
  block.lanes[1] = &inputs[1];
  Transport transport = make_transport(water, 8, 1, false, false);
  begin_in_steady_state(water, block, 0.0, transport);
  BlockInputs alone;
  alone.lanes = {&inputs[1]};
  Transport single = make_transport(water, 1, 1, false, false);
  begin_in_steady_state(water, alone, 0.0, single);
  for (std::size_t k = 0; k < 6; ++k) {
    double differs = 0.0;
    for (std::size_t i = 0; i < single.c[k].size(); ++i) {
      CHECK(transport.c[k][i * 8 + 1] == single.c[k][i]);
      CHECK(transport.c[k][i * 8] == transport.c[k][i * 8 + 7]);
      differs = std::max(differs, std::abs(transport.c[k][i * 8] - single.c[k][i]));
    }
    CHECK(differs > 1.0e-3);
  }
}

TEST_CASE("A time-varying run with reactions begins where it would end: in their steady state") {
  SmallCase m = full_set(1800.0);
  m.settings.time.solve = SolveMode::transient;
  const Grid grid = make_grid(m.network, 500.0);
  LaneSources sources = no_sources(m);
  sources.outfall_flow.front() = 0.2;
  const BlockResult result = simulate({m.network, grid, m.settings, FieldOutput::full}, {lane(m, sources)}, {1, false});
  const ResultShape& shape = result.shape;
  const auto at = [&](int c, int time, int cell) {
    return result.cell_concentration[static_cast<std::size_t>((c * shape.times + time) * shape.cells + cell)];
  };
  for (int c = 0; c < shape.constituents; ++c) {
    for (int i = 0; i < shape.cells; ++i) {
      CHECK(at(c, shape.times - 1, i) == Approx(at(c, 0, i)).epsilon(2.0e-3).margin(1.0e-3));
    }
  }
}

TEST_CASE("Steady runs report dispersion: none of the scheme's own where cells are exact") {
  for (const double dispersion : {0.0, 1.0}) {
    SmallCase m = single_reach({"cod"}, 4000.0, 10.0, 2.0, dispersion, {1.0});
    const SteadyState state = solve_steady(m, no_sources(m), 100.0, nullptr);
    // Upwind cells add U dx/2 less what there is.
    CHECK(state.cell_dispersion[7] == Approx(dispersion));
    CHECK(state.cell_numerical_dispersion[7] == Approx(dispersion > 0.0 ? 0.2 * 100.0 / 2.0 - dispersion : 0.0));
  }
}

TEST_CASE("A process that takes what is not there has no steady state, and the run says where") {
  KineticsBuilder greedy({"cod"});
  greedy.add("greed", 5.0, {}, {{"cod", -1}});
  for (const double dispersion : {0.0, 20.0}) {
    SmallCase m = single_reach({"cod"}, 20000.0, 10.0, 1.0, dispersion, {2.0});
    CHECK_THROWS_WITH(solve_steady(m, no_sources(m), 500.0, &greedy),
                      Catch::Contains("reach R") && Catch::Contains("look at the rates"));
  }
}

}  // namespace bailang::testing
