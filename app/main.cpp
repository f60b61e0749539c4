#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "app/command_line.hpp"
#include "app/messages.hpp"
#include "core/version.hpp"

namespace {

using namespace bailang;

constexpr int run_failed = 1;
constexpr int bad_input = 2;

int carry_out(const CommandLine& line) {
  switch (line.verb) {
    case Verb::check:
      return check_command(line.check);
    case Verb::run:
      return run_command(line.run);
    case Verb::compare:
      return compare_command(line.compare);
    case Verb::spill:
      return spill_command(line.spill);
    case Verb::trace:
      return trace_command(line.trace);
    case Verb::init:
      return init_command(line.init);
    case Verb::none:
      break;
  }
  return line.exit_code;
}

}  // namespace

/// Exit codes: 0 done; 1 the run failed; 2 bad input or usage; 3 `compare --strict` found a section over its target.
int main(int argc, char** argv) {
  try {
    const CommandLine line = read_command_line(argc, argv);
    set_up_messages(line.quiet());
    return carry_out(line);
  } catch (const InputError& fault) {
    print(fault.diagnostics());
    return bad_input;
  } catch (const RunError& fault) {
    fmt::print(stderr, "bailang: error: {}\n", fault.what());
  } catch (const std::exception& fault) {
    fmt::print(stderr,
               "bailang: error: {}\nThis is a fault of the program. Please report it, with the command, the case and "
               "this line: {} {} (commit {})\n",
               fault.what(), program_name, program_version, program_commit);
  }
  return run_failed;
}
