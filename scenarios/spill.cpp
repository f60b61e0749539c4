#include "scenarios/spill.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <exception>

#include "core/units.hpp"
#include "scenarios/spill_case.hpp"
#include "solver/simulate.hpp"

namespace bailang {
namespace {

constexpr double longest_follow = 30.0 * units::seconds_per_day;
/// A place counts as passed for the sake of ending a run when it is back below this share of its peak.
constexpr double faded = 1.0e-4;
/// Share of the peak at which a spill arrives and has passed.
constexpr double front = 0.01;
/// Cell steps of a run that nobody waits for.
constexpr double most_cell_steps = 2.0e11;

struct Place {
  int section = -1;  ///< of the spill's network
  SpillPlace shown;
};

std::vector<Place> list_places(const Case& model, const SpillStudy& study, const Network& network, const Grid& grid) {
  const std::vector<double> to_mouth = distance_to_mouth(network);
  std::vector<std::vector<double>> distance;
  for (const Spill& spill : study.spills) {
    distance.push_back(distance_to_reaches(network, spill, model.settings.flow));
  }
  std::vector<Place> places;
  const std::size_t sections = network.sections.size() - study.spills.size();
  for (std::size_t s = 0; s < sections; ++s) {
    const Section& section = network.sections[s];
    const Reach& reach = network.reaches[section.reach];
    Place place;
    place.section = static_cast<int>(s);
    place.shown.is_mouth = s >= model.network.sections.size();
    const Node& node = network.nodes[reach.to_node];
    place.shown.id = section.id;
    place.shown.name = place.shown.is_mouth ? node.name : section.name;
    place.shown.name_zh = place.shown.is_mouth ? node.name_zh : section.name_zh;
    place.shown.river = reach.river;
    place.shown.to_mouth = to_mouth[reach.to_node] + reach.length - section.chainage;
    bool is_passed = false;
    for (const std::vector<double>& of_spill : distance) {
      const double there = of_spill[section.reach] + section.chainage;
      place.shown.distance.push_back(there > 1.0e-6 ? there : missing);
      is_passed |= there > 1.0e-6;
    }
    if (is_passed) places.push_back(std::move(place));
  }
  std::vector<int> rank(network.reaches.size());
  for (std::size_t i = 0; i < grid.reach_order.size(); ++i) rank[grid.reach_order[i]] = static_cast<int>(i);
  const auto upstream = [&](const Place& a, const Place& b) {
    const Section& one = network.sections[a.section];
    const Section& other = network.sections[b.section];
    if (one.reach != other.reach) return rank[one.reach] < rank[other.reach];
    return one.chainage < other.chainage;
  };
  std::stable_sort(places.begin(), places.end(), upstream);
  return places;
}

/// The curve at a place: concentrations at the ends of steps.
struct Curve {
  std::vector<double> time;  ///< [s] after the spill begins
  std::vector<double> c;     ///< [g m-3]
};

/// Where the line from point k − 1 to k crosses a level.
double crossing(const Curve& curve, std::size_t k, double level) {
  const double rise = curve.c[k] - curve.c[k - 1];
  const double share = rise == 0.0 ? 1.0 : (level - curve.c[k - 1]) / rise;
  return curve.time[k - 1] + share * (curve.time[k] - curve.time[k - 1]);
}

double first_above(const Curve& curve, double level) {
  for (std::size_t k = 1; k < curve.c.size() && level > 0.0; ++k) {
    if (curve.c[k] >= level) return curve.c[k - 1] >= level ? curve.time[k - 1] : crossing(curve, k, level);
  }
  return missing;
}

double below_for_good(const Curve& curve, double level) {
  if (level <= 0.0 || curve.c.back() >= level) return missing;
  for (std::size_t k = curve.c.size() - 1; k > 0; --k) {
    if (curve.c[k - 1] >= level) return crossing(curve, k, level);
  }
  return missing;
}

/// Time and height of the top of the parabola through the highest point and its neighbours.
void set_peak(const Curve& curve, SpillPassage& passage) {
  const auto top = static_cast<std::size_t>(std::max_element(curve.c.begin(), curve.c.end()) - curve.c.begin());
  passage.peak = curve.c[top];
  passage.peak_time = curve.time[top];
  if (top == 0 || top + 1 == curve.c.size()) return;
  const double before = curve.c[top - 1], after = curve.c[top + 1];
  const double bend = before - 2.0 * passage.peak + after;
  if (bend >= 0.0) return;
  const double shift = 0.5 * (before - after) / bend;
  passage.peak_time += shift * (curve.time[top + 1] - curve.time[top]);
  passage.peak -= 0.25 * (before - after) * shift;
}

class Run {
public:
  Run(const Case& model, const SpillStudy& study, double factor)
      : study_(study), spill_case_(make_spill_case(model, study, factor)) {
    places_ = list_places(model, study, spill_case_.network, spill_case_.grid);
    run_.factor = factor;
    run_.velocity = factor < 1.0 ? "low" : factor > 1.0 ? "high" : "central";
    run_.step = spill_case_.settings.time.step;
    run_.shortest_cell = spill_case_.shortest_cell;
    for (const Spill& spill : study.spills) {
      run_.mixing.push_back(spill_case_.mixing[cell_at(spill_case_.grid, spill.reach, spill.chainage)]);
    }
  }

