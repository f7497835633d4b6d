#include "src/cli/input/input_report.h"

#include "absl/strings/str_cat.h"
#include "triage/explain.h"

namespace triage::cli {

void InputReport::BadLine(std::string_view file, int64_t line, std::string_view message) {
  ++bad_lines_;
  err_ << Printable(file) << ':' << line << ": " << Printable(message) << '\n';
}

void InputReport::BadCell(std::string_view file, int64_t line, size_t column, std::string_view message) {
  ++bad_cells_;
  err_ << Printable(file) << ':' << line << ':' << column << ": " << Printable(message) << '\n';
}

void InputReport::BadFile(std::string_view message) {
  bad_file_ = true;
  err_ << Printable(message) << '\n';
}

void InputReport::Note(std::string_view file, int64_t line, std::string_view message) {
  err_ << Printable(file) << ':' << line << ": note: " << Printable(message) << '\n';
}

std::string InputReport::Summary() const {
  std::string all;
  if (bad_lines_ > 0) all = absl::StrCat(bad_lines_, bad_lines_ == 1 ? " line" : " lines");
  if (bad_cells_ > 0) {
    absl::StrAppend(&all, all.empty() ? "" : " and ", bad_cells_, bad_cells_ == 1 ? " cell" : " cells");
  }
  if (!all.empty()) all += " could not be read";
  if (bad_file_) all += all.empty() ? "a file could not be read to its end" : "; nor a file to its end";
  return all;
}

}  // namespace triage::cli
