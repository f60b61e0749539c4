#pragma once

#include <array>
#include <string_view>
#include <vector>

/// What a bay gives back.
namespace bailang {

/// Terms of the bay's ledger [g], signed as they change the mass in the bay.
/// error = initial + rivers + other_sources + atmosphere + bed + decay + exchange_open − final
enum class BayTerm { initial, rivers, other_sources, atmosphere, bed, decay, exchange_open, final_mass, error };
inline constexpr int bay_term_count = 9;
inline constexpr std::array<std::string_view, bay_term_count> bay_term_names = {
    "initial", "rivers", "other_sources", "atmosphere", "bed", "decay", "exchange_open", "final", "error"};

/// Of one scenario, or of a block's scenarios one after the other; empty without a bay.
struct BayResult {
  std::vector<double> concentration;  ///< [lane, bay constituent, time, box] at the records [g m-3]
  std::vector<double> balance;        ///< [lane, bay constituent, term] [g]
};

}  // namespace bailang
