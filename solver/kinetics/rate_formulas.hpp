#pragma once

#include "solver/kinetics/lane_exp.hpp"
#include "solver/kinetics/process.hpp"

/// The factors of a process rate, written once for a double and for a vector of lanes.
namespace bailang::BAILANG_ISA {

/// A factor's value f(c), ∂f/∂c and, of the preferences, ∂f/∂(other).
template <class V>
struct FactorValue {
  V value, slope, other_slope;
};

/// Half-saturation keeps clear of 0/0 where both K and c are 0.
inline constexpr double least_denominator = 1.0e-30;
/// Below this sum of nitrogen [g m-3] the preferences fade to 0: they have no limit where both forms are gone.
inline constexpr double least_nitrogen = 1.0e-9;

/// Which nitrogen an uptake takes, of ammonium a and nitrate n (QUAL2K; Chapra, Pelletier & Tao 2008, eq. 148):
/// P = a n / ((K+a)(K+n)) + a K / ((a+n)(K+n)). Over the common denominator neither P nor 1 − P cancels.
template <class V>
inline FactorValue<V> ammonium_share(V a, V n, V K, bool nitrate) {
  const V zero{};
  const V sum = a + n;
  const V s = larger(sum, zero + least_nitrogen);
  const V ds = sum > least_nitrogen ? zero + 1.0 : zero;
  const V inverse = 1.0 / larger(((K + a) * (K + n)) * s, zero + least_denominator);
  const V slope_a = (K + n) * (s + ds * (K + a));
  const V slope_n = (K + a) * (s + ds * (K + n));
  if (nitrate) {
    const V share = ((K * n) * ((K + n) + (a + a))) * inverse;
    const V top_a = (K + K) * n;
    const V top_n = K * (K + 2.0 * (n + a));
    return {share, (top_a - share * slope_a) * inverse, (top_n - share * slope_n) * inverse};
  }
  const V weight = n * s + K * (K + a);
  const V share = (a * weight) * inverse;
  const V top_a = weight + a * (n * ds + K);
  const V top_n = a * (s + n * ds);
  return {share, (top_a - share * slope_a) * inverse, (top_n - share * slope_n) * inverse};
}

/// @param c of the factor's constituent [g m-3] ≥ 0  @param other second constituent (preferences only)
template <class V>
inline FactorValue<V> factor_value(FactorKind kind, V c, V other, V K) {
  const V zero{};
  switch (kind) {
    case FactorKind::linear:
      return {c, zero + 1.0, zero};
    case FactorKind::half_saturation: {
      const V q = 1.0 / larger(K + c, zero + least_denominator);
      return {c * q, (K * q) * q, zero};
    }
    case FactorKind::half_inhibition: {
      const V q = 1.0 / larger(K + c, zero + least_denominator);
      return {K * q, -(K * q) * q, zero};
    }
    case FactorKind::second_order: {
      const V q = 1.0 / larger(K + c * c, zero + least_denominator);
      return {(c * c) * q, (((c + c) * K) * q) * q, zero};
    }
    case FactorKind::second_order_inhibition: {
      const V q = 1.0 / larger(K + c * c, zero + least_denominator);
      return {K * q, -(((c + c) * K) * q) * q, zero};
    }
    case FactorKind::exponential: {
      const V q = 1.0 / larger(K, zero + least_denominator);
      const auto share = lane_decay<V>(c * q);
      return {share.gone, share.left * q, zero};
    }
    case FactorKind::exponential_inhibition: {
      const V q = 1.0 / larger(K, zero + least_denominator);
      const auto share = lane_decay<V>(c * q);
      return {share.left, -(share.left * q), zero};
    }
    case FactorKind::deficit:
      return {K - c, zero - 1.0, zero};
    case FactorKind::ammonium_preference:
      return ammonium_share<V>(c, other, K, false);
    case FactorKind::nitrate_preference:
      return ammonium_share<V>(c, other, K, true);
  }
  return {zero, zero, zero};
}

}  // namespace bailang::BAILANG_ISA
