#include "solver/steady_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/bed_datum.hpp"
#include "solver/compensated_sum.hpp"
#include "solver/manning.hpp"
#include "solver/section_probe.hpp"
#include "solver/sharp_fronts.hpp"
#include "solver/steady_group.hpp"
#include "solver/steady_march.hpp"
#include "solver/steady_problem.hpp"

namespace bailang {
namespace {

/// Below this discharge a section counts as dry [m3 s-1].
constexpr double dry_flow = 1.0e-9;

double& term_of(std::array<double, term_count>& terms, Term term) {
  return terms[static_cast<std::size_t>(term)];
}

/// Solves one moment and reads what is asked of it.
class SteadySolve {
public:
  SteadySolve(const HydraulicCase& model, const BlockInputs& inputs, double t, const SteadyKinetics& kinetics,
              bool volumes_only)
      : model_(model),
        problem_(model, inputs, t, kinetics, volumes_only),
        probes_(make_section_probes(model.network, model.grid)) {}

  SteadyState run() {
    const auto nc = static_cast<std::size_t>(problem_.nc);
    state_.section.resize(nc);
    state_.cell.resize(nc);
    state_.outlet_load.resize(nc);
    state_.balance.assign(nc, {});
    state_.at_faces.assign(nc, 0.0);
    state_.aeration = problem_.aeration;
    describe_flow();
    describe_depth();
    describe_dispersion();
    std::vector<int> together = reacting_constituents();
    for (int c = 0; c < problem_.nc; ++c) {
      if (std::find(together.begin(), together.end(), c) != together.end()) continue;
      if (is_plain(c)) {
        solve_steady_alone(problem_, c);
        read_plain(c);
      } else {
        read_group(nullptr, {c});
      }
    }
    if (!together.empty()) read_group(problem_.kinetics.kinetics, together);
    close_water();
    return state_;
  }

  [[nodiscard]] const std::vector<LaneArray>& concentrations() const { return problem_.transport.c; }

private:
  /// Constituents that processes change or read.
  [[nodiscard]] std::vector<int> reacting_constituents() const {
    const Kinetics* kinetics = problem_.kinetics.kinetics;
    std::vector<int> list;
    if (kinetics == nullptr || !kinetics->is_active()) return list;
    std::vector<char> acts(static_cast<std::size_t>(problem_.nc), 0);
    for (const Process& process : kinetics->processes) {
      for (int c = 0; c < problem_.nc; ++c) acts[c] |= process.stoichiometry[c] != 0.0 || process.expression >= 0;
      for (const Factor& factor : process.factors) acts[factor.constituent] = 1;
    }
    for (int c = 0; c < problem_.nc; ++c) {
      if (acts[c]) list.push_back(c);
    }
    return list;
  }

  /// Whether a constituent's rows make a linear system of its own along the forest, in which nothing goes upstream: with
  /// dispersion, sums in double on fine grids would let some 1e-12 of the mass go astray.
  [[nodiscard]] bool is_plain(int c) const {
    const auto acts = [](double moved) { return moved > 0.0; };
    const auto& moved = problem_.water.transfer;
    if (problem_.growth[c] > 0.0 || !problem_.dilutes[c] || std::any_of(moved.begin(), moved.end(), acts)) return false;
    const auto& faces = problem_.chemistry.faces;
    if (std::any_of(faces.begin(), faces.end(), [&](const FaceChange& f) { return f.constituent == c; })) return false;
    const MatrixClass& own = problem_.transport.classes.at(c);
    if (!own.leaving.empty() || own.kind == MatrixClass::Kind::oxygen) return false;
    for (const ExactCell& cell : problem_.exact) {
      if (cell.direction < 0.0) return false;
    }
    const auto& back = problem_.water.rate_up;
    return std::none_of(back.begin(), back.end(), [](double rate) { return rate > 0.0; });
  }

