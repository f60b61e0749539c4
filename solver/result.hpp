#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What a lane block gives back: plain arrays, to be written by a sink.
namespace bailang {

/// Terms of the mass ledger [g], signed as they change the mass in the river: what enters is positive.
/// error = initial + headwater + outfalls + diffuse + reaction + withdrawal + diversion + sea + outlet − final
/// `withdrawal` holds what evaporates as well, `diversion` what ecological flows, pumps and diversions move, `sea` what
/// comes in through outlets. Terms of single processes follow `reaction`; they are of which, and not in the error.
enum class Term {
  initial,
  headwater,
  outfalls,
  diffuse,
  reaction,
  withdrawal,
  diversion,
  sea,
  outlet,
  final_mass,
  error
};
inline constexpr int term_count = 11;
inline constexpr std::array<std::string_view, term_count> term_names = {
    "initial",   "headwater", "outfalls", "diffuse", "reaction", "withdrawal",
    "diversion", "sea",       "outlet",   "final",   "error"};

/// Place of a term in a ledger that has `processes` terms after `reaction`.
constexpr int term_index(Term term, int processes) {
  const int index = static_cast<int>(term);
  return index <= static_cast<int>(Term::reaction) ? index : index + processes;
}

enum class FieldOutput { none, statistics, full };

/// Sizes of a run's results; the same for every block.
struct ResultShape {
  int times = 0;  ///< records, the start and the end among them
  int sections = 0;
  int outlets = 0;
  int cells = 0;  ///< cells of reaches and reservoirs, in the order of Grid::output_cells
  int constituents = 0;
  int months = 0;                  ///< calendar months the run touches
  int days = 0;                    ///< calendar days the run touches
  std::vector<std::string> terms;  ///< names of the ledger's terms, in order
  FieldOutput fields = FieldOutput::statistics;
  bool has_state = false;  ///< blocks carry the state at the end of the run
};

/// One field of the state at the end of a run, from which another run may start.
struct StateField {
  std::string dimension;       ///< "unknown" or "face"
  std::vector<double> values;  ///< [lane, dimension] SI
};

/// Results of one lane block. Index order is written at each member, last index fastest.
struct BlockResult {
  ResultShape shape;
  std::vector<int> scenarios;                ///< [lane] scenario index
  std::vector<float> section_concentration;  ///< [lane, constituent, time, section] [g m-3]
  std::vector<float> section_flow;           ///< [lane, time, section] [m3 s-1]
  std::vector<std::uint8_t> section_dry;     ///< [lane, time, section] 1 = dry
  std::vector<float> section_depth;          ///< [lane, time, section] greatest depth of the section [m]
  std::vector<float> section_stage;          ///< [lane, time, section] [m]; NaN where no datum is known
  std::vector<double> section_mean;          ///< [lane, constituent, section] over every step [g m-3]
  std::vector<double> section_month_mean;    ///< [lane, constituent, month, section] over every step [g m-3]
  std::vector<double>
      outlet_load;  ///< [lane, constituent, time, outlet] mean over the interval that ends there [g s-1]
  std::vector<double> outlet_flow;                   ///< [lane, time, outlet] same, [m3 s-1]
  std::vector<float> cell_mean, cell_max, cell_p90;  ///< [lane, constituent, cell]; empty for FieldOutput::none
  std::vector<float> cell_oxygen_min;                ///< [lane, cell]; empty without oxygen or for FieldOutput::none
  std::vector<float> cell_concentration;             ///< [lane, constituent, time, cell]; FieldOutput::full only
  std::vector<float> cell_dispersion;                ///< [lane, cell] mean over the run [m2 s-1]; may be empty
  std::vector<float> cell_numerical_dispersion;      ///< [lane, cell] added by the scheme, same
  std::vector<double> section_mass;                  ///< [lane, constituent, month, section] that passed downstream [g]
  std::vector<double> section_water;                 ///< [lane, month, section] that passed downstream [m3]
  std::vector<double> section_wet;                   ///< [lane, month, section] share of the month's run with water [-]
  std::vector<double> section_day_mean;  ///< [lane, constituent, day, section] over every step of the calendar day
                                         ///< [g m-3]; NaN where the section was dry all day, or a step passed it by
  std::vector<int> fallback_steps;       ///< [lane, constituent] steps that backward Euler took; empty in steady runs
  std::vector<double> balance;           ///< [lane, constituent, term] [g], see ResultShape::terms
  std::vector<double> water_balance;     ///< [lane, term] [m3]
  /// By name: constituents, `volume`, `depth`, `discharge`, `storage_<constituent>`; empty unless ResultShape::has_state.
  std::map<std::string, StateField> state;
};

/// Where block results go. Called from several threads, one call at a time per sink is the sink's duty.
class ResultSink {
public:
  virtual ~ResultSink() = default;
  /// Takes one complete block.
  virtual void take(const BlockResult& block) = 0;
};

}  // namespace bailang
