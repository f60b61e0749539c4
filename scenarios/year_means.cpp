#include "scenarios/year_means.hpp"

#include <cmath>
#include <limits>

namespace bailang {

std::vector<CalendarYear> years_of(const std::vector<MonthSpan>& months) {
  std::vector<CalendarYear> years;
  for (int m = 0; m < static_cast<int>(months.size()); ++m) {
    const int year = months[static_cast<std::size_t>(m)].year;
    if (years.empty() || years.back().year != year) years.push_back({year, m, m});
    years.back().end = m + 1;
  }
  return years;
}

YearMean year_mean(const std::vector<double>& monthly) {
  YearMean mean;
  for (const double value : monthly) {
    if (std::isnan(value)) continue;
    mean.value += value;
    ++mean.months;
  }
  mean.value = mean.months > 0 ? mean.value / mean.months : std::numeric_limits<double>::quiet_NaN();
  return mean;
}

}  // namespace bailang
