#include "solver/reservoir_flow.hpp"

#include <algorithm>
#include <cmath>

#include "solver/structure_rules.hpp"

namespace bailang {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double gravity = 9.81;
/// Depth of the water that stays on the floor of a reservoir that would fall dry [m]: keeps concentrations defined.
constexpr double film_depth = 1.0e-3;

/// Straight line through two points, at x.
double on_line(double x, double x0, double y0, double x1, double y1) {
  return y0 + (x - x0) * ((y1 - y0) / (x1 - x0));
}

/// First row of the pair of rows that x lies between; the first or last pair beyond the ends. At least two rows.
std::size_t pair_of(const std::vector<double>& rows, double x) {
  const auto after = std::upper_bound(rows.begin(), rows.end(), x) - rows.begin();
  return static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(after - 1, 0, static_cast<std::ptrdiff_t>(rows.size()) - 2));
}

double rise(const StorageCurve& curve, std::size_t pair) {
  return (curve.volume[pair + 1] - curve.volume[pair]) / (curve.level[pair + 1] - curve.level[pair]);
}

/// Surface area of a row: given, else dV/dlevel there (the mean of both sides).
double row_area(const StorageCurve& curve, std::size_t row) {
  if (row < curve.area.size() && is_given(curve.area[row])) return curve.area[row];
  const std::size_t last = curve.level.size() - 1;
  if (row == 0) return rise(curve, 0);
  if (row == last) return rise(curve, last - 1);
  return 0.5 * (rise(curve, row - 1) + rise(curve, row));
}

bool has_curve(const Reservoir& reservoir) {
  return reservoir.curve.level.size() >= 2;
}

/// Between two break points outflow (without spillway), evaporation and level are linear in the volume.
struct Stretch {
  double low = 0.0, high = infinite;
  double out = 0.0, out_slope = 0.0;     ///< at `low` [m3 s-1], [s-1]
  double evap = 0.0, evap_slope = 0.0;   ///< likewise
  double head = -1.0, head_slope = 0.0;  ///< level over the spillway's crest at `low` [m], [m-2]
};

/// The law of outflow of one reservoir over one step.
class OutflowLaw {
public:
  OutflowLaw(const Reservoir& reservoir, const ReservoirState& state, double volume, double gain)
      : reservoir_(reservoir), state_(state), gain_(gain) {
    has_spillway_ = is_given(reservoir.weir_level) && is_given(reservoir_level(reservoir, state.bed, volume));
    if (!has_spillway_ && is_given(reservoir.max_volume)) cap_ = reservoir.max_volume;
    find_rows();
    passes_ = rows_.empty() && !is_given(reservoir.release) && !has_spillway_;
    through_ = std::max(gain - state.evaporation * reservoir_area(reservoir, volume), 0.0);
    least_ = reservoir.min_volume;
    set_film();
    set_stretches();
  }

  /// Whether what flows in flows out, all of it.
  [[nodiscard]] bool keeps_volume(double volume) const {
    return passes_ && state_.evaporation <= 0.0 && state_.kept_flow <= gain_ && volume <= cap_;
  }
  [[nodiscard]] double cap() const { return cap_; }
  [[nodiscard]] const std::vector<Stretch>& stretches() const { return stretches_; }
  [[nodiscard]] bool spills(const Stretch& s, double volume) const { return has_spillway_ && head(s, volume) > 0.0; }

  [[nodiscard]] static double head(const Stretch& s, double volume) { return s.head + s.head_slope * (volume - s.low); }
  [[nodiscard]] static double evaporation(const Stretch& s, double volume) {
    return s.evap + s.evap_slope * (volume - s.low);
  }
  [[nodiscard]] double outflow(const Stretch& s, double volume) const {
    const double h = head(s, volume);
    const double spill = has_spillway_ && h > 0.0 ? weir_ * reservoir_.weir_width * h * std::sqrt(h) : 0.0;
    return s.out + s.out_slope * (volume - s.low) + spill;
  }
  [[nodiscard]] double outflow_slope(const Stretch& s, double volume) const {
    const double h = head(s, volume);
    const double spill = has_spillway_ && h > 0.0 ? 1.5 * weir_ * reservoir_.weir_width * std::sqrt(h) : 0.0;
    return s.out_slope + spill * s.head_slope;
  }
  /// V' [m3 s-1]
  [[nodiscard]] double net(const Stretch& s, double volume) const {
    return gain_ - outflow(s, volume) - evaporation(s, volume);
  }

private:
  void find_rows() {
    const auto held = [&](const ReleaseRule& row) { return in_span(row.days, state_.month, state_.day); };
    const auto first = std::find_if(reservoir_.rules.begin(), reservoir_.rules.end(), held);
    if (first == reservoir_.rules.end()) return;
    const YearSpan& span = first->days;
    for (const ReleaseRule& row : reservoir_.rules) {
      const bool same = row.days.from_month == span.from_month && row.days.from_day == span.from_day &&
                        row.days.to_month == span.to_month && row.days.to_day == span.to_day;
      if (same) rows_.push_back(row);
    }
    const auto by_volume = [](const ReleaseRule& a, const ReleaseRule& b) { return a.volume < b.volume; };
    std::stable_sort(rows_.begin(), rows_.end(), by_volume);
  }

