#pragma once

#include "app/check_command.hpp"
#include "app/compare_command.hpp"
#include "app/init_command.hpp"
#include "app/run_command.hpp"
#include "app/spill_command.hpp"
#include "app/trace_command.hpp"

/// Which verb was typed, and its options.
namespace bailang {

enum class Verb { none, check, run, compare, spill, trace, init };

struct CommandLine {
  Verb verb = Verb::none;
  int exit_code = 0;  ///< with Verb::none: 0 after --help or --version, 2 after a usage error
  CheckOptions check;
  RunOptions run;
  CompareOptions compare;
  SpillOptions spill;
  TraceOptions trace;
  InitOptions init;
  [[nodiscard]] bool quiet() const;
};

/// Reads the command line. Help, version and usage errors are printed here and leave Verb::none.
CommandLine read_command_line(int argc, const char* const* argv);

}  // namespace bailang
