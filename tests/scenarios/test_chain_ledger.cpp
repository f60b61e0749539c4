// What enters the chain is removed, reused, cut, closed or reaches the river.
#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

/// Rain on the combined sewers of P1, half of which are separated, more capacity, more reuse, a wetland.
void add_wet_weather(Case& model) {
  model.network.plants[P1].combined_area = 1.0e6;
  model.network.plants[P1].runoff_coefficient = 0.5;
  Rain rain;
  rain.series.columns = 4;
  rain.series.value = {1.0e-6, 20.0, 4.0, 1.0};
  model.forcings[0].rain = {rain};
  add_measure(model, MeasureKind::separate_sewers, {P1}).share = 0.5;
  add_measure(model, MeasureKind::separate_sewers, {P1}).share = 0.5;
  model.measures.back().into_outfall = O2;
  add_measure(model, MeasureKind::expand_plant, {P1}).capacity = 1.25;
  add_measure(model, MeasureKind::reuse, {P2}).share = 0.5;
  Measure& wetland = add_measure(model, MeasureKind::wetland, {O1});
  wetland.area = 1.0e6;
  wetland.rate = {1.0e-6, 0.5e-6, 0.0};
  wetland.background = {5.0, 1.0, 0.0};
}

/// Every kind of measure on the chain at once, overlapping and half in effect at 10 days.
Case all_measures() {
  Case model = small_chain();
  model.network.plants[P1].capacity = 1.125;
  model.network.plants[P1].overflow_to = O5;
  model.network.plants[P1].reuse_fraction = 0.3;
  model.network.plants[P2].reuse_fraction = 0.1;
  model.network.dischargers[D4].season = "town";
  model.forcings[0].diffuse_shape = {{"town", {0.3, 0.1, 0.05, 0.05, 0.05, 0.05, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05}}};
  add_measure(model, MeasureKind::reduce_diffuse, {0, 1}).fraction = {0.3, 0.2, 0.0};
  Measure& connect = add_measure(model, MeasureKind::connect, {D1, D4});
  connect.to_plant = P2;
  connect.share = 0.7;
  Measure& again = add_measure(model, MeasureKind::connect, {D1});
  again.to_plant = P1;
  again.share = 0.3;
  add_measure(model, MeasureKind::upgrade_plant, {P1, P2}).concentration = {30.0, 10.0, missing};
  add_measure(model, MeasureKind::upgrade_plant, {P1}).concentration = {20.0, 12.0, missing};
  add_measure(model, MeasureKind::merge, {O4}).into_outfall = O2;
  Measure& standardise = add_measure(model, MeasureKind::standardise, {O1, O2, O3, O5});
  standardise.concentration = {40.0, missing, missing};
  standardise.removal = {0.0, 0.15, 0.0};
  add_measure(model, MeasureKind::close, {O5});
  add_measure(model, MeasureKind::close, {O3}).into_outfall = O1;
  add_wet_weather(model);
  for (Measure& measure : model.measures) measure.ramp = 20.0 * units::seconds_per_day;
  return model;
}

ChainLedger ledger_of(const Case& model, double days) {
  return chain_ledger(model, model.scenarios[0], days * units::seconds_per_day);
}

double water(const ChainLedger& ledger, ChainTerm term) {
  return ledger.terms.water[row_of(term)];
}

double carrier(const ChainLedger& ledger, ChainTerm term) {
  return ledger.terms.carrier[row_of(term)];
}

const double* load(const ChainLedger& ledger, ChainTerm term) {
  return ledger.terms.load_of(row_of(term));
}

double sum_of(const std::vector<double>& values, std::size_t first, std::size_t stride) {
  double sum = 0.0;
  for (std::size_t i = first; i < values.size(); i += stride) sum += values[i];
  return sum;
}

}  // namespace