  /// Where the last drop would go in finite time, a film stays; what empties exponentially needs none.
  void set_film() {
    const double floor = reservoir_area(reservoir_, 0.0);
    const bool released = !passes_ && least_ <= 0.0 && kept_release(0.0, false) > 0.0;
    if (!released && state_.evaporation * floor <= 0.0) return;
    film_ = film_depth * (has_curve(reservoir_) ? std::max(floor, rise(reservoir_.curve, 0)) : floor);
    least_ = std::max(least_, film_);
  }

  /// Release without spillway at a volume above the least.
  [[nodiscard]] double release(double volume) const {
    if (passes_) return through_;
    if (rows_.empty()) return is_given(reservoir_.release) ? reservoir_.release : 0.0;
    if (volume <= rows_.front().volume) return rows_.front().release;
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      const ReleaseRule &a = rows_[i - 1], &b = rows_[i];
      if (volume <= b.volume) return on_line(volume, a.volume, a.release, b.volume, b.release);
    }
    return rows_.back().release;
  }

  [[nodiscard]] double kept_release(double volume, bool below_min) const {
    if (below_min) return passes_ ? through_ : 0.0;
    return std::max(release(volume), state_.kept_flow);
  }

  [[nodiscard]] std::vector<double> break_points() const {
    std::vector<double> at = {0.0, film_, least_};
    at.insert(at.end(), reservoir_.curve.volume.begin(), reservoir_.curve.volume.end());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      at.push_back(rows_[i].volume);
      if (i == 0) continue;
      const ReleaseRule &a = rows_[i - 1], &b = rows_[i];
      if ((a.release < state_.kept_flow) != (b.release < state_.kept_flow)) {
        at.push_back(on_line(state_.kept_flow, a.release, a.volume, b.release, b.volume));
      }
    }
    if (has_spillway_) at.push_back(reservoir_volume(reservoir_, state_.bed, reservoir_.weir_level));
    if (cap_ < infinite) at.push_back(cap_);
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    const auto outside = [&](double v) { return !(v >= 0.0 && v <= cap_); };
    at.erase(std::remove_if(at.begin(), at.end(), outside), at.end());
    return at;
  }

  void set_stretches() {
    const std::vector<double> at = break_points();
    const std::size_t count = std::max<std::size_t>(cap_ < infinite ? at.size() - 1 : at.size(), 1);
    for (std::size_t i = 0; i < count; ++i) {
      Stretch s;
      s.low = at[i];
      if (i + 1 < at.size()) s.high = at[i + 1];
      const double high = std::isinf(s.high) ? s.low + std::max(s.low, 1.0) : s.high;
      const double over = 1.0 / (high - s.low);
      const bool below_min = s.high <= least_;
      const double e = s.high <= film_ ? 0.0 : state_.evaporation;
      s.out = kept_release(s.low, below_min);
      s.out_slope = (kept_release(high, below_min) - s.out) * over;
      s.evap = e * reservoir_area(reservoir_, s.low);
      s.evap_slope = (e * reservoir_area(reservoir_, high) - s.evap) * over;
      if (has_spillway_) {
        s.head = reservoir_level(reservoir_, state_.bed, s.low) - reservoir_.weir_level;
        s.head_slope = (reservoir_level(reservoir_, state_.bed, high) - reservoir_.weir_level - s.head) * over;
      }
      stretches_.push_back(s);
    }
  }

  const Reservoir& reservoir_;
  const ReservoirState& state_;
  double gain_ = 0.0, through_ = 0.0, cap_ = infinite;
  double film_ = 0.0, least_ = 0.0;  ///< volumes below which nothing evaporates, nothing is released [m3]
  double weir_ = 2.0 / 3.0 * std::sqrt(2.0 * gravity) / std::sqrt(3.0);
  bool has_spillway_ = false, passes_ = false;
  std::vector<ReleaseRule> rows_;
  std::vector<Stretch> stretches_;
};

