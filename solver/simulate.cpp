#include "solver/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/diagnostics.hpp"
#include "solver/ledger.hpp"
#include "solver/recorder.hpp"
#include "solver/transport.hpp"

namespace bailang {
namespace {

/// Ends of all steps [s]. They depend on the case alone, so that no lane feels its neighbours: a jump of the inputs acts
/// from the first step that begins at or after it.
std::vector<double> step_times(const TimeSettings& time) {
  const double end = static_cast<double>(time.end - time.start);
  std::vector<double> times;
  const auto count = static_cast<long>(std::ceil(end / time.step - 1.0e-9));
  for (long k = 1; k < count; ++k) times.push_back(static_cast<double>(k) * time.step);
  const int records = record_count(time);
  for (int k = 1; k < records - 1; ++k) times.push_back(k * time.output);
  times.push_back(end);
  std::sort(times.begin(), times.end());
  const auto same = [&](double a, double b) { return b - a < 1.0e-6 * time.step; };
  times.erase(std::unique(times.begin(), times.end(), same), times.end());
  return times;
}

/// The time loop of one block and all it carries along.
class BlockRun {
public:
  BlockRun(const SimulationCase& model, const std::vector<LaneInput>& inputs, BlockShape shape)
      : settings_(model.settings),
        initial_(model.initial),
        on_record_(model.on_record),
        map_(make_source_map(model.network, model.grid)),
        faces_(make_face_arrays(model.grid, inputs)),
        model_{model.network, model.grid, map_, faces_, model.settings, model.settings.flow},
        inputs_(block_inputs(inputs, shape)),
        scenarios_(static_cast<int>(inputs.size())),
        end_(static_cast<double>(settings_.time.end - settings_.time.start)),
        jumps_(jump_times(model_, inputs_, end_)),
        times_(step_times(settings_.time)),
        water_(make_hydraulics(model_, inputs_.width)),
        transport_(make_transport(model_, shape.lanes, inputs_.width, model.fields != FieldOutput::none, keeps_flow())),
        recorder_(model_, settings_, model.fields, scenario_list(inputs), times_.size()),
        mass_(model.network.constituent_count(), Ledger(scenarios_)),
        water_mass_(scenarios_),
        months_(months_between(settings_.time.start, settings_.time.end)) {}

  BlockResult run() {
    changes_ = has_changing_sources(model_, inputs_);
    changing_.active = changes_;
    begin();
    double t = 0.0;
    for (const double next : times_) {
      step(t, next);
      t = next;
    }
    return finish();
  }

private:
  static BlockInputs block_inputs(const std::vector<LaneInput>& inputs, BlockShape shape) {
    BlockInputs block;
    for (int l = 0; l < shape.lanes; ++l) {
      block.lanes.push_back(&inputs[static_cast<std::size_t>(l) < inputs.size() ? l : 0]);
    }
    block.width = shape.own_flow ? shape.lanes : 1;
    return block;
  }

  static std::vector<int> scenario_list(const std::vector<LaneInput>& inputs) {
    std::vector<int> list;
    for (const LaneInput& input : inputs) list.push_back(input.scenario);
    return list;
  }

  /// Whether volumes never change: then both stages share their factors.
  [[nodiscard]] bool keeps_flow() const {
    if (settings_.flow != FlowMode::prescribed) return false;
    const auto& all = model_.network.reservoirs;
    const bool fixed = std::none_of(all.begin(), all.end(), [](const Reservoir& r) { return is_given(r.release); });
    bool kept = false;
    for (const LaneInput* input : inputs_.lanes) {
      for (const LaneSources& sources : input->schedule.sources) kept |= !sources.ecological_flow.empty();
    }
    return fixed && !kept;
  }

  void set_sources(double t) {
    set_steady_sources(model_, inputs_, t, sources_);
    set_ecological_flow(model_, inputs_, t, water_);
    set_withdrawals(model_, inputs_, t, water_);
  }

  void begin() {
    set_sources(0.0);
    set_inflow(0.0);
    set_steady_flow(model_, inputs_, 0.0, water_);
    set_exchange_rates(model_, water_);
    set_decay(model_, settings_, inputs_, 0.0, temperature_, transport_);
    const double now[3] = {0.0, 0.0, 0.0};
    if (changes_) set_changing_loads(model_, inputs_, now, water_, changing_);
    TransportStep step;
    step.sources = &sources_;
    step.changing = &changing_;
    for (int c = 0; c < constituents(); ++c) {
      const double start = settings_.has_initial ? settings_.initial[c] : 0.0;
      const double dry = model_.network.constituents[c] == "continuity" ? 1.0 : start;
      std::fill(transport_.c[c].begin(), transport_.c[c].end(), dry);
      if (initial_)
        set_initial(c);
      else if (!settings_.has_initial)
        solve_steady_state(water_, step, c, transport_);
      for (int l = 0; l < scenarios_; ++l) {
        mass_[c].add(Term::initial, l, stored_mass(water_, c, l, transport_));
      }
    }
    store_water(Term::initial);
    recorder_.record(0, 0.0, water_, transport_);
  }

