// Problem: steady flow in one reach: uniform and critical depth, backwater and drawdown in a trapezoid, and beds shaped
// so that the profile is known, through critical flow and a hydraulic jump (MacDonald, I., Baines, M.J., Nichols, N.K. and
// Samuels, P.G. (1997), J. Hydraul. Eng. 123(11), 1041–1045).
// Exact solution: Manning's and the critical formula; dh/dx = (S0 − Sf)/(1 − Fr²); tables F1, F2, F3.
// Expected: uniform flow exact; order 2 in the cell length where flow is smooth and subcritical, 1 towards critical flow
// and beyond it; discharge uniform to 1e-10.
#include <catch2/catch.hpp>
#include <tuple>

#include "reference_table.hpp"
#include "river_case.hpp"

namespace bailang::testing {
namespace {

/// Value of a column at x by the cubic through the four nearest rows, on the same side of `divide`.
double value_between(const std::vector<TableRow>& table, const std::string& column, double x, double divide) {
  std::vector<std::pair<double, double>> points;
  for (const TableRow& row : table) {
    const double at = number(row, "x_m");
    // The bed is continuous at the divide, the depth is not.
    const bool own =
        column == "h" ? (at < divide) == (x < divide) && at != divide : (x < divide ? at <= divide : at >= divide);
    if (own) points.emplace_back(at, number(row, column));
  }
  std::sort(points.begin(), points.end());
  std::size_t k = 0;
  while (k + 2 < points.size() && points[k + 1].first < x) ++k;
  const std::size_t first = std::min(k > 0 ? k - 1 : 0, points.size() - 4);
  double sum = 0.0;
  for (std::size_t i = first; i < first + 4; ++i) {
    double weight = points[i].second;
    for (std::size_t j = first; j < first + 4; ++j) {
      if (j != i) weight *= (x - points[j].first) / (points[i].first - points[j].first);
    }
    sum += weight;
  }
  return sum;
}

/// Depths at the middles of `cells` cells, from dh/dx = (S0 − Sf)/(1 − Fr²) by Runge and Kutta's method, upstream.
std::vector<double> varied_flow(double length, double level, int cells) {
  constexpr double Q = 30.0, b = 12.0, z = 1.5, n = 0.03, S0 = 0.0005, g = 9.81;
  const auto slope = [&](double h) {
    const double A = (b + z * h) * h, T = b + 2.0 * z * h, P = b + 2.0 * h * std::sqrt(1.0 + z * z);
    const double Sf = n * n * Q * Q / (A * A * std::pow(A / P, 4.0 / 3.0));
    return (S0 - Sf) / (1.0 - Q * Q * T / (g * A * A * A));
  };
  constexpr int parts = 200;
  const double dx = -length / cells / (2.0 * parts);
  std::vector<double> depth(cells);
  double h = level;
  for (int half = 0; half < 2 * cells; ++half) {
    for (int i = 0; i < parts; ++i) {
      const double k1 = slope(h), k2 = slope(h + 0.5 * dx * k1), k3 = slope(h + 0.5 * dx * k2);
      const double k4 = slope(h + dx * k3);
      h += dx * (k1 + 2.0 * k2 + 2.0 * k3 + k4) / 6.0;
    }
    if (half % 2 == 0) depth[cells - 1 - half / 2] = h;
  }
  return depth;
}

struct ProfileError {
  double largest = 0.0, mean = 0.0, discharge = 0.0;
};

ProfileError profile_error(const River& river, const std::vector<TableRow>& table, double Q, double divide = 1.0e9) {
  ProfileError error;
  const int n = river.cells(0).count;
  for (int k = 0; k < n; ++k) {
    const double e = std::abs(river.depth(0, k) - value_between(table, "h", river.middle(0, k), divide));
    error.largest = std::max(error.largest, e);
    error.mean += e / n;
    error.discharge = std::max(error.discharge, std::abs(river.flow(0, k + 1) - Q));
  }
  return error;
}

ProfileError backwater(double length, double level, int cells) {
  SmallCase m = one_reach({length, 12.0, 1.5, 0.03, 0.0005});
  hold_level(m, 1, level);
  River river(m, FlowMode::dynamic, length / cells);
  river.enter(0, 30.0);
  river.settle();
  REQUIRE(river.water.levels.is_steady.at(0));
  const std::vector<double> exact = varied_flow(length, level, cells);
  ProfileError error;
  for (int k = 0; k < cells; ++k) {
    error.largest = std::max(error.largest, std::abs(river.depth(0, k) - exact[k]));
    error.mean += std::abs(river.depth(0, k) - exact[k]) / cells;
    error.discharge = std::max(error.discharge, std::abs(river.flow(0, k + 1) - 30.0));
  }
  return error;
}

struct MacDonald {
  std::string table;
  double length, side_slope, manning_n;
  bool held;
  double divide = 1.0e9;  ///< place of a jump [m]
};

SmallCase macdonald_case(const MacDonald& known, double cell_length) {
  const auto table = reference_table(known.table);
  SmallCase m = one_reach({known.length, 10.0, known.side_slope, known.manning_n, 0.001});
  for (double x = 0.0; x < known.length + 0.1; x += 0.5 * cell_length) {
    add_bed_point(m, 0, x, value_between(table, "z_bed", x, known.divide));
  }
  if (known.held) hold_level(m, 1, number(table.back(), "zs"));
  return m;
}

}  // namespace

TEST_CASE("Normal and critical depth are those of Manning's and the critical formula") {
  for (const TableRow& row : reference_table("F1_uniform")) {
    SectionShape shape;
    shape.bottom_width = number(row, "b");
    shape.side_slope = number(row, "z");
    shape.wetted_side = 2.0 * std::sqrt(1.0 + shape.side_slope * shape.side_slope);
    shape.manning_n = number(row, "n");
    const double h = section_normal_depth(shape, number(row, "S0"), number(row, "Q"));
    CHECK(h == Approx(number(row, "h_normal")).epsilon(1.0e-12));
    CHECK(section_critical_depth(shape, number(row, "Q")) == Approx(number(row, "h_critical")).epsilon(1.0e-12));
  }
}

TEST_CASE("Uniform flow is exact, sub- and supercritical, in one reach or in many with nodes between") {
  for (const TableRow& row : reference_table("F1_uniform")) {
    for (const int pieces : {1, 20}) {
      SmallCase m = empty_case({"continuity"}, 86400.0, 600.0, 86400.0);
      int last = add_node(m, "H", NodeKind::headwater);
      for (int i = 0; i < pieces; ++i) {
        const int next = add_node(m, "N" + std::to_string(i), i + 1 < pieces ? NodeKind::junction : NodeKind::outlet);
        add_reach(m, "R" + std::to_string(i), last, next, 2000.0 / pieces, 1.0, 0.0);
        Reach& reach = m.network.reaches.back();
        reach.bottom_width = number(row, "b");
        reach.side_slope = number(row, "z");
        reach.manning_n = number(row, "n");
        reach.bed_slope = number(row, "S0");
        last = next;
      }
      River river(m, FlowMode::dynamic, 100.0);
      river.enter(0, number(row, "Q"));
      river.settle();
      CHECK(river.water.levels.is_steady.at(0));
      double worst = 0.0;
      for (int r = 0; r < pieces; ++r) {
        for (int k = 0; k < river.cells(r).count; ++k) {
          worst = std::max(worst, std::abs(river.depth(r, k) / number(row, "h_normal") - 1.0));
        }
      }
      CHECK(worst < 1.0e-9);
    }
  }
}

TEST_CASE("The equation of varied flow, integrated here, gives the tables of backwater and drawdown") {
  for (const auto& [name, length, level] : {std::tuple("F2_M1", 12000.0, 4.0), std::tuple("F2_M2", 6000.0, 1.2)}) {
    const auto table = reference_table(name);
    // Rows stand at 40 equal parts: with 20 cells their middles are at every other row.
    const std::vector<double> depth = varied_flow(length, level, 20);
    for (const TableRow& row : table) {
      const double place = number(row, "x_m") / (length / 20.0) - 0.5;
      if (std::abs(place - std::round(place)) > 1.0e-6) continue;
      CHECK(depth[static_cast<std::size_t>(std::lround(place))] == Approx(number(row, "h")).epsilon(1.0e-9));
    }
  }
}

TEST_CASE("Backwater and drawdown profiles of a trapezoid are found at second order but for the drawdown's end") {
  ProfileError last_m1, last_m2;
  for (const int cells : {40, 80, 160, 320}) {
    const ProfileError m1 = backwater(12000.0, 4.0, cells);
    const ProfileError m2 = backwater(6000.0, 1.2, cells);
    INFO(cells << " cells: " << m1.largest << " " << m2.largest << ", mean " << m2.mean);
    CHECK(m1.discharge < 1.0e-10);
    CHECK(m2.discharge < 1.0e-10);
    if (last_m1.mean > 0.0) {
      CHECK(observed_order(last_m1.largest, m1.largest) > 1.8);
      CHECK(observed_order(last_m2.largest, m2.largest) > 0.9);
      CHECK(observed_order(last_m2.mean, m2.mean) > 1.2);
    }
    last_m1 = m1;
    last_m2 = m2;
  }
  CHECK(last_m1.largest < 2.0e-5);
  CHECK(last_m2.mean < 1.0e-3);
}

TEST_CASE("MacDonald's profiles, sub- and transcritical, are found at first order") {
  for (const MacDonald& known : {MacDonald{"F3_macdonald_sub", 1000.0, 0.0, 0.033, true},
                                 MacDonald{"F3_macdonald_sub2super", 1000.0, 0.0, 0.0218, false},
                                 MacDonald{"F3_macdonald_trap", 5000.0, 2.0, 0.03, true}}) {
    double last = 0.0;
    for (const double cells : {100.0, 200.0, 400.0}) {
      River river(macdonald_case(known, known.length / cells), FlowMode::dynamic, known.length / cells);
      river.enter(0, 20.0);
      river.settle();
      REQUIRE(river.water.levels.is_steady.at(0));
      const ProfileError error = profile_error(river, reference_table(known.table), 20.0);
      CHECK(error.discharge < 1.0e-10);
      if (last > 0.0) CHECK(observed_order(last, error.largest) > 0.9);
      last = error.largest;
    }
    CHECK(last < 2.0e-3);
  }
}

TEST_CASE("MacDonald's hydraulic jump stands within two cells of its place") {
  const MacDonald known{"F3_macdonald_jump", 1000.0, 0.0, 0.0328, true, 500.0};
  double last = 0.0;
  for (const double cells : {100.0, 200.0, 400.0}) {
    const double dx = known.length / cells;
    River river(macdonald_case(known, dx), FlowMode::dynamic, dx);
    river.enter(0, 20.0);
    river.settle();
    REQUIRE(river.water.levels.is_steady.at(0));
    const ProfileError error = profile_error(river, reference_table(known.table), 20.0, known.divide);
    CHECK(error.discharge < 1.0e-10);
    // The jump: where the depth passes the middle between both sides' 0.6507 and 0.8405 m.
    int k = 0;
    while (river.depth(0, k) < 0.7456) ++k;
    const double below = river.depth(0, k - 1);
    const double place = river.middle(0, k - 1) + dx * (0.7456 - below) / (river.depth(0, k) - below);
    CHECK(std::abs(place - 500.0) < 2.0 * dx);
    if (last > 0.0) CHECK(error.mean < 0.75 * last);
    last = error.mean;
  }
  CHECK(last < 2.0e-3);
}

}  // namespace bailang::testing
