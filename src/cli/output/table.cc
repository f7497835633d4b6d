#include "src/cli/output/table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "src/cli/output/width.h"
#include "triage/explain.h"

namespace triage::cli {
namespace {

constexpr int kGap = 2;
constexpr int kNarrowestRest = 12;  // of the last column, however narrow the terminal

}  // namespace

void Table::Add(std::vector<TableCell> cells) {
  cells.resize(columns_.size());
  for (TableCell& cell : cells) cell.text = Printable(cell.text);
  rows_.push_back(std::move(cells));
}

std::string Table::Render(int width, bool colour, size_t limit) const {
  const size_t shown = limit == 0 ? rows_.size() : std::min(limit, rows_.size());
  std::vector<int> widths(columns_.size());
  int left = width;
  for (size_t i = 0; i < columns_.size(); ++i) {
    const TableColumn& column = columns_[i];
    int needed = DisplayWidth(column.title);
    for (size_t row = 0; row < shown; ++row) needed = std::max(needed, DisplayWidth(rows_[row][i].text));
    widths[i] = std::min(needed, column.widest > 0 ? column.widest : std::max(left, kNarrowestRest));
    left -= widths[i] + kGap;
  }
  std::string out;
  const auto add_row = [&](const std::vector<TableCell>& cells) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string text = Fit(cells[i].text, widths[i]);
      const std::string fill(static_cast<size_t>(std::max(0, widths[i] - DisplayWidth(text))), ' ');
      const bool last = i + 1 == cells.size();
      if (columns_[i].right) line += fill;
      line += Styled(colour, cells[i].style, text);
      if (!columns_[i].right && !last) line += fill;
      if (!last) line.append(kGap, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  };
  std::vector<TableCell> titles;
  for (const TableColumn& column : columns_) titles.push_back({column.title, Style::kFaint});
  add_row(titles);
  for (size_t row = 0; row < shown; ++row) add_row(rows_[row]);
  if (shown < rows_.size()) out += "... and " + std::to_string(rows_.size() - shown) + " more\n";
  return out;
}

}  // namespace triage::cli
