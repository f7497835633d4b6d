#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::Customer;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::InBucharest;
using ::testing::IsEmpty;
using testing::kNow;
using testing::Mail;
using testing::Said;
using testing::Shop;

// "FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", in the shop's zone.
std::vector<std::string> Deadlines(const v1::Decision& decision) {
  std::vector<std::string> lines;
  for (const v1::Deadline& each : decision.deadlines()) {
    lines.push_back(absl::StrCat(v1::Deadline::Kind_Name(each.kind()), " ", InBucharest(each.due()), " ",
                                 each.source(), each.is_public() ? " in public" : ""));
  }
  return lines;
}

struct Row {
  const char* name;
  const char* rules;
  v1::Complaint complaint;
  const char* customer;
  std::vector<std::string> deadlines;
  const char* serve_by;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class DeadlinesTest : public ::testing::TestWithParam<Row> {};

TEST_P(DeadlinesTest, EarliestOfEachKindAndServeBy) {
  const Row& row = GetParam();
  const v1::Decision decision = Shop(row.rules).Triage(row.complaint, Customer(row.customer), kNow);
  EXPECT_THAT(Deadlines(decision), ElementsAreArray(row.deadlines));
  EXPECT_EQ(InBucharest(decision.priority().serve_by()), row.serve_by);
}

constexpr const char* kNews = "NEXT_UPDATE 2026-11-25 18:00:00 deadline news";

INSTANTIATE_TEST_SUITE_P(
    Policies, DeadlinesTest,
    ::testing::Values(
        Row{"business_hours_run_over_night",
            "",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
            "2026-11-24 04:40:00"},
        Row{"less_the_margin",
            "patience { severity: MODERATE minutes: 5000 }\npatience { severity: LOW minutes: 2000 }",
            Mail("It is late. broken"),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
            "2026-11-24 04:40:00"},
        Row{"margin_of_a_low_one",
            "",
            Mail("overcharged, late"),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
            "2026-11-24 04:40:00"},
        Row{"serious",
            "",
            Mail("My lawyer."),
            "",
            {"FIRST_RESPONSE 2026-11-23 16:00:00 deadline first_serious", kNews},
            "2026-11-23 15:45:00"},
        Row{"critical_by_the_clock",
            "",
            Mail("I was injured."),
            "",
            {"FIRST_RESPONSE 2026-11-23 13:00:00 deadline first_critical",
             "NEXT_UPDATE 2026-11-26 02:00:00 deadline news"},
            "2026-11-23 12:15:00"},
        Row{"chat_is_due_by_patience",
            "",
            Said(v1::Channel::CHAT, "It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
            "2026-11-23 12:05:00"},
        Row{"none_of_a_kind", "", Mail("Hello"), "", {kNews}, "2026-11-25 12:00:00"}),
    [](const auto& info) { return std::string(info.param.name); });

constexpr const char* kEqual = R"(
rule { id: "b_hurry" why: "w" when { signal: "broken" }
  then { deadline { kind: FIRST_RESPONSE within { hours: 2 } } } }
rule { id: "a_hurry" why: "w" when { signal: "broken" }
  then { deadline { kind: FIRST_RESPONSE within { minutes: 120 } is_public: true } } })";

INSTANTIATE_TEST_SUITE_P(
    Filters, DeadlinesTest,
    ::testing::Values(
        Row{"by_channel",
            "deadline { id: 'web' kind: RESOLVE within { hours: 5 } channel: WEB_FORM }",
            Said(v1::Channel::WEB_FORM, "It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews,
             "RESOLVE 2026-11-23 17:00:00 deadline web"},
            "2026-11-24 04:40:00"},
        Row{"of_another_channel",
            "deadline { id: 'web' kind: RESOLVE within { hours: 5 } channel: WEB_FORM }",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
            "2026-11-24 04:40:00"},
        Row{"an_unknown_channel_is_mail",
            "deadline { id: 'mail' kind: RESOLVE within { hours: 5 } channel: MAIL }",
            Said(v1::Channel::UNKNOWN, "It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews,
             "RESOLVE 2026-11-23 17:00:00 deadline mail"},
            "2026-11-24 04:40:00"},
        Row{"by_segment",
            "deadline { id: 'firm' kind: FIRST_RESPONSE within { hours: 3 } segment: 'business' }",
            Mail("It is broken."),
            "standing { segment: 'business' }",
            {"FIRST_RESPONSE 2026-11-23 15:00:00 deadline firm", kNews},
            "2026-11-23 14:45:00"},
        Row{"of_another_segment",
            "deadline { id: 'firm' kind: FIRST_RESPONSE within { hours: 3 } segment: 'business' }",
            Mail("It is broken."),
            "standing { segment: 'student' }",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
            "2026-11-24 04:40:00"},
        Row{"by_team",
            "deadline { id: 'front' kind: RESOLVE within { hours: 1 } team: 'front' }",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews,
             "RESOLVE 2026-11-23 13:00:00 deadline front"},
            "2026-11-24 04:40:00"},
        Row{"of_another_team",
            "deadline { id: 'front' kind: RESOLVE within { hours: 1 } team: ['safety', 'haifa'] }",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
            "2026-11-24 04:40:00"},
        Row{"without_an_id",
            "deadline { kind: RESOLVE within { days: 1 } }",
            Mail("My lawyer."),
            "",
            {"FIRST_RESPONSE 2026-11-23 16:00:00 deadline first_serious", kNews,
             "RESOLVE 2026-11-24 12:00:00 deadline 5"},
            "2026-11-23 15:45:00"},
        Row{"of_a_rule",
            "rule { id: 'now' why: 'w' when { signal: 'broken' channel: MAIL } "
            "then { deadline { kind: FIRST_RESPONSE within { hours: 1 } channel: MAIL } } }",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-23 13:00:00 rule now", kNews},
            "2026-11-23 12:45:00"},
        Row{"of_equal_ones_the_first_by_name",
            kEqual,
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-23 14:00:00 rule a_hurry in public", kNews},
            "2026-11-23 13:45:00"}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Shorter, DeadlinesTest,
    ::testing::Values(
        Row{"by_half",
            "rule { id: 's' why: 'w' when { signal: 'broken' } then { deadlines_shorter_percent: 50 } }",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-23 16:00:00 deadline first",
             "NEXT_UPDATE 2026-11-24 18:00:00 deadline news"},
            "2026-11-23 15:45:00"},
        Row{"the_largest_share_wins",
            "rule { id: 's' why: 'w' when { signal: 'broken' } then { deadlines_shorter_percent: 50 } }"
            "rule { id: 't' why: 'w' when { signal: 'broken' } then { deadlines_shorter_percent: 75 } }",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-23 14:00:00 deadline first",
             "NEXT_UPDATE 2026-11-24 18:00:00 deadline news"},
            "2026-11-23 13:45:00"},
        Row{"a_day_stays_a_day",
            "rule { id: 's' why: 'w' when { signal: 'broken' } then { deadlines_shorter_percent: 90 } }",
            Mail("It is broken."),
            "",
            {"FIRST_RESPONSE 2026-11-23 12:48:00 deadline first",
             "NEXT_UPDATE 2026-11-24 18:00:00 deadline news"},
            "2026-11-23 12:33:00"}),
    [](const auto& info) { return std::string(info.param.name); });

