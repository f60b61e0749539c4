#include "io/text_table.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace bailang {
namespace {

std::string pad(const std::string& text, int width, bool right) {
  const std::string blanks(static_cast<std::size_t>(std::max(width - display_width(text), 0)), ' ');
  return right ? blanks + text : text + blanks;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) width += display_width(take_character(text));
  return width;
}

std::string format(const TextTable& table) {
  std::vector<int> widths;
  for (const std::string& name : table.header) widths.push_back(display_width(name));
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t c = 0; c < cells.size(); ++c)
      text += (c > 0 ? "  " : "") + pad(cells[c], widths[c], table.align_right[c]);
    return text.erase(text.find_last_not_of(' ') + 1) + "\n";
  };
  std::vector<std::string> rule;
  for (const int width : widths) rule.emplace_back(static_cast<std::size_t>(width), '-');
  std::string text = line(table.header) + line(rule);
  for (const auto& row : table.rows) text += line(row);
  return text;
}

}  // namespace bailang
