#pragma once

#include <functional>
#include <vector>

#include "core/calendar.hpp"
#include "solver/clock.hpp"
#include "solver/hydraulics.hpp"
#include "solver/result.hpp"
#include "solver/section_periods.hpp"
#include "solver/section_probe.hpp"
#include "solver/transport.hpp"

/// Collects a lane block's results as the run goes.
namespace bailang {

class Recorder {
public:
  /// @param steps number of steps the run will take (sets how often the 90th percentile is sampled)
  Recorder(const HydraulicCase& model, const Settings& settings, FieldOutput fields, const std::vector<int>& scenarios,
           std::size_t steps);

  /// Section values of the present state, weighted with dt in means, of the step that began at `begin`; month [index of months_between].
  void add_step(const Hydraulics& water, const Transport& transport, double begin, double dt, int month);
  /// Mass [g] and water [m3] that left by an outlet since the last record.
  void add_outlet_mass(int lane, int constituent, int outlet, double mass);
  void add_outlet_water(int lane, int outlet, double volume);
  /// Writes record `time_index`, `interval` seconds after the last one.
  void record(int time_index, double interval, const Hydraulics& water, const Transport& transport);
  /// Dispersion of the present water, physical and added by the scheme, weighted with dt in means.
  void add_dispersion(const Hydraulics& water, double dt);
  void set_balance(int lane, int constituent, const std::vector<double>& terms);
  void set_water_balance(int lane, const std::vector<double>& terms);
  /// Means, maxima and percentiles; `total` is the run's length [s].
  BlockResult finish(const Transport& transport, double total);

  /// Means of days and what passes sections.
  SectionPeriods& periods() { return periods_; }
  [[nodiscard]] const ResultShape& shape() const { return result_.shape; }

private:
  [[nodiscard]] double section_value(const Transport& transport, int constituent, int section, int lane) const;
  [[nodiscard]] double section_discharge(const Hydraulics& water, int section, int lane) const;
  void record_section_water(int time_index, const Hydraulics& water);
  void record_outlets(int time_index, double interval);
  void sample_percentile(const Transport& transport);
  void finish_percentile();
  void update_wet(const Hydraulics& water, const Transport& transport);

  const HydraulicCase& model_;
  FlowMode mode_;
  BlockResult result_;
  SectionPeriods periods_;
  std::vector<SectionProbe> probes_;
  int lanes_;                         ///< lanes that stand for a scenario (padding left out)
  std::vector<double> section_sum_;   ///< [lane, constituent, month, section]
  std::vector<double> month_weight_;  ///< [month]
  std::vector<double> last_wet_;      ///< [lane, constituent, section]
  std::vector<std::uint8_t> is_dry_;  ///< [lane, section]
  std::vector<double> beds_;          ///< [section] elevation of the bed [m], missing where no datum is known
  std::vector<SectionProbe> levels_;  ///< how depth and stage of sections are read: outfalls do not matter there
  std::vector<double> outlet_mass_;   ///< [lane, constituent, outlet] since the last record
  std::vector<double> outlet_water_;  ///< [lane, outlet]
  LaneArray physical_, numerical_;    ///< [unknown, coefficient] dispersion of one step [m2 s-1]
  std::vector<double> dispersion_sum_, numerical_sum_;  ///< [lane, cell] [m2]
  double dispersion_weight_ = 0.0;                      ///< [s]
  std::vector<float> samples_;                          ///< [sample, constituent, cell, lane]
  std::size_t sample_every_ = 1, step_ = 0, sample_count_ = 0;
};

/// Sizes of a run's results.
ResultShape result_shape(const Network& network, const Grid& grid, const Settings& settings, FieldOutput fields);

}  // namespace bailang
