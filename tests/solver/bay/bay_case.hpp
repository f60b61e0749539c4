#pragma once

#include <catch2/catch.hpp>

#include "solver/bay_run.hpp"

/// Small bays whose solutions are known by hand.
namespace bailang::testing {

/// A chain of boxes: rivers enter the first, the last opens to the sea.
inline Bay chain_bay(const std::vector<double>& volumes, const std::vector<double>& exchanges) {
  Bay bay;
  BayConstituent constituent;
  constituent.name = "din";
  bay.constituents = {constituent};
  for (std::size_t i = 0; i < volumes.size(); ++i) {
    BayBox box;
    box.area = 1.0e6;
    box.volume = volumes[i];
    box.initial = {missing};
    bay.boxes.push_back(box);
    BayExchange link;
    link.from = static_cast<int>(i);
    const bool is_last = i + 1 == volumes.size();
    link.to = is_last ? -1 : static_cast<int>(i) + 1;
    link.sea = is_last ? 0 : -1;
    link.exchange = exchanges[i];
    bay.exchanges.push_back(link);
  }
  OpenSea sea;
  sea.concentration = {0.0};
  bay.seas = {sea};
  return bay;
}

/// Intervals of equal length in which a river brings `water` and `load` to the first box.
inline std::vector<BayInterval> river_intervals(const Bay& bay, int count, double seconds, double water, double load) {
  const std::size_t boxes = bay.boxes.size(), values = boxes * bay.constituents.size();
  BayInterval interval;
  interval.seconds = seconds;
  interval.river_water.assign(boxes, 0.0);
  interval.source_water.assign(boxes, 0.0);
  interval.river_load.assign(values, 0.0);
  interval.source_load.assign(values, 0.0);
  interval.river_water[0] = water;
  interval.river_load[0] = load;
  return std::vector<BayInterval>(static_cast<std::size_t>(count), interval);
}

inline double term(const BayResult& result, BayTerm which, int constituent = 0) {
  return result.balance[static_cast<std::size_t>(constituent) * bay_term_count + static_cast<std::size_t>(which)];
}

/// Equal but for a share of the value.
inline Approx near(double value, double share) {
  return Approx(value).epsilon(share).margin(0.0);
}

}  // namespace bailang::testing
