#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/diagnostics.hpp"
#include "core/utf8.hpp"

namespace bailang {
namespace {

/// Escape codes of the parts of a message; all empty without colour.
struct Palette {
  std::string_view place, error, warning, caret, plain;
};

constexpr Palette no_colour{};
constexpr Palette terminal{"\x1b[1m", "\x1b[1;31m", "\x1b[1;35m", "\x1b[1;32m", "\x1b[0m"};

std::string place_text(const SourcePlace& place) {
  if (place.line <= 0) return place.file;
  if (place.column <= 0) return fmt::format("{}:{}", place.file, place.line);
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

/// Blanks as wide as the first `count` characters of `line`; tabs stay tabs, so that the caret stands right on any
/// terminal.
std::string blanks_before(std::string_view line, int count) {
  std::string blanks;
  for (int i = 0; i < count && !line.empty(); ++i) {
    const char32_t character = take_character(line);
    if (character == U'\t') {
      blanks += '\t';
    } else {
      blanks.append(static_cast<std::size_t>(display_width(character)), ' ');
    }
  }
  return blanks;
}

std::string underline(std::string_view line, const SourcePlace& place) {
  for (int i = 1; i < place.column && !line.empty(); ++i) take_character(line);
  int width = 0;
  for (int i = 0; i < place.width && !line.empty(); ++i) width += display_width(take_character(line));
  return fmt::format("^{:~<{}}", "", std::max(0, width - 1));
}

auto sorting_key(const Diagnostic& entry) {
  return std::tie(entry.place.file, entry.place.line, entry.place.column, entry.severity, entry.message);
}

/// Sorted by place, each message once.
std::vector<const Diagnostic*> in_order(const Diagnostics& diagnostics) {
  std::vector<const Diagnostic*> order;
  for (const Diagnostic& entry : diagnostics.entries()) order.push_back(&entry);
  const auto before = [](const Diagnostic* a, const Diagnostic* b) { return sorting_key(*a) < sorting_key(*b); };
  const auto same = [](const Diagnostic* a, const Diagnostic* b) { return sorting_key(*a) == sorting_key(*b); };
  std::stable_sort(order.begin(), order.end(), before);
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  return order;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

std::string format(const Diagnostic& diagnostic, bool colour) {
  const Palette& palette = colour ? terminal : no_colour;
  const bool is_error = diagnostic.severity == Severity::error;
  std::string text = fmt::format("{}{}:{} {}{}:{} {}", palette.place, place_text(diagnostic.place), palette.plain,
                                 is_error ? palette.error : palette.warning, is_error ? "error" : "warning",
                                 palette.plain, diagnostic.message);
  const bool has_line = !diagnostic.source_line.empty() && diagnostic.place.line > 0;
  if (has_line) text += fmt::format("\n{:>5} | {}", diagnostic.place.line, diagnostic.source_line);
  if (has_line && diagnostic.place.column > 0) {
    text += fmt::format("\n      | {}{}{}{}", blanks_before(diagnostic.source_line, diagnostic.place.column - 1),
                        palette.caret, underline(diagnostic.source_line, diagnostic.place), palette.plain);
    if (!diagnostic.hint.empty()) text += "  " + diagnostic.hint;
  } else if (!diagnostic.hint.empty()) {
    text += "\n      = " + diagnostic.hint;
  }
  return text;
}

std::string format(const Diagnostics& diagnostics, bool colour, std::size_t limit) {
  std::string text;
  std::size_t errors = 0, warnings = 0;
  for (const Diagnostic* entry : in_order(diagnostics)) {
    std::size_t& count = entry->severity == Severity::error ? errors : warnings;
    if (++count <= limit) text += format(*entry, colour) + "\n";
  }
  if (errors > limit) text += fmt::format("... and {}\n", counted(errors - limit, "more error"));
  if (warnings > limit) text += fmt::format("... and {}\n", counted(warnings - limit, "more warning"));
  if (errors > 0 && warnings > 0) {
    text += counted(errors, "error") + ", " + counted(warnings, "warning") + "\n";
  } else if (errors + warnings > 0) {
    text += (errors > 0 ? counted(errors, "error") : counted(warnings, "warning")) + "\n";
  }
  return text;
}

}  // namespace bailang
