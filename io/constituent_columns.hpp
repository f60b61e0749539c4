#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/case_reader.hpp"

/// Concentrations and loads of the simulated constituents in a table.
namespace bailang {

/// Reads one value a simulated constituent from the columns of a pattern. A constituent without a column of its own takes
/// its share ([fractions]) of the sum that the table gives: cod_fast and cod_slow of cod; org_n, nh4_n, no2_n and no3_n of
/// tn; org_p and po4_p of tp.
class ConstituentColumns {
public:
  /// @param pattern as `<constituent>_mg_l`
  /// @param shares of this table's sums
  ConstituentColumns(const CaseReader& reader, TableReader& table, std::string_view pattern, const Fractions* shares);

  /// [constituent] in SI units; `missing` where the table gives nothing.
  std::vector<double> values(int row);

  /// The same with 0 for what is not given; counted, to be told by report_missing. The tracer, and what the program
  /// sets itself, count as given.
  std::vector<double> values_or_zero(int row);

  /// One warning a constituent that some row of values_or_zero lacked.
  void report_missing();

private:
  struct Column {
    std::string name;  ///< of the constituent
    std::string own;   ///< its own column
    std::string sum;   ///< column of the sum that it is split from, empty when there is none
    double share = missing;
    bool has_own = false;
    bool has_sum = false;
    bool sum_is_simulated = false;
    bool told = false;  ///< a missing share is told once
    int rows_without = 0;
  };
  double split(int row, Column& column);

  TableReader& table_;
  std::string pattern_;
  std::vector<Column> columns_;
};

/// The sum that a part belongs to: "cod" for "cod_slow"; empty for what is no part.
std::string_view sum_of(std::string_view part);

/// The parts of `cod`, `tn`, `din` and `tp`, for messages: "org_p, po4_p"; empty for what is no sum.
std::string_view parts_of_sum(std::string_view sum);

/// Whether a constituent may have a decay rate: `continuity`, `age` and `travel_time` may not.
bool may_decay(std::string_view constituent);

/// Whether water enters with a value of its own whatever the tables say: `continuity` 1, `age` and `travel_time` 0.
bool is_set_by_program(std::string_view constituent);

/// Sets the value of the constituent `continuity`, when it is simulated.
void set_continuity(const Network& network, std::vector<double>& values, double value);

/// Sets what the program sets itself in water that enters: `continuity` 1, `age` and `travel_time` 0.
void set_program_values(const Network& network, std::vector<double>& values);

}  // namespace bailang
