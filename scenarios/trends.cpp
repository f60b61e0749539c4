#include "scenarios/trends.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace bailang {
namespace {

TrendWords words_of(int steps, bool is_better) {
  if (steps == 0) return {"no clear change", "无明显变化"};
  if (steps == 1)
    return is_better ? TrendWords{"some improvement", "有所好转"} : TrendWords{"some decline", "有所下降"};
  return is_better ? TrendWords{"clear improvement", "明显好转"} : TrendWords{"clear decline", "明显下降"};
}

/// Classes I and II share the word "excellent": grades 0 to 4.
int grade_of(int quality_class) {
  return std::max(quality_class - 2, 0);
}

/// Critical values Wp of the rules' annex, one-sided 0.05; between the rows the one of fewer periods, which is stricter.
double critical(std::size_t periods) {
  constexpr std::array<std::pair<std::size_t, double>, 11> table = {{{5, 0.900},
                                                                     {6, 0.829},
                                                                     {7, 0.714},
                                                                     {8, 0.643},
                                                                     {9, 0.600},
                                                                     {10, 0.564},
                                                                     {12, 0.506},
                                                                     {14, 0.456},
                                                                     {16, 0.425},
                                                                     {18, 0.399},
                                                                     {20, 0.377}}};
  double value = 2.0;  // no correlation reaches it
  for (const auto& [count, wp] : table) {
    if (periods >= count) value = wp;
  }
  return value;
}

double rank_of(const std::vector<double>& series, double value) {
  const auto below = std::count_if(series.begin(), series.end(), [&](double v) { return v < value; });
  const auto equal = std::count(series.begin(), series.end(), value);
  return static_cast<double>(below) + 0.5 * (static_cast<double>(equal) + 1.0);
}

}  // namespace

double share_change(const ClassShares& from, const ClassShares& to) {
  return (to.good - from.good) - (to.worse - from.worse);
}

TrendWords share_trend(double change) {
  const double size = std::round(std::abs(change) * 1e9) / 1e9;
  return words_of(size <= 10.0 ? 0 : size <= 20.0 ? 1 : 2, change > 0.0);
}

TrendWords class_trend(int from_class, int to_class) {
  if (from_class < 1 || to_class < 1) return {"-", "-"};
  const int steps = grade_of(from_class) - grade_of(to_class);
  return words_of(std::min(std::abs(steps), 2), steps > 0);
}

RankTrend rank_trend(const std::vector<double>& series) {
  const auto n = static_cast<double>(series.size());
  RankTrend trend;
  if (series.size() < 2) return trend;
  double squares = 0.0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const double d = rank_of(series, series[i]) - static_cast<double>(i + 1);
    squares += d * d;
  }
  trend.rs = 1.0 - 6.0 * squares / (n * n * n - n);
  trend.is_significant = std::abs(trend.rs) >= critical(series.size()) - 1e-9;
  return trend;
}

}  // namespace bailang
