// Every measure on the chain alone and every pair, whole and half in force, against a table that a program of its own
// reckons (chain_by_hand.py).
#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

constexpr double half_ramp = 10.0 * units::seconds_per_day;

/// The small chain with plants that overflow, combined sewers, rain and cold water.
Case rainy_chain() {
  Case model = small_chain();
  Network& network = model.network;
  network.plants[P1].capacity = 1.125;
  network.plants[P1].overflow_to = O5;
  network.plants[P1].combined_area = 1.0e6;
  network.plants[P2].combined_area = 0.5e6;
  network.plants[P1].runoff_coefficient = network.plants[P2].runoff_coefficient = 0.5;
  Rain rain;
  rain.series.columns = 4;
  rain.series.value = {0.25e-6, 20.0, 4.0, 1.0};
  model.forcings[0].rain = {rain};
  TemperatureRecord cold;
  cold.series.value = {12.0};
  model.forcings[0].temperature = {cold};
  return model;
}

/// A measure as the table names it.
struct NamedMeasure {
  std::string name;
  MeasureKind kind;
  std::vector<int> selection;
  std::function<void(Measure&)> fill;
};

const std::vector<NamedMeasure> named_measures = {
    {"reduce",
     MeasureKind::reduce_diffuse,
     {0, 1},
     [](Measure& m) {
       m.fraction = {0.5, 0.25, 0.0};
     }},
    {"connect", MeasureKind::connect, {D1}, [](Measure& m) { m.to_plant = P2, m.share = 0.75; }},
    {"separate", MeasureKind::separate_sewers, {P1}, [](Measure& m) { m.share = 0.5; }},
    {"separate_to", MeasureKind::separate_sewers, {P1, P2}, [](Measure& m) { m.share = 0.25, m.into_outfall = O4; }},
    {"expand", MeasureKind::expand_plant, {P1}, [](Measure& m) { m.capacity = 1.5; }},
    {"upgrade",
     MeasureKind::upgrade_plant,
     {P1, P2},
     [](Measure& m) {
       m.concentration = {30.0, 10.0, missing};
     }},
    {"reuse", MeasureKind::reuse, {P1}, [](Measure& m) { m.share = 0.4; }},
    {"merge", MeasureKind::merge, {O4}, [](Measure& m) { m.into_outfall = O1; }},
    {"standardise",
     MeasureKind::standardise,
     {O1, O3, O5},
     [](Measure& m) {
       m.concentration = {60.0, missing, missing}, m.removal = {0.0, 0.25, 0.0};
     }},
    {"wetland",
     MeasureKind::wetland,
     {O1, O3},
     [](Measure& m) {
       m.area = 500000.0;
       m.rate = {1.0e-6, 0.5e-6, 0.0};
       m.background = {5.0, 1.0, 0.0};
       m.theta = 1.05;
       m.tanks = 3.0;
     }},
    {"close", MeasureKind::close, {O5}, [](Measure&) {}},
    {"reroute", MeasureKind::close, {O2}, [](Measure& m) { m.into_outfall = O3; }}};

Measure& add_named(Case& model, const std::string& name) {
  const auto named = std::find_if(named_measures.begin(), named_measures.end(),
                                  [&](const NamedMeasure& measure) { return measure.name == name; });
  REQUIRE(named != named_measures.end());
  Measure& measure = add_measure(model, named->kind, named->selection);
  named->fill(measure);
  return measure;
}

/// Adds the measures that a row of the table names, `connect half + close`.
void add_measures(Case& model, std::string names) {
  if (names == "none") return;
  for (std::size_t at = 0; at != std::string::npos; at = names.find('+')) {
    if (at > 0) names = names.substr(at + 2);
    std::istringstream words(names);
    std::string name, word;
    words >> name >> word;
    Measure& measure = add_named(model, name);
    if (word == "half") {
      measure.from = -half_ramp;
      measure.ramp = 2.0 * half_ramp;
    }
  }
}

std::vector<std::vector<std::string>> read_table(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    rows.push_back(cells);
  }
  return rows;
}

}  // namespace

TEST_CASE("Every chain measure alone and every pair, whole and half in force, sends water and load as reckoned apart") {
  const auto table = read_table(CHAIN_TABLE);
  REQUIRE(table.size() == 1 + 1 + 12 * 2 + 66 * 4);
  for (std::size_t row = 1; row < table.size(); ++row) {
    INFO(table[row][0]);
    Case model = rainy_chain();
    add_measures(model, table[row][0]);
    const LaneSources sources = sources_of(model);
    std::size_t cell = 1;
    const auto check = [&](double found) {
      INFO(table[0][cell]);
      CHECK(found == Approx(std::stod(table[row][cell])).epsilon(1e-13).margin(1e-14));
      ++cell;
    };
    for (std::size_t o = 0; o < 5; ++o) {
      check(sources.outfall_flow[o]);
      check(sources.outfall_load[3 * o]);
      check(sources.outfall_load[3 * o + 1]);
      CHECK(sources.outfall_load[3 * o + 2] == sources.outfall_flow[o]);
    }
    for (std::size_t r = 0; r < 2; ++r) {
      check(sources.diffuse_flow[r]);
      check(sources.diffuse_load[3 * r]);
      check(sources.diffuse_load[3 * r + 1]);
    }
    CHECK(closing_error(chain_ledger(model, model.scenarios[0], 0.0)) < 1.0e-12);
  }
}

}  // namespace bailang::testing
