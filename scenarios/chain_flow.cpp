#include <algorithm>

#include "scenarios/caps.hpp"
#include "scenarios/chain_state.hpp"

/// Water and load on their way: discharger → plant → outfall → river, and land → river.
namespace bailang {
namespace {

/// Of a discharger: one with a season follows the rain.
double discharger_factor(const ChainContext& context, const ChainState& chain, int shape) {
  return shape >= 0 ? context.diffuse_factor * chain.month_factor[shape] : 1.0;
}

double catchment_factor(const ChainContext& context, const ChainState& chain, int shape) {
  return context.diffuse_factor * (shape >= 0 ? chain.month_factor[shape] : 1.0);
}

/// Sends a share of a discharger to one row, and notes it in the ledger.
void send(const ChainContext& context, std::size_t d, Streams& to, std::size_t row, bool is_water, double share,
          ChainState& chain) {
  if (share == 0.0) return;
  const Discharger& discharger = context.model.network.dischargers[d];
  const double flow = discharger_factor(context, chain, context.discharger_shape[d]) * discharger.flow;
  std::vector<double>& load = chain.scratch;
  for (int c = 0; c < context.constituents; ++c) load[c] = flow * discharger.concentration[c];
  add_flow(to, row, flow, is_water, load.data(), share);
  add_flow(chain.ledger.terms, row_of(ChainTerm::dischargers), flow, is_water, load.data(), share);
}

void send_from_dischargers(const ChainContext& context, Streams& plants, ChainState& chain) {
  const Network& network = context.model.network;
  for (std::size_t d = 0; d < network.dischargers.size(); ++d) {
    const Discharger& discharger = network.dischargers[d];
    if (discharger.to_kind == TargetKind::plant) {
      send(context, d, plants, discharger.to, true, chain.own_share[d], chain);
    } else {
      send(context, d, chain.outfalls, discharger.to, network.outfalls[discharger.to].adds_water, chain.own_share[d],
           chain);
    }
  }
  for (const Connection& connection : chain.connections) {
    send(context, connection.discharger, plants, connection.plant, true, connection.share, chain);
  }
}

/// Sends the storm water of a plant's combined area to the plant, and that of what was separated to where it leaves.
void send_from_rain(const ChainContext& context, std::size_t p, Streams& plants, ChainState& chain) {
  if (context.plant_rain[p] < 0) return;
  const Plant& plant = context.model.network.plants[p];
  const TimeSeries& rain = context.forcing.rain[context.plant_rain[p]].series;
  const double flow = value_at(rain, 0, chain.time) * plant.combined_area * plant.runoff_coefficient;
  if (flow <= 0.0) return;
  std::vector<double>& load = chain.scratch;
  for (int c = 0; c < context.constituents; ++c) load[c] = flow * value_at(rain, 1 + c, chain.time);
  Streams& terms = chain.ledger.terms;
  const auto send = [&](Streams& to, std::size_t row, double share) {
    add_flow(to, row, flow, true, load.data(), share);
    add_flow(terms, row_of(ChainTerm::rain), flow, true, load.data(), share);
  };
  send(plants, p, chain.combined_share[p]);
  for (const Separation& separation : chain.separations) {
    if (separation.plant != static_cast<int>(p)) continue;
    if (separation.to >= 0)
      send(chain.outfalls, separation.to, separation.share);
    else
      send(terms, row_of(ChainTerm::separated), separation.share);
  }
}

/// Effluent [constituent] [g m-3] as upgrades leave it, each working on what the one before left.
void upgrade(const std::vector<Upgrade>& upgrades, std::vector<double>& effluent) {
  for (const Upgrade& upgrade : upgrades) {
    std::vector<double> target = effluent;
    cap_loads(*upgrade.measure, 1.0, target);
    for (std::size_t c = 0; c < target.size(); ++c) effluent[c] += upgrade.part * (target[c] - effluent[c]);
  }
}

/// Treats what came to a plant up to its capacity; the rest overflows as it came.
void send_from_plant(const ChainContext& context, std::size_t p, const Streams& plants, ChainState& chain) {
  const double inflow = plants.carrier[p];
  if (inflow <= 0.0) return;
  const Plant& plant = context.model.network.plants[p];
  const double capacity = chain.capacity[p];
  const double treated = capacity > 0.0 ? std::min(inflow, capacity) : inflow;
  Streams& terms = chain.ledger.terms;
  std::vector<double> raw(chain.scratch.size());
  for (int c = 0; c < context.constituents; ++c) raw[c] = plants.load_of(p)[c] / inflow;
  std::vector<double>& effluent = chain.scratch;
  treat(context.treatment, raw, &chain.effluent[p * context.constituents], effluent);
  upgrade(chain.upgrades[p], effluent);
  for (int c = 0; c < context.constituents; ++c) {
    effluent[c] *= treated;
    terms.load_of(row_of(ChainTerm::treated))[c] += treated * raw[c] - effluent[c];
  }
  add_flow(chain.outfalls, plant.to, treated, true, effluent.data(), 1.0 - chain.reuse[p]);
  add_flow(terms, row_of(ChainTerm::reused), treated, true, effluent.data(), chain.reuse[p]);
  if (inflow <= treated) return;
  std::vector<double>& overflow = chain.scratch;
  for (int c = 0; c < context.constituents; ++c) overflow[c] = (inflow - treated) * (plants.load_of(p)[c] / inflow);
  add_flow(chain.outfalls, plant.overflow_to >= 0 ? plant.overflow_to : plant.to, inflow - treated, true,
           overflow.data(), 1.0);
}

/// An outfall's own water: from its series where it has one, else constant.
void add_own_water(const ChainContext& context, std::size_t o, ChainState& chain) {
  const Outfall& outfall = context.model.network.outfalls[o];
  std::vector<double>& load = chain.scratch;
  double flow = outfall.flow;
  if (outfall.series >= 0) {
    const TimeSeries& series = context.forcing.outfall_series[outfall.series].series;
    flow = value_at(series, 0, chain.time);
    for (int c = 0; c < context.constituents; ++c) load[c] = flow * value_at(series, 1 + c, chain.time);
  } else if (flow > 0.0) {
    for (int c = 0; c < context.constituents; ++c) load[c] = flow * outfall.concentration[c];
  } else {
    return;
  }
  add_flow(chain.outfalls, o, flow, outfall.adds_water, load.data(), 1.0);
  add_flow(chain.ledger.terms, row_of(ChainTerm::own), flow, outfall.adds_water, load.data(), 1.0);
}

/// Adds a catchment's water and load to its reach.
void add_catchment(const ChainContext& context, std::size_t i, ChainState& chain) {
  const Catchment& catchment = context.model.network.catchments[i];
  const double factor = catchment_factor(context, chain, context.catchment_shape[i]);
  const double flow = is_given(catchment.runoff) ? factor * catchment.area * catchment.runoff : 0.0;
  const auto first = static_cast<std::size_t>(catchment.reach) * context.constituents;
  std::vector<double>& given = chain.scratch;
  double* held_back = chain.ledger.terms.load_of(row_of(ChainTerm::held_back));
  double* diffuse = chain.ledger.terms.load_of(row_of(ChainTerm::diffuse));
  for (int c = 0; c < context.constituents; ++c) {
    given[c] = c == context.continuity ? flow : factor * catchment.area * catchment.yield[c];
    const double reduced = chain.diffuse_factor[i * context.constituents + c];
    const double load = c == context.continuity ? flow : given[c] * reduced;
    chain.sources.diffuse_load[first + c] += load;
    held_back[c] += given[c] - load;
    diffuse[c] += load;
  }
  chain.sources.diffuse_flow[catchment.reach] += flow;
  add_flow(chain.ledger.terms, row_of(ChainTerm::catchments), flow, true, given.data(), 1.0);
  chain.ledger.terms.water[row_of(ChainTerm::diffuse)] += flow;
  chain.ledger.terms.carrier[row_of(ChainTerm::diffuse)] += flow;
}

/// `continuity` is 1 g m-3 in all water that enters: its load is the water, whatever carried it.
void follow_water(Streams& streams, int continuity) {
  if (continuity < 0) return;
  for (std::size_t row = 0; row < streams.water.size(); ++row) streams.load_of(row)[continuity] = streams.water[row];
}

}  // namespace

void fill_outfalls(const ChainContext& context, ChainState& chain) {
  const Network& network = context.model.network;
  Streams& plants = chain.plants;
  plants = make_streams(network.plants.size(), context.constituents);
  send_from_dischargers(context, plants, chain);
  for (std::size_t p = 0; p < network.plants.size(); ++p) send_from_rain(context, p, plants, chain);
  for (std::size_t p = 0; p < network.plants.size(); ++p) send_from_plant(context, p, plants, chain);
  for (std::size_t o = 0; o < network.outfalls.size(); ++o) add_own_water(context, o, chain);
}

void fill_river(const ChainContext& context, ChainState& chain) {
  const Network& network = context.model.network;
  chain.sources.diffuse_flow.assign(network.reaches.size(), 0.0);
  chain.sources.diffuse_load.assign(network.reaches.size() * context.constituents, 0.0);
  for (std::size_t i = 0; i < network.catchments.size(); ++i) add_catchment(context, i, chain);
  Streams& terms = chain.ledger.terms;
  for (std::size_t o = 0; o < network.outfalls.size(); ++o) {
    const std::size_t row = row_of(ChainTerm::outfalls);
    terms.water[row] += chain.outfalls.water[o];
    terms.carrier[row] += chain.outfalls.carrier[o];
    for (int c = 0; c < context.constituents; ++c) terms.load_of(row)[c] += chain.outfalls.load_of(o)[c];
  }
  follow_water(chain.outfalls, context.continuity);
  follow_water(terms, context.continuity);
  chain.sources.outfall_flow = chain.outfalls.water;
  chain.sources.outfall_load = chain.outfalls.load;
}

}  // namespace bailang
