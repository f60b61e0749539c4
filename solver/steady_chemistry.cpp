#include "solver/steady_chemistry.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bailang {
namespace {

constexpr int most_columns = 8;
/// Error allowed a step, over the concentration.
constexpr double tolerance = 1.0e-13;
/// Constituents below this share of the greatest one are as exact as that share.
constexpr double least_share = 1.0e-4;

std::size_t index(int i) {
  return static_cast<std::size_t>(i);
}

/// f(c) of the water, by the rates last evaluated.
void set_slope(const SteadyGroup& group, const TravellingWater& water, const std::vector<double>& c,
               std::vector<double>& f) {
  for (std::size_t i = 0; i < c.size(); ++i) f[i] = water.source[i] - (water.decay[i] + water.dilution[i]) * c[i];
  group.add_reaction(1.0, f.data());
}

/// Jacobian of f.
void set_jacobian(const SteadyGroup& group, const TravellingWater& water, std::vector<double>& jacobian) {
  const std::size_t m = water.decay.size();
  jacobian.assign(m * m, 0.0);
  for (std::size_t i = 0; i < m; ++i) jacobian[i * m + i] = -(water.decay[i] + water.dilution[i]);
  group.add_jacobian(1.0, jacobian.data());
}

double row_norm(const std::vector<double>& matrix, std::size_t m) {
  double norm = 0.0;
  for (std::size_t i = 0; i < m; ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < m; ++j) sum += std::abs(matrix[i * m + j]);
    norm = std::max(norm, sum);
  }
  return norm;
}

/// One step of the extrapolation and all it keeps.
class Extrapolation {
public:
  Extrapolation(SteadyGroup& group, const TravellingWater& water, TravellingState& state)
      : group_(group), water_(water), state_(state), m_(state.c.size()), p_(state.extent.size()) {
    size_ = m_ + p_ + state.sensitivity.size();
  }

  bool run(double time) {
    double left = time;
    double h = time;
    for (int count = 0; left > 0.0; ++count) {
      begin_step();
      if (count == 0) h = std::min(time, 0.5 / std::max(row_norm(jacobian_, m_), 1.0e-300));
      h = std::min(h, left);
      int columns = 0;
      while (!step(h, columns)) {
        h *= 0.5;
        if (h < 1.0e-10 * time) return false;
      }
      left = h >= left ? 0.0 : left - h;
      h *= columns <= 5 ? 2.0 : (columns == 6 ? 1.4 : 1.0);
      if (count > 200000) return false;
    }
    return true;
  }

private:
  void begin_step() {
    group_.evaluate(water_.coefficients, state_.c.data());
    set_jacobian(group_, water_, jacobian_);
    rate_slopes_.resize(p_ * m_);
    for (std::size_t p = 0; p < p_; ++p) {
      for (std::size_t i = 0; i < m_; ++i)
        rate_slopes_[p * m_ + i] = group_.slope(static_cast<int>(p), static_cast<int>(i));
    }
  }

  /// Takes the step when its error is small enough with some number of columns.
  bool step(double h, int& columns) {
    for (int j = 1; j <= most_columns; ++j) {
      if (!fill_row(h, j)) return false;
      if (j < 2) continue;
      const double error = scaled_error(j);
      if (!std::isfinite(error)) return false;
      if (error > 1.0) continue;
      columns = j;
      return accept(j);
    }
    return false;
  }

  /// Row j of the tableau: j small steps, then Aitken and Neville's scheme. Entries are changes since the step's start.
  bool fill_row(double h, int j) {
    if (!small_steps(h / j, j)) return false;
    for (int k = 1; k < j; ++k) {
      const double weight = 1.0 / (static_cast<double>(j) / (j - k) - 1.0);
      std::vector<double>& to = row_[index(k)];
      const std::vector<double>& from = row_[index(k - 1)];
      const std::vector<double>& last = last_row_[index(k - 1)];
      to.resize(size_);
      for (std::size_t i = 0; i < size_; ++i) to[i] = from[i] + (from[i] - last[i]) * weight;
    }
    row_.swap(last_row_);  // the row just made is last_row_ now
    return true;
  }

