#pragma once

#include <string_view>
#include <vector>

/// The parts of docs/equations.md that no table of the solver holds.
namespace bailang {

struct FormulaText {
  std::string_view title, latex, words, source;
  std::string_view file;  ///< that computes it
};

struct EquationTexts {
  std::string_view whole_problem;
  std::vector<FormulaText> terms;         ///< of the whole problem
  std::string_view factors;               ///< of the rates
  std::string_view processes;             ///< how to read them
  std::string_view matrix, composition;   ///< likewise
  std::vector<FormulaText> coefficients;  ///< what the rate constants depend on
  std::string_view parameters;
  std::string_view textbook_systems;
};

const EquationTexts& equation_texts();

}  // namespace bailang
