// Complaints from JSON Lines, one at a time, in constant memory.
//
//   absl::StatusOr<ComplaintReader> reader = ComplaintReader::Open("inbox.jsonl", &report);
//   v1::Complaint complaint;
//   while (true) {
//     const ComplaintReader::Line line = reader->Next(&complaint);
//     if (line == ComplaintReader::Line::kEnd) break;
//     if (line == ComplaintReader::Line::kBad) continue;   // told in the report; reader->text() has the line
//     ...
//   }
//
// Blank lines are skipped. Invalid UTF-8 is read as U+FFFD with a note, so that no complaint is lost for it.
// Linear. Belongs to one thread at a time; the report outlives it.
#ifndef TRIAGE_SRC_CLI_INPUT_READ_COMPLAINTS_H_
#define TRIAGE_SRC_CLI_INPUT_READ_COMPLAINTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "src/cli/input/input_report.h"
#include "src/cli/input/lines.h"
#include "triage/v1/complaint.pb.h"

namespace triage::cli {

class ComplaintReader {
 public:
  enum class Line { kComplaint, kBad, kEnd };

  static absl::StatusOr<ComplaintReader> Open(const std::string& path, InputReport* report);

  Line Next(v1::Complaint* complaint);
  const std::string& text() const { return lines_.line(); }  // of the last line that was not the end
  int64_t bytes_read() const { return lines_.bytes_read(); }
  int64_t size() const { return lines_.size(); }  // 0 where unknown

 private:
  ComplaintReader(LineReader lines, InputReport* report);

  LineReader lines_;
  InputReport* report_;
};

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_INPUT_READ_COMPLAINTS_H_
