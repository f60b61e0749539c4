// Problem: steady advection, dispersion and reaction of coupled constituents: one reach, reservoirs in series, a network
// with a branch that rejoins, estuaries.
// Exact solutions: U y' − E y'' = K y + b by eigenvectors, each with its root (U − √(U² + 4 E k))/(2E) (table
// C1_chain_dispersive_steady); (I − K θ) y_i = y_(i−1) + b θ (C1_chain_cstr_series); Wehner and Wilhelm (1956), a point load
// in an infinite reach, salt intrusion and two fixed ends (A2_*); a e^(r1 x) + b e^(r2 (x − L)) in every reach of a network
// (E1_network_Y_loop_steady, E2_tidal_delta_steady).
// Expected: second order in the cells' length; reservoirs exact.
#include <catch2/catch.hpp>

#include "steady_case.hpp"

namespace bailang::testing {
namespace {

/// Order from the errors of grids refined by two, the worst of all steps.
double least_order(const std::vector<double>& errors) {
  double order = 99.0;
  for (std::size_t i = 1; i < errors.size(); ++i) order = std::min(order, observed_order(errors[i - 1], errors[i]));
  return order;
}

double greatest_difference(const std::vector<double>& values, const std::vector<double>& expected) {
  double worst = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) worst = std::max(worst, std::abs(values[i] - expected[i]));
  return worst;
}

/// A matrix of the chain at its rates [d-1], lower triangular, and its source.
struct LinearChain {
  double K[6][6] = {};
  double b[6] = {};
  LinearChain() {
    K[0][0] = -0.35;
    K[1][1] = -0.16;
    K[2][1] = 0.12, K[2][2] = -0.4;
    K[3][2] = 0.4, K[3][3] = -1.5;
    K[4][3] = 1.5, K[4][4] = -0.08;
    K[5][0] = -0.3, K[5][2] = -3.43 * 0.4, K[5][3] = -1.14 * 1.5, K[5][5] = -1.1;
    b[5] = 1.1 * 8.5 + 0.5 - 0.3 - 1.2 / 1.8;
  }
};

/// What must flow in so that y(0) is as given: U y_in = U y(0) − E y'(0). In the eigenvectors v_j of K, y − y_s = Σ z_j v_j
/// e^(r_j x), so that the coefficient of the inflow is z_j (U − E r_j)/U.
std::vector<double> inflow_for(const std::vector<double>& y0, double U, double E) {
  const LinearChain chain;
  double rest[6], V[6][6] = {}, z[6];
  std::vector<double> steady(6), enters(6);
  for (int i = 0; i < 6; ++i) {
    double sum = chain.b[i];
    for (int k = 0; k < i; ++k) sum += chain.K[i][k] * steady[k];
    steady[i] = -sum / chain.K[i][i];
    rest[i] = y0[i] - steady[i];
  }
  for (int j = 0; j < 6; ++j) {
    V[j][j] = 1.0;
    for (int i = j + 1; i < 6; ++i) {
      double sum = 0.0;
      for (int k = j; k < i; ++k) sum += chain.K[i][k] * V[k][j];
      V[i][j] = sum / (chain.K[j][j] - chain.K[i][i]);
    }
    z[j] = rest[j];
    for (int i = j; i < 6; ++i) rest[i] -= z[j] * V[i][j];
  }
  enters = steady;
  for (int j = 0; j < 6; ++j) {
    const double k = -chain.K[j][j] / day;
    const double root = (U - std::sqrt(U * U + 4.0 * E * k)) / (2.0 * E);
    for (int i = 0; i < 6; ++i) enters[i] += V[i][j] * z[j] * (U - E * root) / U;
  }
  return enters;
}

}  // namespace

TEST_CASE("A linear chain with dispersion converges to its eigenvector solution at second order") {
  const double U = 0.2, E = 40.0, area = 10.0;
  const auto rows = reference_table("C1_chain_dispersive_steady");
  std::vector<double> errors;
  for (const double cell_length : {400.0, 200.0, 100.0}) {
    SmallCase m =
        single_reach(linear_chain().names, 210000.0, area, area * U, E, inflow_for(chain_inflow(rows[0]), U, E));
    for (const TableRow& row : rows) add_section(m, 0, number(row, "x_m"));
    const KineticsBuilder chain = linear_chain();
    const SteadyState state = solve_steady(m, no_sources(m), cell_length, &chain);
    double worst = 0.0;
    for (std::size_t c = 0; c < 6; ++c) {
      std::vector<double> expected;
      for (const TableRow& row : rows) expected.push_back(number(row, chain_columns()[c]));
      worst = std::max(worst, greatest_difference(state.section[c], expected));
      CHECK(steady_closure(state, c) < 1.0e-12);
    }
    errors.push_back(worst);
  }
  CHECK(least_order(errors) > 1.9);
  CHECK(errors.back() < 1.5e-4);
}