/// φ1(x) = (e^x − 1)/x and φ2(x) = (φ1(x) − 1)/x.
struct Phi {
  double one = 1.0, two = 0.5;
};
Phi phi(double x) {
  if (std::abs(x) < 0.1) {
    double term = 0.5, two = 0.5;
    for (int n = 3; n < 13; ++n) two += (term *= x / n);
    return {1.0 + x * two, two};
  }
  const double one = std::expm1(x) / x;
  return {one, (one - 1.0) / x};
}

/// The volume on its way through a step.
class VolumePath {
public:
  VolumePath(const OutflowLaw& law, double volume, double gain, double dt)
      : law_(law), gain_(gain), dt_(dt), volume_(volume) {
    if (volume_ > law.cap()) {
      out_ = volume_ - law.cap();
      volume_ = law.cap();
    }
    const auto& all = law.stretches();
    while (at_ + 1 < all.size() && volume_ >= all[at_].high) ++at_;
  }

  void run() {
    while (t_ < dt_) {
      if (!choose_way()) {
        stay();
        return;
      }
      move();
    }
  }

  [[nodiscard]] double volume() const { return volume_; }
  [[nodiscard]] double out() const { return out_; }
  [[nodiscard]] double evaporated() const { return evap_; }

private:
  /// Steps into the stretch in which the volume goes on; false where it is held between two.
  bool choose_way() {
    const auto& all = law_.stretches();
    if (volume_ > all[at_].low && volume_ < all[at_].high) return true;
    std::size_t above = at_, below = at_;
    if (volume_ >= all[at_].high)
      above = at_ + 1;
    else
      below = at_ - 1;  // wraps at 0: no stretch below
    if (above < all.size() && law_.net(all[above], volume_) > 0.0) {
      at_ = above;
      return true;
    }
    if (below < all.size() && law_.net(all[below], volume_) < 0.0) {
      at_ = below;
      return true;
    }
    return false;
  }

  void stay() {
    const auto& all = law_.stretches();
    const double left = dt_ - t_;
    double evaporates = law_.evaporation(all[at_], volume_);
    if (volume_ >= all[at_].high && at_ + 1 < all.size()) evaporates = law_.evaporation(all[at_ + 1], volume_);
    evaporates = std::min(evaporates, gain_);
    evap_ += left * evaporates;
    out_ += left * (gain_ - evaporates);
    t_ = dt_;
  }

  void move() {
    const Stretch& s = law_.stretches()[at_];
    const double start = law_.net(s, volume_);
    const double out_slope = law_.outflow_slope(s, volume_);
    const double slope = out_slope + s.evap_slope;
    const double bound = start > 0.0 ? s.high : s.low;
    const double above = volume_ - s.low;
    const double at_low = law_.spills(s, volume_) ? start + slope * above : law_.net(s, s.low);
    double tau = dt_ - t_;
    bool crosses = false;
    double next = volume_;
    for (;;) {
      // From the lower end of the stretch: what empties exponentially keeps all its digits.
      next = s.low + (above * std::exp(-slope * tau) + at_low * tau * phi(-slope * tau).one);
      crosses = start > 0.0 ? next >= bound : next < bound || (next == bound && at_low < 0.0);
      if (crosses) {
        const double share = (bound - volume_) / start;
        const double log_term = slope * share;
        const double needs = std::abs(log_term) < 1.0e-12 ? share : -std::log1p(-log_term) / slope;
        if (needs >= 0.0 && needs < tau) tau = needs;
        next = bound;
      }
      if (!bends(s, start, slope, next) || tau <= dt_ * least_share) break;
      tau *= 0.5;
    }
    const double gathered = start * tau * tau * phi(-slope * tau).two;  // ∫ (V − V_start) dt
    out_ += law_.outflow(s, volume_) * tau + out_slope * gathered;
    evap_ += law_.evaporation(s, volume_) * tau + s.evap_slope * gathered;
    volume_ = next;
    t_ = crosses || tau < dt_ - t_ ? t_ + tau : dt_;
  }

  /// Whether the law at the end of a step differs too much from its tangent at the beginning.
  [[nodiscard]] bool bends(const Stretch& s, double start, double slope, double next) const {
    if (!law_.spills(s, next) && !law_.spills(s, volume_)) return false;
    const double tangent = start - slope * (next - volume_);
    return std::abs(law_.net(s, next) - tangent) > tolerance * (gain_ + law_.outflow(s, volume_));
  }

