#include "app/tables/report_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/figures.hpp"
#include "io/text_table.hpp"

namespace bailang {
namespace {

std::string shown(const Cell& cell) {
  if (!cell.number) return cell.text;
  return cell.digits < 0 ? figures(*cell.number) : number(*cell.number, cell.digits);
}

std::string terminal_text(const ReportTable& table) {
  TextTable text;
  for (const Column& column : table.columns) {
    text.header.push_back(column.header);
    text.align_right.push_back(column.is_number);
  }
  for (const auto& row : table.rows) {
    std::vector<std::string> cells;
    for (const Cell& cell : row) cells.push_back(shown(cell));
    text.rows.push_back(std::move(cells));
  }
  std::string result = fmt::format("{}\n\n{}", table.title, table.rows.empty() ? "(no rows 无)\n" : format(text));
  for (const std::string& note : table.notes) result += "Note 注: " + note + "\n";
  return result;
}

/// UTF-8 with a byte order mark and CRLF, so that spreadsheets show Chinese; several tables with an empty row between.
std::string csv_text(const std::vector<ReportTable>& tables) {
  std::string text = "\xEF\xBB\xBF";
  for (const ReportTable& table : tables) {
    if (&table != &tables.front()) text += "\r\n";
    text += "table";
    for (const Column& column : table.columns) text += "," + column.key;
    text += "\r\n";
    for (const auto& row : table.rows) {
      text += table.name;
      for (const Cell& cell : row) text += "," + (cell.number ? plain(*cell.number) : quoted_cell(cell.text));
      text += "\r\n";
    }
  }
  return text;
}

nlohmann::ordered_json json_of(const ReportTable& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Cell& cell = row[i];
      const bool is_empty = cell.number ? !std::isfinite(*cell.number) : cell.text.empty();
      nlohmann::ordered_json& value = object[table.columns[i].key];
      if (is_empty)
        value = nullptr;
      else if (cell.number)
        value = *cell.number;
      else
        value = cell.text;
    }
    rows.push_back(std::move(object));
  }
  return {{"title", table.title}, {"notes", table.notes}, {"rows", rows}};
}

}  // namespace

std::string print(const std::vector<ReportTable>& tables, const std::string& format) {
  if (format == "csv") return csv_text(tables);
  if (format == "json") {
    nlohmann::ordered_json document;
    for (const ReportTable& table : tables) document[table.name] = json_of(table);
    return document.dump(1) + "\n";
  }
  std::string text;
  for (const ReportTable& table : tables) text += (text.empty() ? "" : "\n") + terminal_text(table);
  return text;
}

}  // namespace bailang
