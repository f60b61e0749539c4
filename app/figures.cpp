#include "app/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>

#include "core/utf8.hpp"
#include "io/text_table.hpp"

namespace bailang {

std::string short_name(const std::string& constituent) {
  if (constituent == "nh4_n") return "NH3-N";
  std::string name = constituent;
  for (char& c : name) c = c == '_' ? '-' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::string number(double value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "-";
}

/// Three figures are what these numbers bear.
std::string figures(double value) {
  if (!std::isfinite(value)) return "-";
  const double size = std::abs(value);
  return number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

std::string change(double value, double from) {
  if (!(from > 0.0)) return "";
  const double percent = 100.0 * (value / from - 1.0);
  return std::abs(percent) < 0.05 ? "0 %" : fmt::format("{:+.1f} %", percent);
}

std::string quoted_cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + "\"";
}

std::string plain(double value) {
  return std::isfinite(value) ? fmt::format("{:.10g}", value) : "";
}

std::string shortened(const std::string& text, int width) {
  if (display_width(text) <= width) return text;
  std::string_view rest = text;
  std::size_t kept = 0;
  while (!rest.empty()) {
    take_character(rest);
    const std::size_t end = text.size() - rest.size();
    if (display_width(std::string_view(text).substr(0, end)) > width - 3) break;
    kept = end;
  }
  return text.substr(0, kept) + "...";
}

}  // namespace bailang