  bool small_steps(double h, int count) {
    std::vector<double>& matrix = matrix_;
    matrix.resize(m_ * m_);
    for (std::size_t i = 0; i < m_ * m_; ++i) matrix[i] = -h * jacobian_[i];
    for (std::size_t i = 0; i < m_; ++i) matrix[i * m_ + i] += 1.0;
    if (!lu_.factorise(static_cast<int>(m_), matrix)) return false;
    std::vector<double>& sum = row_[0];
    sum.assign(size_, 0.0);
    c_ = state_.c;
    f_.resize(m_);
    for (int n = 0; n < count; ++n) {
      group_.evaluate(water_.coefficients, c_.data());
      set_slope(group_, water_, c_, f_);
      for (double& value : f_) value *= h;
      lu_.solve(f_.data());
      add_extents(h, sum);
      if (!state_.sensitivity.empty()) add_sensitivity(h, sum);
      for (std::size_t i = 0; i < m_; ++i) {
        sum[i] += f_[i];
        c_[i] = state_.c[i] + sum[i];
      }
    }
    return true;
  }

  void add_extents(double h, std::vector<double>& sum) {
    const double over = 1.0 / (1.0 + h * water_.growth);
    for (std::size_t p = 0; p < p_; ++p) {
      double rate = group_.rates()[p];
      for (std::size_t i = 0; i < m_; ++i) rate += rate_slopes_[p * m_ + i] * f_[i];
      const double extent = state_.extent[p] + sum[m_ + p];
      sum[m_ + p] += h * (rate - water_.growth * extent) * over;
    }
  }

  /// (I − hJ) ΔW = h J(c) W.
  void add_sensitivity(double h, std::vector<double>& sum) {
    set_jacobian(group_, water_, present_);
    change_.assign(m_ * m_, 0.0);
    const double* start = state_.sensitivity.data();
    const double* moved = sum.data() + m_ + p_;
    for (std::size_t i = 0; i < m_; ++i) {
      for (std::size_t k = 0; k < m_; ++k) {
        const double slope = h * present_[i * m_ + k];
        if (slope == 0.0) continue;
        for (std::size_t j = 0; j < m_; ++j) change_[i * m_ + j] += slope * (start[k * m_ + j] + moved[k * m_ + j]);
      }
    }
    lu_.solve(change_.data(), static_cast<int>(m_));
    for (std::size_t i = 0; i < m_ * m_; ++i) sum[m_ + p_ + i] += change_[i];
  }

  [[nodiscard]] double allowed(std::size_t i) const { return tolerance * scale_[i]; }

  /// Difference of the last two columns over what is allowed; the sensitivity is not asked.
  double scaled_error(int j) {
    const std::vector<double>& best = last_row_[index(j - 1)];
    const std::vector<double>& next = last_row_[index(j - 2)];
    double greatest = 0.0;
    scale_.resize(m_ + p_);
    for (std::size_t i = 0; i < m_; ++i) {
      scale_[i] = std::max(std::abs(state_.c[i]), std::abs(state_.c[i] + best[i]));
      greatest = std::max(greatest, scale_[i]);
    }
    for (std::size_t p = 0; p < p_; ++p) scale_[m_ + p] = std::abs(state_.extent[p] + best[m_ + p]);
    double error = 0.0;
    for (std::size_t i = 0; i < m_ + p_; ++i) {
      scale_[i] += least_share * greatest + 1.0e-300;
      error = std::max(error, std::abs(best[i] - next[i]) / allowed(i));
    }
    return error;
  }

  bool accept(int j) {
    const std::vector<double>& best = last_row_[index(j - 1)];
    for (std::size_t i = 0; i < m_; ++i) {
      if (state_.c[i] + best[i] < -allowed(i)) return false;
    }
    for (std::size_t i = 0; i < m_; ++i) state_.c[i] = std::max(state_.c[i] + best[i], 0.0);
    for (std::size_t p = 0; p < p_; ++p) state_.extent[p] += best[m_ + p];
    for (std::size_t i = 0; i < state_.sensitivity.size(); ++i) state_.sensitivity[i] += best[m_ + p_ + i];
    return true;
  }

  SteadyGroup& group_;
  const TravellingWater& water_;
  TravellingState& state_;
  std::size_t m_, p_, size_ = 0;
  SmallLu lu_;
  std::vector<double> jacobian_, present_, rate_slopes_, matrix_, change_, c_, f_, scale_;
  std::array<std::vector<double>, most_columns> row_, last_row_;
};

/// (1 − exp(−X))/X, 1 at X = 0.
double decay_mean(double X) {
  return std::abs(X) < 1.0e-300 ? 1.0 : -std::expm1(-X) / X;
}

