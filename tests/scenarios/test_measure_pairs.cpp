// Measures that work on each other, in the order of the kinds whatever the order in the scenario.
#include <algorithm>

#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

const OutfallRow o1{0.5, 100, 20}, o2{0.25, 20, 4}, o3{1.25, 62.5, 18.75}, o4{0, 40, 8}, o5{0, 0, 0};

/// The order in which a scenario names its measures must not matter.
void check_both_orders(Case model, const std::vector<OutfallRow>& expected) {
  check_outfalls(sources_of(model), expected);
  std::reverse(model.scenarios[0].measures.begin(), model.scenarios[0].measures.end());
  check_outfalls(sources_of(model), expected);
}

}  // namespace

TEST_CASE("What is connected meets the upgraded effluent") {
  Case model = small_chain();
  add_measure(model, MeasureKind::upgrade_plant, {P1}).concentration = {30.0, 10.0, missing};
  add_measure(model, MeasureKind::connect, {D1}).to_plant = P1;
  check_both_orders(model, {{0, 0, 0}, o2, {1.75, 52.5, 17.5}, o4, o5});
}

TEST_CASE("What is connected first leaves the outfall that is closed") {
  Case model = small_chain();
  add_measure(model, MeasureKind::close, {O1});
  Measure& connect = add_measure(model, MeasureKind::connect, {D1});
  connect.to_plant = P1;
  connect.share = 0.5;
  check_both_orders(model, {{0, 0, 0}, o2, {1.5, 75, 22.5}, o4, o5});
}

TEST_CASE("Two upgrades of one plant leave the lower effluent") {
  Case model = small_chain();
  add_measure(model, MeasureKind::upgrade_plant, {P1, P2}).concentration = {30.0, 12.0, missing};
  add_measure(model, MeasureKind::upgrade_plant, {P1}).concentration = {40.0, 10.0, missing};
  check_both_orders(model, {o1, o2, {1.25, 37.5, 12.5}, o4, o5});
}

TEST_CASE("Merged water is standardised where it comes out") {
  Case model = small_chain();
  add_measure(model, MeasureKind::standardise, {O1, O2}).concentration = {100.0, 30.0, missing};
  add_measure(model, MeasureKind::merge, {O1}).into_outfall = O2;
  // Together 0.75 m3/s with (160, 32) g/m3; alone O2's (80, 16) would have passed.
  check_both_orders(model, {{0, 0, 0}, {0.75, 75, 22.5}, o3, o4, o5});
}

TEST_CASE("A cap on merged storm water refers to the water that carried it") {
  Case model = small_chain();
  add_measure(model, MeasureKind::merge, {O4}).into_outfall = O1;
  add_measure(model, MeasureKind::standardise, {O1}).concentration = {100.0, 32.0, missing};
  // (140, 28) in 0.5 + 0.625 m3/s is (124.4…, 24.8…) g/m3.
  check_both_orders(model, {{0.5, 112.5, 28}, o2, o3, {0, 0, 0}, o5});
}

TEST_CASE("The effluent of an upgraded plant leaves where its outfall is merged into") {
  Case model = small_chain();
  add_measure(model, MeasureKind::merge, {O3}).into_outfall = O5;
  add_measure(model, MeasureKind::upgrade_plant, {P1}).concentration = {20.0, missing, missing};
  check_both_orders(model, {o1, o2, {0, 0, 0}, o4, {1.25, 25, 18.75}});
}

TEST_CASE("Reductions of one catchment work on what the other leaves") {
  Case model = small_chain();
  add_measure(model, MeasureKind::reduce_diffuse, {0, 1}).fraction = {0.5, 0.25, 0.0};
  add_measure(model, MeasureKind::reduce_diffuse, {1}).fraction = {0.5, 1.0, 0.0};
  add_measure(model, MeasureKind::close, {O1});
  const LaneSources sources = sources_of(model);
  const double expected[] = {0.5, 1.5, 0.0, 1.5, 0.0, 0.02};
  for (int i = 0; i < 6; ++i) CHECK(sources.diffuse_load[i] == Approx(expected[i]).epsilon(1e-14));
  check_outfalls(sources, {{0, 0, 0}, o2, o3, o4, o5});
}

TEST_CASE("Two connections share a discharger and never take more than it has") {
  Case model = small_chain();
  Measure& first = add_measure(model, MeasureKind::connect, {D1});
  first.to_plant = P1;
  first.share = 0.75;
  Measure& second = add_measure(model, MeasureKind::connect, {D1});
  second.to_plant = P2;
  second.share = 0.5;
  // 0.375 m3/s to P1; of the other half only 0.125 is left for P2.
  check_outfalls(sources_of(model), {{0, 0, 0}, {0.375, 26.25, 9}, {1.625, 81.25, 24.375}, o4, o5});
}

TEST_CASE("A measure that a scenario names twice works once") {
  Case model = small_chain();
  add_measure(model, MeasureKind::standardise, {O1}).removal = {0.5, 0.5, 0.0};
  model.scenarios[0].measures = {0, 0};
  check_outfalls(sources_of(model), {{0.5, 50, 10}, o2, o3, o4, o5});
}

}  // namespace bailang::testing
