#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/netcdf_file.hpp"
#include "solver/result.hpp"

/// The variables of a result file: names, shapes, units and what they mean. `docs/file_formats.md` lists the same.
namespace bailang {

/// A constituent of the result: one that is simulated, or the sum of its simulated parts.
struct OutputConstituent {
  std::string name;
  std::vector<int> parts;  ///< indices of simulated constituents; one = simulated itself
};

/// Of a constituent's own amount: of a concentration a mass (g in the solver, kg in files), of a time (`age`) its product
/// with water.
struct AmountUnits {
  std::string concentration, load, mass;  ///< as files name them
  double to_load = 1.0, to_mass = 1.0;    ///< from the solver's units
};
AmountUnits amount_units(const std::string& constituent);

/// The simulated constituents, then `cod`, `tn`, `tp` where their parts are simulated and they are not.
std::vector<OutputConstituent> output_constituents(const std::vector<std::string>& simulated);

enum class ValueType { float32, float64, int8, int32, text };

using TextAttributes = std::vector<std::pair<std::string, std::string>>;

struct ResultVariable {
  std::string name;
  ValueType type = ValueType::float64;
  std::vector<std::string> dimensions;
  std::string units;  ///< empty = none
  std::string long_name;
  TextAttributes attributes;
  std::vector<signed char> flag_values = {};  ///< values that `flag_meanings` names, in order
};

/// What the program writes into a result besides per-constituent results: coordinates, names, places, mesh.
/// @param epoch `seconds since 2021-01-01 00:00:00`
std::vector<ResultVariable> fixed_variables(const std::string& epoch);

/// Name of the variable that counts steps of backward Euler.
std::string fallback_name(const std::string& constituent);

/// What the runs make: one leading dimension `scenario`.
std::vector<ResultVariable> run_variables(const std::vector<OutputConstituent>& constituents, FieldOutput fields);

/// The state at the end of the run: one variable a field, `state_<name>`.
std::vector<ResultVariable> state_variables(const std::map<std::string, StateField>& state);

/// Targets of the sections, one variable a constituent.
std::vector<ResultVariable> target_variables(const std::vector<OutputConstituent>& constituents);

using DimensionLengths = std::map<std::string, std::size_t>;

/// How values are kept: `checked` has checksums and no compression (parts), `compressed` has shuffle and deflate.
enum class Storage { checked, compressed };

/// Defines dimensions and variables; what has a dimension of length 0 is left out.
void define_dimensions(NetcdfFile& file, const DimensionLengths& lengths);
void define_variables(NetcdfFile& file, const std::vector<ResultVariable>& variables, const DimensionLengths& lengths,
                      Storage storage);

/// Sets chunks, checksums or compression of a numeric variable that has the dimension `scenario`: chunks of whole
/// scenarios where they are small, of part of the time where they are large.
void set_storage(NetcdfFile& file, int variable, Storage storage);

}  // namespace bailang
