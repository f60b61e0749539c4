#include "scenarios/source_chain.hpp"

#include <algorithm>

#include "core/units.hpp"
#include "scenarios/chain_state.hpp"

namespace bailang {
namespace {

bool is_before_outfalls(MeasureKind kind) {
  return kind == MeasureKind::reduce_diffuse || kind == MeasureKind::connect || kind == MeasureKind::upgrade_plant;
}

bool is_at_outfalls(MeasureKind kind) {
  return kind == MeasureKind::merge || kind == MeasureKind::standardise || kind == MeasureKind::close;
}

/// A scenario's measures in the order of application; those of one kind in the order of the file.
std::vector<const Measure*> in_order(const Case& model, const Scenario& scenario) {
  std::vector<const Measure*> measures;
  for (const int m : scenario.measures) measures.push_back(&model.measures[m]);
  std::sort(measures.begin(), measures.end(),
            [](const Measure* a, const Measure* b) { return a->kind != b->kind ? a->kind < b->kind : a < b; });
  return measures;
}

CivilDate date_at(const Case& model, double t) {
  return civil_date(model.settings.time.start + static_cast<Instant>(t + 0.5));
}

/// Factor on a yearly mean rate in the calendar month of t: the month's share of the year's total over its length.
double month_factor(const Forcing& forcing, const std::string& land_use, const CivilDate& date) {
  for (const DiffuseShape& shape : forcing.diffuse_shape) {
    if (shape.land_use != land_use) continue;
    const CivilDate next = date.month == 12 ? CivilDate{date.year + 1, 1, 1} : CivilDate{date.year, date.month + 1, 1};
    const auto length = static_cast<double>(instant_of(next) - instant_of({date.year, date.month, 1}));
    return shape.month_share[date.month - 1] * units::seconds_per_year / length;
  }
  return 1.0;
}

/// Dischargers that run with the rain follow the months of a land use.
void set_seasons(const Case& model, const Forcing& forcing, ChainState& chain) {
  const CivilDate date = date_at(model, chain.time);
  for (std::size_t d = 0; d < model.network.dischargers.size(); ++d) {
    const std::string& season = model.network.dischargers[d].season;
    if (!season.empty()) chain.season_factor[d] = month_factor(forcing, season, date);
  }
}

void set_diffuse(const Case& model, const Forcing& forcing, const ChainState& chain, int continuity,
                 LaneSources& sources) {
  const int nc = model.network.constituent_count();
  const CivilDate date = date_at(model, chain.time);
  sources.diffuse_flow.assign(model.network.reaches.size(), 0.0);
  sources.diffuse_load.assign(model.network.reaches.size() * nc, 0.0);
  const std::string* last_use = nullptr;
  double factor = 1.0;
  for (std::size_t i = 0; i < model.network.catchments.size(); ++i) {
    const Catchment& catchment = model.network.catchments[i];
    if (!last_use || *last_use != catchment.land_use) factor = month_factor(forcing, catchment.land_use, date);
    last_use = &catchment.land_use;
    const double flow = is_given(catchment.runoff) ? factor * catchment.area * catchment.runoff : 0.0;
    sources.diffuse_flow[catchment.reach] += flow;
    for (int c = 0; c < nc; ++c) {
      const double load =
          c == continuity ? flow : factor * catchment.area * catchment.yield[c] * chain.diffuse_factor[i * nc + c];
      sources.diffuse_load[static_cast<std::size_t>(catchment.reach) * nc + c] += load;
    }
  }
}

void set_outfalls(const ChainState& chain, int nc, int continuity, LaneSources& sources) {
  sources.outfall_flow.reserve(chain.outfalls.size());
  sources.outfall_load.reserve(chain.outfalls.size() * nc);
  for (const Stream& stream : chain.outfalls) {
    sources.outfall_flow.push_back(stream.water);
    for (int c = 0; c < nc; ++c) sources.outfall_load.push_back(c == continuity ? stream.water : stream.load[c]);
  }
}

void add_ecological_flow(const Case& model, const Measure& measure, double part, double t, LaneSources& sources) {
  const std::size_t month = measure.flow.size() == 12 ? date_at(model, t).month - 1 : 0;
  for (const int i : measure.selection) {
    EcologicalFlow entry;
    entry.flow = part * measure.flow[month];
    // Water from a reservoir is kept by its release; what flows on reaches the reach below.
    if (measure.on_reservoir)
      entry.reservoir = i;
    else if (measure.source_reservoir >= 0)
      entry.reservoir = measure.source_reservoir;
    else
      entry.reach = i;
    entry.concentration.assign(model.network.constituents.size(), 0.0);
    for (std::size_t c = 0; c < measure.concentration.size(); ++c) {
      if (is_given(measure.concentration[c])) entry.concentration[c] = measure.concentration[c];
      if (model.network.constituents[c] == "continuity") entry.concentration[c] = 1.0;
    }
    sources.ecological_flow.push_back(entry);
  }
}

}  // namespace

LaneSources sources_at(const Case& model, const Scenario& scenario, double t) {
  const int nc = model.network.constituent_count();
  const int continuity = constituent_index(model.network, "continuity");
  const std::vector<const Measure*> measures = in_order(model, scenario);
  ChainState chain = make_chain(model, t);
  set_seasons(model, model.forcings[scenario.forcing], chain);
  for (const Measure* measure : measures) {
    if (is_before_outfalls(measure->kind)) apply_before_outfalls(model, *measure, part_in_effect(*measure, t), chain);
  }
  fill_outfalls(model, chain);
  for (const Measure* measure : measures) {
    if (is_at_outfalls(measure->kind)) apply_at_outfalls(*measure, part_in_effect(*measure, t), chain);
  }
  LaneSources sources;
  set_outfalls(chain, nc, continuity, sources);
  set_diffuse(model, model.forcings[scenario.forcing], chain, continuity, sources);
  for (const Measure* measure : measures) {
    if (measure->kind != MeasureKind::ecological_flow) continue;
    const double part = part_in_effect(*measure, t);
    if (part > 0.0) add_ecological_flow(model, *measure, part, t, sources);
  }
  return sources;
}

SourceSchedule source_schedule(const Case& model, const Scenario& scenario) {
  const auto end = static_cast<double>(model.settings.time.end - model.settings.time.start);
  std::vector<double> begin{0.0};
  const auto add = [&](double t) {
    if (t > 1.0e-6 && t < end - 1.0e-6) begin.push_back(t);
  };
  bool by_month = !model.forcings[scenario.forcing].diffuse_shape.empty();
  for (const int m : scenario.measures) {
    const Measure& measure = model.measures[m];
    by_month |= measure.flow.size() == 12;
    add(measure.from);
    if (measure.ramp <= 0.0) continue;
    for (double t = measure.from; t < measure.from + measure.ramp; t += units::seconds_per_day) add(t);
    add(measure.from + measure.ramp);
  }
  if (by_month) {
    for (const MonthSpan& month : months_between(model.settings.time.start, model.settings.time.end)) add(month.begin);
  }
  for (const OutfallSeries& series : model.forcings[0].outfall_series) {
    for (const double t : series.series.time) add(t);
  }
  std::sort(begin.begin(), begin.end());
  begin.erase(std::unique(begin.begin(), begin.end(), [](double a, double b) { return b - a < 1.0e-6; }), begin.end());
  SourceSchedule schedule;
  schedule.begin = begin;
  for (const double t : begin) schedule.sources.push_back(sources_at(model, scenario, t));
  return schedule;
}

}  // namespace bailang
