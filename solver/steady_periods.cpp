#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/ledger.hpp"
#include "solver/mass_ledgers.hpp"
#include "solver/recorder.hpp"
#include "solver/simulate.hpp"
#include "solver/steady_kinetics.hpp"

namespace bailang {
namespace {

/// Starts of the periods [s]: 0, every jump, every row in time of the inputs.
std::vector<double> period_starts(const HydraulicCase& model, const BlockInputs& inputs, double end) {
  std::vector<double> starts = jump_times(model, inputs, 0.0, end);
  const auto add = [&](const TimeSeries& series) {
    for (const double t : series.time) {
      if (t > 1.0e-6 && t < end - 1.0e-6) starts.push_back(t);
    }
  };
  const Forcing& forcing = *inputs.lanes[0]->forcing;
  for (const Inflow& inflow : forcing.inflows) add(inflow.series);
  for (const TemperatureRecord& record : forcing.temperature) add(record.series);
  for (const Tide& tide : forcing.tides) add(tide.series);
  for (const WeatherRecord& record : forcing.weather) add(record.series);
  for (const Evaporation& evaporation : forcing.evaporation) add(evaporation.series);
  starts.push_back(0.0);
  std::sort(starts.begin(), starts.end());
  const auto same = [](double a, double b) { return b - a < 1.0e-6; };
  starts.erase(std::unique(starts.begin(), starts.end(), same), starts.end());
  return starts;
}

double overlap(double a0, double a1, double b0, double b1) {
  return std::max(0.0, std::min(a1, b1) - std::max(a0, b0));
}

/// One scenario's periods and how they fill its records.
class LaneRun {
public:
  LaneRun(const SimulationCase& model, const HydraulicCase& water_model, const LaneInput& input)
      : model_(model), water_model_(water_model), input_(input) {
    inputs_.lanes = {&input_};
    end_ = static_cast<double>(model.settings.time.end - model.settings.time.start);
    starts_ = period_starts(water_model_, inputs_, end_);
    Reactions reactions(water_model_, inputs_);
    FaceChanges changes = make_face_changes(model.network, model.grid);
    const SteadyKinetics kinetics = steady_kinetics(water_model_, reactions, changes);
    for (const double t : starts_) states_.push_back(solve_steady_network(water_model_, inputs_, t, kinetics));
    for (const Process& process : reactions.kinetics().processes) stoichiometry_.push_back(process.stoichiometry);
    terms_ = face_terms(process_ids(model.network, reactions.kinetics()));
  }

  void append_to(BlockResult& result) const {
    append_records(result);
    append_section_means(result);
    add_periods(result);
    append_cells(result);
    append_balances(result);
    result.scenarios.push_back(input_.scenario);
  }

private:
  [[nodiscard]] double period_end(std::size_t p) const { return p + 1 < starts_.size() ? starts_[p + 1] : end_; }

  [[nodiscard]] const SteadyState& state_at(double t) const {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), t + 1.0e-6);
    return states_[static_cast<std::size_t>(after - starts_.begin()) - 1];
  }

  [[nodiscard]] double record_time(int k) const { return std::min(k * model_.settings.time.output, end_); }

  /// Mean over [from, to] of a value of the periods' states.
  template <class Value>
  [[nodiscard]] double mean_over(double from, double to, Value value) const {
    double sum = 0.0;
    for (std::size_t p = 0; p < states_.size(); ++p) {
      const double share = overlap(from, to, starts_[p], period_end(p));
      if (share > 0.0) sum += share * value(states_[p]);
    }
    return sum / (to - from);
  }