TEST_CASE("Reservoirs in series settle where mixing and reaction balance") {
  const auto rows = reference_table("C1_chain_cstr_series");
  const double flow = 2.0, theta = 0.7 * day;
  const KineticsBuilder chain = linear_chain();
  SmallCase m = empty_case(chain.names, 86400.0, 3600.0, 86400.0);
  int above = add_node(m, "H", NodeKind::headwater);
  add_inflow(m, above, -1, flow, chain_inflow(rows[0]));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const int node = add_node(m, "V" + std::to_string(i), NodeKind::reservoir);
    Reservoir reservoir;
    reservoir.node = node;
    reservoir.volume = flow * theta;
    reservoir.area = flow * theta / 5.0;
    m.network.reservoirs.push_back(reservoir);
    add_reach(m, "R" + std::to_string(i), above, node, 1.0, 1.0e-8, 0.0);
    above = node;
  }
  add_reach(m, "LAST", above, add_node(m, "O", NodeKind::outlet), 1.0, 1.0e-8, 0.0);
  const SteadyState state = solve_steady(m, no_sources(m), 1000.0, &chain);
  for (std::size_t c = 0; c < 6; ++c) {
    REQUIRE(state.cell[c].size() == 2 * rows.size() - 1);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      CHECK(state.cell[c][rows.size() + i - 1] == Approx(number(rows[i], chain_columns()[c])).epsilon(1.0e-10));
    }
    CHECK(steady_closure(state, c) < 1.0e-12);
  }
}

namespace {

struct NetworkReach {
  std::string id;
  int from, to;
  double length, area, dispersion, split;
};

/// First-order loss as a process, so that the coupled solver has it.
KineticsBuilder decay_process(double per_second) {
  KineticsBuilder b({"cod"});
  b.add("loss", per_second * day, {b.factor(FactorKind::linear, "cod")}, {{"cod", -1}});
  return b;
}

SmallCase table_network(const std::vector<NetworkReach>& reaches, const std::vector<NodeKind>& nodes,
                        const std::vector<TableRow>& rows, std::vector<double>& expected) {
  SmallCase m = empty_case({"cod"}, 86400.0, 3600.0, 86400.0);
  for (std::size_t v = 0; v < nodes.size(); ++v) add_node(m, std::string(1, static_cast<char>('a' + v)), nodes[v]);
  for (const NetworkReach& r : reaches) {
    add_reach(m, r.id, r.from, r.to, r.length, r.area, r.dispersion);
    m.network.reaches.back().split = r.split;
  }
  for (const TableRow& row : rows) {
    for (std::size_t r = 0; r < reaches.size(); ++r) {
      if (reaches[r].id != row.at("reach")) continue;
      add_section(m, static_cast<int>(r), number(row, "x_m"));
      expected.push_back(number(row, "c_gm3"));
    }
  }
  return m;
}

}  // namespace

TEST_CASE("Decay in a network with a branch that rejoins is of second order, as a rate of its own and as a process") {
  const auto rows = reference_table("E1_network_Y_loop_steady");
  for (const bool as_process : {false, true}) {
    std::vector<double> errors;
    for (const double cell_length : {5.0, 2.5, 1.25}) {  // boundary layers at nodes are E/U = 20 m thick
      std::vector<double> expected;
      SmallCase m = table_network({{"h1", 0, 2, 4000, 10, 8, missing},
                                   {"h2", 1, 2, 2500, 4, 5, missing},
                                   {"m", 2, 3, 3000, 14, 10, missing},
                                   {"l1", 3, 4, 2000, 8, 10, 0.6},
                                   {"l2", 3, 4, 5000, 9, 6, 0.4},
                                   {"o", 4, 5, 4000, 16, 12, missing}},
                                  {NodeKind::headwater, NodeKind::headwater, NodeKind::junction, NodeKind::junction,
                                   NodeKind::junction, NodeKind::outlet},
                                  rows, expected);
      add_inflow(m, 0, -1, 4.0, {1000.0 / 4.0});
      add_inflow(m, 1, -1, 1.0, {400.0});
      if (!as_process) m.settings.kinetics.decay_20 = {4.0e-6};
      const KineticsBuilder loss = decay_process(4.0e-6);
      const SteadyState state = solve_steady(m, no_sources(m), cell_length, as_process ? &loss : nullptr);
      errors.push_back(greatest_difference(state.section[0], expected));
      CHECK(steady_closure(state, 0) < 1.0e-12);
    }
    CHECK(least_order(errors) > 1.9);
    CHECK(errors.back() < 0.25);
  }
}

namespace {

void hold_sea(SmallCase& m, int node, double concentration) {
  Tide tide;
  tide.node = node;
  tide.series.columns = 2;
  tide.series.value = {missing, concentration};
  tide.has_concentration = {1};
  m.forcing.tides.push_back(tide);
}

}  // namespace

