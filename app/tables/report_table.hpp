#pragma once

#include <optional>
#include <string>
#include <vector>

/// One table of a result, printed for a terminal, as CSV or as JSON with the same numbers.
namespace bailang {

/// A text, a number, or nothing.
struct Cell {
  std::string text;
  std::optional<double> number;
  int digits = -1;  ///< after the point on a terminal; −1 = three figures

  Cell() = default;
  Cell(std::string words) : text(std::move(words)) {}                     // NOLINT: a cell is what stands in it
  Cell(const char* words) : text(words) {}                                // NOLINT
  Cell(double value, int places = -1) : number(value), digits(places) {}  // NOLINT
  Cell(int value) : number(value), digits(0) {}                           // NOLINT
};

struct Column {
  std::string key;     ///< in CSV and JSON: `days_met`
  std::string header;  ///< on a terminal
  bool is_number = false;
};

struct ReportTable {
  std::string name;   ///< by which `--table` asks for it
  std::string title;  ///< in English and Chinese
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> notes;
};

/// @param format table, csv or json
std::string print(const std::vector<ReportTable>& tables, const std::string& format);

}  // namespace bailang