  void describe_flow() {
    for (std::size_t s = 0; s < probes_.size(); ++s) {
      const int e = problem_.exact_of[probes_[s].cell];
      const double upper = problem_.water.discharge[probes_[s].upper_face];
      const double lower = problem_.water.discharge[probes_[s].upper_face + 1];
      const double flow = e >= 0 ? problem_.exact[e].direction * problem_.flux(0, e, section_place(s), false).flow
                                 : upper + probes_[s].share * (lower - upper);
      state_.section_flow.push_back(flow);
      state_.section_dry.push_back(std::abs(flow) < dry_flow && model_.mode != FlowMode::prescribed);
    }
    for (const int node : model_.grid.outlets) {
      double flow = 0.0;
      for (const int r : model_.grid.node_inflow[node]) {
        flow += problem_.water.discharge[model_.grid.reaches[r].face(model_.grid.reaches[r].count)];
      }
      state_.outlet_flow.push_back(flow);
    }
  }

  /// In mode `steady` the normal depth of the section's own discharge; else the line through the cells next to it.
  void describe_depth() {
    const auto levels = make_level_probes(model_.network, model_.grid, solves_levels(model_.mode));
    const std::vector<double> beds = section_beds(model_.network);
    for (std::size_t s = 0; s < levels.size(); ++s) {
      const Reach& reach = model_.network.reaches[model_.network.sections[s].reach];
      const auto read = [&](const LaneArray& values) {
        const double own = levels[s].first_weight * values[levels[s].first];
        return levels[s].second < 0 ? own : own + levels[s].second_weight * values[levels[s].second];
      };
      const Channel channel{reach.bottom_width, reach.side_slope, reach.bed_slope, reach.manning_n};
      const bool is_uniform = model_.mode == FlowMode::steady;
      const double depth =
          is_uniform ? normal_depth(channel, state_.section_flow[s]) : std::max(read(problem_.water.depth), 0.0);
      state_.section_depth.push_back(depth);
      state_.section_stage.push_back(solves_levels(model_.mode) ? read(problem_.water.stage) : beds[s] + depth);
    }
  }

  void describe_dispersion() {
    LaneArray physical, numerical;
    cell_dispersion(model_, problem_.water, physical, numerical);
    for (const int i : model_.grid.output_cells) {
      const bool wet = problem_.water.volume_new[i] > 0.0;
      state_.cell_dispersion.push_back(wet ? physical[i] : 0.0);
      state_.cell_numerical_dispersion.push_back(wet && problem_.exact_of[i] < 0 ? numerical[i] : 0.0);
    }
  }

  /// Chainage of a section as its exact cell counts it.
  [[nodiscard]] double section_place(std::size_t s) const {
    return problem_.exact[problem_.exact_of[probes_[s].cell]].direction * model_.network.sections[s].chainage;
  }

  [[nodiscard]] double plain_value(int c, std::size_t e, double x) const {
    const LinearFlux at = problem_.flux(c, e, x, false);
    return at.flow > 0.0 ? (at.gain * problem_.flux_in[c][e] + at.own) / at.flow
                         : std::numeric_limits<double>::quiet_NaN();
  }

  /// Value of a section in a finite volume.
  [[nodiscard]] double probe_value(int c, const SectionProbe& probe) const {
    double value = probe.first_weight * problem_.transport.c[c][probe.first];
    if (probe.second >= 0) value += probe.second_weight * problem_.transport.c[c][probe.second];
    return std::max(value, 0.0);
  }

  void read_plain(int c) {
    for (std::size_t s = 0; s < probes_.size(); ++s) {
      const int e = problem_.exact_of[probes_[s].cell];
      state_.section[c].push_back(e >= 0 ? plain_value(c, e, section_place(s)) : probe_value(c, probes_[s]));
    }
    for (const int unknown : model_.grid.output_cells) {
      const int e = problem_.exact_of[unknown];
      const double middle = e >= 0 ? 0.5 * (problem_.exact[e].span.begin + problem_.exact[e].span.end) : 0.0;
      state_.cell[c].push_back(e >= 0 ? plain_value(c, e, middle) : problem_.transport.c[c][unknown]);
    }
    auto& terms = state_.balance[c];
    set_sources(c);
    CompensatedSum reacted;
    for (int i = 0; i < model_.grid.size(); ++i) {
      if (problem_.exact_of[i] >= 0) continue;
      reacted.add(problem_.decay[c][i] * problem_.water.volume_new[i] * problem_.transport.c[c][i]);
      term_of(terms, Term::withdrawal) -= problem_.water.taken[i] * problem_.transport.c[c][i];
    }
    term_of(terms, Term::reaction) -= reacted.value();
    for (std::size_t e = 0; e < problem_.exact.size(); ++e) add_exact_balance(c, e);
    close_outlets(c);
  }

