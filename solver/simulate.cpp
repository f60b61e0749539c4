#include "solver/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/diagnostics.hpp"
#include "solver/clock.hpp"
#include "solver/face_changes.hpp"
#include "solver/initial_state.hpp"
#include "solver/mass_ledgers.hpp"
#include "solver/reactions.hpp"
#include "solver/recorder.hpp"
#include "solver/saved_state.hpp"
#include "solver/section_meters.hpp"
#include "solver/sharp_fronts.hpp"
#include "solver/steady_kinetics.hpp"
#include "solver/step_loads.hpp"
#include "solver/storage_zones.hpp"
#include "solver/transport.hpp"

namespace bailang {
namespace {

/// Passes in which pumps and diversions settle what they carry: one more than the longest chain of them, or fewer.
constexpr int most_passes = 20;
/// The same where a steady start is sought: water that goes round and round dies away slowly.
constexpr int most_steady_passes = 400;

/// The time loop of one block and all it carries along.
class BlockRun {
public:
  BlockRun(const SimulationCase& model, const std::vector<LaneInput>& inputs, BlockShape shape)
      : settings_(model.settings),
        save_state_(model.save_state),
        on_record_(model.on_record),
        map_(make_source_map(model.network, model.grid)),
        faces_(make_face_arrays(model.grid, inputs)),
        model_{model.network, model.grid, map_, faces_, model.settings, model.settings.flow},
        inputs_(block_inputs(inputs, shape)),
        scenarios_(static_cast<int>(inputs.size())),
        begin_(-settings_.time.spin_up),
        end_(static_cast<double>(settings_.time.end - settings_.time.start)),
        jumps_(jump_times(model_, inputs_, begin_, end_)),
        times_(step_times(settings_.time)),
        water_(make_hydraulics(model_, inputs_.width)),
        transport_(make_transport(model_, shape.lanes, inputs_.width, model.fields != FieldOutput::none, keeps_flow())),
        zones_(make_storage_zones(model_, shape.lanes, inputs_.width)),
        fronts_(make_sharp_fronts(model_, shape.lanes, inputs_.width)),
        reactions_(model_, inputs_),
        recorder_(model_, settings_, model.fields, scenario_list(inputs), recorded_steps()),
        ledgers_(model_, scenarios_, process_ids(model.network, reactions_.kinetics())),
        face_changes_(make_face_changes(model.network, model.grid)),
        months_(months_between(settings_.time.start, settings_.time.end)) {
    add_transfer_exits(water_, transport_);
    meter_sections(model_, transport_);
  }

