// Each measure alone, against tables reckoned by hand from the chain that small_chain.hpp draws.
#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

const OutfallRow o1{0.5, 100, 20}, o2{0.25, 20, 4}, o3{1.25, 62.5, 18.75}, o4{0, 40, 8}, o5{0, 0, 0};

}  // namespace

TEST_CASE("Without measures everything goes where the tables say") {
  const LaneSources sources = sources_of(small_chain());
  check_outfalls(sources, {o1, o2, o3, o4, o5});
  CHECK(sources.diffuse_flow[0] == 0.0);
  CHECK(sources.diffuse_flow[1] == Approx(0.02).epsilon(1e-14));
  const double expected[] = {1.0, 2.0, 0.0, 6.0, 0.5, 0.02};
  for (int i = 0; i < 6; ++i) CHECK(sources.diffuse_load[i] == Approx(expected[i]).epsilon(1e-14));
  CHECK(sources.ecological_flow.empty());
}

TEST_CASE("reduce_diffuse cuts the load of its catchments by constituent and leaves the runoff") {
  Case model = small_chain();
  add_measure(model, MeasureKind::reduce_diffuse, {1}).fraction = {0.25, 0.5, 0.5};
  const LaneSources sources = sources_of(model);
  const double expected[] = {1.0, 2.0, 0.0, 4.5, 0.25, 0.02};
  for (int i = 0; i < 6; ++i) CHECK(sources.diffuse_load[i] == Approx(expected[i]).epsilon(1e-14));
  CHECK(sources.diffuse_flow[1] == Approx(0.02).epsilon(1e-14));
  check_outfalls(sources, {o1, o2, o3, o4, o5});
}

TEST_CASE("connect sends a share of water and load to the plant") {
  Case model = small_chain();
  Measure& measure = add_measure(model, MeasureKind::connect, {D1});
  measure.to_plant = P1;
  measure.share = 0.5;
  // P1 takes 0.25 more water and treats it to its effluent.
  check_outfalls(sources_of(model), {{0.25, 50, 10}, o2, {1.5, 75, 22.5}, o4, o5});
  model.measures[0].share = 1.0;
  check_outfalls(sources_of(model), {{0, 0, 0}, o2, {1.75, 87.5, 26.25}, o4, o5});
}

TEST_CASE("connect moves a discharger from its own plant to another") {
  Case model = small_chain();
  Measure& measure = add_measure(model, MeasureKind::connect, {D3});
  measure.to_plant = P2;
  measure.share = 1.0;
  // P2 has no effluent for tn: it passes as it comes, 0.25 × 20.
  check_outfalls(sources_of(model), {o1, {0.5, 32.5, 9}, {1.0, 50, 15}, o4, o5});
}

TEST_CASE("connect puts the water of an outfall that adds none into the plant") {
  Case model = small_chain();
  add_measure(model, MeasureKind::connect, {D4}).to_plant = P1;
  check_outfalls(sources_of(model), {o1, o2, {1.375, 68.75, 20.625}, {0, 20, 4}, o5});
}

TEST_CASE("upgrade_plant takes the lower of the present and the new effluent") {
  Case model = small_chain();
  add_measure(model, MeasureKind::upgrade_plant, {P1}).concentration = {30.0, 20.0, missing};
  check_outfalls(sources_of(model), {o1, o2, {1.25, 37.5, 18.75}, o4, o5});
}

TEST_CASE("upgrade_plant leaves what comes in cleaner than the new effluent") {
  Case model = small_chain();
  add_measure(model, MeasureKind::connect, {D3}).to_plant = P2;
  add_measure(model, MeasureKind::upgrade_plant, {P2}).concentration = {missing, 30.0, missing};
  check_outfalls(sources_of(model), {o1, {0.5, 32.5, 9}, {1.0, 50, 15}, o4, o5});
}

TEST_CASE("merge moves water and load to another outfall") {
  Case model = small_chain();
  add_measure(model, MeasureKind::merge, {O1, O3}).into_outfall = O2;
  check_outfalls(sources_of(model), {{0, 0, 0}, {2.0, 182.5, 42.75}, {0, 0, 0}, o4, o5});
}

TEST_CASE("merge from an outfall that adds no water moves the load and no water") {
  Case model = small_chain();
  add_measure(model, MeasureKind::merge, {O4}).into_outfall = O1;
  check_outfalls(sources_of(model), {{0.5, 140, 28}, o2, o3, {0, 0, 0}, o5});
}

TEST_CASE("An outfall that a merge selects and merges into stays as it is") {
  Case model = small_chain();
  add_measure(model, MeasureKind::merge, {O1, O2, O3}).into_outfall = O2;
  check_outfalls(sources_of(model), {{0, 0, 0}, {2.0, 182.5, 42.75}, {0, 0, 0}, o4, o5});
}

