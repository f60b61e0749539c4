#include "solver/kinetics/expression_program.hpp"

#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "solver/kinetics/lane_exp.hpp"

namespace bailang {
namespace {

double exponential(double x) {
  return baseline::lane_exp<double>(x);
}
double logarithm(double x) {
  return std::log(x);
}
double decimal_logarithm(double x) {
  return std::log10(x);
}
double square_root(double x) {
  return std::sqrt(x);
}
double absolute(double x) {
  return std::abs(x);
}
double smaller(double a, double b) {
  return b < a ? b : a;
}
double larger(double a, double b) {
  return b > a ? b : a;
}

void define_functions(mu::Parser& parser) {
  parser.ClearFun();
  parser.ClearConst();
  parser.DefineFun("exp", exponential);
  parser.DefineFun("log", logarithm);
  parser.DefineFun("log10", decimal_logarithm);
  parser.DefineFun("sqrt", square_root);
  parser.DefineFun("abs", absolute);
  parser.DefineFun("min", smaller);
  parser.DefineFun("max", larger);
}

double apply(int code, double a, double b) {
  switch (code) {
    case mu::cmLE:
      return a <= b ? 1.0 : 0.0;
    case mu::cmGE:
      return a >= b ? 1.0 : 0.0;
    case mu::cmNEQ:
      return a != b ? 1.0 : 0.0;
    case mu::cmEQ:
      return a == b ? 1.0 : 0.0;
    case mu::cmLT:
      return a < b ? 1.0 : 0.0;
    case mu::cmGT:
      return a > b ? 1.0 : 0.0;
    case mu::cmPOW:
      return std::pow(a, b);
    case mu::cmLAND:
      return a != 0.0 && b != 0.0 ? 1.0 : 0.0;
    case mu::cmLOR:
      return a != 0.0 || b != 0.0 ? 1.0 : 0.0;
    default:
      throw std::logic_error("an operator that compile lets through");
  }
}

/// a = a (code) b in every lane; the four that matter without a call.
void apply_to_lanes(int code, int lanes, double* a, const double* b) {
  switch (code) {
    case mu::cmADD:
      for (int l = 0; l < lanes; ++l) a[l] += b[l];
      return;
    case mu::cmSUB:
      for (int l = 0; l < lanes; ++l) a[l] -= b[l];
      return;
    case mu::cmMUL:
      for (int l = 0; l < lanes; ++l) a[l] *= b[l];
      return;
    case mu::cmDIV:
      for (int l = 0; l < lanes; ++l) a[l] /= b[l];
      return;
    default:
      for (int l = 0; l < lanes; ++l) a[l] = apply(code, a[l], b[l]);
  }
}

}  // namespace

const std::vector<std::string>& expression_functions() {
  static const std::vector<std::string> names{"exp", "log", "log10", "sqrt", "abs", "min", "max"};
  return names;
}

/// Turns what muParser has read into operations.
class ExpressionProgram::Reader {
public:
  Reader(ExpressionProgram& program, const std::vector<double>& places) : program_(program), places_(places) {}

  /// @return what an expression must not hold, empty = nothing
  std::string add(const mu::SToken& token) {
    Operation operation;
    switch (token.Cmd) {
      case mu::cmVAL:
        operation.a = token.Val.data2;
        return push(operation);
      case mu::cmVAR:
        return push_variable(Kind::variable, token);
      case mu::cmVARMUL:
        return push_variable(Kind::scaled_variable, token);
      case mu::cmVARPOW2:
      case mu::cmVARPOW3:
      case mu::cmVARPOW4:
        return push_variable(Kind::power, token);
      case mu::cmFUNC:
        return call(token);
      case mu::cmIF:
      case mu::cmELSE:
        return {};  // both branches are evaluated, above the condition
      case mu::cmENDIF:
        operation.kind = Kind::choice;
        return pop(operation, 2);
      case mu::cmASSIGN:
        return "'=' assigns; use '==' to compare";
      default:
        if (token.Cmd > mu::cmLOR) return "this kind of expression is not known here";
        operation.kind = Kind::binary;
        operation.code = token.Cmd;
        return pop(operation, 1);
    }
  }

  [[nodiscard]] int depth() const { return depth_; }

private:
  std::string push(const Operation& operation) {
    program_.operations_.push_back(operation);
    return ++depth_ > deepest ? "the expression is nested too deeply" : "";
  }