  void append_records(BlockResult& result) const {
    const ResultShape& shape = result.shape;
    for (int k = 0; k < shape.times; ++k) {
      const SteadyState& state = state_at(record_time(k));
      result.section_flow.insert(result.section_flow.end(), state.section_flow.begin(), state.section_flow.end());
      result.section_dry.insert(result.section_dry.end(), state.section_dry.begin(), state.section_dry.end());
      result.section_depth.insert(result.section_depth.end(), state.section_depth.begin(), state.section_depth.end());
      result.section_stage.insert(result.section_stage.end(), state.section_stage.begin(), state.section_stage.end());
      for (int o = 0; o < shape.outlets; ++o) {
        const double from = record_time(std::max(k - 1, 0));
        result.outlet_flow.push_back(
            k == 0 ? 0.0 : mean_over(from, record_time(k), [&](const SteadyState& s) { return s.outlet_flow[o]; }));
      }
    }
    for (int c = 0; c < shape.constituents; ++c) {
      for (int k = 0; k < shape.times; ++k) {
        const SteadyState& state = state_at(record_time(k));
        for (int s = 0; s < shape.sections; ++s) {
          result.section_concentration.push_back(static_cast<float>(state.section[c][s]));
        }
        for (int o = 0; o < shape.outlets; ++o) {
          const double from = record_time(std::max(k - 1, 0));
          result.outlet_load.push_back(k == 0 ? 0.0 : mean_over(from, record_time(k), [&](const SteadyState& s) {
            return s.outlet_load[c][o];
          }));
        }
      }
    }
  }

  void append_section_means(BlockResult& result) const {
    const ResultShape& shape = result.shape;
    const auto months = months_between(model_.settings.time.start, model_.settings.time.end);
    for (int c = 0; c < shape.constituents; ++c) {
      for (int s = 0; s < shape.sections; ++s) {
        result.section_mean.push_back(mean_over(0.0, end_, [&](const SteadyState& x) { return x.section[c][s]; }));
      }
      for (const MonthSpan& month : months) {
        for (int s = 0; s < shape.sections; ++s) {
          result.section_month_mean.push_back(
              mean_over(month.begin, month.end, [&](const SteadyState& x) { return x.section[c][s]; }));
        }
      }
    }
  }

