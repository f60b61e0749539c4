#include "solver/steady_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/section_probe.hpp"
#include "solver/steady_reach.hpp"
#include "solver/transport.hpp"

namespace bailang {
namespace {

/// Below this discharge a section counts as dry [m3 s-1].
constexpr double dry_flow = 1.0e-9;

/// A cell that is integrated exactly, and what it needs for that.
struct ExactCell {
  int unknown = -1, upper_face = -1, reach = -1;
  SteadyCell span;
  std::vector<SteadyPoint> points;
};

/// Everything of one moment.
class SteadySolve {
public:
  SteadySolve(const HydraulicCase& model, const BlockInputs& inputs, double t)
      : model_(model),
        inputs_(inputs),
        time_(t),
        nc_(model.network.constituent_count()),
        water_(make_hydraulics(model, 1)),
        transport_(make_transport(model, 1, 1, false, true)) {
    set_steady_sources(model_, inputs_, t, sources_);
    set_ecological_flow(model_, inputs_, t, water_);
    set_withdrawals(model_, inputs_, t, water_);
    water_.inflow = sources_.inflow;
    water_.headwater = sources_.headwater;
    changing_water_ = add_changing_water(model_, inputs_, t, water_);
    set_steady_flow(model_, inputs_, t, water_);
    set_exchange_rates(model_, water_);
    std::vector<double> last;
    set_decay(model_, reach_temperatures(model_, inputs_, t), last, transport_.classes);
    begin_step(water_, true, transport_);
    const double moments[3] = {t, t, t};
    set_changing_loads(model_, inputs_, moments, water_, changing_);
    changing_.active = true;
    list_exact_cells();
  }

  SteadyState run() {
    SteadyState state;
    const auto probes = make_section_probes(model_.network, model_.grid);
    describe_flow(probes, state);
    for (int c = 0; c < nc_; ++c) {
      solve(c);
      read_sections(c, probes, state);
      read_cells(c, state);
      close_balance(c, state);
    }
    close_water(state);
    return state;
  }

private:
  void list_exact_cells() {
    exact_of_.assign(model_.grid.size(), -1);
    for (std::size_t r = 0; r < model_.network.reaches.size(); ++r) {
      if (is_dispersive(model_.network.reaches[r])) continue;
      const ReachCells& cells = model_.grid.reaches[r];
      for (int k = 0; k < cells.count; ++k) {
        ExactCell cell;
        cell.unknown = cells.unknown(k);
        cell.upper_face = cells.face(k);
        cell.reach = static_cast<int>(r);
        cell.span.begin = k * cells.length;
        cell.span.end = (k + 1) * cells.length;
        cell.span.flow_in = water_.discharge[cell.upper_face];
        cell.span.area = water_.volume_new[cell.unknown] / cells.length;
        exact_of_[cell.unknown] = static_cast<int>(exact_.size());
        exact_.push_back(cell);
      }
    }
    add_points();
    add_lateral();
  }

  void add_points() {
    const LaneInput& input = *inputs_.lanes[0];
    const auto& begin = input.schedule.begin;
    const auto after = std::upper_bound(begin.begin(), begin.end(), time_ + 1.0e-6);
    const LaneSources& now =
        input.schedule.sources[static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - begin.begin() - 1, 0))];
    for (std::size_t o = 0; o < model_.network.outfalls.size(); ++o) {
      const int cell = exact_of_[model_.map.outfalls[o].unknown[0]];
      if (cell < 0) continue;
      const auto load = now.outfall_load.begin() + static_cast<std::ptrdiff_t>(o * nc_);
      exact_[cell].points.push_back(
          {model_.network.outfalls[o].chainage, now.outfall_flow[o], std::vector<double>(load, load + nc_)});
    }
    for (std::size_t i = 0; i < model_.network.withdrawals.size(); ++i) {
      const Withdrawal& withdrawal = model_.network.withdrawals[i];
      const int unknown = model_.map.withdrawals[i].unknown[0];
      const bool acts = time_ >= withdrawal.begin - 1.0e-6 && time_ < withdrawal.end - 1.0e-6;
      if (exact_of_[unknown] < 0 || !acts || water_.wish[unknown] <= 0.0) continue;
      const double flow = withdrawal.flow * water_.taken[unknown] / water_.wish[unknown];
      exact_[exact_of_[unknown]].points.push_back({withdrawal.chainage, -flow, std::vector<double>(nc_, 0.0)});
    }
    for (const EcologicalFlow& entry : now.ecological_flow) {
      if (entry.reach < 0 || water_.top_up[entry.reach] <= 0.0) continue;
      const int cell = exact_of_[model_.grid.reaches[entry.reach].unknown(0)];
      if (cell < 0) continue;
      std::vector<double> load;
      for (const double c : entry.concentration) load.push_back(c * water_.top_up[entry.reach]);
      exact_[cell].points.push_back({0.0, water_.top_up[entry.reach], load});
    }
    for (ExactCell& cell : exact_) {
      std::stable_sort(cell.points.begin(), cell.points.end(),
                       [](const SteadyPoint& a, const SteadyPoint& b) { return a.chainage < b.chainage; });
    }
  }