void travel_alone(const TravellingWater& water, double time, TravellingState& state) {
  const std::size_t m = state.c.size();
  for (std::size_t i = 0; i < m; ++i) {
    const double X = (water.decay[i] + water.dilution[i]) * time;
    state.c[i] = state.c[i] * std::exp(-X) + water.source[i] * time * decay_mean(X);
    for (std::size_t j = 0; j < m && !state.sensitivity.empty(); ++j) state.sensitivity[i * m + j] *= std::exp(-X);
  }
}

}  // namespace

SteadyGroup::SteadyGroup(const Kinetics* kinetics, std::vector<int> members)
    : kinetics_(kinetics), members_(std::move(members)) {
  if (kinetics_ == nullptr) return;
  processes_ = kinetics_->process_count();
  full_.assign(index(kinetics_->constituents), 0.0);
  rates_.assign(index(processes_), 0.0);
  derivatives_.assign(index(processes_) * full_.size(), 0.0);
  for (int p = 0; p < processes_; ++p) {
    for (int i = 0; i < size(); ++i) {
      const double s = kinetics_->processes[index(p)].stoichiometry[index(members_[index(i)])];
      if (s != 0.0) entries_.push_back({p, i, s});
    }
  }
}

void SteadyGroup::evaluate(const double* coefficients, const double* c) {
  if (processes_ == 0) return;
  for (std::size_t i = 0; i < members_.size(); ++i) full_[index(members_[i])] = std::max(c[i], 0.0);
  evaluate_rates(*kinetics_, full_.data(), coefficients, rates_.data(), derivatives_.data());
}

void SteadyGroup::add_reaction(double weight, double* sum) const {
  for (const Entry& e : entries_) sum[e.member] += weight * (e.stoichiometry * rates_[index(e.process)]);
}

void SteadyGroup::raise_to_turnover(double weight, double* most) const {
  std::vector<double> turnover(members_.size(), 0.0);
  for (const Entry& entry : entries_)
    turnover[index(entry.member)] += weight * std::abs(entry.stoichiometry * rates_[index(entry.process)]);
  for (std::size_t i = 0; i < turnover.size(); ++i) most[i] = std::max(most[i], turnover[i]);
}

void SteadyGroup::add_jacobian(double weight, double* matrix) const {
  const int m = size();
  for (const Entry& e : entries_) {
    for (int k = 0; k < m; ++k) matrix[e.member * m + k] += weight * (e.stoichiometry * slope(e.process, k));
  }
}

bool travel(SteadyGroup& group, const TravellingWater& water, double time, TravellingState& state) {
  if (time <= 0.0) return true;
  if (group.process_count() == 0) {
    travel_alone(water, time, state);
    return true;
  }
  return Extrapolation(group, water, state).run(time);
}

bool settle(SteadyGroup& group, const TravellingWater& water, std::vector<double>& c) {
  const std::size_t m = c.size();
  std::vector<double> jacobian;
  std::vector<double> f(m);
  double h = 0.0;
  for (int count = 0; count < 500; ++count) {
    group.evaluate(water.coefficients, c.data());
    set_slope(group, water, c, f);
    set_jacobian(group, water, jacobian);
    const double norm = std::max(row_norm(jacobian, m), 1.0e-300);
    h = count == 0 ? 1.0 / norm : h;
    for (double& value : jacobian) value = -value;
    for (std::size_t i = 0; i < m; ++i) jacobian[i * m + i] += 1.0 / h;
    SmallLu lu;
    if (!lu.factorise(static_cast<int>(m), jacobian)) return false;
    lu.solve(f.data());
    const double greatest = *std::max_element(c.begin(), c.end()) + 1.0e-300;
    bool negative = false;
    double moved = 0.0;
    for (std::size_t i = 0; i < m; ++i) {
      negative |= c[i] + f[i] < -1.0e-14 * greatest;
      moved = std::max(moved, std::abs(f[i]) / (c[i] + 1.0e-6 * greatest));
    }
    if (!std::isfinite(moved)) return false;
    if (negative && h * norm > 1.0e-6) {
      h *= 0.25;
      continue;
    }
    for (std::size_t i = 0; i < m; ++i) c[i] = std::max(c[i] + f[i], 0.0);
    const bool newton = h * norm > 1.0e9;
    if (newton && moved < 1.0e-13) return true;
    h = std::min(h * 8.0, 1.0e12 / norm);
  }
  return false;
}

}  // namespace bailang
