#include "scenarios/chain_state.hpp"

#include <algorithm>

namespace bailang {
namespace {

void add(Stream& to, double flow, bool is_water, const double* load, double share, int nc) {
  if (is_water) to.water += share * flow;
  to.carrier += share * flow;
  for (int c = 0; c < nc; ++c) to.load[c] += share * load[c];
}

void move_part(Stream& from, Stream* to, double part) {
  if (to) {
    to->water += part * from.water;
    to->carrier += part * from.carrier;
    for (std::size_t c = 0; c < from.load.size(); ++c) to->load[c] += part * from.load[c];
  }
  from.water -= part * from.water;
  from.carrier -= part * from.carrier;
  for (double& load : from.load) load -= part * load;
}

/// Effluent of a plant for one constituent [g m-3]: what the table gives, lowered by upgrades, never dirtier than it came.
double effluent_of(const ChainState& chain, std::size_t index, double raw) {
  const double given = chain.effluent[index];
  double value = is_given(given) ? std::min(given, raw) : raw;
  for (const auto& [cap, part] : chain.upgrades[index]) value -= part * std::max(value - cap, 0.0);
  return value;
}

void send_from_plant(const Case& model, std::size_t p, const Stream& inflow, ChainState& chain) {
  if (inflow.carrier <= 0.0) return;
  const Plant& plant = model.network.plants[p];
  const int nc = model.network.constituent_count();
  const double treated = plant.capacity > 0.0 ? std::min(inflow.carrier, plant.capacity) : inflow.carrier;
  const double passes = 1.0 - plant.reuse_fraction;
  std::vector<double> effluent(nc), overflow(nc);
  for (int c = 0; c < nc; ++c) {
    const double raw = inflow.load[c] / inflow.carrier;
    effluent[c] = treated * effluent_of(chain, p * nc + c, raw);
    overflow[c] = (inflow.carrier - treated) * raw;
  }
  add(chain.outfalls[plant.to], treated, true, effluent.data(), passes, nc);
  if (inflow.carrier > treated) {
    const int to = plant.overflow_to >= 0 ? plant.overflow_to : plant.to;
    add(chain.outfalls[to], inflow.carrier - treated, true, overflow.data(), 1.0, nc);
  }
}

void add_own_water(const Case& model, std::size_t o, ChainState& chain) {
  const Outfall& outfall = model.network.outfalls[o];
  const int nc = model.network.constituent_count();
  std::vector<double> load(nc);
  if (outfall.series >= 0) {
    const TimeSeries& series = model.forcings[0].outfall_series[outfall.series].series;
    const double flow = value_at(series, 0, chain.time);
    for (int c = 0; c < nc; ++c) load[c] = flow * value_at(series, 1 + c, chain.time);
    add(chain.outfalls[o], flow, outfall.adds_water, load.data(), 1.0, nc);
    return;
  }
  if (outfall.flow <= 0.0) return;
  for (int c = 0; c < nc; ++c) load[c] = outfall.flow * outfall.concentration[c];
  add(chain.outfalls[o], outfall.flow, outfall.adds_water, load.data(), 1.0, nc);
}

}  // namespace

double part_in_effect(const Measure& measure, double t) {
  const double since = t - measure.from;
  if (since < -1.0e-6) return 0.0;
  return measure.ramp > 0.0 ? std::min(since / measure.ramp, 1.0) : 1.0;
}

ChainState make_chain(const Case& model, double t) {
  const auto nc = static_cast<std::size_t>(model.network.constituent_count());
  ChainState chain;
  chain.time = t;
  chain.diffuse_factor.assign(model.network.catchments.size() * nc, 1.0);
  chain.season_factor.assign(model.network.dischargers.size(), 1.0);
  chain.own_share.assign(model.network.dischargers.size(), 1.0);
  for (const Plant& plant : model.network.plants) {
    chain.effluent.insert(chain.effluent.end(), plant.effluent.begin(), plant.effluent.end());
  }
  chain.upgrades.resize(model.network.plants.size() * nc);
  chain.outfalls.assign(model.network.outfalls.size(), Stream{0.0, 0.0, std::vector<double>(nc, 0.0)});
  return chain;
}

void fill_outfalls(const Case& model, ChainState& chain) {
  const int nc = model.network.constituent_count();
  std::vector<Stream> plants(model.network.plants.size(), Stream{0.0, 0.0, std::vector<double>(nc, 0.0)});
  std::vector<double> load(nc);
  const auto send = [&](std::size_t d, Stream& to, bool adds_water, double share) {
    const Discharger& discharger = model.network.dischargers[d];
    const double flow = chain.season_factor[d] * discharger.flow;
    for (int c = 0; c < nc; ++c) load[c] = flow * discharger.concentration[c];
    add(to, flow, adds_water, load.data(), share, nc);
  };
  for (std::size_t d = 0; d < model.network.dischargers.size(); ++d) {
    const Discharger& discharger = model.network.dischargers[d];
    if (discharger.to_kind == TargetKind::plant)
      send(d, plants[discharger.to], true, chain.own_share[d]);
    else
      send(d, chain.outfalls[discharger.to], model.network.outfalls[discharger.to].adds_water, chain.own_share[d]);
  }
  for (const Connection& connection : chain.connections) {
    send(connection.discharger, plants[connection.plant], true, connection.share);
  }
  for (std::size_t p = 0; p < plants.size(); ++p) send_from_plant(model, p, plants[p], chain);
  for (std::size_t o = 0; o < model.network.outfalls.size(); ++o) add_own_water(model, o, chain);
}

void apply_before_outfalls(const Case& model, const Measure& measure, double part, ChainState& chain) {
  const int nc = model.network.constituent_count();
  for (const int i : measure.selection) {
    if (measure.kind == MeasureKind::reduce_diffuse) {
      for (int c = 0; c < nc; ++c) {
        chain.diffuse_factor[static_cast<std::size_t>(i) * nc + c] *= 1.0 - part * measure.fraction[c];
      }
    } else if (measure.kind == MeasureKind::connect) {
      const double share = std::min(part * measure.share, chain.own_share[i]);
      chain.own_share[i] -= share;
      chain.connections.push_back({i, measure.to_plant, share});
    } else if (measure.kind == MeasureKind::upgrade_plant) {
      for (int c = 0; c < nc; ++c) {
        if (!is_given(measure.concentration[c])) continue;
        chain.upgrades[static_cast<std::size_t>(i) * nc + c].emplace_back(measure.concentration[c], part);
      }
    }
  }
}

void apply_at_outfalls(const Measure& measure, double part, ChainState& chain) {
  for (const int o : measure.selection) {
    Stream& stream = chain.outfalls[o];
    if (measure.kind == MeasureKind::merge || measure.kind == MeasureKind::close) {
      move_part(stream, measure.into_outfall >= 0 ? &chain.outfalls[measure.into_outfall] : nullptr, part);
    } else if (measure.kind == MeasureKind::standardise) {
      for (std::size_t c = 0; c < stream.load.size(); ++c) {
        double load = stream.load[c];
        if (!measure.concentration.empty() && is_given(measure.concentration[c])) {
          load = std::min(load, measure.concentration[c] * stream.carrier);
        }
        if (!measure.removal.empty()) load *= 1.0 - measure.removal[c];
        stream.load[c] += part * (load - stream.load[c]);
      }
    }
  }
}

}  // namespace bailang
