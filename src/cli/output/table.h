// A table for a terminal, as wide as its contents and never wider than the terminal.
//
//   Table table({{"id", 12}, {"severity", 10}, {"words", 0}});
//   table.Add({{"T-1"}, {"CRITICAL", Style::kGrave}, {"\"caught fire\""}});
//   console.out << table.Render(console.width, console.colour);
//
//   id   severity  words
//   T-1  CRITICAL  "caught fire"
//
// Every cell goes through triage::Printable, so that text of strangers can move no cursor and break no row.
// What does not fit is cut with an ellipsis. Thread-compatible.
#ifndef TRIAGE_SRC_CLI_OUTPUT_TABLE_H_
#define TRIAGE_SRC_CLI_OUTPUT_TABLE_H_

#include <string>
#include <vector>

#include "src/cli/console.h"

namespace triage::cli {

struct TableColumn {
  std::string title;
  int widest = 0;  // 0: takes what the others leave; only for the last column
  bool right = false;
};

struct TableCell {
  std::string text;
  Style style = Style::kPlain;
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

  // As many cells as columns; missing ones are empty.
  void Add(std::vector<TableCell> cells);
  size_t rows() const { return rows_.size(); }
  // At most `limit` rows, and a line that says how many more there are; 0: all.
  std::string Render(int width, bool colour, size_t limit = 0) const;

 private:
  std::vector<TableColumn> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_OUTPUT_TABLE_H_
