// The decisions of the sample inbox beside the verdicts of its author: the table in examples/inbox/README.md,
// written before any rule was run over it. Where the table says "A or B", either is right; "-" asks nothing.
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/golden/inbox.h"

namespace triage::golden {
namespace {

struct Verdict {
  std::string customer;
  std::vector<std::string> severities;    // either; empty: any
  std::vector<std::string> dispositions;  // either
  std::string why;
};

std::vector<std::string> Either(const std::string& cell) {
  if (cell == "-") return {};
  return absl::StrSplit(cell, " or ");
}

// Rows of the table whose first cell is "T-...".
std::map<std::string, Verdict> Verdicts() {
  std::map<std::string, Verdict> verdicts;
  std::ifstream file(TRIAGE_SOURCE_DIR "/examples/inbox/README.md");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("| T-", 0) != 0) continue;
    std::vector<std::string> cells = absl::StrSplit(line, '|');
    EXPECT_EQ(cells.size(), 10u) << line;
    if (cells.size() != 10) continue;
    for (std::string& cell : cells) absl::StripAsciiWhitespace(&cell);
    const bool is_new =
        verdicts.insert({cells[1], {cells[5], Either(cells[6]), Either(cells[7]), cells[8]}}).second;
    EXPECT_TRUE(is_new) << cells[1] << " stands twice";
  }
  return verdicts;
}

bool Allows(const std::vector<std::string>& either, const std::string& found) {
  if (either.empty()) return true;
  for (const std::string& allowed : either) {
    if (allowed == found) return true;
  }
  return false;
}

std::string Written(const std::vector<std::string>& either) {
  std::string written;
  for (const std::string& one : either) absl::StrAppend(&written, written.empty() ? "" : " or ", one);
  return written.empty() ? "-" : written;
}

TEST(GoldenVerdicts, OfTheAuthorHold) {
  std::map<std::string, Verdict> verdicts = Verdicts();
  ASSERT_GE(verdicts.size(), 60u);
  std::string differences;
  for (const Decided& decided : DecidedInbox()) {
    const auto row = verdicts.find(decided.complaint.id());
    if (row == verdicts.end()) {
      absl::StrAppend(&differences, decided.complaint.id(), ": not in the table\n");
      continue;
    }
    const Verdict& verdict = row->second;
    const std::string severity = v1::Severity::Level_Name(decided.decision.severity());
    const std::string disposition = v1::Disposition::Kind_Name(decided.decision.disposition());
    if (!Allows(verdict.severities, severity) || !Allows(verdict.dispositions, disposition) ||
        verdict.customer != decided.customer) {
      absl::StrAppend(&differences, decided.complaint.id(), ": is ", severity, " ", disposition, " of ",
                      decided.customer, ", should be ", Written(verdict.severities), " ",
                      Written(verdict.dispositions), " of ", verdict.customer, " (", verdict.why, ")\n");
    }
    verdicts.erase(row);
  }
  for (const auto& [id, verdict] : verdicts) absl::StrAppend(&differences, id, ": not in complaints.jsonl\n");
  EXPECT_EQ(differences, "");
}

// [DESIGN 4] over the whole inbox, whatever the rules say.
TEST(GoldenVerdicts, TheInvariantsHold) {
  for (const Decided& decided : DecidedInbox()) {
    const v1::Decision& decision = decided.decision;
    SCOPED_TRACE(decided.complaint.id());
    if (decision.severity() == v1::Severity::CRITICAL &&
        decision.disposition() != v1::Disposition::SUPPRESS) {
      EXPECT_EQ(decision.disposition(), v1::Disposition::ESCALATE);
      EXPECT_TRUE(decision.priority().head_of_queue());
    }
    if (decision.disposition() == v1::Disposition::AUTO_REPLY) {
      EXPECT_LE(decision.severity(), v1::Severity::MODERATE);
      EXPECT_FALSE(decision.reply().body().empty());
    }
    if (!decision.inbound().may_answer()) {
      EXPECT_NE(decision.disposition(), v1::Disposition::AUTO_REPLY);
      EXPECT_FALSE(decision.acknowledgement().send());
    }
    if (decision.inbound().origin() == v1::Inbound::HUMAN) {
      EXPECT_NE(decision.disposition(), v1::Disposition::SUPPRESS);
      EXPECT_TRUE(decision.acknowledgement().send() || !decision.acknowledgement().guard().empty());
    }
    EXPECT_FALSE(decision.route().team().empty() && decision.disposition() != v1::Disposition::SUPPRESS);
  }
}

}  // namespace
}  // namespace triage::golden