  void set_initial(int c) {
    const auto lanes = static_cast<std::size_t>(transport_.lanes);
    for (std::size_t at = 0; at < transport_.c[c].size(); ++at) transport_.c[c][at] = (*initial_)[c][at / lanes];
  }

  void set_inflow(double t) {
    water_.inflow = sources_.inflow;
    water_.headwater = sources_.headwater;
    changing_water_.assign(inputs_.width, 0.0);
    if (changes_) changing_water_ = add_changing_water(model_, inputs_, t, water_);
  }

  void step(double t, double next) {
    const double dt = next - t;
    const std::size_t before = jump_;
    while (jump_ < jumps_.size() && jumps_[jump_] < t + 1.0e-6) ++jump_;
    if (jump_ > before) set_sources(t);
    route_flow(t, dt);
    const bool decay_changed = set_decay(model_, settings_, inputs_, 0.5 * (t + next), temperature_, transport_);
    if (changes_) {
      const double moments[3] = {t, t + (2.0 - std::sqrt(2.0)) * dt, next};
      set_changing_loads(model_, inputs_, moments, water_, changing_);
    }
    TransportStep request;
    request.dt = dt;
    request.water_changed = water_changed_ || decay_changed;
    request.last_dt = last_dt_;
    request.sources = &sources_;
    request.changing = &changing_;
    for (int c = 0; c < constituents(); ++c) close_step(c, dt, advance(water_, request, c, transport_));
    close_water_step(dt);
    water_.volume_old = water_.volume_new;
    last_dt_ = dt;
    record_step(t, next);
  }

  void route_flow(double t, double dt) {
    set_inflow(t + 0.5 * dt);
    last_discharge_ = water_.discharge;
    last_taken_ = water_.taken;
    route(model_, inputs_, t, dt, water_);
    water_changed_ = !transport_.keeps_factors || last_discharge_ != water_.discharge || last_taken_ != water_.taken;
    if (water_changed_) set_exchange_rates(model_, water_);
    const double gamma = 2.0 - std::sqrt(2.0);
    for (std::size_t i = 0; i < transport_.volume_stage.size(); ++i) {
      transport_.volume_stage[i] = water_.volume_old[i] + gamma * (water_.volume_new[i] - water_.volume_old[i]);
    }
  }

  void close_step(int c, double dt, const StepMass& moved) {
    const int lanes = transport_.lanes;
    for (int l = 0; l < scenarios_; ++l) {
      const std::size_t at = static_cast<std::size_t>(c) * lanes + l;
      Ledger& ledger = mass_[c];
      ledger.add(Term::headwater, l,
                 dt * sources_.headwater_load[at] + changing_mass(changing_.headwater_load, c, l, dt));
      ledger.add(Term::diversion, l, changing_mass(changing_.diversion_load, c, l, dt));
      ledger.add(Term::outfalls, l, dt * sources_.outfall_load[at]);
      ledger.add(Term::diffuse, l, dt * sources_.diffuse_load[at]);
      ledger.add(Term::reaction, l, -moved.reaction[l]);
      for (std::size_t e = 0; e < transport_.exits.size(); ++e) {
        const Exit& exit = transport_.exits[e];
        const double left = moved.exits[e * lanes + l];
        ledger.add(exit.outlet >= 0 ? Term::outlet : Term::withdrawal, l, -left);
        if (exit.outlet >= 0) recorder_.add_outlet_mass(l, c, exit.outlet, left);
      }
    }
  }

  /// Mass [g] that changing sources bring in a step, integrated as the scheme does.
  [[nodiscard]] double changing_mass(const std::vector<double> (&loads)[3], int c, int lane, double dt) const {
    if (!changes_) return 0.0;
    const std::size_t at = static_cast<std::size_t>(c) * inputs_.width + (inputs_.width == 1 ? 0 : lane);
    const double early = std::sqrt(2.0) / 4.0;
    return dt * (early * (loads[0][at] + loads[1][at]) + (1.0 - std::sqrt(0.5)) * loads[2][at]);
  }

