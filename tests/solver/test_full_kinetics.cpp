#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "solver/kinetics/parameters.hpp"
#include "solver/ledger.hpp"
#include "tests/small_case.hpp"

using namespace bailang;
using namespace bailang::testing;

namespace {

const std::vector<std::string> all = {"org_n", "nh4_n", "no3_n", "cod_fast", "cod_slow", "do", "continuity"};

/// Two headwaters that meet, an outfall below, the full set with its defaults; warm and shallow, so that much happens.
SmallCase meeting(double seconds, double step, double dispersion) {
  SmallCase model = empty_case(all, seconds, step, 3600.0);
  const int a = add_node(model, "A", NodeKind::headwater), b = add_node(model, "B", NodeKind::headwater);
  const int c = add_node(model, "C", NodeKind::junction), o = add_node(model, "O", NodeKind::outlet);
  add_reach(model, "RA", a, c, 8000.0, 12.0, dispersion);
  add_reach(model, "RB", b, c, 5000.0, 6.0, dispersion);
  add_reach(model, "RC", c, o, 10000.0, 20.0, dispersion);
  model.settings.cell_length = 500.0;
  model.settings.kinetics.set = KineticSet::n_cod_do;
  for (const KineticParameter& row : kinetic_parameters()) {
    model.settings.kinetics.parameters.push_back(row.fallback * row.to_si);
  }
  model.settings.initial.assign(all.size(), 0.0);
  model.settings.initial.back() = 1.0;
  add_inflow(model, a, -1, 3.0, {1.0, 2.0, 3.0, 10.0, 8.0, 8.0, 1.0});
  add_inflow(model, b, -1, 1.5, {2.0, 12.0, 1.0, 60.0, 30.0, 2.0, 1.0});
  add_inflow(model, -1, 2, 0.5, {0.5, 0.2, 4.0, 3.0, 3.0, 7.0, 1.0});
  TemperatureRecord warm;
  warm.series.value = {26.0};
  model.forcing.temperature.push_back(warm);
  add_outfall(model, 2, 2200.0);
  add_section(model, 0, 7700.0);
  add_section(model, 2, 1300.0);
  add_section(model, 2, 9700.0);
  return model;
}

LaneSources plant(const SmallCase& model, double factor) {
  LaneSources sources = no_sources(model);
  sources.outfall_flow = {0.8};
  const std::vector<double> effluent = {1.0, 5.0, 10.0, 20.0, 15.0, 3.0, 1.0};
  for (std::size_t c = 0; c < effluent.size(); ++c) {
    sources.outfall_load[c] = 0.8 * effluent[c] * (c + 1 < effluent.size() ? factor : 1.0);
  }
  return sources;
}

BlockResult run(const SmallCase& model, const std::vector<LaneInput>& inputs, BlockShape shape) {
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  return simulate({model.network, grid, model.settings, FieldOutput::full}, inputs, shape);
}

double ledger(const BlockResult& result, std::size_t constituent, std::size_t term) {
  return result.balance[constituent * result.shape.terms.size() + term];
}

}  // namespace

TEST_CASE("Nitrogen closes to round-off with every process on, and each process has its line") {
  SmallCase model = meeting(3.0 * 86400.0, 1800.0, 15.0);
  model.settings.has_initial = true;
  const BlockResult result = run(model, {lane(model, plant(model, 1.0))}, {1, false});
  const auto& terms = result.shape.terms;
  REQUIRE(terms.size() > 15);
  CHECK(worst_closure(result.balance, terms.size()) < 1e-12);
  for (const float value : result.cell_concentration) CHECK(value >= 0.0f);

  const auto index = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(terms.begin(), terms.end(), name) - terms.begin());
  };
  const std::size_t nitrification = index("reaction_nitrification");
  REQUIRE(nitrification < terms.size());
  const double made = ledger(result, 2, nitrification);
  CHECK(made > 0.0);
  CHECK(ledger(result, 1, nitrification) == Approx(-made).epsilon(1e-13));
  CHECK(ledger(result, 5, nitrification) == Approx(-4.57 * made).epsilon(1e-13));
  // `reaction` is the sum of its processes: the set has no loss besides.
  for (std::size_t c = 0; c < all.size(); ++c) {
    double sum = 0.0, scale = 1e-300;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (terms[t].rfind("reaction_", 0) != 0) continue;
      sum += ledger(result, c, t);
      scale += std::abs(ledger(result, c, t));
    }
    CHECK(std::abs(sum - ledger(result, c, index("reaction"))) <= 1e-12 * scale);
  }
}

