#pragma once

#include <vector>

#include "scenarios/measure.hpp"
#include "solver/settings.hpp"

/// The moments between which what scenarios tell the solver stays constant.
namespace bailang {

/// Moments at which a measure's effect changes: its date, every day of its ramp before `end` [s], and the ramp's end.
void add_measure_moments(const Measure& measure, double end, std::vector<double>& moments);

/// Keeps those within the run, sorted, each once.
void keep_moments(const TimeSettings& time, std::vector<double>& moments);

/// The moment that stands for interval i: its middle in a transient run (a ramp then has its mean), its beginning in a
/// steady one. @param begin of the intervals [s]
double schedule_moment(const TimeSettings& time, const std::vector<double>& begin, std::size_t i);

}  // namespace bailang