  void close_water_step(double dt) {
    const int w = inputs_.width;
    for (int l = 0; l < scenarios_; ++l) {
      const int at = w == 1 ? 0 : l;
      water_mass_.add(Term::headwater, l, dt * (sources_.headwater_water[at] + changing_water_[at]));
      water_mass_.add(Term::outfalls, l, dt * sources_.outfall_water[at]);
      water_mass_.add(Term::diffuse, l, dt * sources_.diffuse_water[at]);
      for (std::size_t r = 0; r < model_.network.reaches.size(); ++r) {
        water_mass_.add(Term::diversion, l, dt * water_.top_up[r * w + at]);
      }
      for (const Exit& exit : transport_.exits) {
        if (exit.outlet < 0) {
          water_mass_.add(Term::withdrawal, l, -dt * water_.taken[static_cast<std::size_t>(exit.unknown) * w + at]);
          continue;
        }
        const double volume = dt * water_.discharge[static_cast<std::size_t>(exit.face) * w + at];
        water_mass_.add(Term::outlet, l, -volume);
        recorder_.add_outlet_water(l, exit.outlet, volume);
      }
    }
  }

  void store_water(Term term) {
    const int w = inputs_.width;
    for (int l = 0; l < scenarios_; ++l) {
      const int at = w == 1 ? 0 : l;
      for (int i = 0; i < model_.grid.size(); ++i) {
        water_mass_.add(term, l, water_.volume_new[static_cast<std::size_t>(i) * w + at]);
      }
    }
  }

  void record_step(double t, double next) {
    while (months_[month_].end < next - 1.0e-6 && month_ + 1 < static_cast<int>(months_.size()) &&
           months_[month_].end <= t + 1.0e-6) {
      ++month_;
    }
    recorder_.add_step(water_, transport_, next - t, month_);
    const double due = std::min((records_ + 1) * settings_.time.output, end_);
    if (next < due - 1.0e-6 * settings_.time.step) return;
    ++records_;
    recorder_.record(records_, due - last_record_, water_, transport_);
    last_record_ = due;
    check_finite(next);
    if (on_record_) on_record_(scenarios_);
  }

  /// A number that is no number any more must stop the run before it is written.
  void check_finite(double t) const {
    for (int c = 0; c < constituents(); ++c) {
      for (const double highest : transport_.c[c]) {
        if (std::isfinite(highest)) continue;
        throw RunError(
            fmt::format("{} is no longer a finite number {:.0f} s after the start (step {} s); "
                        "look for extreme loads or areas in the inputs, or try a shorter [time] step",
                        model_.network.constituents[c], t, settings_.time.step));
      }
    }
  }

  BlockResult finish() {
    for (int c = 0; c < constituents(); ++c) {
      add_statistics(c, last_dt_, transport_);
      for (int l = 0; l < scenarios_; ++l) {
        mass_[c].add(Term::final_mass, l, stored_mass(water_, c, l, transport_));
        recorder_.set_balance(l, c, mass_[c].closed(l));
      }
    }
    store_water(Term::final_mass);
    for (int l = 0; l < scenarios_; ++l) recorder_.set_water_balance(l, water_mass_.closed(l));
    return recorder_.finish(transport_, end_);
  }

  [[nodiscard]] int constituents() const { return model_.network.constituent_count(); }

  const Settings& settings_;
  const std::vector<std::vector<double>>* initial_;
  const std::function<void(int)>& on_record_;
  SourceMap map_;
  FaceArrays faces_;
  HydraulicCase model_;
  BlockInputs inputs_;
  int scenarios_;
  double end_;
  std::vector<double> jumps_;
  std::vector<double> times_;
  Hydraulics water_;
  Transport transport_;
  Recorder recorder_;
  std::vector<Ledger> mass_;
  Ledger water_mass_;
  std::vector<MonthSpan> months_;
  SteadySources sources_;
  ChangingSources changing_;
  LaneArray last_discharge_, last_taken_;
  std::vector<double> temperature_, changing_water_;
  bool changes_ = false, water_changed_ = true;
  std::size_t jump_ = 0;
  int month_ = 0, records_ = 0;
  double last_dt_ = 0.0, last_record_ = 0.0;
};

}  // namespace

BlockResult simulate(const SimulationCase& model, const std::vector<LaneInput>& inputs, BlockShape shape) {
  return BlockRun(model, inputs, shape).run();
}

}  // namespace bailang
