#pragma once

#include <cstdint>
#include <cstring>

#include "solver/manning_formulas.hpp"

/// exp(x), written once for a double and for a vector of lanes, so that both give the same bits on every instruction set.
namespace bailang::BAILANG_ISA {

/// x = n ln 2 + r: 2^(n−1) and exp(r) − 1.
template <class V>
struct ReducedExponent {
  V half_scale, less_one;
};

/// Reduction with ln 2 in two parts (Cody & Waite 1980), Taylor series of degree 13 on |r| ≤ ln 2 / 2 (remainder 4e-18),
/// the two largest terms added last. @param x within −707 … 710
template <class V>
inline ReducedExponent<V> reduce_exponent(V x) {
  using B = typename BitsOf<V>::type;
  constexpr double to_integer = 0x1.8p52;  // adding it leaves round(·) in the low bits
  constexpr double log2_e = 0x1.71547652b82fep0;
  constexpr double ln2_high = 0x1.62e42fee00000p-1;  // 21 zero bits at the end: n·ln2_high is exact
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  const V shifted = x * log2_e + to_integer;
  const V n = shifted - to_integer;
  const V upper = x - n * ln2_high;
  const V lower = n * ln2_low;
  const V r = upper - lower;
  const V s = r * r;
  const V t = s * s;
  const V p01 = 1.0 / 2.0 + r * (1.0 / 6.0);
  const V p23 = 1.0 / 24.0 + r * (1.0 / 120.0);
  const V p45 = 1.0 / 720.0 + r * (1.0 / 5040.0);
  const V p67 = 1.0 / 40320.0 + r * (1.0 / 362880.0);
  const V p89 = 1.0 / 3628800.0 + r * (1.0 / 39916800.0);
  const V p1011 = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0);
  const V series = (p01 + s * p23) + t * ((p45 + s * p67) + t * (p89 + s * p1011));
  B bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 1022) << 52;  // n − 1, so that n = 1024 still has a place
  V half_scale;
  std::memcpy(&half_scale, &bits, sizeof half_scale);
  return {half_scale, upper + (s * series - lower)};
}

inline constexpr double lowest_exponent = -707.0, highest_exponent = 710.0;

/// exp(x) to 0.6 ulp. Below −707 the result is 0 (exp(−707) = 1e-307), above 709.78 it is infinite; NaN stays NaN.
template <class V>
inline V lane_exp(V x) {
  const V zero{};
  const V low = zero + lowest_exponent, high = zero + highest_exponent;
  const auto reduced = reduce_exponent<V>(x < low ? low : x > high ? high : x);
  const V result = ((1.0 + reduced.less_one) * reduced.half_scale) * 2.0;
  return x < low ? zero : result;
}

/// What is left and what is gone of 1 after x times: exp(−x) and 1 − exp(−x), neither of which cancels. x ≥ 0.
template <class V>
struct LaneDecay {
  V left, gone;
};
template <class V>
inline LaneDecay<V> lane_decay(V x) {
  const V zero{};
  const V low = zero + lowest_exponent;
  const auto reduced = reduce_exponent<V>(-x < low ? low : -x);
  const V scale = reduced.half_scale + reduced.half_scale;
  const V left = (1.0 + reduced.less_one) * scale;
  return {-x < low ? zero : left, (1.0 - scale) - scale * reduced.less_one};
}

}  // namespace bailang::BAILANG_ISA
