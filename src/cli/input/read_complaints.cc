#include "src/cli/input/read_complaints.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/cli/input/json.h"

namespace triage::cli {

ComplaintReader::ComplaintReader(LineReader lines, InputReport* report)
    : lines_(std::move(lines)), report_(report) {}

absl::StatusOr<ComplaintReader> ComplaintReader::Open(const std::string& path, InputReport* report) {
  absl::StatusOr<LineReader> lines = LineReader::Open(path);
  if (!lines.ok()) return lines.status();
  return ComplaintReader(*std::move(lines), report);
}

ComplaintReader::Line ComplaintReader::Next(v1::Complaint* complaint) {
  while (lines_.Next()) {
    if (IsBlank(lines_.line())) continue;
    const absl::StatusOr<int> repaired = FromJson(lines_.line(), complaint);
    if (!repaired.ok()) {
      report_->BadLine(lines_.name(), lines_.number(), std::string(repaired.status().message()));
      return Line::kBad;
    }
    if (*repaired > 0) {
      report_->Note(lines_.name(), lines_.number(),
                    absl::StrCat(*repaired, " bytes are not UTF-8 and were read as U+FFFD"));
    }
    return Line::kComplaint;
  }
  if (!lines_.status().ok()) report_->BadFile(std::string(lines_.status().message()));
  return Line::kEnd;
}

}  // namespace triage::cli