  std::string pop(const Operation& operation, int results) {
    program_.operations_.push_back(operation);
    depth_ -= results;
    return depth_ < 1 ? "the expression is not complete" : "";
  }

  std::string push_variable(Kind kind, const mu::SToken& token) {
    Operation operation;
    operation.kind = kind;
    operation.code = static_cast<int>(token.Val.ptr - places_.data());
    operation.exponent = token.Cmd - mu::cmVARPOW2 + 2;
    operation.a = token.Val.data;
    operation.b = token.Val.data2;
    program_.used_.push_back(operation.code);
    return push(operation);
  }

  std::string call(const mu::SToken& token) {
    Operation operation;
    operation.kind = token.Fun.argc == 1 ? Kind::call_1 : Kind::call_2;
    if (token.Fun.argc == 1) {
      operation.call_1 = reinterpret_cast<mu::fun_type1>(token.Fun.cb._pRawFun);
    } else if (token.Fun.argc == 2) {
      operation.call_2 = reinterpret_cast<mu::fun_type2>(token.Fun.cb._pRawFun);
    } else {
      return "a function of one or two arguments was expected";
    }
    return pop(operation, token.Fun.argc - 1);
  }

  ExpressionProgram& program_;
  const std::vector<double>& places_;
  int depth_ = 0;
};

SyntaxFault ExpressionProgram::compile(const std::string& text, const std::vector<std::string>& variables) {
  operations_.clear();
  used_.clear();
  std::vector<double> places(variables.size(), 1.0);
  try {
    mu::Parser parser;
    define_functions(parser);
    for (std::size_t i = 0; i < variables.size(); ++i) parser.DefineVar(variables[i], &places[i]);
    parser.SetExpr(text);
    parser.Eval();
    if (parser.GetNumResults() != 1) return {0, "one expression was expected, not a list"};
    const mu::ParserByteCode& code = parser.GetByteCode();
    Reader reader(*this, places);
    for (std::size_t i = 0; i < code.GetSize() && code.GetBase()[i].Cmd != mu::cmEND; ++i) {
      const std::string fault = reader.add(code.GetBase()[i]);
      if (!fault.empty()) return {0, fault};
    }
    if (reader.depth() != 1) return {0, "the expression is not complete"};
  } catch (const mu::ParserError& error) {
    return {std::clamp(error.GetPos(), 0, static_cast<int>(text.size())), error.GetMsg()};
  }
  std::sort(used_.begin(), used_.end());
  used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
  return {};
}

void ExpressionProgram::load(const Operation& operation, const Values& x, int lanes, double* result) {
  for (int l = 0; l < lanes; ++l) {
    const double value = x.value[l * x.step];
    switch (operation.kind) {
      case Kind::scaled_variable:
        result[l] = value * operation.a + operation.b;
        break;
      case Kind::power: {
        const double square = value * value;
        result[l] = operation.exponent == 2 ? square : operation.exponent == 3 ? square * value : square * square;
        break;
      }
      default:
        result[l] = value;
    }
  }
}

void ExpressionProgram::evaluate(const Values* variables, int lanes, double* result) const {
  double stack[deepest][most_lanes];
  int top = -1;
  for (const Operation& operation : operations_) {
    double* a = stack[std::max(top, 0)];
    switch (operation.kind) {
      case Kind::number:
        std::fill_n(stack[++top], lanes, operation.a);
        break;
      case Kind::variable:
      case Kind::scaled_variable:
      case Kind::power:
        load(operation, variables[operation.code], lanes, stack[++top]);
        break;
      case Kind::binary:
        --top;
        apply_to_lanes(operation.code, lanes, stack[top], stack[top + 1]);
        break;
      case Kind::call_1:
        for (int l = 0; l < lanes; ++l) a[l] = operation.call_1(a[l]);
        break;
      case Kind::call_2:
        --top;
        for (int l = 0; l < lanes; ++l) stack[top][l] = operation.call_2(stack[top][l], stack[top + 1][l]);
        break;
      case Kind::choice:
        top -= 2;
        for (int l = 0; l < lanes; ++l) stack[top][l] = stack[top][l] != 0.0 ? stack[top + 1][l] : stack[top + 2][l];
        break;
    }
  }
  std::copy_n(stack[0], lanes, result);
}

}  // namespace bailang