TEST_CASE("The sea enters a delta against its flow at second order") {
  const auto rows = reference_table("E2_tidal_delta_steady");
  for (const bool as_process : {false, true}) {
    std::vector<double> errors;
    for (const double cell_length : {100.0, 50.0, 25.0}) {
      std::vector<double> expected;
      SmallCase m =
          table_network({{"r", 0, 1, 8000, 60, 30, missing},
                         {"d1", 1, 2, 6000, 50, 80, 2.0 / 3.0},
                         {"d2", 1, 3, 9000, 45, 60, 1.0 / 3.0}},
                        {NodeKind::headwater, NodeKind::junction, NodeKind::outlet, NodeKind::outlet}, rows, expected);
      add_inflow(m, 0, -1, 12.0, {5.0});
      hold_sea(m, 2, 20.0);
      hold_sea(m, 3, 20.0);
      if (!as_process) m.settings.kinetics.decay_20 = {3.0e-6};
      const KineticsBuilder loss = decay_process(3.0e-6);
      const SteadyState state = solve_steady(m, no_sources(m), cell_length, as_process ? &loss : nullptr);
      errors.push_back(greatest_difference(state.section[0], expected));
      CHECK(steady_closure(state, 0) < 1.0e-12);
      CHECK(state.balance[0][static_cast<std::size_t>(Term::sea)] > 0.0);
    }
    CHECK(least_order(errors) > 1.9);
    CHECK(errors.back() < 2.0e-2);
  }
}

TEST_CASE("Salt stands in an estuary where flow and dispersion balance, at second order") {
  const auto rows = reference_table("A2_steady_adr_estuary");
  const double U = 0.01, E = 60.0, L = 25000.0, area = 500.0, sea = 35.0, k = 0.35 / day;
  const double root = std::sqrt(U * U + 4.0 * E * k);
  const double r1 = (U - root) / (2.0 * E), r2 = (U + root) / (2.0 * E);
  // Two fixed ends: c(0) = 8, c(L) = 35; the inflow that holds the first is c(0) − E/U c'(0).
  const double d = std::exp(r1 * L) - std::exp(r2 * L);
  const double a = (sea - 8.0 * std::exp(r2 * L)) / d, b = (8.0 * std::exp(r1 * L) - sea) / d;
  const double enters = 8.0 - E / U * (a * r1 + b * r2);
  for (const bool decays : {false, true}) {
    std::vector<double> errors;
    for (const double cell_length : {500.0, 250.0, 125.0}) {
      SmallCase m = single_reach({"cod"}, L, area, area * U, E, {decays ? enters : 0.0});
      m.settings.kinetics.decay_20 = {decays ? k : 0.0};
      hold_sea(m, 1, sea);
      std::vector<double> expected;
      for (const TableRow& row : rows) {
        add_section(m, 0, number(row, "x_m"));
        expected.push_back(number(row, decays ? "c_decay_dirichlet" : "salt"));
      }
      const SteadyState state = solve_steady(m, no_sources(m), cell_length, nullptr);
      errors.push_back(greatest_difference(state.section[0], expected));
      CHECK(steady_closure(state, 0) < 1.0e-12);
      if (!decays) CHECK(std::abs(state.outlet_load[0][0]) < 1.0e-9);
    }
    CHECK(least_order(errors) > 1.9);
    CHECK(errors.back() < 0.04);
  }
}

TEST_CASE("A closed reach and a load in an endless one are of second order in a steady run") {
  const double U = 0.05, E = 60.0, area = 500.0, k = 0.35 / day;
  std::vector<double> closed_errors, load_errors;
  for (const double cell_length : {250.0, 125.0, 62.5}) {
    SmallCase closed = single_reach({"cod"}, 25000.0, area, area * U, E, {8.0});
    closed.settings.kinetics.decay_20 = {k};
    std::vector<double> expected;
    for (const TableRow& row : reference_table("A2_steady_adr_finite")) {
      add_section(closed, 0, number(row, "x_m"));
      expected.push_back(number(row, "c_danckwerts"));
    }
    closed_errors.push_back(
        greatest_difference(solve_steady(closed, no_sources(closed), cell_length, nullptr).section[0], expected));

    // 20 km further than the table on both sides, and the load 30 km from the inflow.
    SmallCase endless = single_reach({"cod"}, 80000.0, area, area * U, E, {0.0});
    endless.settings.kinetics.decay_20 = {k};
    add_outfall(endless, 0, 30000.0);
    expected.clear();
    for (const TableRow& row : reference_table("A2_steady_adr_pointload_infinite")) {
      if (number(row, "x_m") == 0.0) continue;
      add_section(endless, 0, 30000.0 + number(row, "x_m"));
      expected.push_back(number(row, "c_gm3"));
    }
    LaneSources sources = no_sources(endless);
    sources.outfall_load = {150.0};
    load_errors.push_back(
        greatest_difference(solve_steady(endless, sources, cell_length, nullptr).section[0], expected));
  }
  CHECK(least_order(closed_errors) > 1.9);
  CHECK(closed_errors.back() < 2.0e-4);
  CHECK(least_order(load_errors) > 1.9);
  CHECK(load_errors.back() < 2.0e-3);
}

}  // namespace bailang::testing
