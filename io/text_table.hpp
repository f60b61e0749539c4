#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Tables for the terminal, aligned by what is seen: a Chinese character is two columns wide.
namespace bailang {

/// Columns that a UTF-8 text takes on a terminal.
int display_width(std::string_view text);

struct TextTable {
  std::vector<std::string> header;
  std::vector<bool> align_right;  ///< [column]
  std::vector<std::vector<std::string>> rows;
};

/// Header, a rule and the rows, two blanks between columns.
std::string format(const TextTable& table);

}  // namespace bailang
