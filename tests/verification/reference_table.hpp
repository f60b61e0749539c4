#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// Exact solutions as tables: `tables/<name>.csv`, plain numbers and words without quotes.
namespace bailang::testing {

using TableRow = std::map<std::string, std::string>;

inline std::vector<TableRow> reference_table(const std::string& name) {
  std::ifstream file(std::string(BAILANG_SOURCE_DIR) + "/tests/verification/tables/" + name + ".csv");
  if (!file) throw std::runtime_error("no table " + name);
  const auto split = [](const std::string& line) {
    std::vector<std::string> cells;
    std::stringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    return cells;
  };
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = split(line);
  std::vector<TableRow> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = split(line);
    TableRow row;
    for (std::size_t i = 0; i < cells.size(); ++i) row[names[i]] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

inline double number(const TableRow& row, const std::string& column) {
  return std::stod(row.at(column));
}

}  // namespace bailang::testing