  /// Solves constituents together and reads them.
  void read_group(const Kinetics* kinetics, const std::vector<int>& members) {
    SteadyGroup group(kinetics, members);
    const GroupResult result = solve_steady_group(problem_, group);
    std::vector<std::vector<double>> sections(members.size());
    for (std::size_t s = 0; s < probes_.size(); ++s) {
      const int e = problem_.exact_of[probes_[s].cell];
      std::vector<double> enters;
      for (const int c : members) enters.push_back(e >= 0 ? problem_.flux_in[c][e] : 0.0);
      CellMarch at;
      if (e >= 0) at = march(problem_, group, static_cast<std::size_t>(e), enters, section_place(s), false, false);
      for (std::size_t k = 0; k < members.size(); ++k) {
        const double exact = at.flow > 0.0 ? at.c[k] : std::numeric_limits<double>::quiet_NaN();
        state_.section[members[k]].push_back(e >= 0 ? exact : probe_value(members[k], probes_[s]));
      }
    }
    for (std::size_t k = 0; k < members.size(); ++k) {
      const int c = members[k];
      for (const int unknown : model_.grid.output_cells) {
        const int e = problem_.exact_of[unknown];
        state_.cell[c].push_back(e >= 0 ? result.middle[k][e] : problem_.transport.c[c][unknown]);
      }
      close_group(c, result.reaction[k], result.withdrawal[k]);
    }
    if (kinetics != nullptr) state_.extent = result.extent;
    for (std::size_t k = 0; k < members.size(); ++k) state_.at_faces[members[k]] = result.at_faces[k];
  }

  void close_group(int c, double reaction, double withdrawal) {
    set_sources(c);
    auto& terms = state_.balance[c];
    const LaneArray& value = problem_.transport.c[c];
    term_of(terms, Term::reaction) += reaction;
    term_of(terms, Term::withdrawal) -= withdrawal;
    for (int i = 0; i < model_.grid.size(); ++i) {
      if (problem_.exact_of[i] < 0) term_of(terms, Term::withdrawal) -= problem_.water.taken[i] * value[i];
      if (stands_for_water(model_.network.constituents[c]))
        term_of(terms, problem_.dilutes[c] ? Term::withdrawal : Term::reaction) -=
            problem_.water.evaporation[i] * value[i];
    }
    for (std::size_t i = 0; i < problem_.water.transfers.size(); ++i) {
      const Transfer& transfer = problem_.water.transfers[i];
      if (transfer.to < 0) term_of(terms, Term::diversion) -= problem_.water.transfer[i] * value[transfer.from];
    }
    close_outlets(c);
  }

  void set_sources(int c) {
    auto& terms = state_.balance[c];
    term_of(terms, Term::headwater) = problem_.sources.headwater_load[c] + problem_.changing.headwater_load[0][c];
    term_of(terms, Term::diversion) = problem_.changing.diversion_load[0][c];
    term_of(terms, Term::outfalls) = problem_.sources.outfall_load[c];
    term_of(terms, Term::diffuse) = problem_.sources.diffuse_load[c];
    if (model_.network.constituents[c] == "do") term_of(terms, Term::reaction) += problem_.aeration;
  }

