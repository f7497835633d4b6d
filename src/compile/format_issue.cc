#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/utf8.h"
#include "triage/issue.h"

namespace triage {
namespace {

// Safe to print: control characters as '?', tabs as one space (the caret counts characters).
std::string Harmless(const std::string& text) {
  std::string out = RepairUtf8(text);
  for (char& c : out) {
    if (c == '\t') {
      c = ' ';
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      c = '?';
    }
  }
  return out;
}

}  // namespace

std::string Format(const Issue& issue) {
  std::string out;
  if (!issue.file.empty()) absl::StrAppend(&out, Harmless(issue.file), ":");
  if (issue.line > 0) absl::StrAppend(&out, issue.line, ":", issue.column, ":");
  if (issue.line == 0 && !issue.path.empty()) absl::StrAppend(&out, Harmless(issue.path), ":");
  absl::StrAppend(&out, out.empty() ? "" : " ",
                  issue.level == Issue::Level::kError ? "error: " : "warning: ", Harmless(issue.message),
                  " [", issue.code, "]\n");
  if (!issue.source_line.empty()) {
    const std::string number = absl::StrCat(issue.line);
    const std::string margin(number.size(), ' ');
    const std::string before(static_cast<size_t>(issue.column > 0 ? issue.column - 1 : 0), ' ');
    absl::StrAppend(&out, "  ", number, " | ", Harmless(issue.source_line), "\n");
    absl::StrAppend(&out, "  ", margin, " | ", before, "^\n");
  }
  if (!issue.hint.empty()) absl::StrAppend(&out, "  hint: ", Harmless(issue.hint), "\n");
  return out;
}

}  // namespace triage