  /// @param first_try how long to follow at first, where the study leaves it open [s after the first spill]
  SpillRun follow(double first_try) {
    const bool until_passed = study_.follow <= 0.0;
    double time = until_passed ? std::min(first_try, longest_follow) : study_.follow;
    for (bool over = false; !over; time = std::min(1.5 * time, longest_follow)) {
      run_for(time);
      over = !until_passed || time >= longest_follow || is_given(faded_after_);
    }
    return run_;
  }
  SpillRun follow() { return follow(1.5 * travel_time(spill_case_, study_) + 6.0 * units::seconds_per_hour); }

  /// When the spills had passed everywhere [s after the first]; missing = not in the time run.
  [[nodiscard]] double faded_after() const { return faded_after_; }

  [[nodiscard]] std::vector<SpillPlace> places() const {
    std::vector<SpillPlace> shown;
    for (const Place& place : places_) shown.push_back(place.shown);
    return shown;
  }

private:
  void run_for(double time) {
    TimeSettings& clock = spill_case_.settings.time;
    const double length = spill_case_.first_spill + time;
    clock.end = clock.start + static_cast<Instant>(std::ceil(std::ceil(length / clock.step) * clock.step));
    const double cell_steps = length / clock.step * static_cast<double>(spill_case_.grid.size() * study_.spills.size());
    if (cell_steps > most_cell_steps) {
      throw RunError(
          fmt::format("following {} spill(s) for {:.1f} d in steps of {:.3g} s on {} cells is too much for one run; "
                      "take longer cells "
                      "(--cell) or a shorter time (--hours)",
                      study_.spills.size(), time / units::seconds_per_day, clock.step, spill_case_.grid.size()));
    }
    run_.followed = time;
    run_.at.assign(study_.spills.size(), {});
    run_.closure = 0.0;
    faded_after_ = 0.0;
    constexpr std::size_t widest = 32;
    for (std::size_t first = 0; first < study_.spills.size(); first += widest) run_block(first, widest);
  }

  void run_block(std::size_t first, std::size_t widest) {
    std::vector<LaneInput> inputs;
    for (std::size_t i = first; i < std::min(first + widest, study_.spills.size()); ++i) {
      inputs.push_back(spill_lane(spill_case_, study_.spills[i], static_cast<int>(i)));
    }
    int lanes = 1;
    for (const int width : {32, 16, 8})
      lanes = inputs.size() > 1 && inputs.size() <= static_cast<std::size_t>(width) ? width : lanes;
    SimulationCase simulation{spill_case_.network, spill_case_.grid, spill_case_.settings, FieldOutput::none};
    const BlockResult result = simulate(simulation, inputs, {lanes, false});
    for (std::size_t lane = 0; lane < inputs.size(); ++lane) {
      read_lane(result, lane, first + lane);
      const std::size_t terms = result.shape.terms.size();
      const double error = std::abs(result.balance[lane * terms + terms - 1]);
      run_.closure = std::max(run_.closure, error / study_.spills[first + lane].mass);
    }
  }

