// What became of an inbox, for a person: the queue in the order in which agents get it, what was answered
// automatically and with what words, what was suppressed and why.
//
//   InboxReport report(engine.rules(), now);
//   report.Add(decision, complaint);        // one that was added before (same decision id) is only counted
//   report.Print(console.out, console.width, console.colour, /*limit=*/0);
//
// Keeps about 1 KB for each complaint in the queue. Belongs to one thread at a time.
#ifndef TRIAGE_SRC_CLI_OUTPUT_INBOX_REPORT_H_
#define TRIAGE_SRC_CLI_OUTPUT_INBOX_REPORT_H_

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <unordered_map>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "src/cli/output/table.h"
#include "triage/queue.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::cli {

class InboxReport {
 public:
  // Times are shown in the house's zone.
  InboxReport(const v1::RuleSet& rules, absl::Time now);

  absl::Status Add(const v1::Decision& decision, const v1::Complaint& complaint);
  // At most `limit` rows of each part, and how many more there are; 0: all.
  absl::Status Print(std::ostream& out, int width, bool colour, size_t limit);

 private:
  struct Waiting {
    std::string complaint_id;
    v1::Severity::Level severity = v1::Severity::UNKNOWN;
    v1::Disposition::Kind disposition = v1::Disposition::UNKNOWN;
    std::string first_response;
    std::string words;
  };
  std::string Shown(absl::Time time) const;
  absl::Status PrintQueue(std::ostream& out, int width, bool colour, size_t limit);

  const absl::Time now_;
  absl::TimeZone zone_;
  std::unique_ptr<Queue> queue_;
  std::unordered_map<std::string, Waiting> waiting_;  // by decision id
  Table answered_;
  Table suppressed_;
  int64_t repeated_ = 0;
};

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_OUTPUT_INBOX_REPORT_H_