  BlockResult run() {
    ages_ = has_ageing(model_.network);
    changes_ = has_changing_sources(model_, inputs_) || ages_;
    changing_.active = changes_;
    begin();
    if (begin_ >= 0.0) start_recording();
    double t = begin_;
    for (const double next : times_) {
      step(t, next);
      t = next;
      if (!recording_ && t > -1.0e-6) start_recording();
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

  [[nodiscard]] std::size_t recorded_steps() const {
    return static_cast<std::size_t>(std::count_if(times_.begin(), times_.end(), [](double t) { return t > 1.0e-6; }));
  }

  /// Whether volumes never change: then both stages share their factors.
  [[nodiscard]] bool keeps_flow() const {
    if (settings_.flow != FlowMode::prescribed) return false;
    const auto& all = model_.network.reservoirs;
    const bool fixed = std::none_of(all.begin(), all.end(), [](const Reservoir& r) {
      return is_given(r.release) || !r.rules.empty() || r.ecological_flow > 0.0 || is_given(r.weir_level);
    });
    bool kept = !model_.network.structures.empty() || !model_.network.wetlands.empty();
    for (const LaneInput* input : inputs_.lanes) {
      kept |= !input->forcing->evaporation.empty();
      kept |= input->schedule.sources.keep_any_flow();
    }
    return fixed && !kept;
  }

  /// Where anything jumped since the last step began, or jumps within this one.
  void set_sources(double t, double next) {
    const std::size_t before = jump_;
    while (jump_ < jumps_.size() && jumps_[jump_] < next - 1.0e-6) ++jump_;
    if (jump_ > before || jumped_inside_) set_step_sources(model_, inputs_, t, next, jumps_, sources_, water_);
    jumped_inside_ = jump_ > before && jumps_[jump_ - 1] > t + 1.0e-6;
  }

  void begin() {
    set_sources_at(model_, inputs_, begin_, sources_, water_);
    set_inflow(begin_);
    set_steady_flow(model_, inputs_, begin_, water_);
    set_initial_levels(model_, water_);
    load_water(model_, inputs_, water_);
    set_exchange_rates(model_, water_);
    const std::vector<double> temperature = reach_temperatures(model_, inputs_, begin_);
    set_decay(model_, temperature, temperature_, transport_.classes);
    set_storage_decay(model_, temperature, zones_);
    reactions_.set_water(water_, temperature, begin_);
    begin_step(water_, true, transport_);
    set_faces(temperature, begin_);
    set_stage_volume();
    const double now[3] = {begin_, begin_, begin_};
    set_changing(now);
    const bool goes_on = inputs_.lanes[0]->start != nullptr;
    const bool settled = !goes_on && !settings_.has_initial;
    for (int c = 0; c < constituents(); ++c) {
      const double start = settings_.has_initial ? settings_.initial[c] : 0.0;
      const double dry = model_.network.constituents[c] == "continuity" ? 1.0 : start;
      std::fill(transport_.c[c].begin(), transport_.c[c].end(), dry);
      if (settled && !reactions_.is_active()) set_steady_start(c);
    }
    if (settled && reactions_.is_active()) begin_in_steady_state(model_, inputs_, begin_, transport_);
    for (int c = 0; c < constituents(); ++c) {
      set_initial_concentration(model_, c, transport_);
      set_equilibrium(c, water_.volume_new, transport_.c[c], zones_);
      if (goes_on) load_concentration(model_, inputs_, c, transport_, zones_);
    }
  }

  void set_steady_start(int c) {
    TransportStep step;
    step.sources = &sources_;
    step.changing = &changing_;
    StepLoads loads;
    add_sea_loads(model_, inputs_, water_, transport_, c, begin_, loads);
    add_face_loads(model_, water_, face_changes_, transport_, c, loads);
    LaneArray& decay = transport_.classes.all[transport_.classes.of[c]].decay;
    const LaneArray decay_of_river = decay;
    add_equilibrium(zones_, c, water_.volume_new, decay, loads);
    const std::size_t first = loads.unknown.size();
    add_transfer_entries(water_, transport_.lanes, loads);
    step.loads = &loads;
    const LaneArray start = transport_.c[c];
    for (int pass = 0; pass < most_steady_passes; ++pass) {
      transport_.c[c] = start;
      solve_steady_state(water_, step, c, transport_);
      if (settle_steady_transfer_loads(water_, transport_, c, first, loads)) break;
    }
    decay = decay_of_river;
  }

  void start_recording() {
    recording_ = true;
    fallback_steps_.assign(static_cast<std::size_t>(scenarios_) * constituents(), 0);
    for (int c = 0; c < constituents(); ++c) store_mass(Term::initial, c);
    ledgers_.store_water(Term::initial, water_);
    recorder_.record(0, 0.0, water_, transport_);
  }

  void store_mass(Term term, int c) {
    for (int l = 0; l < scenarios_; ++l) {
      ledgers_.store(term, c, l, stored_mass(water_, c, l, transport_) + storage_mass(zones_, c, l));
    }
  }

  void set_inflow(double t) {
    water_.inflow = sources_.inflow;
    water_.headwater = sources_.headwater;
    changing_water_.assign(inputs_.width, 0.0);
    if (changes_) changing_water_ = add_changing_water(model_, inputs_, t, water_);
  }

  void set_changing(const double (&moments)[3]) {
    if (!changes_) return;
    set_changing_loads(model_, inputs_, moments, water_, changing_);
    if (ages_) add_ageing_loads(model_, water_, transport_.volume_stage, changing_);
  }

  /// Route flow, let processes act for half a step, carry, let them act again, close the ledgers, record.
  void step(double t, double next) {
    const double dt = next - t;
    set_sources(t, next);
    route_flow(t, dt);
    const double middle = 0.5 * (t + next);
    const std::vector<double> temperature = reach_temperatures(model_, inputs_, middle);
    const bool decay_changed = set_decay(model_, temperature, temperature_, transport_.classes);
    if (decay_changed) set_storage_decay(model_, temperature, zones_);
    begin_step(water_, water_changed_ || decay_changed, transport_);
    const double moments[3] = {t, t + (2.0 - std::sqrt(2.0)) * dt, next};
    set_changing(moments);
    reactions_.set_water(water_, temperature, middle);
    set_faces(temperature, middle);
    react(0.5 * dt, water_.volume_old, true);
    if (reactions_.is_active()) tilts_ = &reactions_.inflow_tilts(water_, sources_, changing_, transport_.lanes);
    for (const int c : transport_.classes.order) carry(c, t, next);
    react(0.5 * dt, water_.volume_new, false);
    close_step(dt);
    water_.volume_old = water_.volume_new;
    last_dt_ = recording_ ? dt : 0.0;
    if (recording_) record_step(t, next);
  }

  void route_flow(double t, double dt) {
    set_inflow(t + 0.5 * dt);
    last_discharge_ = water_.discharge;
    last_taken_ = water_.taken;
    route(model_, inputs_, t, dt, water_);
    water_changed_ = !transport_.keeps_factors || last_discharge_ != water_.discharge || last_taken_ != water_.taken;
    if (water_changed_) set_exchange_rates(model_, water_);
    set_stage_volume();
  }

  void set_faces(const std::vector<double>& temperature, double t) {
    const auto saturation = [this](int unknown, int lane) { return reactions_.oxygen_saturation_at(unknown, lane); };
    set_face_changes(model_, water_, temperature, saturation, t, transport_.classes, face_changes_);
  }

  void set_stage_volume() {
    const double gamma = 2.0 - std::sqrt(2.0);
    for (std::size_t i = 0; i < transport_.volume_stage.size(); ++i) {
      transport_.volume_stage[i] = water_.volume_old[i] + gamma * (water_.volume_new[i] - water_.volume_old[i]);
    }
  }

  /// @param first the first half of the step; statistics are of the state before it
  void react(double dt, const LaneArray& volume, bool first) {
    if (!splits()) return;
    for (int c = 0; c < constituents() && first && last_dt_ > 0.0; ++c) add_statistics(c, last_dt_, transport_);
    reactions_.react(dt, volume, transport_);
  }

  /// Whether a step is more than transport: then statistics are not taken on its way.
  [[nodiscard]] bool splits() const { return reactions_.is_active() || zones_.is_active(); }

  /// Carries one constituent, and enters what moved in its ledger.
  void carry(int c, double t, double next) {
    const double dt = next - t, middle = 0.5 * (t + next);
    TransportStep request;
    request.dt = dt;
    request.last_dt = splits() ? 0.0 : last_dt_;
    request.sources = &sources_;
    request.changing = &changing_;
    std::vector<double> lost(transport_.lanes, 0.0);
    exchange_with_storage(0.5 * dt, c, water_.volume_old, transport_.c[c], zones_, lost);
    StepLoads loads;
    add_sea_loads(model_, inputs_, water_, transport_, c, middle, loads);
    const std::size_t sea = loads.unknown.size();
    add_transfer_entries(water_, transport_.lanes, loads);
    guess_transfer_loads(water_, transport_, c, sea, loads);
    const FaceEntries faces = add_face_loads(model_, water_, face_changes_, transport_, c, loads);
    request.loads = &loads;
    if (tilts_ != nullptr) request.tilt = &(*tilts_)[c];
    StepMass moved = advance(water_, request, c, transport_, false);
    request.last_dt = 0.0;
    StepLoads brought = loads;
    for (int pass = 1; pass < most_passes && faces.gains > sea; ++pass) {
      if (settle_transfer_loads(water_, transport_, moved, dt, sea, brought)) break;
      loads = brought;
      moved = advance(water_, request, c, transport_, false);
    }
    take(c, transport_);  // leaves the concentrations before the step in x
    if (settings_.sharp_fronts) sharpen(model_, water_, dt, transport_.x, transport_.c[c], fronts_);
    clear_rounding(c, settings_.sharp_fronts, transport_);
    exchange_with_storage(0.5 * dt, c, water_.volume_new, transport_.c[c], zones_, lost);
    for (int l = 0; l < transport_.lanes; ++l) moved.reaction[l] += lost[l];
    for (int l = 0; l < scenarios_ && recording_; ++l) {
      fallback_steps_[static_cast<std::size_t>(l) * constituents() + c] += moved.falls[l];
    }
    if (!recording_) return;
    const LaneArray* sharpened = settings_.sharp_fronts ? &fronts_.moved : nullptr;
    recorder_.periods().add_mass(t, next, c, read_meters(transport_, moved, sharpened, scenarios_));
    ledgers_.enter({c, dt, moved, loads, sea, faces}, sources_, changing_, transport_, recorder_);
  }

  void close_step(double dt) {
    if (recording_) {
      reactions_.close(scenarios_, ledgers_.mass());
      ledgers_.enter_water(dt, sources_, changing_water_, water_, transport_, recorder_);
    } else {
      reactions_.forget();
    }
  }

  void record_step(double t, double next) {
    while (months_[month_].end < next - 1.0e-6 && month_ + 1 < static_cast<int>(months_.size()) &&
           months_[month_].end <= t + 1.0e-6) {
      ++month_;
    }
    recorder_.add_step(water_, transport_, t, next - t, month_);
    std::vector<double> volumes = read_meters(transport_, water_, scenarios_);
    for (double& volume : volumes) volume *= next - t;
    recorder_.periods().add_water(t, next, volumes);
    const double due = std::min((records_ + 1) * settings_.time.output, end_);
    if (next < due - 1.0e-6 * settings_.time.step) return;
    ++records_;
    recorder_.add_dispersion(water_, due - last_record_);
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
      store_mass(Term::final_mass, c);
    }
    ledgers_.store_water(Term::final_mass, water_);
    ledgers_.close(recorder_);
    BlockResult result = recorder_.finish(transport_, end_);
    if (save_state_) save_state(model_, water_, transport_, zones_, scenarios_, result);
    result.fallback_steps = std::move(fallback_steps_);
    return result;
  }

  [[nodiscard]] int constituents() const { return model_.network.constituent_count(); }

  const Settings& settings_;
  bool save_state_;
  const std::function<void(int)>& on_record_;
  SourceMap map_;
  FaceArrays faces_;
  HydraulicCase model_;
  BlockInputs inputs_;
  int scenarios_;
  double begin_, end_;
  std::vector<double> jumps_;
  std::vector<double> times_;
  Hydraulics water_;
  Transport transport_;
  StorageZones zones_;
  SharpFronts fronts_;
  Reactions reactions_;
  Recorder recorder_;
  MassLedgers ledgers_;
  FaceChanges face_changes_;
  std::vector<int> fallback_steps_;  ///< as BlockResult::fallback_steps
  std::vector<MonthSpan> months_;
  SteadySources sources_;
  ChangingSources changing_;
  const std::vector<StepLoads>* tilts_ = nullptr;
  LaneArray last_discharge_, last_taken_;
  std::vector<double> temperature_, changing_water_;
  bool changes_ = false, ages_ = false, water_changed_ = true, recording_ = false, jumped_inside_ = false;
  std::size_t jump_ = 0;
  int month_ = 0, records_ = 0;
  double last_dt_ = 0.0, last_record_ = 0.0;
};

}  // namespace

BlockResult simulate(const SimulationCase& model, const std::vector<LaneInput>& inputs, BlockShape shape) {
  return BlockRun(model, inputs, shape).run();
}

}  // namespace bailang