TEST_CASE("standardise caps the concentration of what the outfall carries") {
  Case model = small_chain();
  add_measure(model, MeasureKind::standardise, {O1, O2, O3, O4, O5}).concentration = {60.0, 14.0, missing};
  // O4 carries (40, 8) in 0.625 m3/s of runoff, (64, 12.8) g/m3: cod is capped, though no water is added.
  check_outfalls(sources_of(model), {{0.5, 30, 7}, {0.25, 15, 3.5}, {1.25, 62.5, 17.5}, {0, 37.5, 8}, o5});
}

TEST_CASE("standardise cuts by a removal") {
  Case model = small_chain();
  add_measure(model, MeasureKind::standardise, {O1, O4}).removal = {0.5, 0.25, 0.5};
  check_outfalls(sources_of(model), {{0.5, 50, 15}, o2, o3, {0, 20, 6}, o5});
}

TEST_CASE("close stops water and load") {
  Case model = small_chain();
  add_measure(model, MeasureKind::close, {O1, O4});
  check_outfalls(sources_of(model), {{0, 0, 0}, o2, o3, {0, 0, 0}, o5});
}

TEST_CASE("close with a new route sends water and load there") {
  Case model = small_chain();
  add_measure(model, MeasureKind::close, {O1, O4}).into_outfall = O5;
  check_outfalls(sources_of(model), {{0, 0, 0}, o2, o3, {0, 0, 0}, {0.5, 140, 28}});
}

TEST_CASE("ecological_flow tops a reach up with outside water") {
  Case model = small_chain();
  Measure& measure = add_measure(model, MeasureKind::ecological_flow, {1});
  measure.flow = {0.75};
  measure.concentration = {12.0, missing, missing};
  const LaneSources sources = sources_of(model);
  REQUIRE(sources.ecological_flow.size() == 1);
  CHECK(sources.ecological_flow[0].reach == 1);
  CHECK(sources.ecological_flow[0].reservoir == -1);
  CHECK(sources.ecological_flow[0].flow == 0.75);
  CHECK(sources.ecological_flow[0].concentration == std::vector<double>{12.0, 0.0, 1.0});
  check_outfalls(sources, {o1, o2, o3, o4, o5});
}

TEST_CASE("Outside water without stated concentrations is clean, and is water") {
  Case model = small_chain();
  Measure& measure = add_measure(model, MeasureKind::ecological_flow, {0});
  measure.flow = {0.75};
  measure.concentration.clear();
  CHECK(sources_of(model).ecological_flow.at(0).concentration == std::vector<double>{0.0, 0.0, 1.0});
}

TEST_CASE("ecological_flow of twelve values follows the months") {
  Case model = small_chain();
  add_measure(model, MeasureKind::ecological_flow, {0}).flow = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  REQUIRE(schedule.begin.size() == 12);
  for (int m = 0; m < 12; ++m) {
    CHECK(schedule.begin[m] == static_cast<double>(instant_of({2021, m + 1, 1}) - model.settings.time.start));
    CHECK(schedule.sources[m].ecological_flow.at(0).flow == m + 1.0);
  }
}

TEST_CASE("ecological_flow from a reservoir asks for its release") {
  Case model = small_chain();
  model.network.reservoirs.resize(3);
  Measure& on_reach = add_measure(model, MeasureKind::ecological_flow, {1});
  on_reach.flow = {0.5};
  on_reach.source_reservoir = 2;
  Measure& on_reservoir = add_measure(model, MeasureKind::ecological_flow, {1});
  on_reservoir.flow = {0.25};
  on_reservoir.on_reservoir = true;
  const LaneSources sources = sources_of(model);
  REQUIRE(sources.ecological_flow.size() == 2);
  CHECK(sources.ecological_flow[0].reach == -1);
  CHECK(sources.ecological_flow[0].reservoir == 2);
  CHECK(sources.ecological_flow[1].reach == -1);
  CHECK(sources.ecological_flow[1].reservoir == 1);
}

TEST_CASE("Where two measures keep the flow of one place, the greater holds") {
  Case model = small_chain();
  add_measure(model, MeasureKind::ecological_flow, {0, 1}).flow = {0.5};
  add_measure(model, MeasureKind::ecological_flow, {1}).flow = {0.75};
  add_measure(model, MeasureKind::ecological_flow, {0}).flow = {0.25};
  const LaneSources sources = sources_of(model);
  REQUIRE(sources.ecological_flow.size() == 2);
  CHECK(sources.ecological_flow[0].reach == 0);
  CHECK(sources.ecological_flow[0].flow == 0.5);
  CHECK(sources.ecological_flow[1].reach == 1);
  CHECK(sources.ecological_flow[1].flow == 0.75);
}

}  // namespace bailang::testing
