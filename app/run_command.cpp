#include "app/run_command.hpp"

#include "core/diagnostics.hpp"

namespace bailang {

int run_command(const RunOptions&) {
  throw RunError("'run' is not part of this build");
}

}  // namespace bailang