TEST_CASE("The lowest oxygen of a cell is that of every step, below or at its records") {
  const SmallCase model = meeting(86400.0, 1800.0, 15.0);
  const BlockResult result = run(model, {lane(model, plant(model, 1.0))}, {1, false});
  const std::size_t cells = result.shape.cells, times = result.shape.times;
  const auto oxygen = static_cast<std::size_t>(constituent_index(model.network, "do"));
  REQUIRE(result.cell_oxygen_min.size() == cells);
  for (std::size_t i = 0; i < cells; ++i) {
    float lowest = std::numeric_limits<float>::infinity();
    for (std::size_t k = 1; k < times; ++k) {  // steps end with a state; the start is none
      lowest = std::min(lowest, result.cell_concentration[(oxygen * times + k) * cells + i]);
    }
    CHECK(result.cell_oxygen_min[i] <= lowest);
    CHECK(result.cell_oxygen_min[i] > 0.9f * lowest);
  }
}

TEST_CASE("A lane of full kinetics has the bits of a run on its own, with shared and with own water") {
  SmallCase model = meeting(86400.0, 1800.0, 15.0);
  std::vector<LaneInput> inputs;
  for (int i = 0; i < 5; ++i) inputs.push_back(lane(model, plant(model, 0.3 * i), i));
  const BlockResult shared = run(model, inputs, {8, false});
  const BlockResult own = run(model, inputs, {8, true});
  for (int i = 0; i < 5; ++i) {
    const BlockResult single = run(model, {inputs[static_cast<std::size_t>(i)]}, {1, false});
    const std::size_t size = single.section_concentration.size(), terms = single.balance.size();
    bool same = true;
    for (std::size_t k = 0; k < size; ++k) {
      same &= single.section_concentration[k] == shared.section_concentration[static_cast<std::size_t>(i) * size + k];
      same &= single.section_concentration[k] == own.section_concentration[static_cast<std::size_t>(i) * size + k];
    }
    for (std::size_t k = 0; k < terms; ++k) {
      same &= single.balance[k] == shared.balance[static_cast<std::size_t>(i) * terms + k];
      same &= single.balance[k] == own.balance[static_cast<std::size_t>(i) * terms + k];
    }
    CHECK(same);
  }
}

TEST_CASE("Transport and reaction together are of second order in the time step, at the inlet too") {
  // No exact solution: errors against a run with a sixteenth of the finest step, at the end of the rise.
  const auto values = [](double step) {
    SmallCase model = meeting(6.0 * 3600.0, step, 15.0);
    model.settings.has_initial = true;
    model.settings.initial = {1.0, 1.0, 1.0, 5.0, 5.0, 8.0, 1.0};
    model.network.sections.clear();
    for (const double x : {250.0, 750.0, 2250.0, 6000.0}) add_section(model, 0, x);
    const BlockResult result = run(model, {lane(model, plant(model, 1.0))}, {1, false});
    const ResultShape& s = result.shape;
    std::vector<double> last;
    for (int c = 0; c < s.constituents; ++c) {
      for (int k = 0; k < s.sections; ++k) {
        last.push_back(
            result.section_concentration[static_cast<std::size_t>((c * s.times + s.times - 1) * s.sections + k)]);
      }
    }
    return last;
  };
  const std::vector<double> exact = values(900.0 / 32.0);
  std::vector<double> errors;
  for (const double step : {900.0, 450.0, 225.0}) {
    const std::vector<double> now = values(step);
    double worst = 0.0;
    for (std::size_t i = 0; i < exact.size(); ++i) worst = std::max(worst, std::abs(now[i] - exact[i]));
    errors.push_back(worst);
  }
  INFO("errors " << errors[0] << " " << errors[1] << " " << errors[2]);
  CHECK(errors[2] < 2e-3);
  CHECK(observed_order(errors[0], errors[1]) > 1.7);
  CHECK(observed_order(errors[1], errors[2]) > 1.7);
}