  /// What enters evenly is what enters a cell less its points.
  void add_lateral() {
    lateral_load_.assign(nc_, std::vector<double>(exact_.size(), 0.0));
    for (std::size_t e = 0; e < exact_.size(); ++e) {
      ExactCell& cell = exact_[e];
      double flow = water_.inflow[cell.unknown];
      double scale = std::abs(flow);
      for (const SteadyPoint& point : cell.points) {
        if (point.flow > 0.0) flow -= point.flow;
      }
      const double length = cell.span.end - cell.span.begin;
      cell.span.lateral_flow = std::abs(flow) <= 1.0e-14 * scale ? 0.0 : flow / length;
      for (int c = 0; c < nc_; ++c) {
        double load = source_load(c, cell.unknown);
        scale = std::abs(load);
        for (const SteadyPoint& point : cell.points) load -= point.load[c];
        if (model_.grid.faces[cell.upper_face].up < 0) load -= headwater_load(c, cell);
        lateral_load_[c][e] = std::abs(load) <= 1.0e-14 * scale ? 0.0 : load / length;
      }
    }
  }

  [[nodiscard]] double source_load(int c, int unknown) const {
    return sources_.load[c][unknown] + changing_.load[0][c][unknown];
  }

  /// Load that a headwater brings with the water at the upstream end [g s-1].
  [[nodiscard]] double headwater_load(int c, const ExactCell& cell) const {
    const int node = model_.network.reaches[cell.reach].from_node;
    double load = 0.0;
    for (const Inflow& inflow : inputs_.lanes[0]->forcing->inflows) {
      if (inflow.node != node) continue;
      load += inputs_.lanes[0]->flow_factor * value_at(inflow.series, 0, time_) * value_at(inflow.series, 1 + c, time_);
    }
    return load * model_.map.node_share[cell.reach];
  }

  [[nodiscard]] LinearFlux flux(int c, std::size_t e, double x, bool through) const {
    return flux_at(exact_[e].span, exact_[e].points,
                   transport_.classes.all[transport_.classes.of[c]].decay[exact_[e].unknown], lateral_load_[c][e], c, x,
                   through);
  }

  /// Rows of exact cells: Q_out c − gain Q_in c_up = own; all others as the finite volumes have them.
  void solve(int c) {
    Hydraulics rows = water_;
    SteadySources loads;
    loads.load.assign(nc_, LaneArray());
    loads.load[c].assign(model_.grid.size(), 0.0);
    for (int i = 0; i < model_.grid.size(); ++i) {
      if (exact_of_[i] < 0) loads.load[c][i] = source_load(c, i);
    }
    std::vector<double> pending = carry_dry_loads(c, loads.load[c]);
    const LaneArray decay = transport_.classes.all[transport_.classes.of[c]].decay;
    for (std::size_t e = 0; e < exact_.size(); ++e) {
      const ExactCell& cell = exact_[e];
      const LinearFlux out = flux(c, e, cell.span.end, true);
      transport_.classes.all[transport_.classes.of[c]].decay[cell.unknown] = 0.0;
      if (out.flow <= 0.0) continue;
      const Face& face = model_.grid.faces[cell.upper_face];
      const double enters = face.up < 0 ? headwater_load(c, cell) : 0.0;
      loads.load[c][cell.unknown] = out.own + out.gain * (enters + pending[e]);
      rows.leaving[cell.unknown] = std::max(water_.discharge[cell.upper_face + 1], 0.0);
      if (face.up < 0) continue;
      const bool in_tree = face.up < model_.grid.tree_size;
      if (!in_tree) {
        rows.from_border[static_cast<std::size_t>(cell.unknown) * model_.grid.border_size() + face.up -
                         model_.grid.tree_size] *= out.gain;
      } else if (face.up < cell.unknown) {
        rows.to_parent[face.up] *= out.gain;
      } else {
        rows.from_parent[cell.unknown] *= out.gain;
      }
    }
    TransportStep step;
    step.sources = &loads;
    ChangingSources none;
    step.changing = &none;
    std::fill(transport_.c[c].begin(), transport_.c[c].end(),
              model_.network.constituents[c] == "continuity" ? 1.0 : 0.0);
    solve_steady_state(rows, step, c, transport_);
    transport_.classes.all[transport_.classes.of[c]].decay = decay;
    enter_exact_cells(c, pending);
  }