constexpr const char* kCall = R"(
rule { id: "call" why: "w" when { signal: "broken" } then { promise { kind: CALLBACK within { business_hours: 1 } } } }
rule { id: "fix" why: "w" when { signal: "broken" }
  then { promise { kind: SOLUTION within { days: 3 } calendar: "always" } } })";

INSTANTIATE_TEST_SUITE_P(Promises, DeadlinesTest,
                         ::testing::Values(Row{"of_a_rule_are_deadlines",
                                               kCall,
                                               Mail("It is broken."),
                                               "",
                                               {"FIRST_RESPONSE 2026-11-23 13:00:00 call", kNews,
                                                "RESOLVE 2026-11-26 12:00:00 fix"},
                                               "2026-11-23 12:45:00"},
                                           Row{"of_a_reply",
                                               "",
                                               Mail("It is late."),
                                               "",
                                               {"FIRST_RESPONSE 2026-11-24 10:00:00 deadline first", kNews},
                                               "2026-11-24 09:45:00"}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(SetDeadlines, APromiseRunsFromNowAndADeadlineFromArrival) {
  v1::Complaint complaint = Mail("It is broken.");
  SetTimestamp(kNow - absl::Hours(2), complaint.mutable_received_at());  // 10:00 in Bucharest
  const v1::Decision decision = Shop(kCall).Triage(complaint, kNow);
  EXPECT_THAT(Deadlines(decision), ElementsAre("FIRST_RESPONSE 2026-11-23 13:00:00 call", kNews,
                                               "RESOLVE 2026-11-26 12:00:00 fix"));
  ASSERT_EQ(decision.promises_size(), 2);
  EXPECT_EQ(decision.promises(0).kind(), v1::Promise::CALLBACK);
  EXPECT_EQ(InBucharest(decision.promises(0).due()), "2026-11-23 13:00:00");
  EXPECT_EQ(decision.promises(0).rule(), "call");
  EXPECT_EQ(decision.promises(1).explanation(), "72 hours by the clock");
  // 8 business hours from 10:00.
  EXPECT_THAT(Deadlines(Shop().Triage(complaint, kNow)),
              ElementsAre("FIRST_RESPONSE 2026-11-23 18:00:00 deadline first", kNews));
}

TEST(SetDeadlines, WhatArrivesLaterThanNowArrivesNow) {
  v1::Complaint complaint = Mail("It is broken.");
  complaint.mutable_received_at()->set_seconds(4070908800);  // the year 2099 (TRUST 76)
  EXPECT_EQ(InBucharest(Shop().Triage(complaint, kNow).priority().serve_by()), "2026-11-24 04:40:00");
}

TEST(SetDeadlines, ServeByIsNeverBeforeArrival) {
  const Engine engine = Shop("queue { margin_minutes: 600 }");
  EXPECT_EQ(InBucharest(engine.Triage(Mail("My lawyer."), kNow).priority().serve_by()),
            "2026-11-23 12:00:00");
}

TEST(SetDeadlines, TheArithmeticIsExplained) {
  const v1::Decision decision = Shop().Triage(Mail("It is broken."), kNow);
  ASSERT_EQ(decision.deadlines_size(), 2);
  EXPECT_EQ(decision.deadlines(0).calendar(), "office");
  EXPECT_EQ(decision.deadlines(0).explanation(),
            "8 business hours in Europe/Bucharest: Mon 12:00-18:00, Tue 08:00-10:00");
  EXPECT_EQ(decision.deadlines(1).explanation(), "2 business days in Europe/Bucharest: Tue, Wed until 18:00");
}

TEST(SetDeadlines, MachineMailHasNoDeadline) {
  v1::Complaint bounce = Mail("It is broken.");
  v1::Header* header = bounce.add_headers();
  header->set_name("Auto-Submitted");
  header->set_value("auto-replied");
  const v1::Decision decision = Shop(kCall).Triage(bounce, kNow);
  EXPECT_THAT(Deadlines(decision), IsEmpty());
  EXPECT_EQ(decision.promises_size(), 0);
  EXPECT_TRUE(decision.priority().has_serve_by());
}

}  // namespace
}  // namespace triage