TEST_CASE("The ledger of the chain names each term as reckoned by hand") {
  Case model = small_chain();
  model.network.plants[P1].capacity = 1.0;
  model.network.plants[P1].reuse_fraction = 0.25;
  add_measure(model, MeasureKind::standardise, {O1}).concentration = {150.0, missing, missing};
  add_measure(model, MeasureKind::close, {O2});
  add_measure(model, MeasureKind::reduce_diffuse, {1}).fraction = {0.5, 0.0, 0.0};
  const ChainLedger ledger = ledger_of(model, 0.0);
  const auto check = [&](ChainTerm term, double flow, double carried_by, double cod, double tn) {
    INFO(chain_term_names[row_of(term)]);
    CHECK(water(ledger, term) == Approx(flow).epsilon(1e-14));
    CHECK(carrier(ledger, term) == Approx(carried_by).epsilon(1e-14));
    CHECK(load(ledger, term)[0] == Approx(cod).epsilon(1e-14));
    CHECK(load(ledger, term)[1] == Approx(tn).epsilon(1e-14));
    CHECK(load(ledger, term)[2] == water(ledger, term));
  };
  check(ChainTerm::dischargers, 1.75, 1.875, 545, 89);
  check(ChainTerm::own, 0.25, 0.75, 40, 8);
  check(ChainTerm::catchments, 0.02, 0.02, 7, 2.5);
  check(ChainTerm::treated, 0, 0, 290, 37);
  check(ChainTerm::reused, 0.25, 0.25, 12.5, 3.75);
  check(ChainTerm::standardised, 0, 0, 25, 0);
  check(ChainTerm::closed, 0.25, 0.25, 20, 4);
  check(ChainTerm::held_back, 0, 0, 3, 0);
  check(ChainTerm::outfalls, 1.5, 2.125, 237.5, 52.25);
  check(ChainTerm::diffuse, 0.02, 0.02, 4, 2.5);
  CHECK(closing_error(ledger) < 1.0e-15);
}

TEST_CASE("The ledger of the chain closes with all measures on, before, during and after their ramps") {
  const Case model = all_measures();
  for (const double days : {0.0, 0.5, 7.0, 10.0, 19.9, 20.0, 200.0}) {
    INFO("day " << days);
    const LaneSources sources = sources_of(model, days);
    const ChainLedger ledger = ledger_of(model, days);
    CHECK(closing_error(ledger) < 1.0e-12);
    // What the ledger says of the river is what the solver is told.
    CHECK(water(ledger, ChainTerm::outfalls) == Approx(sum_of(sources.outfall_flow, 0, 1)).epsilon(1e-12));
    CHECK(water(ledger, ChainTerm::diffuse) == Approx(sum_of(sources.diffuse_flow, 0, 1)).epsilon(1e-12));
    for (std::size_t c = 0; c < 3; ++c) {
      CHECK(load(ledger, ChainTerm::outfalls)[c] == Approx(sum_of(sources.outfall_load, c, 3)).epsilon(1e-12));
      CHECK(load(ledger, ChainTerm::diffuse)[c] == Approx(sum_of(sources.diffuse_load, c, 3)).epsilon(1e-12));
    }
  }
}

TEST_CASE("Every term of the ledger is at work with all measures on, and none is negative") {
  const ChainLedger ledger = ledger_of(all_measures(), 10.0);
  for (std::size_t term = 0; term < chain_term_count; ++term) {
    INFO(chain_term_names[term]);
    CHECK(ledger.terms.load_of(term)[0] > 0.0);
    CHECK(ledger.terms.load_of(term)[1] > 0.0);
    CHECK(ledger.terms.water[term] >= 0.0);
    CHECK(ledger.terms.carrier[term] >= ledger.terms.water[term]);
  }
}

TEST_CASE("The ledger books an outfall's own table") {
  Case model = all_measures();
  OutfallSeries own;
  own.series.columns = 4;
  own.series.value = {0.5, 10, 2, 1};
  model.forcings[0].outfall_series = {own};
  model.network.outfalls[O1].series = 0;
  const ChainLedger ledger = ledger_of(model, 10.0);
  CHECK(carrier(ledger, ChainTerm::own) == Approx(0.5 + 0.25 + 0.5).epsilon(1e-14));
  CHECK(closing_error(ledger) < 1.0e-12);
}

TEST_CASE("A ledger that misses a part does not close") {
  ChainLedger ledger = ledger_of(all_measures(), 10.0);
  ledger.terms.load_of(row_of(ChainTerm::reused))[1] *= 0.99;
  CHECK(closing_error(ledger) > 1.0e-4);
}

}  // namespace bailang::testing