  /// Load of cells without water goes on downstream to the first cell or node with water.
  /// @return [exact cell] load that arrives at its upstream end without water [g s-1]
  std::vector<double> carry_dry_loads(int c, LaneArray& node_load) {
    std::vector<double> pending(exact_.size(), 0.0);
    dry_outlet_load_.assign(model_.grid.outlets.size(), 0.0);
    for (const int r : model_.grid.reach_order) {
      if (is_dispersive(model_.network.reaches[r])) continue;
      const ReachCells& cells = model_.grid.reaches[r];
      const int from = model_.grid.node_unknown[model_.network.reaches[r].from_node];
      double carried = 0.0;
      if (from >= 0 && water_.leaving[from] <= 0.0) std::swap(carried, node_load[from]);
      for (int k = 0; k < cells.count; ++k) {
        const std::size_t e = exact_of_[cells.unknown(k)];
        const LinearFlux out = flux(c, e, exact_[e].span.end, true);
        pending[e] = carried;
        carried = out.flow > 0.0 ? 0.0 : out.gain * carried + out.own;
      }
      const int to = model_.network.reaches[r].to_node;
      if (model_.grid.node_unknown[to] >= 0)
        node_load[model_.grid.node_unknown[to]] += carried;
      else {
        const auto& outlets = model_.grid.outlets;
        dry_outlet_load_[static_cast<std::size_t>(std::find(outlets.begin(), outlets.end(), to) - outlets.begin())] +=
            carried;
      }
    }
    return pending;
  }

  /// Mass flux at the upstream end of every exact cell, now that the concentrations upstream are known.
  void enter_exact_cells(int c, const std::vector<double>& pending) {
    flux_in_.assign(exact_.size(), 0.0);
    for (std::size_t e = 0; e < exact_.size(); ++e) {
      const Face& face = model_.grid.faces[exact_[e].upper_face];
      const double carried = face.up < 0 ? headwater_load(c, exact_[e])
                                         : water_.rate_down[exact_[e].upper_face] * transport_.c[c][face.up];
      flux_in_[e] = carried + pending[e];
    }
  }

  [[nodiscard]] double exact_value(int c, std::size_t e, double x) const {
    const LinearFlux at = flux(c, e, x, false);
    return at.flow > 0.0 ? (at.gain * flux_in_[e] + at.own) / at.flow : std::numeric_limits<double>::quiet_NaN();
  }

  void describe_flow(const std::vector<SectionProbe>& probes, SteadyState& state) const {
    for (std::size_t s = 0; s < probes.size(); ++s) {
      const int e = exact_of_[probes[s].cell];
      const double upper = water_.discharge[probes[s].upper_face];
      const double lower = water_.discharge[probes[s].upper_face + 1];
      const double flow = e >= 0 ? flux(0, e, model_.network.sections[s].chainage, false).flow
                                 : upper + probes[s].share * (lower - upper);
      state.section_flow.push_back(flow);
      state.section_dry.push_back(flow < dry_flow && model_.mode != FlowMode::prescribed);
    }
    for (const int node : model_.grid.outlets) {
      double flow = 0.0;
      for (const int r : model_.grid.node_inflow[node]) {
        flow += water_.discharge[model_.grid.reaches[r].face(model_.grid.reaches[r].count)];
      }
      state.outlet_flow.push_back(flow);
    }
  }

  void read_sections(int c, const std::vector<SectionProbe>& probes, SteadyState& state) const {
    std::vector<double> values;
    for (std::size_t s = 0; s < probes.size(); ++s) {
      const SectionProbe& probe = probes[s];
      const int e = exact_of_[probe.cell];
      if (e >= 0) {
        values.push_back(exact_value(c, e, model_.network.sections[s].chainage));
        continue;
      }
      double value = probe.first_weight * transport_.c[c][probe.first];
      if (probe.second >= 0) value += probe.second_weight * transport_.c[c][probe.second];
      values.push_back(std::max(value, 0.0));
    }
    state.section.push_back(values);
  }

  void read_cells(int c, SteadyState& state) const {
    std::vector<double> values;
    for (const int unknown : model_.grid.output_cells) {
      const int e = exact_of_[unknown];
      values.push_back(e >= 0 ? exact_value(c, e, 0.5 * (exact_[e].span.begin + exact_[e].span.end))
                              : transport_.c[c][unknown]);
    }
    state.cell.push_back(values);
  }

