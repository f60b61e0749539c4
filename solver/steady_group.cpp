#include "solver/steady_group.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/diagnostics.hpp"
#include "solver/steady_order.hpp"
#include "solver/steady_rows.hpp"

namespace bailang {
namespace {

constexpr double accuracy = 1.0e-12;
constexpr int most_iterations = 600;

class GroupSolve {
public:
  GroupSolve(SteadyProblem& problem, SteadyGroup& group)
      : problem_(problem),
        group_(group),
        rows_(problem, group),
        m_(static_cast<std::size_t>(group.size())),
        ends_(problem.exact.size()) {}

  GroupResult run() {
    for (const std::vector<int>& set : downstream_sets(rows_.inlets())) {
      if (set.size() > 1 || !rows_.is_exact(set.front()))
        solve_set(set);
      else
        ends_[static_cast<std::size_t>(problem_.exact_of[set.front()])] = rows_.follow(set.front());
    }
    store();
    return gather();
  }

private:
  void solve_set(const std::vector<int>& set) {
    guess(set);
    BlockSystem system(static_cast<int>(set.size()), group_.size());
    rows_.balance(set, residual_, flux_, &system);
    double error = greatest_error();
    double pace = 0.0;  // 1/dt of pseudo-time; 0 = Newton
    bool polished = false;
    for (int count = 0; count < most_iterations && !polished; ++count) {
      polished = error <= accuracy;  // one more step takes the rest off
      const std::vector<double> start = rows_.x();
      if (pace > 0.0) add_pace(set, pace, system);
      std::vector<double> change = residual_;
      if (!system.solve(change)) {
        pace = pace > 0.0 ? 10.0 * pace : first_pace(set);
        rebuild(set, system);
        continue;
      }
      bool cut = false;
      const double next = take(set, start, change, error, pace == 0.0, cut);
      if (polished && !(next <= error)) rows_.x() = start;
      if (polished) break;
      // In pseudo-time a cut tells of growth that the step is too long for.
      if (!std::isfinite(next) || (pace == 0.0 && next > 0.999 * error) || (pace > 0.0 && cut)) {
        rows_.x() = start;
        pace = pace > 0.0 ? (cut ? 3.0 : 10.0) * pace : first_pace(set);
      } else {
        if (pace > 0.0) pace *= std::clamp(next / error, 0.1, 2.0) * 0.5;
        if (pace < 1.0e-6 * first_pace(set)) pace = 0.0;
        error = next;
      }
      rebuild(set, system);
    }
    rows_.balance(set, residual_, flux_, nullptr);
    if (!(greatest_error() <= accuracy)) fail(set);
  }

  /// A first state: what enters the set from outside, mixed, everywhere; where no water leaves it stays as it was, and does
  /// not grow old.
  void guess(const std::vector<int>& set) {
    const std::vector<double> before = rows_.x();
    for (const int i : set) std::fill_n(rows_.x().begin() + static_cast<std::ptrdiff_t>(i * m_), m_, 0.0);
    std::vector<double> enters(m_, 0.0), turnover(m_, 0.0);
    double inside = 0.0;
    for (const int i : set) {
      const std::vector<double> own = rows_.entering(i);
      for (std::size_t k = 0; k < m_; ++k) {
        enters[k] += own[k];
        turnover[k] += rows_.outflow(i, static_cast<int>(k));
      }
      for (const Inlet& inlet : rows_.inlets()[i]) {
        if (std::binary_search(set.begin(), set.end(), inlet.from)) inside += inlet.rate;
      }
    }
    for (std::size_t k = 0; k < m_; ++k) {
      const double out = turnover[k] - inside;
      const bool leaves = out > 1.0e-12 * turnover[k];
      for (const int i : set) {
        const std::size_t at = static_cast<std::size_t>(i) * m_ + k;
        rows_.x()[at] = rows_.is_active(i) && leaves ? std::max(enters[k], 0.0) / out : before[at];
        rows_.set_still(i, static_cast<int>(k), !leaves);
      }
    }
  }

