// Plants and outfalls without measures: capacity, overflow, reuse, what is not treated, own series.
#include "scenarios/treatment.hpp"
#include "tests/scenarios/small_chain.hpp"

namespace bailang::testing {
namespace {

const OutfallRow o1{0.5, 100, 20}, o2{0.25, 20, 4}, o3{1.25, 62.5, 18.75}, o4{0, 40, 8}, o5{0, 0, 0};

}  // namespace

TEST_CASE("What exceeds a plant's capacity leaves untreated with its effluent") {
  Case model = small_chain();
  model.network.plants[P1].capacity = 1.0;
  // 1.0 × (50, 15) and 0.25 × (340, 52), the mixture of D2 and D3.
  check_outfalls(sources_of(model), {o1, o2, {1.25, 135, 28}, o4, o5});
}

TEST_CASE("Overflow leaves by its own outfall") {
  Case model = small_chain();
  model.network.plants[P1].capacity = 1.0;
  model.network.plants[P1].overflow_to = O5;
  check_outfalls(sources_of(model), {o1, o2, {1.0, 50, 15}, o4, {0.25, 85, 13}});
}

TEST_CASE("An upgrade treats what the capacity takes and no more") {
  Case model = small_chain();
  add_measure(model, MeasureKind::connect, {D1}).to_plant = P2;
  add_measure(model, MeasureKind::upgrade_plant, {P2}).concentration = {30.0, 10.0, missing};
  // P2 takes 0.25 of 0.5: 0.25 × (30, 10) to O2, 0.25 × (200, 40) to O5.
  check_outfalls(sources_of(model), {{0, 0, 0}, {0.5, 27.5, 6.5}, o3, o4, {0.25, 50, 10}});
}

TEST_CASE("A plant without a stated capacity treats all that comes") {
  Case model = small_chain();
  model.network.plants[P1].capacity = 0.0;
  check_outfalls(sources_of(model), {o1, o2, o3, o4, o5});
}

TEST_CASE("Reused effluent takes its load with it, overflow is not reused") {
  Case model = small_chain();
  model.network.plants[P1].capacity = 1.0;
  model.network.plants[P1].overflow_to = O5;
  model.network.plants[P1].reuse_fraction = 0.25;
  check_outfalls(sources_of(model), {o1, o2, {0.75, 37.5, 11.25}, o4, {0.25, 85, 13}});
}

TEST_CASE("A constituent without effluent passes untreated, and none leaves dirtier than it came") {
  Case model = small_chain();
  model.network.plants[P1].effluent = {500.0, missing, missing};
  check_outfalls(sources_of(model), {o1, o2, {1.25, 425, 65}, o4, o5});
}

TEST_CASE("A plant that nothing reaches adds nothing") {
  Case model = small_chain();
  model.network.dischargers.resize(1);
  check_outfalls(sources_of(model), {o1, o2, {0, 0, 0}, {0, 20, 4}, o5});
}

TEST_CASE("An outfall's own table takes the place of its fixed flow and adds to its dischargers'") {
  Case model = small_chain();
  OutfallSeries own;
  own.series.columns = 4;
  own.series.time = {0.0, 10.0 * units::seconds_per_day, 30.0 * units::seconds_per_day};
  own.series.value = {0.5, 10, 2, 1, 1.0, 20, 4, 1, 0.25, 40, 8, 1};
  own.series.interpolation = Interpolation::step;
  model.forcings[0].outfall_series = {own};
  model.network.outfalls[O1].series = 0;
  model.network.outfalls[O2].series = 0;
  check_outfalls(sources_of(model), {{1.0, 105, 21}, {0.5, 5, 1}, o3, o4, o5});
  check_outfalls(sources_of(model, 12.0), {{1.5, 120, 24}, {1.0, 20, 4}, o3, o4, o5});
  check_outfalls(sources_of(model, 30.0), {{0.75, 110, 22}, {0.25, 10, 2}, o3, o4, o5});
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  CHECK(schedule.begin == own.series.time);
}

TEST_CASE("A linear table runs in pieces as long as a step, each at its mean; a steady run hears the rows") {
  Case model = small_chain();
  OutfallSeries own;
  own.series.columns = 4;
  own.series.time = {0.0, 4.0 * units::seconds_per_day};
  own.series.value = {0.0, 16, 2, 1, 1.0, 16, 2, 1};
  model.forcings[0].outfall_series = {own};
  model.network.outfalls[O2].series = 0;
  model.settings.time.step = units::seconds_per_day;
  const SourceSchedule schedule = source_schedule(model, model.scenarios[0]);
  REQUIRE(schedule.begin.size() == 5);
  for (std::size_t i = 0; i < 4; ++i) {
    const double flow = (static_cast<double>(i) + 0.5) / 4.0;
    CHECK(schedule.begin[i] == static_cast<double>(i) * units::seconds_per_day);
    CHECK(schedule.sources[i].outfall_flow[O2] == flow);
    CHECK(schedule.sources[i].outfall_load[3 * O2] == 16.0 * flow);
  }
  CHECK(schedule.sources[4].outfall_flow[O2] == 1.0);
  model.settings.time.step = 3.0;
  CHECK(source_schedule(model, model.scenarios[0]).begin.size() == 501);  // no more than 1000 for two rows
  model.settings.time.solve = SolveMode::steady;
  const SourceSchedule steady = source_schedule(model, model.scenarios[0]);
  CHECK(steady.sources[0].outfall_flow[O2] == 0.0);
  CHECK(steady.sources[1].outfall_flow[O2] == 1.0);
}

TEST_CASE("A plant makes nitrate and phosphate of what it takes out, no more than came, and aerates") {
  Network network;
  network.constituents = {"org_n", "nh4_n", "no2_n", "no3_n", "org_p", "po4_p", "do", "cod_inert", "continuity"};
  const Treatment treatment = make_treatment(network);
  const auto effluent_of = [&](const std::vector<double>& raw, const std::vector<double>& given) {
    std::vector<double> effluent(raw.size());
    treat(treatment, raw, given.data(), effluent);
    return effluent;
  };
  const std::vector<double> sewage = {15, 35, 0, 0, 3, 2, 0, 40, 1};
  const std::vector<double> table = {1, 0.8, 0.2, 9, 0.1, 2.5, 5, 30, 1};
  CHECK(effluent_of(sewage, table) == table);
  // Weak inflow: 4 mg/l of nitrogen, of which 1 and 0.8 stay; 0.2 and 9 share what is left, 2.2. Phosphorus: 0.5 came.
  const std::vector<double> weak = effluent_of({2, 1.5, 0, 0.5, 0.25, 0.25, 0, 20, 1}, table);
  const std::vector<double> expected = {1, 0.8, 2.2 * 0.2 / 9.2, 2.2 * 9 / 9.2, 0.1, 0.4, 5, 20, 1};
  for (std::size_t c = 0; c < expected.size(); ++c) CHECK(weak[c] == Approx(expected[c]).epsilon(1e-14));
  // What the table leaves open passes as it came.
  const std::vector<double> open(sewage.size(), missing);
  CHECK(effluent_of(sewage, open) == sewage);
}

}  // namespace bailang::testing