  /// Means of days and what passes sections: in a steady state discharge × concentration.
  void add_periods(BlockResult& result) const {
    const std::size_t nc = result.shape.constituents, ns = result.shape.sections;
    SectionPeriods periods(model_.settings.time, result.shape, 1);
    for (std::size_t p = 0; p < states_.size(); ++p) {
      const SteadyState& state = states_[p];
      const double begin = starts_[p], end = period_end(p), length = end - begin;
      std::vector<double> values, volumes;
      for (const double flow : state.section_flow) volumes.push_back(flow * length);
      periods.add_water(begin, end, volumes);
      for (std::size_t c = 0; c < nc; ++c) {
        std::vector<double> mass;
        for (std::size_t s = 0; s < ns; ++s) {
          const double value = state.section[c][s];
          values.push_back(value);
          mass.push_back(std::isnan(value) ? 0.0 : value * volumes[s]);
        }
        periods.add_mass(begin, end, static_cast<int>(c), mass);
      }
      periods.add_values(begin, end, values, state.section_dry);
    }
    BlockResult own;
    periods.finish(own);
    const auto append = [](std::vector<double>& to, const std::vector<double>& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(result.section_day_mean, own.section_day_mean);
    append(result.section_wet, own.section_wet);
    append(result.section_mass, own.section_mass);
    append(result.section_water, own.section_water);
  }

  void append_cells(BlockResult& result) const {
    const ResultShape& shape = result.shape;
    if (shape.fields == FieldOutput::none) return;
    for (int i = 0; i < shape.cells; ++i) {
      const auto mean = [&](const auto& value) { return static_cast<float>(mean_over(0.0, end_, value)); };
      result.cell_dispersion.push_back(mean([&](const SteadyState& s) { return s.cell_dispersion[i]; }));
      result.cell_numerical_dispersion.push_back(
          mean([&](const SteadyState& s) { return s.cell_numerical_dispersion[i]; }));
    }
    const int oxygen = constituent_index(model_.network, "do");
    for (int c = 0; c < shape.constituents; ++c) {
      for (int i = 0; i < shape.cells; ++i) {
        const auto value = [&](const SteadyState& s) { return s.cell[c][i]; };
        std::vector<double> records;
        for (int k = 1; k < shape.times; ++k) records.push_back(value(state_at(record_time(k))));
        std::sort(records.begin(), records.end());
        const double position = 0.9 * static_cast<double>(records.size() - 1);
        const auto lower = static_cast<std::size_t>(position);
        const double next = records[std::min(lower + 1, records.size() - 1)];
        const double p90 = records[lower] + (position - static_cast<double>(lower)) * (next - records[lower]);
        result.cell_mean.push_back(static_cast<float>(mean_over(0.0, end_, value)));
        result.cell_max.push_back(static_cast<float>(records.back()));
        result.cell_p90.push_back(static_cast<float>(p90));
        if (c == oxygen) result.cell_oxygen_min.push_back(static_cast<float>(records.front()));
      }
      if (shape.fields != FieldOutput::full) continue;
      for (int k = 0; k < shape.times; ++k) {
        const SteadyState& state = state_at(record_time(k));
        for (int i = 0; i < shape.cells; ++i) result.cell_concentration.push_back(static_cast<float>(state.cell[c][i]));
      }
    }
  }

  /// Terms are rates × period; nothing is stored.
  void append_balances(BlockResult& result) const {
    const int nc = result.shape.constituents;
    for (int c = 0; c <= nc; ++c) {
      const int processes = static_cast<int>(result.shape.terms.size()) - term_count;
      Ledger ledger(1, processes);
      for (std::size_t p = 0; p < states_.size(); ++p) {
        const double length = period_end(p) - starts_[p];
        const auto& rates = c < nc ? states_[p].balance[c] : states_[p].water_balance;
        for (int t = 0; t < term_count - 1; ++t) ledger.add(static_cast<Term>(t), 0, length * rates[t]);
        if (c < nc) add_processes(states_[p], c, length, ledger);
      }
      const std::vector<double> terms = ledger.closed(0);
      auto& to = c < nc ? result.balance : result.water_balance;
      to.insert(to.end(), terms.begin(), terms.end());
    }
  }

  /// What single processes did, out of `reaction`, which has it already.
  void add_processes(const SteadyState& state, int c, double length, Ledger& ledger) const {
    const auto move = [&](int process, double amount) {
      ledger.add_process(process, 0, amount);
      ledger.add(Term::reaction, 0, -amount);
    };
    for (std::size_t p = 0; p < state.extent.size(); ++p) {
      const double share = stoichiometry_[p][c];
      if (share != 0.0) move(static_cast<int>(p), length * share * state.extent[p]);
    }
    const bool is_oxygen = model_.network.constituents[c] == "do";
    const int at_faces = is_oxygen ? terms_.weir_aeration : terms_.wetland;
    if (at_faces >= 0) move(at_faces, length * state.at_faces[c]);
    if (is_oxygen && terms_.aeration >= 0) move(terms_.aeration, length * state.aeration);
  }

  const SimulationCase& model_;
  const HydraulicCase& water_model_;
  const LaneInput& input_;
  BlockInputs inputs_;
  double end_ = 0.0;
  std::vector<double> starts_;
  std::vector<SteadyState> states_;
  std::vector<std::vector<double>> stoichiometry_;  ///< [process][constituent]
  FaceTerms terms_;
};

}  // namespace

BlockResult solve_steady_periods(const SimulationCase& model, const std::vector<LaneInput>& inputs) {
  const SourceMap map = make_source_map(model.network, model.grid);
  const FaceArrays faces = make_face_arrays(model.grid, inputs);
  const HydraulicCase water_model{model.network, model.grid, map, faces, model.settings, model.settings.flow};
  BlockResult result;
  result.shape = result_shape(model.network, model.grid, model.settings, model.fields);
  for (const LaneInput& input : inputs) {
    LaneRun(model, water_model, input).append_to(result);
    for (int k = 1; k < result.shape.times && model.on_record; ++k) model.on_record(1);
  }
  return result;
}

}  // namespace bailang
