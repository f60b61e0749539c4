#pragma once

#include <vector>

#include "core/calendar.hpp"

/// How the case is to be simulated: plain values in SI units.
namespace bailang {

enum class FlowMode { steady, prescribed, kinematic };
enum class SolveMode { transient, steady };

struct TimeSettings {
  Instant start = 0;
  Instant end = 0;
  double step = 3600.0;     ///< [s], divides `output`
  double output = 86400.0;  ///< [s]
  SolveMode solve = SolveMode::transient;
};

struct KineticsSettings {
  std::vector<double> decay_20;  ///< [constituent] [s-1] at 20 °C, 0 = conservative
  std::vector<double> theta;     ///< [constituent] temperature factor [-], 1.047 unless given
};

struct Settings {
  TimeSettings time;
  double cell_length = 500.0;  ///< [m], target
  FlowMode flow = FlowMode::kinematic;
  KineticsSettings kinetics;
  bool has_initial = false;     ///< false: start from the steady state of the first moment
  std::vector<double> initial;  ///< [constituent] [g m-3], used when has_initial
};

}  // namespace bailang
