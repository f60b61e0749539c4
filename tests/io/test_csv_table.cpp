#include <catch2/catch.hpp>

#include "io/csv_table.hpp"

using namespace bailang;

namespace {

/// Reads a text; faults are formatted into `faults`.
struct Read {
  ReadContext context;
  CsvTable table;
  bool has_header = false;

  explicit Read(std::string text) { has_header = read_csv(context, make_input_file("t.csv", std::move(text)), table); }
  [[nodiscard]] std::string cell(int row, int column) const { return std::string(table.cell(row, column).text); }
  [[nodiscard]] std::string place(int row, int column) const {
    const TextSpan& span = table.cell(row, column).span;
    return std::to_string(span.line) + ":" + std::to_string(span.column) + "+" + std::to_string(span.width);
  }
  [[nodiscard]] std::string faults() const { return format(context.found); }
};

}  // namespace

TEST_CASE("Cells know their line and column in characters") {
  const Read read("id,name\nR1,白浪河\n\"R2\", Mi River \n");
  REQUIRE(read.faults().empty());
  REQUIRE(read.table.rows() == 2);
  REQUIRE(read.cell(0, 1) == "白浪河");
  REQUIRE(read.place(0, 1) == "2:4+3");
  REQUIRE(read.cell(1, 0) == "R2");
  REQUIRE(read.place(1, 0) == "3:1+4");
  REQUIRE(read.cell(1, 1) == "Mi River");
  REQUIRE(read.place(1, 1) == "3:7+8");
}

TEST_CASE("A byte order mark, CRLF, a missing last line end and empty lines are no faults") {
  const Read read("\xEF\xBB\xBFid,v\r\nA,1\r\n\r\nB,2");
  REQUIRE(read.faults().empty());
  REQUIRE(read.table.header[0].text == "id");
  REQUIRE(read.table.header[0].span.column == 1);
  REQUIRE(read.table.rows() == 2);
  REQUIRE(read.cell(1, 1) == "2");
  REQUIRE(read.place(1, 0) == "4:1+1");
}

TEST_CASE("Quotes follow RFC 4180: commas, doubled quotes and line ends inside") {
  const Read read("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",\"\"\nc,d\n");
  REQUIRE(read.faults().empty());
  REQUIRE(read.cell(0, 0) == "x, y");
  REQUIRE(read.cell(0, 1) == "say \"no\"");
  REQUIRE(read.cell(1, 0) == "two\nlines");
  REQUIRE(read.cell(1, 1).empty());
  REQUIRE(read.place(2, 0) == "5:1+1");
}

TEST_CASE("A row of the wrong length is told and left out, the rest is read") {
  const Read read("a,b\n1\n1,2,3\n4,5\n");
  REQUIRE(read.context.found.error_count() == 2);
  REQUIRE(read.table.rows() == 1);
  REQUIRE(read.table.has_lost_rows);
  REQUIRE(read.cell(0, 0) == "4");
}

TEST_CASE("Text that cannot be cut into cells is told where it goes wrong") {
  REQUIRE(Read("a,b\n1,\"2\n3,4\n").faults() ==
          "t.csv:2:3: error: this quote is never closed\n    2 | 1,\"2\n      |   ^\n1 error\n");
  REQUIRE(Read("a,b\n1,2\"3\n").faults().find("t.csv:2:4: error: quote inside a cell") == 0);
  REQUIRE(Read("a,b\n1,2\r3,4\n").faults().find("t.csv:2:4: error: carriage return without line feed") == 0);
  REQUIRE(Read("a,b,a\n").faults().find("t.csv:1:5: error: column 'a' stands twice") == 0);
}

TEST_CASE("A file without a header is empty") {
  for (const char* text : {"", "\n\n", "\xEF\xBB\xBF"}) {
    const Read read(text);
    REQUIRE_FALSE(read.has_header);
    REQUIRE(read.context.found.error_count() == 1);
  }
}

TEST_CASE("A long line is read in linear time and not carried by every message") {
  std::string text = "a";
  for (int i = 0; i < 100000; ++i) text += ",a";
  const Read read(text + "\n");
  REQUIRE(read.context.found.error_count() == 100000);
  REQUIRE(read.context.found.entries().back().source_line.empty());
  REQUIRE(read.context.found.entries().front().source_line.size() < 500);
}
