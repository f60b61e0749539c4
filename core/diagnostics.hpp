#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Where in the input a fault stands, and how it is told.
namespace bailang {

/// A place in an input file. Lines and columns count from 1; 0 means "the whole file" or "the whole line".
struct SourcePlace {
  std::string file;
  int line = 0;
  int column = 0;
  int width = 1;  ///< number of characters the caret line underlines
};

enum class Severity { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  SourcePlace place;
  std::string message;      ///< the object, the value found and what was expected, in one sentence
  std::string source_line;  ///< text of the line at `place`, empty when there is none to show
  std::string hint;         ///< what to do about it ("did you mean 'manning_n'?"), may be empty
};

/// All faults of one input, in the order found.
class Diagnostics {
public:
  void error(SourcePlace place, std::string message, std::string hint = {}, std::string source_line = {});
  void warning(SourcePlace place, std::string message, std::string hint = {}, std::string source_line = {});
  void append(const Diagnostics& other);

  [[nodiscard]] bool has_errors() const { return error_count_ > 0; }
  [[nodiscard]] std::size_t error_count() const { return error_count_; }
  [[nodiscard]] const std::vector<Diagnostic>& entries() const { return entries_; }

private:
  std::vector<Diagnostic> entries_;
  std::size_t error_count_ = 0;
};

/// One diagnostic in GCC's form, with the source line and a caret when the source line is known:
///   file:LINE:COLUMN: error: message
///      12 | text of the line
///         |      ^~~~  hint
/// @param colour add terminal colours
std::string format(const Diagnostic& diagnostic, bool colour = false);

/// All diagnostics, sorted by file, line and column, each once; at most `limit` errors are written out and the rest
/// counted.
std::string format(const Diagnostics& diagnostics, bool colour = false, std::size_t limit = 50);

/// The candidate nearest to `word` by edit distance, or an empty string when none is near enough to be meant.
std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates);

/// "did you mean 'X'?" for the nearest candidate, else "expected one of: a, b, c" when there are few, else empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// Bad input: carries every fault found. Thrown by readers, printed by app/ only.
class InputError : public std::runtime_error {
public:
  explicit InputError(Diagnostics diagnostics);
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

private:
  Diagnostics diagnostics_;
};

/// A run that fails: names the simulated time, the place, the quantity and a remedy.
class RunError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

}  // namespace bailang
