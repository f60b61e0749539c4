// Measures that exclude each other, told with their full text.
#include "scenarios/conflicts.hpp"
#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

std::vector<std::string> messages(Case model) {
  model.scenarios[0].id = "plan";
  model.scenarios[0].source = {"scenarios.toml", 7, 3, 4};
  Diagnostics diagnostics;
  check_conflicts(model, diagnostics);
  std::vector<std::string> texts;
  for (const Diagnostic& diagnostic : diagnostics.entries()) {
    CHECK(diagnostic.severity == Severity::error);
    CHECK(diagnostic.place.file == "scenarios.toml");
    CHECK(diagnostic.place.line == 7);
    CHECK(diagnostic.hint == "take one of them out of the scenario, or narrow its `select`");
    texts.push_back(diagnostic.message);
  }
  return texts;
}

using Texts = std::vector<std::string>;

Measure& move(Case& model, MeasureKind kind, const std::vector<int>& selection, int into) {
  Measure& measure = add_measure(model, kind, selection);
  measure.into_outfall = into;
  return measure;
}

}  // namespace

TEST_CASE("Measures that get on with each other are not told") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1}, O3);
  move(model, MeasureKind::merge, {O2}, O3);
  move(model, MeasureKind::merge, {O2}, O3);
  move(model, MeasureKind::close, {O4}, O3);
  add_measure(model, MeasureKind::standardise, {O1, O2, O3, O4});
  CHECK(messages(model).empty());
}

TEST_CASE("A merge may select the outfall that it merges into") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1, O2, O3}, O2);
  CHECK(messages(model).empty());
}

TEST_CASE("Closing what is merged") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1, O2}, O3);
  move(model, MeasureKind::close, {O2}, -1);
  CHECK(
      messages(model) ==
      Texts{
          "scenario 'plan': measures 'm1' and 'm2' exclude each other: outfall 'O2' cannot be both merged and closed"});
}

TEST_CASE("Merging one outfall into two others") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1}, O3);
  move(model, MeasureKind::merge, {O1}, O2);
  CHECK(
      messages(model) ==
      Texts{
          "scenario 'plan': measures 'm1' and 'm2' exclude each other: outfall 'O1' cannot be merged into two others"});
}

TEST_CASE("Closing one outfall in two ways") {
  Case model = small_chain();
  move(model, MeasureKind::close, {O1}, -1);
  move(model, MeasureKind::close, {O1}, O2);
  CHECK(messages(model) ==
        Texts{"scenario 'plan': measures 'm1' and 'm2' exclude each other: outfall 'O1' cannot be closed in two ways"});
}

TEST_CASE("Sending water to an outfall that is closed") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1}, O3);
  move(model, MeasureKind::close, {O3}, -1);
  CHECK(messages(model) == Texts{"scenario 'plan': measures 'm1' and 'm2' exclude each other: outfall 'O1' is sent to "
                                 "'O3', which is itself merged or closed"});
}

TEST_CASE("Two outfalls sent to each other") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1}, O2);
  move(model, MeasureKind::close, {O2}, O1);
  CHECK(
      messages(model) ==
      Texts{
          "scenario 'plan': measures 'm1' and 'm2' exclude each other: outfalls 'O1' and 'O2' are sent to each other"});
}

TEST_CASE("Three outfalls in a circle") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1}, O2);
  move(model, MeasureKind::merge, {O2}, O3);
  move(model, MeasureKind::merge, {O3}, O1);
  const std::string head = "scenario 'plan': measures ";
  const std::string tail = "', which is itself merged or closed";
  CHECK(messages(model) == Texts{head + "'m1' and 'm2' exclude each other: outfall 'O1' is sent to 'O2" + tail,
                                 head + "'m2' and 'm3' exclude each other: outfall 'O2' is sent to 'O3" + tail,
                                 head + "'m3' and 'm1' exclude each other: outfall 'O3' is sent to 'O1" + tail});
}

TEST_CASE("Connecting more than all of a discharger") {
  Case model = small_chain();
  add_measure(model, MeasureKind::connect, {D1, D3}).share = 0.75;
  add_measure(model, MeasureKind::connect, {D2, D3}).share = 0.5;
  model.measures[0].to_plant = model.measures[1].to_plant = P2;
  CHECK(messages(model) == Texts{"scenario 'plan': measures 'm1' and 'm2' exclude each other: together they connect "
                                 "1.25 times the water of discharger 'D3'"});
  model.measures[1].share = 0.25;
  CHECK(messages(model).empty());
}

TEST_CASE("Two capacities of one plant") {
  Case model = small_chain();
  add_measure(model, MeasureKind::expand_plant, {P1, P2}).capacity = 3.0;
  add_measure(model, MeasureKind::expand_plant, {P2}).capacity = 2.0;
  CHECK(messages(model) == Texts{"scenario 'plan': measures 'm1' and 'm2' exclude each other: plant 'P2' cannot be "
                                 "expanded to two capacities"});
  model.measures[1].capacity = 3.0;
  CHECK(messages(model).empty());
}

TEST_CASE("Bringing water to a plant or an outfall that is cut off from the river") {
  Case model = small_chain();
  add_measure(model, MeasureKind::connect, {D1}).to_plant = P2;
  move(model, MeasureKind::close, {O2}, -1);
  move(model, MeasureKind::separate_sewers, {P1}, O2);
  CHECK(messages(model) == Texts{"scenario 'plan': measures 'm1' and 'm2' exclude each other: plant 'P2' takes more "
                                 "water, and its outfall 'O2' is closed",
                                 "scenario 'plan': measures 'm3' and 'm2' exclude each other: storm water is led to "
                                 "outfall 'O2', which is closed"});
  model.measures[1].into_outfall = O3;
  CHECK(messages(model).empty());
}

TEST_CASE("Cleaning where no water is left") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1}, O3);
  move(model, MeasureKind::close, {O2}, -1);
  add_measure(model, MeasureKind::standardise, {O1, O2});
  CHECK(messages(model) == Texts{"scenario 'plan': measures 'm2' and 'm3' exclude each other: no water is left at "
                                 "outfall 'O2' for 'm3'"});
  model.measures[2].selection = {O1, O2, O4};
  CHECK(messages(model).empty());
  // What is cleaned before it is closed, or on its way elsewhere, is water enough.
  model.measures[2].selection = {O2};
  model.measures[1].from = 10.0;
  CHECK(messages(model).empty());
  model.measures[1].from = 0.0;
  model.measures[1].into_outfall = O3;
  CHECK(messages(model).empty());
}

TEST_CASE("A pair is told once, at the first scenario that holds it") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1, O2}, O3);
  move(model, MeasureKind::close, {O1, O2}, -1);
  model.scenarios.resize(4, model.scenarios[0]);
  CHECK(messages(model).size() == 1);
}

TEST_CASE("Measures of different scenarios do not exclude each other") {
  Case model = small_chain();
  move(model, MeasureKind::merge, {O1}, O3);
  move(model, MeasureKind::close, {O1}, -1);
  model.scenarios.resize(2);
  model.scenarios[0].measures = {0};
  model.scenarios[1].measures = {1};
  CHECK(messages(model).empty());
}

}  // namespace bailang::testing
