#include <cstdio>

#include "io/equations.hpp"

/// Prints docs/equations.md.
int main() {
  const std::string page = bailang::equations_page();
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
