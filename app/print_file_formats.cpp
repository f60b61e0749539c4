#include <cstdio>

#include "io/file_formats.hpp"

/// Prints docs/file_formats.md.
int main() {
  const std::string page = bailang::file_formats_page();
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
