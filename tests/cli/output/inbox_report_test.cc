#include "src/cli/output/inbox_report.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr int64_t kNowSeconds = 1795428000;  // Monday 23 November 2026, 10:00 UTC

v1::Decision Queued(const std::string& id, bool head, int64_t serve_by_minutes) {
  v1::Decision decision;
  decision.set_id("D-" + id);
  decision.set_complaint_id(id);
  decision.mutable_decided_at()->set_seconds(kNowSeconds);
  decision.set_severity(head ? v1::Severity::CRITICAL : v1::Severity::LOW);
  decision.set_disposition(head ? v1::Disposition::ESCALATE : v1::Disposition::QUEUE);
  decision.mutable_priority()->set_head_of_queue(head);
  decision.mutable_priority()->mutable_serve_by()->set_seconds(kNowSeconds + 60 * serve_by_minutes);
  decision.mutable_route()->set_team("care");
  v1::Deadline& deadline = *decision.add_deadlines();
  deadline.set_kind(v1::Deadline::FIRST_RESPONSE);
  deadline.mutable_due()->set_seconds(kNowSeconds + 3600);
  return decision;
}

v1::Complaint Named(const std::string& id) {
  v1::Complaint complaint;
  complaint.set_id(id);
  return complaint;
}

std::string Printed(InboxReport& report, size_t limit = 0) {
  std::ostringstream out;
  EXPECT_TRUE(report.Print(out, 120, false, limit).ok());
  return out.str();
}

TEST(InboxReport, QueueIsInTheOrderOfServingInTheHousesZone) {
  v1::RuleSet rules;
  rules.mutable_house()->set_time_zone("Asia/Jerusalem");
  InboxReport report(rules, absl::FromUnixSeconds(kNowSeconds));
  ASSERT_TRUE(report.Add(Queued("T-later", false, 90), Named("T-later")).ok());
  ASSERT_TRUE(report.Add(Queued("T-overdue", false, -5), Named("T-overdue")).ok());
  ASSERT_TRUE(report.Add(Queued("T-head", true, 500), Named("T-head")).ok());
  const std::string text = Printed(report);
  EXPECT_THAT(text, HasSubstr("Queue, in the order of serving: 3 (times in Asia/Jerusalem; ! is overdue)\n"));
  EXPECT_LT(text.find("T-head"), text.find("T-overdue"));
  EXPECT_LT(text.find("T-overdue"), text.find("T-later"));
  EXPECT_THAT(text, HasSubstr("Mon 23 Nov 11:55 !"));
  EXPECT_THAT(text, HasSubstr("Mon 23 Nov 13:00"));  // the first response
  EXPECT_THAT(text, HasSubstr("Answered automatically: 0\n"));
}

TEST(InboxReport, AHeadRunOfTheRulesBreaksAFlood) {
  v1::RuleSet rules;
  rules.mutable_queue()->set_head_run(2);
  InboxReport report(rules, absl::FromUnixSeconds(kNowSeconds));
  for (const char* id : {"H-1", "H-2", "H-3"}) ASSERT_TRUE(report.Add(Queued(id, true, 1), Named(id)).ok());
  ASSERT_TRUE(report.Add(Queued("ordinary", false, 100), Named("ordinary")).ok());
  const std::string text = Printed(report);
  EXPECT_LT(text.find("H-2"), text.find("ordinary"));
  EXPECT_LT(text.find("ordinary"), text.find("H-3"));
}

TEST(InboxReport, AnswersAndSuppressionsSayWhatAndWhy) {
  InboxReport report({}, absl::FromUnixSeconds(kNowSeconds));
  v1::Decision answered;
  answered.set_disposition(v1::Disposition::AUTO_REPLY);
  answered.mutable_reply()->set_template_("late_parcel");
  answered.mutable_reply()->set_language("it");
  answered.mutable_reply()->set_body("Ci dispiace.\r\n\n  A presto.\n");
  ASSERT_TRUE(report.Add(answered, Named("T-2")).ok());
  v1::Decision suppressed;
  suppressed.set_disposition(v1::Disposition::SUPPRESS);
  suppressed.mutable_inbound()->set_origin(v1::Inbound::BOUNCE);
  v1::Inbound::Reason& about_answer = *suppressed.mutable_inbound()->add_reasons();
  about_answer.set_source("X-Auto-Response-Suppress");
  about_answer.set_about_answer(true);
  v1::Inbound::Reason& about_origin = *suppressed.mutable_inbound()->add_reasons();
  about_origin.set_source("Auto-Submitted");
  about_origin.set_value("auto-replied");
  about_origin.set_standard("RFC 3834 section 5");
  ASSERT_TRUE(report.Add(suppressed, Named("T-4")).ok());
  const std::string text = Printed(report);
  EXPECT_THAT(text, HasSubstr("T-2  late_parcel  it        Ci dispiace. A presto.\n"));
  EXPECT_THAT(text, HasSubstr("T-4  BOUNCE  Auto-Submitted: auto-replied (RFC 3834 section 5)\n"));
}

TEST(InboxReport, ARepeatedDecisionIsQueuedOnce) {  // TRUST 59
  InboxReport report({}, absl::FromUnixSeconds(kNowSeconds));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(report.Add(Queued("T-1", false, 10), Named("T-1")).ok());
  EXPECT_THAT(Printed(report), HasSubstr("serving: 1 (times in UTC; ! is overdue; 2 repeated and left out)"));
}

TEST(InboxReport, LimitsEachPart) {
  InboxReport report({}, absl::FromUnixSeconds(kNowSeconds));
  for (const char* id : {"T-1", "T-2", "T-3"}) ASSERT_TRUE(report.Add(Queued(id, false, 10), Named(id)).ok());
  EXPECT_THAT(Printed(report, 1), HasSubstr("... and 2 more"));
  EXPECT_THAT(Printed(report, 1), Not(HasSubstr("T-2")));
}

TEST(InboxReport, ADecisionThatTheQueueRefusesIsAnError) {
  InboxReport report({}, absl::FromUnixSeconds(kNowSeconds));
  v1::Decision without_id = Queued("T-1", false, 10);
  without_id.clear_id();
  EXPECT_EQ(report.Add(without_id, Named("T-1")).code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace triage::cli