  void rebuild(const std::vector<int>& set, BlockSystem& system) {
    system = BlockSystem(static_cast<int>(set.size()), group_.size());
    rows_.balance(set, residual_, flux_, &system);
  }

  void add_pace(const std::vector<int>& set, double pace, BlockSystem& system) const {
    for (std::size_t row = 0; row < set.size(); ++row) {
      double* diagonal = system.block(static_cast<int>(row), static_cast<int>(row));
      for (std::size_t k = 0; k < m_; ++k) diagonal[k * m_ + k] += pace * problem_.water.volume_new[set[row]];
    }
  }

  /// The turnover of the quickest volume [s-1].
  [[nodiscard]] double first_pace(const std::vector<int>& set) const {
    double pace = 1.0e-6;
    for (const int i : set) {
      const double V = rows_.volume(i);
      if (V > 0.0) pace = std::max(pace, rows_.outflow(i, 0) / V);
    }
    return 10.0 * pace;
  }

  /// Takes the change, less of it where that leads away from the solution, and never below a tenth of a concentration.
  /// @param cut whether one that counts among the set's would have fallen below 0
  double take(const std::vector<int>& set, const std::vector<double>& start, const std::vector<double>& change,
              double error, bool damped, bool& cut) {
    constexpr double counts = 1.0e-3;
    std::vector<double> greatest(m_, 0.0);
    for (const int i : set) {
      for (std::size_t k = 0; k < m_; ++k)
        greatest[k] = std::max(greatest[k], start[static_cast<std::size_t>(i) * m_ + k]);
    }
    double next = error;
    for (double share = 1.0; share > 0.05; share *= 0.5) {
      cut = false;
      for (std::size_t row = 0; row < set.size(); ++row) {
        for (std::size_t k = 0; k < m_; ++k) {
          const std::size_t at = static_cast<std::size_t>(set[row]) * m_ + k;
          const double moved = start[at] - share * change[row * m_ + k];
          rows_.x()[at] = moved >= 0.0 ? moved : 0.1 * start[at];
          cut |= moved < 0.0 && start[at] > counts * greatest[k];
        }
      }
      rows_.balance(set, residual_, flux_, nullptr);
      next = greatest_error();
      if (!damped || next < error || error <= accuracy) break;
    }
    return next;
  }

  /// Greatest residual over the greatest flux of its constituent.
  [[nodiscard]] double greatest_error() const {
    double error = 0.0;
    for (std::size_t at = 0; at < residual_.size(); ++at) {
      const double own = std::abs(residual_[at]) / (flux_[at % m_] + 1.0e-300);
      if (!(own <= error)) error = own;
    }
    return error;
  }

  [[noreturn]] void fail(const std::vector<int>& set) const {
    std::size_t worst = 0;
    const auto error = [&](std::size_t at) { return std::abs(residual_[at]) / (flux_[at % m_] + 1.0e-300); };
    for (std::size_t at = 0; at < residual_.size(); ++at) {
      if (!(error(at) <= error(worst))) worst = at;
    }
    const Unknown& place = problem_.model.grid.unknowns[set[worst / m_]];
    const Network& network = problem_.model.network;
    const std::string where =
        place.reach >= 0 ? fmt::format("reach {}, chainage {:.0f} m", network.reaches[place.reach].id, place.begin)
                         : fmt::format("node {}", network.nodes[place.node].id);
    throw RunError(fmt::format(
        "{}: no steady state of {} was found: {:.3g} g/s remain unbalanced, {:.1g} of the greatest flux, after {} "
        "iterations; look at the rates of the processes that act there, or set solve = \"transient\" and run until "
        "nothing changes",
        where, network.constituents[group_.members()[worst % m_]], residual_[worst], error(worst), most_iterations));
  }

