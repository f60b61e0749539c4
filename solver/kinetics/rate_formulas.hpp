#pragma once

#include "solver/kinetics/lane_exp.hpp"
#include "solver/kinetics/process.hpp"

/// The factors of a process rate, written once for a double and for a vector of lanes.
namespace bailang::BAILANG_ISA {

/// A factor's value f(c) and ∂f/∂c.
template <class V>
struct FactorValue {
  V value, slope;
};

/// Half-saturation keeps clear of 0/0 where both K and c are 0.
inline constexpr double least_denominator = 1.0e-30;

/// @param c of the factor's constituent [g m-3] ≥ 0
template <class V>
inline FactorValue<V> factor_value(FactorKind kind, V c, V K) {
  const V zero{};
  switch (kind) {
    case FactorKind::linear:
      return {c, zero + 1.0};
    case FactorKind::half_saturation: {
      const V q = 1.0 / larger(K + c, zero + least_denominator);
      return {c * q, (K * q) * q};
    }
    case FactorKind::half_inhibition: {
      const V q = 1.0 / larger(K + c, zero + least_denominator);
      return {K * q, -(K * q) * q};
    }
    case FactorKind::second_order: {
      const V q = 1.0 / larger(K + c * c, zero + least_denominator);
      return {(c * c) * q, (((c + c) * K) * q) * q};
    }
    case FactorKind::second_order_inhibition: {
      const V q = 1.0 / larger(K + c * c, zero + least_denominator);
      return {K * q, -(((c + c) * K) * q) * q};
    }
    case FactorKind::exponential: {
      const V q = 1.0 / larger(K, zero + least_denominator);
      const auto share = lane_decay<V>(c * q);
      return {share.gone, share.left * q};
    }
    case FactorKind::exponential_inhibition: {
      const V q = 1.0 / larger(K, zero + least_denominator);
      const auto share = lane_decay<V>(c * q);
      return {share.left, -(share.left * q)};
    }
    case FactorKind::deficit:
      return {K - c, zero - 1.0};
  }
  return {zero, zero};
}

}  // namespace bailang::BAILANG_ISA
