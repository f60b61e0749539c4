#pragma once

#include <cstdint>
#include <cstring>

/// Manning's formula for trapezoidal channels, written once for a double and for a vector of lanes. The namespace is that
/// of the instruction set, so that code compiled for different sets never meets at link time.
#ifndef BAILANG_ISA
#define BAILANG_ISA baseline
#endif

namespace bailang::BAILANG_ISA {

/// Doubles in one register of the instruction set; wider vectors would be taken apart through memory.
#if defined(__AVX512F__)
inline constexpr int register_lanes = 8;
#elif defined(__AVX2__)
inline constexpr int register_lanes = 4;
#else
inline constexpr int register_lanes = 2;
#endif

using Lanes = double __attribute__((vector_size(8 * register_lanes)));
using LaneBits = std::uint64_t __attribute__((vector_size(8 * register_lanes)));

template <class V>
struct BitsOf;
template <>
struct BitsOf<double> {
  using type = std::uint64_t;
};
template <>
struct BitsOf<Lanes> {
  using type = LaneBits;
};

template <class V>
inline V larger(V a, V b) {
  return a > b ? a : b;
}

template <class V>
inline V smaller(V a, V b) {
  return a < b ? a : b;
}

template <class V>
inline V absolute(V a) {
  return larger(a, -a);
}

inline double square_root(double x) {
  return __builtin_sqrt(x);
}
inline Lanes square_root(Lanes x) {
  for (int l = 0; l < register_lanes; ++l) x[l] = __builtin_sqrt(x[l]);
  return x;
}

/// Cube root of x ≥ 0, by three of Halley's steps from a guess on the exponent: the same operations for every lane and
/// instruction set. Relative error below 4e-16; x below 2^-60 counts as 2^-60.
template <class V>
inline V cube_root(V x) {
  using B = typename BitsOf<V>::type;
  constexpr double least = 0x1p-60;
  constexpr std::uint64_t bits_least = 0x3C30000000000000ULL;          // 2^-60
  constexpr std::uint64_t bits_root_of_least = 0x3EB0000000000000ULL;  // 2^-20
  x = larger(x, V{} + least);
  B bits;
  std::memcpy(&bits, &x, sizeof bits);
  bits -= bits_least;
  bits = (bits >> 2) + (bits >> 4) + (bits >> 6) + (bits >> 8) + (bits >> 10) + (bits >> 12) + bits_root_of_least;
  V y;
  std::memcpy(&y, &bits, sizeof y);
  for (int step = 0; step < 3; ++step) {
    const V cube = y * y * y;
    y = y * ((cube + (x + x)) / ((cube + cube) + x));
  }
  return y;
}

/// Flow area of a trapezoid [m2]: A = (b + z H) H.
template <class V>
inline V flow_area(V H, double b, double z) {
  return (b + z * H) * H;
}

/// Manning's discharge and its slope dQ/dH: Q = (sqrt(S0)/n) A R^(2/3), R = A/P, P = b + 2 sqrt(1+z²) H.
/// Source: Chow, V.T. (1959), Open-Channel Hydraulics, eq. 5-6 in SI units.
template <class V>
struct ManningFlow {
  V discharge;
  V slope;
};
template <class V>
inline ManningFlow<V> manning_flow(V H, double b, double z, double wetted_side, double conveyance) {
  const V A = flow_area(H, b, z);
  const V B = b + (2.0 * z) * H;
  const V P = b + wetted_side * H;
  const V R = A / P;
  const V root = cube_root(R);
  const V speed_factor = conveyance * (root * root);
  return {A * speed_factor, speed_factor * ((5.0 / 3.0) * B - ((2.0 / 3.0) * wetted_side) * R)};
}

}  // namespace bailang::BAILANG_ISA
