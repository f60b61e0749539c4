#include "app/init_command.hpp"

#include "core/diagnostics.hpp"

namespace bailang {

int init_command(const InitOptions&) {
  throw RunError("'init' is not part of this build");
}

}  // namespace bailang
