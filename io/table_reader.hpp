#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/calendar.hpp"
#include "io/csv_table.hpp"
#include "io/schema.hpp"

/// A CSV table read by its schema: every cell that is asked for is checked, and told in words when it is wrong.
namespace bailang {

class TableReader {
public:
  /// Opens a table of the case. Missing required columns are errors, unknown columns warnings.
  /// @return nothing when the file cannot be read or has no header; the fault is then in `context.found`
  static std::unique_ptr<TableReader> open(ReadContext& context, const Schema& schema, const std::string& file);

  /// The same for a text that is in memory.
  static std::unique_ptr<TableReader> of_text(ReadContext& context, const Schema& schema, InputFile text);

  [[nodiscard]] int rows() const { return table_.rows(); }
  /// Whether every row of the file is here, and there are some: only then are unknown ids the fault of who names them.
  [[nodiscard]] bool is_complete() const { return !table_.has_lost_rows && rows() > 0; }
  [[nodiscard]] bool has_column(std::string_view name) const { return column_of(name) >= 0; }
  [[nodiscard]] const std::string& path() const { return table_.file.path; }
  /// The whole file.
  [[nodiscard]] const std::string& file_text() const { return table_.file.text; }

  /// Text of a cell, empty when the column is absent. An empty cell that the schema requires is an error.
  std::string text(int row, std::string_view name);
  /// Number in SI units; `missing` when the cell is empty, the column absent or the value wrong.
  double number(int row, std::string_view name);
  double number_or(int row, std::string_view name, double fallback);
  bool boolean(int row, std::string_view name, bool fallback);
  std::optional<Instant> instant(int row, std::string_view name);
  /// Month and day of a day of the year.
  std::optional<std::pair<int, int>> month_day(int row, std::string_view name);
  /// Position in Field::choices, -1 when empty or wrong.
  int choice(int row, std::string_view name);
  /// Number [SI] in the column that a pattern and a constituent name; `missing` as in `number`.
  double constituent_number(int row, std::string_view pattern, std::string_view constituent);

  /// Whether the cell holds something.
  [[nodiscard]] bool is_filled(int row, std::string_view name) const;

  /// "length_m of reach "R1"": what a message calls a cell.
  [[nodiscard]] std::string name_of(int row, std::string_view column) const;
  /// Place of a cell; of the row's first cell when the column is absent.
  [[nodiscard]] SourcePlace place(int row, std::string_view column) const;
  [[nodiscard]] SourcePlace place(int row) const { return place(row, id_column_); }

  /// A fault at a cell (of the row's first cell when the column is absent).
  void error(int row, std::string_view column, std::string message, std::string hint = {});
  void warning(int row, std::string_view column, std::string message, std::string hint = {});
  /// A fault in the header: at a column, or at its first when the column is absent.
  void header_error(std::string_view column, std::string message, std::string hint = {});
  void header_warning(std::string_view column, std::string message, std::string hint = {});

  ReadContext& context() { return context_; }

private:
  TableReader(ReadContext& context, const Schema& schema);
  void bind_columns();
  void report_unknown(const CsvCell& cell);
  [[nodiscard]] int column_of(std::string_view name) const;
  [[nodiscard]] const Field& field_of(std::string_view name) const;
  [[nodiscard]] const CsvCell& cell_at(int row, std::string_view column) const;
  [[nodiscard]] TextSpan header_span(std::string_view column) const;
  /// The cell when it holds something; an empty one that the schema requires is an error.
  const CsvCell* filled_cell(int row, std::string_view name, const Field& field);
  double number_in(int row, std::string_view name, const Field& field);

  ReadContext& context_;
  const Schema& schema_;
  CsvTable table_;
  std::string_view id_column_;
};

}  // namespace bailang
