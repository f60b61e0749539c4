#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

/// Rows of water and load, and the account of where they went.
namespace bailang {

/// Water, the flow that load is dissolved in, and load, row by row (a row an outfall, a plant, a ledger term).
struct Streams {
  int constituents = 0;
  std::vector<double> water;  ///< [row] that enters the river [m3 s-1]
  std::vector<double>
      carrier;  ///< [row] that concentrations refer to: water, and runoff that is counted elsewhere [m3 s-1]
  std::vector<double> load;  ///< [row × constituent] [g s-1]
  [[nodiscard]] double* load_of(std::size_t row) { return load.data() + row * constituents; }
  [[nodiscard]] const double* load_of(std::size_t row) const { return load.data() + row * constituents; }
};

Streams make_streams(std::size_t rows, int constituents);

/// Adds `share` of a flow [m3 s-1] and its load [g s-1] to a row; runoff that is counted elsewhere is no water.
void add_flow(Streams& to, std::size_t row, double flow, bool is_water, const double* load, double share);

/// Moves a part [-] of one row to another.
void move_part(Streams& from, std::size_t row, Streams& to, std::size_t to_row, double part);

/// Where water and load come from, and where they go. The first four equal the sum of the rest.
enum class ChainTerm {
  dischargers,   ///< what dischargers give
  own,           ///< what outfalls give whose discharger is not known
  catchments,    ///< what land gives
  rain,          ///< storm water that comes to plants, or is separated from them
  treated,       ///< load that plants hold back
  reused,        ///< plant effluent kept out of the river
  separated,     ///< storm water led away from plants, beside the river
  standardised,  ///< load that outfalls hold back
  wetlands,      ///< load that wetlands at outfalls hold back
  closed,        ///< stopped at closed outfalls
  held_back,     ///< load that land holds back
  outfalls,      ///< enters the river at outfalls
  diffuse        ///< enters the river along reaches
};
inline constexpr int chain_term_count = 13;
inline constexpr int chain_source_count = 4;
inline constexpr std::array<std::string_view, chain_term_count> chain_term_names = {
    "dischargers",  "own",      "catchments", "rain",      "treated",  "reused", "separated",
    "standardised", "wetlands", "closed",     "held_back", "outfalls", "diffuse"};

/// The account of one moment. `continuity` has no load of its own: its load is the water.
struct ChainLedger {
  Streams terms;  ///< a row a ChainTerm, all ≥ 0
};

inline std::size_t row_of(ChainTerm term) {
  return static_cast<std::size_t>(term);
}

/// Greatest gap between what comes and what goes, over water, carrier and every load, as a part of what comes [-].
double closing_error(const ChainLedger& ledger);

}  // namespace bailang
