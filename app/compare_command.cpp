#include "app/compare_command.hpp"

#include "core/diagnostics.hpp"

namespace bailang {

int compare_command(const CompareOptions&) {
  throw RunError("'compare' is not part of this build");
}

}  // namespace bailang