  void close_balance(int c, SteadyState& state) const {
    std::array<double, term_count> terms{};
    const auto term = [&](Term t) -> double& { return terms[static_cast<std::size_t>(t)]; };
    term(Term::headwater) = sources_.headwater_load[c] + changing_.headwater_load[0][c];
    term(Term::diversion) = changing_.diversion_load[0][c];
    term(Term::outfalls) = sources_.outfall_load[c];
    term(Term::diffuse) = sources_.diffuse_load[c];
    for (int i = 0; i < model_.grid.size(); ++i) {
      if (exact_of_[i] >= 0) continue;
      term(Term::reaction) -=
          transport_.classes.all[transport_.classes.of[c]].decay[i] * water_.volume_new[i] * transport_.c[c][i];
      term(Term::withdrawal) -= water_.taken[i] * transport_.c[c][i];
    }
    for (std::size_t e = 0; e < exact_.size(); ++e) add_exact_balance(c, e, terms);
    std::vector<double> outlet_load = dry_outlet_load_;
    for (std::size_t o = 0; o < model_.grid.outlets.size(); ++o) {
      for (const int r : model_.grid.node_inflow[model_.grid.outlets[o]]) {
        const ReachCells& cells = model_.grid.reaches[r];
        outlet_load[o] += water_.discharge[cells.face(cells.count)] * transport_.c[c][cells.unknown(cells.count - 1)];
      }
      term(Term::outlet) -= outlet_load[o];
    }
    state.outlet_load.push_back(outlet_load);
    state.balance.push_back(terms);
  }

  /// Reaction and withdrawal of an exact cell, stretch by stretch: what a stretch gets and does not pass on is reaction.
  void add_exact_balance(int c, std::size_t e, std::array<double, term_count>& terms) const {
    const ExactCell& cell = exact_[e];
    double reacted = 0.0;
    double mass = flux_in_[e];
    double at = cell.span.begin;
    const auto stretch = [&](double x, bool through) {
      const LinearFlux here = flux(c, e, x, through);
      return here.gain * flux_in_[e] + here.own;
    };
    std::size_t i = 0;
    for (; i < cell.points.size(); ++i) {
      const double x = cell.points[i].chainage;
      const bool last_here = i + 1 == cell.points.size() || cell.points[i + 1].chainage > x + 1.0e-9;
      if (!last_here) continue;
      const double before = stretch(x, false);
      reacted += mass + lateral_load_[c][e] * (x - at) - before;
      const double after = stretch(x, true);
      double added = 0.0;
      for (std::size_t j = 0; j <= i; ++j) {
        if (std::abs(cell.points[j].chainage - x) <= 1.0e-9) added += cell.points[j].load[c];
      }
      terms[static_cast<std::size_t>(Term::withdrawal)] -= before + added - after;
      mass = after;
      at = x;
    }
    const double out = stretch(cell.span.end, true);
    reacted += mass + lateral_load_[c][e] * (cell.span.end - at) - out;
    terms[static_cast<std::size_t>(Term::reaction)] -= reacted;
  }

  void close_water(SteadyState& state) const {
    const auto term = [&](Term t) -> double& { return state.water_balance[static_cast<std::size_t>(t)]; };
    term(Term::headwater) = sources_.headwater_water[0] + changing_water_[0];
    term(Term::outfalls) = sources_.outfall_water[0];
    term(Term::diffuse) = sources_.diffuse_water[0];
    for (const double top_up : water_.top_up) term(Term::diversion) += top_up;
    for (const double taken : water_.taken) term(Term::withdrawal) -= taken;
    for (const double flow : state.outlet_flow) term(Term::outlet) -= flow;
  }

  const HydraulicCase& model_;
  const BlockInputs& inputs_;
  double time_;
  int nc_;
  Hydraulics water_;
  Transport transport_;
  SteadySources sources_;
  ChangingSources changing_;
  std::vector<double> changing_water_;
  std::vector<ExactCell> exact_;
  std::vector<int> exact_of_;                      ///< [unknown] index into exact_, -1 for a finite volume
  std::vector<std::vector<double>> lateral_load_;  ///< [constituent][exact cell] [g m-1 s-1]
  std::vector<double> flux_in_;                    ///< [exact cell] of the constituent just solved [g s-1]
  std::vector<double> dry_outlet_load_;            ///< [outlet] load that reaches it without water [g s-1]
};

}  // namespace

SteadyState solve_steady_network(const HydraulicCase& model, const BlockInputs& inputs, double t) {
  return SteadySolve(model, inputs, t).run();
}

}  // namespace bailang
