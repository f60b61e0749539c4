#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/diagnostics.hpp"

namespace bailang {

std::string format(const Diagnostic& diagnostic, bool) {
  return fmt::format("{}:{}:{}: {}", diagnostic.place.file, diagnostic.place.line, diagnostic.place.column,
                     diagnostic.message);
}

std::string format(const Diagnostics& diagnostics, bool colour, std::size_t) {
  std::string text;
  for (const Diagnostic& entry : diagnostics.entries()) text += format(entry, colour) + "\n";
  return text;
}

std::string nearest_word(std::string_view, const std::vector<std::string>&) { return {}; }
std::string did_you_mean(std::string_view, const std::vector<std::string>&) { return {}; }

}  // namespace bailang
