#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/units.hpp"
#include "scenarios/chain_state.hpp"
#include "scenarios/source_chain.hpp"

/// A chain small enough to be reckoned by hand, shared by the tests of measures.
namespace bailang::testing {

enum : int { D1, D2, D3, D4 };
enum : int { P1, P2 };
enum : int { O1, O2, O3, O4, O5 };

inline void add_discharger(Case& model, const std::string& id, double flow, double cod, double tn, TargetKind kind,
                           int to) {
  Discharger discharger;
  discharger.id = id;
  discharger.flow = flow;
  discharger.concentration = {cod, tn, 1.0};
  discharger.to_kind = kind;
  discharger.to = to;
  model.network.dischargers.push_back(discharger);
}

inline void add_plant(Case& model, const std::string& id, double capacity, int to, int overflow_to, double cod,
                      double tn) {
  Plant plant;
  plant.id = id;
  plant.capacity = capacity;
  plant.to = to;
  plant.overflow_to = overflow_to;
  plant.effluent = {cod, tn, missing};
  model.network.plants.push_back(plant);
}

inline void add_catchment(Case& model, int reach, const std::string& land_use, double area, double cod, double tn,
                          double runoff) {
  Catchment catchment;
  catchment.reach = reach;
  catchment.land_use = land_use;
  catchment.area = area;
  catchment.yield = {cod, tn, 0.0};
  catchment.runoff = runoff;
  model.network.catchments.push_back(catchment);
}

/// Flows [m3 s-1], concentrations and effluents [g m-3], loads [g s-1]:
///
///   D1 0.5 × (200, 40) → O1                                            O1 0.5   (100, 20)
///   P2 (capacity 0.25, effluent (50, as it comes)) → O2, overflow O5   O2 0.25 own × (80, 16): (20, 4)
///   D2 1.0 × (400, 60), D3 0.25 × (100, 20) → P1                       O3 1.25  (62.5, 18.75)
///   P1 (capacity 2, effluent (50, 15)) → O3
///   D4 0.125 × (160, 32) → O4, 0.5 own × (40, 8), adds no water        O4 0     (40, 8), carried by 0.625
///                                                                      O5 0     (0, 0)
/// and two catchments: farm on reach 0 without runoff, (1, 2); town on reach 1 with 0.02 m3 s-1, (6, 0.5).
inline Case small_chain() {
  Case model;
  model.settings.time.start = instant_of({2021, 1, 1});
  model.settings.time.end = instant_of({2022, 1, 1});
  model.network.constituents = {"cod", "tn", "continuity"};
  model.network.reaches.resize(2);
  for (const std::string id : {"O1", "O2", "O3", "O4", "O5"}) {
    Outfall outfall;
    outfall.id = id;
    outfall.reach = 0;
    outfall.concentration = {0.0, 0.0, 1.0};
    model.network.outfalls.push_back(outfall);
  }
  model.network.outfalls[O2].flow = 0.25;
  model.network.outfalls[O2].concentration = {80.0, 16.0, 1.0};
  model.network.outfalls[O4].flow = 0.5;
  model.network.outfalls[O4].concentration = {40.0, 8.0, 1.0};
  model.network.outfalls[O4].adds_water = false;
  add_plant(model, "P1", 2.0, O3, -1, 50.0, 15.0);
  add_plant(model, "P2", 0.25, O2, O5, 50.0, missing);
  add_discharger(model, "D1", 0.5, 200.0, 40.0, TargetKind::outfall, O1);
  add_discharger(model, "D2", 1.0, 400.0, 60.0, TargetKind::plant, P1);
  add_discharger(model, "D3", 0.25, 100.0, 20.0, TargetKind::plant, P1);
  add_discharger(model, "D4", 0.125, 160.0, 32.0, TargetKind::outfall, O4);
  add_catchment(model, 0, "farm", 1.0e6, 1.0e-6, 2.0e-6, missing);
  add_catchment(model, 1, "town", 2.0e6, 3.0e-6, 0.25e-6, 1.0e-8);
  model.forcings.resize(1);
  model.scenarios.resize(1);
  return model;
}

/// Adds a measure that is on in the first scenario; the vectors are sized and empty of effect.
inline Measure& add_measure(Case& model, MeasureKind kind, const std::vector<int>& selection) {
  Measure measure;
  measure.id = "m" + std::to_string(model.measures.size() + 1);
  measure.kind = kind;
  measure.selection = selection;
  measure.fraction = {0.0, 0.0, 0.0};
  measure.concentration = {missing, missing, missing};
  measure.removal = {0.0, 0.0, 0.0};
  model.scenarios[0].measures.push_back(static_cast<int>(model.measures.size()));
  model.measures.push_back(measure);
  return model.measures.back();
}

/// One row of the expected table.
struct OutfallRow {
  double flow, cod, tn;
};

/// Compares all five outfalls to 1e-14 of each number; continuity must equal the water.
inline void check_outfalls(const LaneSources& sources, const std::vector<OutfallRow>& expected) {
  REQUIRE(sources.outfall_flow.size() == expected.size());
  for (std::size_t o = 0; o < expected.size(); ++o) {
    INFO("outfall O" << o + 1);
    CHECK(sources.outfall_flow[o] == Approx(expected[o].flow).epsilon(1e-14));
    CHECK(sources.outfall_load[3 * o] == Approx(expected[o].cod).epsilon(1e-14));
    CHECK(sources.outfall_load[3 * o + 1] == Approx(expected[o].tn).epsilon(1e-14));
    CHECK(sources.outfall_load[3 * o + 2] == sources.outfall_flow[o]);
  }
}

inline LaneSources sources_of(const Case& model, double days = 0.0) {
  return sources_at(model, model.scenarios[0], days * units::seconds_per_day);
}

}  // namespace bailang::testing