  static constexpr double tolerance = 1.0e-5;    ///< of the flow through a reservoir
  static constexpr double least_share = 1.0e-4;  ///< of a step, the shortest part it is cut into

  const OutflowLaw& law_;
  double gain_, dt_, volume_;
  double t_ = 0.0, out_ = 0.0, evap_ = 0.0;
  std::size_t at_ = 0;
};

}  // namespace

double reservoir_level(const Reservoir& reservoir, double bed, double volume) {
  if (!has_curve(reservoir)) return reservoir.area > 0.0 ? bed + volume / reservoir.area : missing;
  const StorageCurve& c = reservoir.curve;
  const std::size_t i = pair_of(c.volume, volume);
  return on_line(volume, c.volume[i], c.level[i], c.volume[i + 1], c.level[i + 1]);
}

double reservoir_volume(const Reservoir& reservoir, double bed, double level) {
  if (!has_curve(reservoir)) return std::max((level - bed) * reservoir.area, 0.0);
  const StorageCurve& c = reservoir.curve;
  const std::size_t i = pair_of(c.level, level);
  return std::max(on_line(level, c.level[i], c.volume[i], c.level[i + 1], c.volume[i + 1]), 0.0);
}

double reservoir_area(const Reservoir& reservoir, double volume) {
  if (!has_curve(reservoir)) return reservoir.area;
  const StorageCurve& c = reservoir.curve;
  if (volume <= c.volume.front()) return row_area(c, 0);
  const std::size_t i = pair_of(c.volume, volume);
  const double area = on_line(volume, c.volume[i], row_area(c, i), c.volume[i + 1], row_area(c, i + 1));
  return std::max(area, 0.0);
}

ReservoirStep advance_reservoir(const Reservoir& reservoir, const ReservoirState& state, double volume, double gain,
                                double dt) {
  const OutflowLaw law(reservoir, state, volume, gain);
  if (law.keeps_volume(volume)) return {volume, gain, 0.0};
  VolumePath path(law, volume, gain, dt);
  path.run();
  ReservoirStep step;
  step.volume = path.volume();
  step.evaporation = path.evaporated() / dt;
  step.outflow = path.out() / dt;
  // Volume and flows must agree to the last bits of the larger of them.
  const double balance = volume + dt * (gain - step.outflow - step.evaporation);
  if (balance >= 0.5 * volume) {
    step.volume = balance;
  } else {
    step.outflow = std::max(gain - step.evaporation - (step.volume - volume) / dt, 0.0);
  }
  return step;
}

int reservoir_at(const Network& network, int node) {
  for (std::size_t i = 0; i < network.reservoirs.size(); ++i) {
    if (network.reservoirs[i].node == node) return static_cast<int>(i);
  }
  return -1;
}

ReservoirState reservoir_state(const HydraulicCase& model, const BlockInputs& inputs, int index, double t, double dt,
                               int lane, const Hydraulics& water) {
  const Reservoir& reservoir = model.network.reservoirs[index];
  ReservoirState state;
  state.bed = model.network.nodes[reservoir.node].bed_elevation;
  const std::size_t at = static_cast<std::size_t>(index) * water.width + lane;
  state.kept_flow = std::max(reservoir.ecological_flow, water.ecological_reservoir[at]);
  const Evaporation* found = nullptr;
  for (const Evaporation& entry : inputs.lanes[lane]->forcing->evaporation) {
    if (entry.reservoir == index || (entry.reservoir < 0 && (found == nullptr || found->reservoir < 0))) found = &entry;
  }
  if (found != nullptr) state.evaporation = std::max(value_at(found->series, 0, t + 0.5 * dt), 0.0);
  const CivilDate today = day_at(model.settings.time.start, t);
  state.month = today.month;
  state.day = today.day;
  return state;
}

void set_reservoir_surface(const HydraulicCase& model, Hydraulics& water) {
  for (const Reservoir& reservoir : model.network.reservoirs) {
    const double bed = model.network.nodes[reservoir.node].bed_elevation;
    const std::size_t first = static_cast<std::size_t>(model.grid.node_unknown[reservoir.node]) * water.width;
    for (std::size_t i = first; i < first + water.width; ++i) {
      const double area = reservoir_area(reservoir, water.volume_new[i]);
      water.depth[i] = area > 0.0 ? water.volume_new[i] / area : 0.0;
      water.top_width[i] = std::sqrt(area);
      water.stage[i] = reservoir_level(reservoir, bed, water.volume_new[i]);
    }
  }
}

}  // namespace bailang
