#include "solver/section_periods.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace bailang {
namespace {

constexpr double day = 86400.0;
constexpr double least = 1.0e-6;  ///< shorter overlaps are rounding [s]

double seconds_into_day(Instant instant) {
  return static_cast<double>(((instant % 86400) + 86400) % 86400);
}

double overlap(double begin, double end, double from, double to) {
  return std::min(end, to) - std::max(begin, from);
}

}  // namespace

int day_count(const TimeSettings& time) {
  return static_cast<int>(
      std::ceil((seconds_into_day(time.start) + static_cast<double>(time.end - time.start)) / day - 1.0e-9));
}

SectionPeriods::SectionPeriods(const TimeSettings& time, const ResultShape& shape, int lanes)
    : lanes_(lanes),
      constituents_(shape.constituents),
      sections_(shape.sections),
      days_(shape.days),
      first_day_(-seconds_into_day(time.start)),
      months_(months_between(time.start, time.end)) {
  const std::size_t per_month = static_cast<std::size_t>(lanes_) * months_.size() * sections_;
  const std::size_t per_day = static_cast<std::size_t>(lanes_) * days_ * sections_;
  day_sum_.assign(per_day * constituents_, 0.0);
  day_weight_.assign(days_, 0.0);
  is_wet_.assign(per_day, 0);
  wet_time_.assign(per_month, 0.0);
  mass_.assign(per_month * constituents_, 0.0);
  water_.assign(per_month, 0.0);
}

void SectionPeriods::add_values(double begin, double end, const std::vector<double>& values,
                                const std::vector<std::uint8_t>& is_dry) {
  const std::size_t ns = sections_, months = months_.size();
  const int last = std::min(days_ - 1, static_cast<int>((end - first_day_ - least) / day));
  for (int d = std::max(0, static_cast<int>((begin - first_day_ + least) / day)); d <= last; ++d) {
    const double time = overlap(begin, end, first_day_ + d * day, first_day_ + (d + 1) * day);
    day_weight_[d] += time;
    for (std::size_t l = 0; l < static_cast<std::size_t>(lanes_); ++l) {
      for (std::size_t s = 0; s < ns; ++s) is_wet_[(l * days_ + d) * ns + s] |= is_dry[l * ns + s] == 0;
      for (std::size_t c = 0; c < static_cast<std::size_t>(constituents_); ++c) {
        const double* value = values.data() + (l * constituents_ + c) * ns;
        double* sum = day_sum_.data() + ((l * constituents_ + c) * days_ + d) * ns;
        for (std::size_t s = 0; s < ns; ++s) sum[s] += time * value[s];
      }
    }
  }
  for (std::size_t m = 0; m < months; ++m) {
    const double time = overlap(begin, end, months_[m].begin, months_[m].end);
    if (time < least) continue;
    for (std::size_t l = 0; l < static_cast<std::size_t>(lanes_); ++l) {
      for (std::size_t s = 0; s < ns; ++s) {
        if (is_dry[l * ns + s] == 0) wet_time_[(l * months + m) * ns + s] += time;
      }
    }
  }
}

void SectionPeriods::add_mass(double begin, double end, int constituent, const std::vector<double>& mass) {
  const std::size_t ns = sections_, months = months_.size();
  for (std::size_t m = 0; m < months; ++m) {
    const double time = overlap(begin, end, months_[m].begin, months_[m].end);
    if (time < least) continue;
    const double share = time / (end - begin);
    for (std::size_t l = 0; l < static_cast<std::size_t>(lanes_); ++l) {
      double* sum = mass_.data() + ((l * constituents_ + constituent) * months + m) * ns;
      for (std::size_t s = 0; s < ns; ++s) sum[s] += share * mass[l * ns + s];
    }
  }
}

void SectionPeriods::add_water(double begin, double end, const std::vector<double>& volume) {
  const std::size_t ns = sections_, months = months_.size();
  for (std::size_t m = 0; m < months; ++m) {
    const double time = overlap(begin, end, months_[m].begin, months_[m].end);
    if (time < least) continue;
    for (std::size_t l = 0; l < static_cast<std::size_t>(lanes_); ++l) {
      double* sum = water_.data() + (l * months + m) * ns;
      for (std::size_t s = 0; s < ns; ++s) sum[s] += time / (end - begin) * volume[l * ns + s];
    }
  }
}

void SectionPeriods::finish(BlockResult& result) {
  const std::size_t ns = sections_, months = months_.size();
  for (std::size_t l = 0; l < static_cast<std::size_t>(lanes_); ++l) {
    for (std::size_t m = 0; m < months; ++m) {
      for (std::size_t s = 0; s < ns; ++s) wet_time_[(l * months + m) * ns + s] /= months_[m].end - months_[m].begin;
    }
    for (std::size_t c = 0; c < static_cast<std::size_t>(constituents_); ++c) {
      for (std::size_t d = 0; d < static_cast<std::size_t>(days_); ++d) {
        for (std::size_t s = 0; s < ns; ++s) {
          double& mean = day_sum_[((l * constituents_ + c) * days_ + d) * ns + s];
          const bool is_known = is_wet_[(l * days_ + d) * ns + s] != 0 && day_weight_[d] > 0.0;
          mean = is_known ? mean / day_weight_[d] : std::numeric_limits<double>::quiet_NaN();
        }
      }
    }
  }
  result.section_day_mean = std::move(day_sum_);
  result.section_wet = std::move(wet_time_);
  result.section_mass = std::move(mass_);
  result.section_water = std::move(water_);
}

}  // namespace bailang
