#pragma once

#include <cstddef>
#include <initializer_list>
#include <vector>

#include "io/result_layout.hpp"

/// Values of output constituents out of the arrays of a block.
namespace bailang {

inline std::size_t product(std::initializer_list<int> lengths) {
  std::size_t size = 1;
  for (const int length : lengths) size *= static_cast<std::size_t>(length);
  return size;
}

/// Values of an output constituent out of an array [lane, constituent, inner]: its parts summed, times `factor`.
/// @return [lane, inner]
template <typename Value>
std::vector<Value> gather(const std::vector<Value>& source, const ResultShape& shape, const OutputConstituent& c,
                          std::size_t inner, double factor = 1.0) {
  const std::size_t row = inner * static_cast<std::size_t>(shape.constituents);
  if (row == 0) return {};
  const std::size_t lanes = source.size() / row;
  std::vector<Value> result(lanes * inner);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    for (std::size_t i = 0; i < inner; ++i) {
      double sum = 0.0;
      for (const int part : c.parts) sum += source[lane * row + static_cast<std::size_t>(part) * inner + i];
      result[lane * inner + i] = static_cast<Value>(sum * factor);
    }
  }
  return result;
}

}  // namespace bailang
