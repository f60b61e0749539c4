#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/input_file.hpp"

/// Strict CSV: UTF-8, LF or CRLF, RFC 4180 quotes, one header row; every cell knows where it stands.
namespace bailang {

struct CsvCell {
  std::string_view text;  ///< without quotes; blanks around an unquoted cell are dropped
  TextSpan span;
};

/// A table as text. Views point into `file` and `unquoted`: a table can be moved only as a whole, so it is not copied.
struct CsvTable {
  InputFile file;
  std::vector<CsvCell> header;
  std::vector<CsvCell> cells;        ///< [row × column], rows without the header
  bool has_lost_rows = false;        ///< some rows were at fault and are left out
  std::deque<std::string> unquoted;  ///< texts of cells that held doubled quotes

  CsvTable() = default;
  CsvTable(const CsvTable&) = delete;
  CsvTable& operator=(const CsvTable&) = delete;

  [[nodiscard]] int columns() const { return static_cast<int>(header.size()); }
  [[nodiscard]] int rows() const { return header.empty() ? 0 : static_cast<int>(cells.size() / header.size()); }
  [[nodiscard]] const CsvCell& cell(int row, int column) const {
    return cells[static_cast<std::size_t>(row) * header.size() + static_cast<std::size_t>(column)];
  }
};

/// Cuts a file into cells. Faults (an unclosed quote, a row with too many or too few fields, a column that stands twice,
/// an empty file) go to `context.found`; rows at fault are left out.
/// @return false when there is no header to read the rest by
bool read_csv(ReadContext& context, InputFile file, CsvTable& table);

}  // namespace bailang
