// What was wrong with the input: told where it stands, and counted, so that nothing is lost in silence.
//
//   InputReport report(std::cerr);
//   report.BadLine("inbox.jsonl", 7, "no JSON object");        // inbox.jsonl:7: no JSON object
//   report.BadCell("crm.csv", 3, 12, "satisfaction.nps: ...");  // crm.csv:3:12: satisfaction.nps: ...
//   return report.clean() ? kDone : kBadInput;
//
// Messages are made safe to print. Belongs to one thread at a time.
#ifndef TRIAGE_SRC_CLI_INPUT_INPUT_REPORT_H_
#define TRIAGE_SRC_CLI_INPUT_INPUT_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace triage::cli {

class InputReport {
 public:
  explicit InputReport(std::ostream& err) : err_(err) {}

  // A record that could not be used.
  void BadLine(std::string_view file, int64_t line, std::string_view message);
  // A fact that could not be used; its record was kept without it. `column` counts cells from 1.
  void BadCell(std::string_view file, int64_t line, size_t column, std::string_view message);
  // A file that could not be read to its end.
  void BadFile(std::string_view message);
  // Worth knowing; nothing was left out.
  void Note(std::string_view file, int64_t line, std::string_view message);

  int64_t bad_lines() const { return bad_lines_; }
  int64_t bad_cells() const { return bad_cells_; }
  bool clean() const { return bad_lines_ == 0 && bad_cells_ == 0 && !bad_file_; }
  // "2 lines and 1 cell could not be read"; empty where all was.
  std::string Summary() const;

 private:
  std::ostream& err_;
  int64_t bad_lines_ = 0;
  int64_t bad_cells_ = 0;
  bool bad_file_ = false;
};

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_INPUT_INPUT_REPORT_H_
