#include "solver/steady_march.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/diagnostics.hpp"

namespace bailang {
namespace {

/// log(1 + z)/z, 1 at z = 0.
double log_ratio(double z) {
  return std::abs(z) < 1.0e-300 ? 1.0 : std::log1p(z) / z;
}

class March {
public:
  March(const SteadyProblem& problem, SteadyGroup& group, std::size_t e, const std::vector<double>& flux_in,
        bool wants_sensitivity)
      : problem_(problem), group_(group), cell_(problem.exact[e]), m_(flux_in.size()) {
    result_.flow = cell_.span.flow_in;
    result_.withdrawn.assign(m_, 0.0);
    result_.extent.assign(static_cast<std::size_t>(group.process_count()), 0.0);
    result_.c.assign(m_, 0.0);
    waterless_ = result_.reacted = flux_in;
    for (double& value : result_.reacted) value = -value;
    if (wants_sensitivity) result_.sensitivity.assign(m_ * m_, 0.0);
    set_water(e);
    take_up();
  }

  CellMarch run(double x, bool through) {
    constexpr double same_place = 1.0e-9;
    double at = cell_.span.begin;
    for (const SteadyPoint& point : cell_.points) {
      const bool is_before = through ? point.chainage <= x + same_place : point.chainage < x - same_place;
      if (!is_before) break;
      run_along(point.chainage - at);
      pass(point);
      at = std::max(at, point.chainage);
    }
    run_along(x - at);
    result_.flux.resize(m_);
    for (std::size_t i = 0; i < m_; ++i) {
      result_.flux[i] = result_.flow * result_.c[i] + waterless_[i];
      result_.reacted[i] += result_.flux[i] + result_.withdrawn[i];
    }
    return result_;
  }

private:
  void set_water(std::size_t e) {
    const double area = cell_.span.area;
    const auto at = static_cast<std::size_t>(cell_.unknown);
    if (problem_.kinetics.kinetics != nullptr)
      way_.coefficients = problem_.chemistry.coefficients.data() + at * problem_.kinetics.kinetics->coefficients;
    way_.growth = area > 0.0 ? cell_.span.lateral_flow / area : 0.0;
    for (const int c : group_.members()) {
      const double load = problem_.lateral_load[c][e];
      lateral_.push_back(load);
      way_.source.push_back((area > 0.0 ? load / area : 0.0) + problem_.growth[c] * problem_.residence[at]);
      way_.decay.push_back(problem_.decay[c][at]);
      way_.dilution.push_back(problem_.dilutes[c] ? way_.growth : 0.0);
    }
  }

  /// Lets mass without water join the water that there is; the first to do so is what entered the cell.
  void take_up() {
    if (result_.flow <= 0.0) return;
    for (std::size_t i = 0; i < m_; ++i) {
      result_.c[i] += waterless_[i] / result_.flow;
      waterless_[i] = 0.0;
      if (!result_.sensitivity.empty() && !entered_) result_.sensitivity[i * m_ + i] = 1.0 / result_.flow;
    }
    entered_ = true;
  }

  void run_along(double length) {
    if (length <= 0.0) return;
    for (std::size_t i = 0; i < m_; ++i) result_.reacted[i] -= lateral_[i] * length;
    const double before = result_.flow;
    const double after = before + cell_.span.lateral_flow * length;
    if (after <= 0.0) {
      for (std::size_t i = 0; i < m_; ++i) {
        waterless_[i] += before * result_.c[i] + lateral_[i] * length;
        result_.c[i] = before > 0.0 ? result_.c[i] : 0.0;
      }
      result_.flow = 0.0;
      return;
    }
    result_.flow = after;
    if (before <= 0.0) {
      begin_water(length);
      return;
    }
    TravellingState state{result_.c, std::vector<double>(result_.extent.size(), 0.0), result_.sensitivity};
    const double time = cell_.span.area * length / before * log_ratio(cell_.span.lateral_flow * length / before);
    if (!travel(group_, way_, time, state)) fail(length);
    result_.c = state.c;
    result_.sensitivity = state.sensitivity;
    for (std::size_t p = 0; p < state.extent.size(); ++p) result_.extent[p] += after * state.extent[p];
  }

  /// Along water that begins, Q = q x, the regular solution is a constant.
  void begin_water(double length) {
    TravellingWater start = way_;
    std::fill(start.dilution.begin(), start.dilution.end(), way_.growth);
    for (std::size_t i = 0; i < m_; ++i) result_.c[i] = start.source[i] / (start.decay[i] + way_.growth);
    if (group_.process_count() > 0) {
      if (!settle(group_, start, result_.c)) fail(length);
      group_.evaluate(start.coefficients, result_.c.data());
      for (std::size_t p = 0; p < result_.extent.size(); ++p)
        result_.extent[p] += cell_.span.area * length * group_.rates()[p];
    }
    std::fill(result_.sensitivity.begin(), result_.sensitivity.end(), 0.0);
    take_up();
  }

  void pass(const SteadyPoint& point) {
    const double before = result_.flow;
    if (point.flow < 0.0) {
      const double taken = std::min(-point.flow, before);
      result_.flow -= taken;
      for (std::size_t i = 0; i < m_; ++i) result_.withdrawn[i] += taken * result_.c[i];
      return;
    }
    result_.flow = before + point.flow;
    for (std::size_t i = 0; i < m_; ++i) {
      const auto c = static_cast<std::size_t>(group_.members()[i]);
      result_.reacted[i] -= point.load[c];
      waterless_[i] += point.load[c];
      if (result_.flow <= 0.0 || (!problem_.dilutes[c] && !point.mixes && before > 0.0)) continue;
      const double share = before / result_.flow;
      result_.c[i] = before > 0.0 ? result_.c[i] * share : 0.0;
      for (std::size_t j = 0; j < m_ && !result_.sensitivity.empty(); ++j) result_.sensitivity[i * m_ + j] *= share;
    }
    take_up();
  }

  [[noreturn]] void fail(double length) const {
    const Reach& reach = problem_.model.network.reaches[static_cast<std::size_t>(cell_.reach)];
    throw RunError(
        fmt::format("reach {}: no steady state along {:.0f} m from chainage {:.0f} m, a reaction there takes what is "
                    "not in the water; "
                    "look at the rates of the processes that act there, or solve = \"transient\"",
                    reach.id, length, std::min(std::abs(cell_.span.begin), std::abs(cell_.span.end))));
  }

  const SteadyProblem& problem_;
  SteadyGroup& group_;
  const ExactCell& cell_;
  std::size_t m_;
  TravellingWater way_;
  std::vector<double> lateral_;    ///< [member] [g m-1 s-1]
  std::vector<double> waterless_;  ///< [member] mass that has met no water yet [g s-1]
  bool entered_ = false;           ///< whether what came in at the upstream end is in the water
  CellMarch result_;
};

}  // namespace

CellMarch march(const SteadyProblem& problem, SteadyGroup& group, std::size_t cell, const std::vector<double>& flux_in,
                double x, bool through, bool wants_sensitivity) {
  return March(problem, group, cell, flux_in, wants_sensitivity).run(x, through);
}

}  // namespace bailang