  void read_lane(const BlockResult& result, std::size_t lane, std::size_t index) {
    const Spill& spill = study_.spills[index];
    const std::size_t times = result.shape.times, sections = result.shape.sections;
    const double begins = static_cast<double>(spill.time - spill_case_.settings.time.start);
    const std::size_t own = sections - study_.spills.size() + index;
    const auto at_spill = static_cast<std::size_t>(std::clamp(begins / run_.step, 0.0, static_cast<double>(times - 1)));
    const double flow_at_spill = result.section_flow[(lane * times + at_spill) * sections + own];
    Curve curve;
    curve.time.resize(times);
    curve.c.resize(times);
    for (std::size_t k = 0; k < times; ++k) curve.time[k] = static_cast<double>(k) * run_.step - begins;
    for (const Place& place : places_) {
      SpillPassage passage;
      const std::size_t s = place.section;
      for (std::size_t k = 0; k < times; ++k)
        curve.c[k] = result.section_concentration[(lane * times + k) * sections + s];
      if (is_given(place.shown.distance[index])) {
        describe(curve, passage);
        const auto near_peak = static_cast<std::size_t>(
            std::clamp((passage.peak_time + begins) / run_.step, 0.0, static_cast<double>(times - 1)));
        passage.flow = result.section_flow[(lane * times + near_peak) * sections + s];
        passage.dilution = flow_at_spill > 0.0 ? passage.flow / flow_at_spill : missing;
        const auto months = static_cast<std::size_t>(result.shape.months);
        for (std::size_t m = 0; m < months; ++m)
          passage.mass += result.section_mass[(lane * months + m) * sections + s];
        const double gone = below_for_good(curve, faded * passage.peak) + begins - spill_case_.first_spill;
        faded_after_ = is_given(gone) && gone <= faded_after_ ? faded_after_ : gone;
      }
      run_.at[index].push_back(passage);
    }
  }

  void describe(const Curve& curve, SpillPassage& passage) const {
    set_peak(curve, passage);
    passage.arrival = first_above(curve, front * passage.peak);
    passage.passed = below_for_good(curve, front * passage.peak);
    passage.threshold_arrival = first_above(curve, study_.threshold);
    passage.threshold_passed = below_for_good(curve, study_.threshold);
    if (passage.peak <= 0.0) passage.peak_time = missing;
  }

  const SpillStudy& study_;
  SpillCase spill_case_;
  std::vector<Place> places_;
  SpillRun run_;
  double faded_after_ = missing;
};

/// Follows the spills; where short cells are asked for and no time is given, long ones find out first how long it takes.
SpillRun follow(const Case& model, const SpillStudy& study, double factor, std::vector<SpillPlace>* places) {
  Run run(model, study, factor);
  if (places != nullptr) *places = run.places();
  if (study.follow > 0.0 || study.cell_length <= 0.0 || study.cell_length >= model.settings.cell_length)
    return run.follow();
  SpillStudy coarse = study;
  coarse.cell_length = 0.0;
  Run scout(model, coarse, factor);
  scout.follow();
  return run.follow(is_given(scout.faded_after()) ? 1.02 * scout.faded_after() + 600.0 : longest_follow);
}

}  // namespace

SpillResult study_spills(const Case& model, const SpillStudy& study) {
  std::vector<double> factors = {1.0};
  if (study.velocity_uncertainty > 0.0)
    factors = {1.0 - study.velocity_uncertainty, 1.0, 1.0 + study.velocity_uncertainty};
  SpillResult result;
  result.runs.resize(factors.size());
  std::exception_ptr failure;
  const int threads = study.threads > 0 ? study.threads : omp_get_max_threads();
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (std::size_t i = 0; i < factors.size(); ++i) {
    try {
      result.runs[i] = follow(model, study, factors[i], factors[i] == 1.0 ? &result.places : nullptr);
    } catch (...) {
#pragma omp critical(bailang_spill_failure)
      if (!failure) failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
  return result;
}

}  // namespace bailang
