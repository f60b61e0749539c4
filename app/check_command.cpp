#include "app/check_command.hpp"

#include "core/diagnostics.hpp"

namespace bailang {

int check_command(const CheckOptions&) {
  throw RunError("'check' is not part of this build");
}

}  // namespace bailang