  void store() {
    for (std::size_t k = 0; k < m_; ++k) {
      LaneArray& c = problem_.transport.c[group_.members()[k]];
      for (std::size_t i = 0; i < c.size(); ++i) c[i] = rows_.x()[i * m_ + k];
      problem_.flux_in[group_.members()[k]].assign(problem_.exact.size(), 0.0);
    }
    for (std::size_t e = 0; e < problem_.exact.size(); ++e) {
      const std::vector<double> enters = rows_.entering(problem_.exact[e].unknown);
      for (std::size_t k = 0; k < m_; ++k) problem_.flux_in[group_.members()[k]][e] = enters[k];
    }
  }

  GroupResult gather() {
    GroupResult result;
    result.reaction.assign(m_, 0.0);
    result.withdrawal.assign(m_, 0.0);
    result.extent.assign(static_cast<std::size_t>(group_.process_count()), 0.0);
    result.middle.assign(m_, std::vector<double>(problem_.exact.size(), missing));
    for (std::size_t e = 0; e < problem_.exact.size(); ++e) gather_exact(e, result);
    for (int i = 0; i < problem_.model.grid.size(); ++i) {
      if (rows_.volume(i) > 0.0) gather_volume(i, result);
    }
    for (std::size_t k = 0; k < m_; ++k) {
      result.at_faces.push_back(rows_.gained_at_faces(static_cast<int>(k)));
      result.reaction[k] += result.at_faces[k];
    }
    return result;
  }

  void gather_exact(std::size_t e, GroupResult& result) {
    const ExactCell& cell = problem_.exact[e];
    const std::vector<double> enters = rows_.entering(cell.unknown);
    const CellMarch middle = march(problem_, group_, e, enters, 0.5 * (cell.span.begin + cell.span.end), false, false);
    if (ends_[e].c.empty()) ends_[e] = march(problem_, group_, e, enters, cell.span.end, true, false);
    const CellMarch& end = ends_[e];
    for (std::size_t k = 0; k < m_; ++k) {
      if (middle.flow > 0.0) result.middle[k][e] = middle.c[k];
      result.reaction[k] += end.reacted[k];
      result.withdrawal[k] += end.withdrawn[k];
      for (std::size_t i = 0; i < problem_.water.transfers.size(); ++i) {
        if (problem_.water.transfers[i].from == cell.unknown)
          result.withdrawal[k] -= problem_.water.transfer[i] * end.c[k];
      }
    }
    for (std::size_t p = 0; p < result.extent.size(); ++p) result.extent[p] += end.extent[p];
  }

  void gather_volume(int i, GroupResult& result) {
    const double V = rows_.volume(i);
    const double* c = rows_.x().data() + static_cast<std::size_t>(i) * m_;
    const auto at = static_cast<std::size_t>(i);
    if (problem_.kinetics.kinetics != nullptr)
      group_.evaluate(problem_.chemistry.coefficients.data() + at * problem_.kinetics.kinetics->coefficients, c);
    group_.add_reaction(V, result.reaction.data());
    for (std::size_t p = 0; p < result.extent.size(); ++p) result.extent[p] += V * group_.rates()[p];
    for (std::size_t k = 0; k < m_; ++k) {
      const int member = group_.members()[k];
      result.reaction[k] += V * (rows_.ageing(i, static_cast<int>(k)) - problem_.decay[member][at] * c[k]);
      result.reaction[k] += rows_.joining(i, static_cast<int>(k)) * c[k];
    }
  }

  SteadyProblem& problem_;
  SteadyGroup& group_;
  GroupRows rows_;
  std::size_t m_;
  std::vector<double> residual_, flux_;
  std::vector<CellMarch> ends_;  ///< [exact cell] of those gone along once and for all
};

}  // namespace

GroupResult solve_steady_group(SteadyProblem& problem, SteadyGroup& group) {
  return GroupSolve(problem, group).run();
}

}  // namespace bailang
