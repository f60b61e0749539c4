#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "reference_table.hpp"
#include "solver/steady_network.hpp"
#include "tests/small_case.hpp"
#include "tests/solver/kinetics/kinetics_cases.hpp"

/// Steady states of small networks with processes put together by hand.
namespace bailang::testing {

/// Processes with the same coefficients everywhere. @param processes must outlive the result
inline SteadyKinetics kinetics_of(const KineticsBuilder& processes, int unknowns) {
  SteadyKinetics kinetics;
  kinetics.kinetics = &processes.kinetics;
  kinetics.chemistry = [&processes, unknowns](const Hydraulics&, const std::vector<double>&, double) {
    SteadyChemistry chemistry;
    for (int i = 0; i < unknowns; ++i) {
      chemistry.coefficients.insert(chemistry.coefficients.end(), processes.coefficients.begin(),
                                    processes.coefficients.end());
    }
    return chemistry;
  };
  return kinetics;
}

/// @param processes null = none
inline SteadyState solve_steady(const SmallCase& model, const LaneSources& sources, double cell_length,
                                const KineticsBuilder* processes) {
  const Grid grid = make_grid(model.network, cell_length);
  const std::vector<LaneInput> inputs = {lane(model, sources)};
  const SourceMap map = make_source_map(model.network, grid);
  const FaceArrays faces = make_face_arrays(grid, inputs);
  const HydraulicCase water{model.network, grid, map, faces, model.settings, model.settings.flow};
  const SteadyKinetics kinetics = processes != nullptr ? kinetics_of(*processes, grid.size()) : SteadyKinetics{};
  BlockInputs block;
  block.lanes = {&inputs.front()};
  return solve_steady_network(water, block, 0.0, kinetics);
}

/// A single reach of prescribed area with an inflow at its upstream end.
inline SmallCase single_reach(const std::vector<std::string>& constituents, double length, double area, double flow,
                              double dispersion, const std::vector<double>& enters) {
  SmallCase m = empty_case(constituents, 86400.0, 3600.0, 86400.0);
  const int head = add_node(m, "H", NodeKind::headwater), sea = add_node(m, "O", NodeKind::outlet);
  add_reach(m, "R", head, sea, length, area, dispersion);
  add_inflow(m, head, -1, flow, enters);
  return m;
}

/// |error| of a constituent's balance over its throughput.
inline double steady_closure(const SteadyState& state, std::size_t constituent) {
  double sum = 0.0, through = 0.0;
  for (int t = 0; t < term_count - 1; ++t) {
    sum += state.balance[constituent][static_cast<std::size_t>(t)];
    through += 0.5 * std::abs(state.balance[constituent][static_cast<std::size_t>(t)]);
  }
  return through > 0.0 ? std::abs(sum) / through : 0.0;
}

/// Organic nitrogen to nitrate, oxygen demand and oxygen at the constant rates of the tables C1.
inline KineticsBuilder linear_chain() {
  using enum FactorKind;
  KineticsBuilder b({"cod_fast", "org_n", "nh4_n", "no2_n", "no3_n", "do"});
  b.add("oxidation", 0.3, {b.factor(linear, "cod_fast")}, {{"cod_fast", -1}, {"do", -1}});
  b.add("settling", 0.05, {b.factor(linear, "cod_fast")}, {{"cod_fast", -1}});
  b.add("hydrolysis", 0.12, {b.factor(linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  b.add("settling_n", 0.04, {b.factor(linear, "org_n")}, {{"org_n", -1}});
  b.add("nitritation", 0.4, {b.factor(linear, "nh4_n")}, {{"nh4_n", -1}, {"no2_n", 1}, {"do", -3.43}});
  b.add("nitratation", 1.5, {b.factor(linear, "no2_n")}, {{"no2_n", -1}, {"no3_n", 1}, {"do", -1.14}});
  b.add("denitrification", 0.08, {b.factor(linear, "no3_n")}, {{"no3_n", -1}});
  b.add("reaeration", 1.1, {b.factor(deficit, "do", 8.5)}, {{"do", 1}});
  b.add("demand", 1.2 / 1.8 + 0.3 - 0.5, {}, {{"do", -1}});
  return b;
}

/// Columns of the tables C1 and C5 in the order of the constituents.
inline const std::vector<std::string>& chain_columns() {
  static const std::vector<std::string> columns = {"CBOD", "OrgN", "NH4", "NO2", "NO3", "DO"};
  return columns;
}

inline std::vector<double> chain_inflow(const TableRow& row) {
  std::vector<double> values;
  for (const std::string& column : chain_columns()) values.push_back(number(row, column));
  return values;
}

}  // namespace bailang::testing
