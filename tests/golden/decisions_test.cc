// Every decision of the sample inbox, a line each, compared with decisions.txt. A change of rules or code
// shows here what it changes. After reading the difference and finding it right:
//
//   TRIAGE_UPDATE_GOLDENS=1 build/dev/bin/triage_golden_test
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "tests/golden/inbox.h"
#include "triage/explain.h"

namespace triage::golden {
namespace {

const std::string kGolden = TRIAGE_SOURCE_DIR "/tests/golden/decisions.txt";

std::string Or(const std::string& text, const char* otherwise) { return text.empty() ? otherwise : text; }

// "T-3020 LOW AUTO_REPLY delivery care_en | rules late_parcel | said "late" | due ..."
std::string LineOf(const Decided& decided) {
  const v1::Decision& decision = decided.decision;
  std::vector<std::string> rules;
  for (const v1::FiredRule& rule : decision.fired_rules()) rules.push_back(rule.id());
  std::vector<std::string> doubts;
  for (const v1::Degradation& degraded : decision.degraded()) doubts.push_back(degraded.code());
  std::vector<std::string> due;
  for (const v1::Deadline& deadline : decision.deadlines()) {
    due.push_back(absl::StrCat(v1::Deadline::Kind_Name(deadline.kind()), "@", deadline.due().seconds()));
  }
  std::string line = absl::StrCat(decided.complaint.id(), " ", decided.customer, " ",
                                  v1::Severity::Level_Name(decision.severity()), " ",
                                  v1::Disposition::Kind_Name(decision.disposition()), " ",
                                  decision.category(), " ", decision.route().team());
  absl::StrAppend(&line, " ", v1::Inbound::Origin_Name(decision.inbound().origin()), " ",
                  decision.text().language());
  absl::StrAppend(&line, " | urgency ", decision.priority().urgency_percent(),
                  decision.priority().head_of_queue() ? " head" : "");
  const v1::Route& route = decision.route();
  absl::StrAppend(&line, " | authority ", route.authority_level(), " skills ",
                  Or(absl::StrJoin(route.skills(), ","), "-"), " inform ",
                  Or(absl::StrJoin(route.inform(), ","), "-"), " owner ", Or(route.owner(), "-"), " avoid ",
                  Or(route.avoid_team(), "-"), route.named_handler() ? " named" : "");
  absl::StrAppend(&line, " | reply ", Or(decision.reply().template_(), "-"), " | acknowledged ",
                  decision.acknowledgement().send() ? decision.acknowledgement().message().template_()
                                                    : "no: " + decision.acknowledgement().guard());
  absl::StrAppend(&line, " | playbook ", Or(decision.handling().playbook(), "-"), " | rules ",
                  Or(absl::StrJoin(rules, ","), "-"), " | doubts ", Or(absl::StrJoin(doubts, ","), "-"),
                  " | due ", Or(absl::StrJoin(due, ","), "-"), " | said ",
                  Or(DecidingWords(decision, decided.complaint), "-"));
  return line;
}

std::vector<std::string> GoldenLines() {
  std::vector<std::string> lines;
  std::ifstream file(kGolden);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

TEST(GoldenDecisions, AreThoseOfTheFile) {
  std::vector<std::string> lines;
  for (const Decided& decided : DecidedInbox()) lines.push_back(LineOf(decided));
  ASSERT_GE(lines.size(), 60u);
  if (std::getenv("TRIAGE_UPDATE_GOLDENS") != nullptr) {
    std::ofstream file(kGolden);
    for (const std::string& line : lines) file << line << "\n";
    file.close();
    ASSERT_TRUE(file.good()) << kGolden;
  }
  const std::vector<std::string> golden = GoldenLines();
  std::string differences;
  for (size_t i = 0; i < std::max(lines.size(), golden.size()); ++i) {
    const std::string was = i < golden.size() ? golden[i] : "(no line)";
    const std::string is = i < lines.size() ? lines[i] : "(no line)";
    if (was != is) absl::StrAppend(&differences, "was: ", was, "\nis:  ", is, "\n");
  }
  EXPECT_EQ(differences, "");
}

// The inbox is worth comparing: it shows each severity, each disposition, each language and kind of machine
// mail.
TEST(GoldenDecisions, ShowEveryOutcome) {
  std::set<int> severities;
  std::set<int> dispositions;
  std::set<std::string> languages;
  std::set<int> origins;
  std::set<int> channels;
  for (const Decided& decided : DecidedInbox()) {
    severities.insert(decided.decision.severity());
    dispositions.insert(decided.decision.disposition());
    languages.insert(decided.decision.text().language());
    origins.insert(decided.decision.inbound().origin());
    channels.insert(decided.complaint.channel());
  }
  EXPECT_EQ(severities.size(), 5u);
  EXPECT_EQ(dispositions.size(), 4u);
  for (const char* language : {"en", "he", "ro", "it"}) EXPECT_EQ(languages.count(language), 1u) << language;
  EXPECT_EQ(origins.size(), 10u) << "human, the eight kinds of machine mail, and unsure";
  EXPECT_GE(channels.size(), 7u);
}

}  // namespace
}  // namespace triage::golden
