#pragma once

#include <string>
#include <vector>

/// Expressions of concentrations, parameters and the water's state, ready for several lanes at once.
namespace bailang {

/// A syntax fault and where it stands.
struct SyntaxFault {
  int offset = 0;  ///< characters into the text
  std::string message;
};

/// A parsed expression. muParser reads the text; what it makes of it is kept as a list of operations, because muParser
/// itself evaluates one number at a time in memory that threads must not share. Nothing changes after `compile`.
class ExpressionProgram {
public:
  /// @param variables names that the text may hold  @return an empty message when the text is understood
  SyntaxFault compile(const std::string& text, const std::vector<std::string>& variables);

  /// Indices of the variables that the text holds, increasing.
  [[nodiscard]] const std::vector<int>& used() const { return used_; }

  /// A variable's values: value[lane × step], step 0 = the same in all lanes.
  struct Values {
    const double* value = nullptr;
    int step = 0;
  };

  /// @param variables [as in compile]  @param lanes at most most_lanes  @param result [lane]
  void evaluate(const Values* variables, int lanes, double* result) const;

  static constexpr int most_lanes = 32;
  static constexpr int deepest = 32;  ///< intermediate results

private:
  enum class Kind { number, variable, scaled_variable, power, binary, call_1, call_2, choice };
  struct Operation {
    Kind kind = Kind::number;
    int code = 0;      ///< variable or operator
    int exponent = 0;  ///< 2, 3 or 4 of a power
    double a = 0.0, b = 0.0;
    double (*call_1)(double) = nullptr;
    double (*call_2)(double, double) = nullptr;
  };

  class Reader;
  static void load(const Operation& operation, const Values& x, int lanes, double* result);

  std::vector<Operation> operations_;
  std::vector<int> used_;
};

/// Functions that an expression may call: exp, log (natural), log10, sqrt, abs, min, max.
const std::vector<std::string>& expression_functions();

}  // namespace bailang