  /// What outlets take and what the sea brings, each with what disperses; an outlet's load is the difference.
  void close_outlets(int c) {
    std::vector<double> outlet_load = problem_.dry_outlet_load[c];
    for (std::size_t o = 0; o < model_.grid.outlets.size(); ++o) {
      double came = 0.0;
      for (const int r : model_.grid.node_inflow[model_.grid.outlets[o]]) {
        const ReachCells& cells = model_.grid.reaches[r];
        const int face = cells.face(cells.count);
        const double own = problem_.transport.c[c][cells.unknown(cells.count - 1)];
        const double sea = problem_.sea_concentration(c, face);
        const double back = is_given(sea) ? sea : own;
        if (is_given(own)) outlet_load[o] += problem_.water.rate_down[face] * own;  // else the mouth is dry
        if (is_given(back)) came += problem_.water.rate_up[face] * back;
      }
      term_of(state_.balance[c], Term::outlet) -= outlet_load[o];
      term_of(state_.balance[c], Term::sea) += came;
      outlet_load[o] -= came;
    }
    state_.outlet_load[c] = outlet_load;
  }

  /// Reaction and withdrawal of an exact cell, stretch by stretch: what a stretch gets and does not pass on is reaction.
  void add_exact_balance(int c, std::size_t e) {
    const ExactCell& cell = problem_.exact[e];
    double reacted = 0.0;
    double mass = problem_.flux_in[c][e];
    double at = cell.span.begin;
    const auto stretch = [&](double x, bool through) {
      const LinearFlux here = problem_.flux(c, e, x, through);
      return here.gain * problem_.flux_in[c][e] + here.own;
    };
    std::size_t i = 0;
    for (; i < cell.points.size(); ++i) {
      const double x = cell.points[i].chainage;
      const bool last_here = i + 1 == cell.points.size() || cell.points[i + 1].chainage > x + 1.0e-9;
      if (!last_here) continue;
      const double before = stretch(x, false);
      reacted += mass + problem_.lateral_load[c][e] * (x - at) - before;
      const double after = stretch(x, true);
      double added = 0.0;
      for (std::size_t j = 0; j <= i; ++j) {
        if (std::abs(cell.points[j].chainage - x) <= 1.0e-9) added += cell.points[j].load[c];
      }
      term_of(state_.balance[c], Term::withdrawal) -= before + added - after;
      mass = after;
      at = x;
    }
    const double out = stretch(cell.span.end, true);
    reacted += mass + problem_.lateral_load[c][e] * (cell.span.end - at) - out;
    term_of(state_.balance[c], Term::reaction) -= reacted;
  }

  void close_water() {
    const auto term = [&](Term t) -> double& { return term_of(state_.water_balance, t); };
    term(Term::headwater) = problem_.sources.headwater_water[0] + problem_.changing_water[0];
    term(Term::outfalls) = problem_.sources.outfall_water[0];
    term(Term::diffuse) = problem_.sources.diffuse_water[0];
    for (const double top_up : problem_.water.top_up) term(Term::diversion) += top_up;
    for (std::size_t i = 0; i < problem_.water.transfers.size(); ++i) {
      if (problem_.water.transfers[i].to < 0) term(Term::diversion) -= problem_.water.transfer[i];
    }
    for (const double taken : problem_.water.taken) term(Term::withdrawal) -= taken;
    for (const double lost : problem_.water.evaporation) term(Term::withdrawal) -= lost;
    for (const double flow : state_.outlet_flow) term(flow < 0.0 ? Term::sea : Term::outlet) -= flow;
  }

  const HydraulicCase& model_;
  SteadyProblem problem_;
  std::vector<SectionProbe> probes_;
  SteadyState state_;
};

}  // namespace

SteadyState solve_steady_network(const HydraulicCase& model, const BlockInputs& inputs, double t,
                                 const SteadyKinetics& kinetics) {
  return SteadySolve(model, inputs, t, kinetics, false).run();
}

std::vector<LaneArray> solve_steady_volumes(const HydraulicCase& model, const BlockInputs& inputs, double t,
                                            const SteadyKinetics& kinetics) {
  SteadySolve solve(model, inputs, t, kinetics, true);
  solve.run();
  return solve.concentrations();
}

}  // namespace bailang
