// Laws of gates, weirs and rubber dams against values worked by hand, and the rules by which they are worked.
#include <catch2/catch.hpp>

#include "solver/structure_flow.hpp"
#include "solver/structure_rules.hpp"

namespace bailang {
namespace {

const double infinite = std::numeric_limits<double>::infinity();

StructureShape shape_of(StructureKind kind, double width, double sill, bool one_way = false) {
  Network network;
  network.reaches.resize(1);
  network.reaches[0].bottom_width = 12.0;
  Structure structure;
  structure.kind = kind;
  structure.reach = 0;
  structure.width = width;
  structure.crest_level = sill;
  structure.one_way = one_way;
  network.structures.push_back(structure);
  return structure_shape(network, 0, 0.0, 0.0);
}

StructureSetting gate(double opening) {
  return {opening, missing, 0.0};
}

double discharge(const StructureShape& shape, const StructureSetting& setting, double upper, double lower) {
  return structure_flow(shape, setting, upper, lower).discharge;
}

/// All laws in settings that reach every branch.
struct Law {
  StructureShape shape;
  StructureSetting setting;
};
std::vector<Law> laws() {
  const StructureShape sluice = shape_of(StructureKind::sluice, 4.0, 1.0);
  return {{sluice, gate(0.5)},
          {sluice, gate(1.4)},
          {sluice, gate(infinite)},
          {shape_of(StructureKind::weir, 6.0, 1.2), gate(0.0)},
          {shape_of(StructureKind::rubber_dam, 20.0, 0.8), gate(0.0)},
          {shape_of(StructureKind::sluice, 4.0, 1.0, true), gate(0.5)}};
}

}  // namespace

TEST_CASE("A sluice passes free and drowned underflow, and is a broad-crested weir once its gate is out of the water") {
  const StructureShape sluice = shape_of(StructureKind::sluice, 4.0, 1.0);
  // W Cc a √(2g (h1 − Cc a)) = 4 · 0.61 · 0.5 √(19.62 (3 − 0.305))
  CHECK(discharge(sluice, gate(0.5), 4.0, 1.1) == Approx(8.871329638785834).epsilon(1e-13));
  // W Cc a √(2g (h1 − h2)) = 4 · 0.305 √(19.62 (3 − 2))
  CHECK(discharge(sluice, gate(0.5), 4.0, 3.0) == Approx(5.4039252400454245).epsilon(1e-13));
  // W (2/3 h1) √(2g h1/3), h1 = 0.4; the gate hangs at 2 m
  CHECK(discharge(sluice, gate(2.0), 1.4, 1.1) == Approx(1.7252323515012888).epsilon(1e-13));
  CHECK(discharge(sluice, gate(infinite), 1.4, 0.2) == Approx(1.7252323515012888).epsilon(1e-13));
  // W h2 √(2g (h1 − h2)) where h2 > 2/3 h1
  CHECK(discharge(sluice, gate(2.0), 1.4, 1.35) == Approx(1.386636217614411).epsilon(1e-13));
  CHECK(discharge(sluice, gate(0.0), 4.0, 1.1) == 0.0);
  CHECK(discharge(sluice, gate(0.5), 0.9, 0.5) == 0.0);
}

TEST_CASE("A weir and a rubber dam follow Poleni, and Villemonte when they drown") {
  const StructureShape weir = shape_of(StructureKind::weir, 6.0, 2.0);
  // 2/3 · 1/√3 · √19.62 · 6 · 0.5^1.5
  CHECK(discharge(weir, gate(0.0), 2.5, 2.0) == Approx(3.616628264005026).epsilon(1e-13));
  CHECK(discharge(weir, gate(0.0), 2.5, 0.3) == Approx(3.616628264005026).epsilon(1e-13));
  // × (1 − 0.6^1.5)^0.385
  CHECK(discharge(weir, gate(0.0), 2.5, 2.3) == Approx(2.8431232880568293).epsilon(1e-13));
  const StructureShape dam = shape_of(StructureKind::rubber_dam, 20.0, 0.0);
  // Inflated to 3 m: 2/3 · 0.60 · √19.62 · 20 · 0.25^1.5
  CHECK(discharge(dam, {0.0, 3.0, 0.0}, 3.25, 1.0) == Approx(4.4294469180700204).epsilon(1e-13));
  CHECK(discharge(dam, {0.0, 3.0, 0.0}, 3.0, 1.0) == 0.0);
}

TEST_CASE("A structure lets water back by the same law, a tide gate lets none back") {
  for (const Law& law : laws()) {
    const double forth = discharge(law.shape, law.setting, 2.6, 1.7);
    const double back = discharge(law.shape, law.setting, 1.7, 2.6);
    CHECK(forth > 0.0);
    CHECK(back == (law.shape.one_way ? 0.0 : -forth));
  }
}

TEST_CASE("Discharge is continuous in both levels, rises with the upper and falls with the lower") {
  const double dz = 1.0e-4;
  for (const Law& law : laws()) {
    for (double lower = 0.5; lower < 4.0; lower += 0.0937) {
      FaceFlow last = structure_flow(law.shape, law.setting, 0.5, lower);
      for (double upper = 0.5 + dz; upper < 4.0; upper += dz) {
        const FaceFlow flow = structure_flow(law.shape, law.setting, upper, lower);
        const double rise = flow.discharge - last.discharge;
        const double slope = std::max(flow.by_upper_level, last.by_upper_level);
        if (rise < -1e-12 || flow.by_upper_level < 0.0 || flow.by_lower_level > 0.0 || rise > 2.0 * dz * slope + 1e-5) {
          FAIL("between levels " << upper - dz << " and " << upper << " over " << lower << " flow rises by " << rise);
        }
        last = flow;
      }
      CHECK(last.discharge > 0.0);
    }
  }
}

TEST_CASE("Derivatives of discharge are those of the law") {
  const double dz = 1.0e-6;
  for (const Law& law : laws()) {
    int compared = 0;
    for (double upper = 0.613; upper < 4.0; upper += 0.171) {
      for (double lower = 0.5071; lower < 4.0; lower += 0.1331) {
        const auto Q = [&](double du, double dl) {
          return structure_flow(law.shape, law.setting, upper + du, lower + dl);
        };
        const FaceFlow flow = Q(0.0, 0.0);
        const double du = (Q(dz, 0).discharge - Q(-dz, 0).discharge) / (2 * dz);
        const double dl = (Q(0, dz).discharge - Q(0, -dz).discharge) / (2 * dz);
        REQUIRE(flow.by_upper_level == Approx(du).epsilon(1e-5).margin(1e-6));
        REQUIRE(flow.by_lower_level == Approx(dl).epsilon(1e-5).margin(1e-6));
        compared += flow.discharge != 0.0 ? 1 : 0;
      }
    }
    CHECK(compared > 100);
  }
}

TEST_CASE("Gaps of a structure are filled by its reach, the bed there, and its kind") {
  const StructureShape gaps = shape_of(StructureKind::weir, missing, missing);
  CHECK(gaps.width == 12.0);
  CHECK(gaps.coefficient == Approx(0.5773502691896258));
  Network network;
  network.reaches.resize(1);
  network.structures.resize(1);
  network.structures[0].reach = 0;
  CHECK(structure_shape(network, 0, 3.0, 2.8).sill == 3.0);
  network.structures[0].crest_level = 2.0;
  CHECK(structure_shape(network, 0, 3.0, 2.8).sill == 3.0);
  network.structures[0].crest_level = 4.5;
  network.structures[0].coefficient = 0.7;
  CHECK(structure_shape(network, 0, 3.0, 2.8).sill == 4.5);
  CHECK(structure_shape(network, 0, 3.0, 2.8).coefficient == 0.7);
}

TEST_CASE("The fall at a structure is the step of the levels, else the crest's height over the bed below") {
  Structure weir;
  weir.crest_level = 3.0;
  const StructureSetting as_built{infinite, 3.0, 0.0};
  CHECK(structure_drop(weir, as_built, 3.4, 1.5, 1.0) == Approx(1.9));
  CHECK(structure_drop(weir, as_built, 1.5, 3.4, 1.0) == 0.0);
  CHECK(structure_drop(weir, as_built, missing, missing, 1.2) == Approx(1.8));
  CHECK(structure_drop(weir, {infinite, 2.0, 0.0}, missing, 1.5, 1.2) == Approx(0.8));
  CHECK_FALSE(is_given(structure_drop(weir, as_built, missing, missing, missing)));
}

TEST_CASE("A part of the year may run over the new year, both ends included") {
  const YearSpan winter{11, 15, 3, 15};
  CHECK(in_span(winter, 11, 15));
  CHECK(in_span(winter, 12, 31));
  CHECK(in_span(winter, 1, 1));
  CHECK(in_span(winter, 3, 15));
  CHECK_FALSE(in_span(winter, 3, 16));
  CHECK_FALSE(in_span(winter, 11, 14));
  const YearSpan flood{6, 1, 9, 30};
  CHECK(in_span(flood, 6, 1));
  CHECK(in_span(flood, 9, 30));
  CHECK_FALSE(in_span(flood, 5, 31));
  CHECK_FALSE(in_span(flood, 10, 1));
  CHECK(in_span(YearSpan{}, 2, 29));
  const Instant start = *parse_instant("2020-02-28T18:00");
  CHECK(day_at(start, 6 * 3600.0).day == 29);
  CHECK(day_at(start, 6 * 3600.0 - 1.0e-7).day == 29);
  CHECK(day_at(start, 6 * 3600.0 - 1.0).day == 28);
}

TEST_CASE("Of a structure's rules the first that holds sets what it gives") {
  Network network;
  network.structures.resize(2);
  network.structures[1].kind = StructureKind::sluice;
  network.structures[1].opening = 0.3;
  network.structures[1].crest_level = 1.0;
  const auto add = [&](StructureRule rule) {
    rule.structure = 1;
    network.structure_rules.push_back(rule);
  };
  StructureRule flood, high, busy, section, rest;
  flood.days = {6, 1, 9, 30};
  flood.level_above = 3.0;
  flood.opening = infinite;
  high.level_above = 3.0;
  high.opening = 1.0;
  busy.flow_above = 5.0;
  busy.flow_below = 8.0;
  busy.crest_level = 1.5;
  section.section = 1;
  section.level_below = 0.5;
  section.opening = 0.0;
  for (const StructureRule& rule : {flood, high, busy, section}) add(rule);
  rest.opening = 9.0;
  rest.structure = 0;
  network.structure_rules.insert(network.structure_rules.begin(), rest);
  const auto rules = rules_by_structure(network);
  const double levels[] = {0.1, 2.0}, low[] = {2.0, 0.1}, flows[] = {0.0, 0.0};
  RuleView view{7, 1, 3.5, 6.0, levels, flows};
  CHECK(present_setting(network, 1, rules, view).opening == infinite);
  view.month = 10;
  CHECK(present_setting(network, 1, rules, view).opening == 1.0);
  view.level = 2.0;
  CHECK(present_setting(network, 1, rules, view).opening == 0.3);
  CHECK(present_setting(network, 1, rules, view).crest_level == 1.5);
  view.flow = 8.5;
  CHECK(present_setting(network, 1, rules, view).crest_level == 1.0);
  view.section_level = low;
  CHECK(present_setting(network, 1, rules, view).opening == 0.0);
  // Nothing is known of levels and flows: no condition on them holds.
  CHECK(present_setting(network, 1, rules, RuleView{}).opening == 0.3);
  CHECK(present_setting(network, 0, rules, RuleView{}).opening == 9.0);
}

}  // namespace bailang
