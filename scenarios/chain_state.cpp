#include "scenarios/chain_state.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "scenarios/river_measures.hpp"

namespace bailang {
namespace {

/// Position of a land use among the shapes, -1 when it has none.
int shape_of(const Forcing& forcing, const std::string& land_use) {
  const auto& shapes = forcing.diffuse_shape;
  const auto found =
      std::find_if(shapes.begin(), shapes.end(), [&](const DiffuseShape& shape) { return shape.land_use == land_use; });
  return land_use.empty() || found == shapes.end() ? -1 : static_cast<int>(found - shapes.begin());
}

/// The rain of a plant's combined area: its county's, else that of everywhere; -1 when none comes to it.
int rain_of(const Forcing& forcing, const Plant& plant) {
  int found = -1;
  if (plant.combined_area * plant.runoff_coefficient <= 0.0) return found;
  for (std::size_t i = 0; i < forcing.rain.size(); ++i) {
    if (forcing.rain[i].county == plant.county && !plant.county.empty()) return static_cast<int>(i);
    if (forcing.rain[i].county.empty()) found = static_cast<int>(i);
  }
  return found;
}

/// Length of a calendar month [s].
double month_length(const CivilDate& date) {
  const CivilDate next = date.month == 12 ? CivilDate{date.year + 1, 1, 1} : CivilDate{date.year, date.month + 1, 1};
  return static_cast<double>(instant_of(next) - instant_of({date.year, date.month, 1}));
}

}  // namespace

ChainContext make_chain_context(const Case& model, const Scenario& scenario) {
  const Forcing& forcing = model.forcings[scenario.forcing];
  ChainContext context{.model = model, .forcing = forcing};
  context.temperature_offset = scenario.temperature_offset;
  context.constituents = model.network.constituent_count();
  context.continuity = constituent_index(model.network, "continuity");
  context.diffuse_factor = scenario.diffuse_factor;
  context.treatment = make_treatment(model.network);
  for (const int m : scenario.measures) {
    if (!acts_in_river(model.measures[m])) context.measures.push_back(&model.measures[m]);
  }
  std::sort(context.measures.begin(), context.measures.end(),
            [](const Measure* a, const Measure* b) { return a->kind != b->kind ? a->kind < b->kind : a < b; });
  context.measures.erase(std::unique(context.measures.begin(), context.measures.end()), context.measures.end());
  for (const Discharger& d : model.network.dischargers) context.discharger_shape.push_back(shape_of(forcing, d.season));
  for (const Catchment& c : model.network.catchments) context.catchment_shape.push_back(shape_of(forcing, c.land_use));
  for (const Plant& plant : model.network.plants) context.plant_rain.push_back(rain_of(forcing, plant));
  return context;
}

ChainState make_chain(const ChainContext& context, double t) {
  const Network& network = context.model.network;
  const auto nc = static_cast<std::size_t>(context.constituents);
  ChainState chain;
  chain.time = t;
  chain.date = civil_date(context.model.settings.time.start + std::llround(t));
  // The month's share of the year's total, over its real length: twelve months sum to the total in leap years too.
  for (const DiffuseShape& shape : context.forcing.diffuse_shape) {
    chain.month_factor.push_back(shape.month_share[chain.date.month - 1] * units::seconds_per_year /
                                 month_length(chain.date));
  }
  chain.diffuse_factor.assign(network.catchments.size() * nc, 1.0);
  chain.own_share.assign(network.dischargers.size(), 1.0);
  for (const Plant& plant : network.plants) {
    chain.effluent.insert(chain.effluent.end(), plant.effluent.begin(), plant.effluent.end());
    chain.capacity.push_back(plant.capacity);
    chain.reuse.push_back(plant.reuse_fraction);
  }
  chain.upgrades.resize(network.plants.size());
  chain.combined_share.assign(network.plants.size(), 1.0);
  chain.outfalls = make_streams(network.outfalls.size(), context.constituents);
  chain.scratch.assign(nc, 0.0);
  chain.ledger.terms = make_streams(chain_term_count, context.constituents);
  return chain;
}

double part_in_effect(const Measure& measure, double t) {
  const double since = t - measure.from;
  if (since < -1.0e-6) return 0.0;
  return measure.ramp > 0.0 ? std::clamp(since / measure.ramp, 0.0, 1.0) : 1.0;
}

}  // namespace bailang
