#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using ::testing::ElementsAreArray;
using testing::IssuesOf;
using ::testing::SizeIs;

// Rule 17 of the issue: what is promised must be what the route keeps.
struct PromiseRow {
  const char* name;
  const char* text;
  std::vector<std::string> codes;
};

class PromiseTest : public ::testing::TestWithParam<PromiseRow> {};

TEST_P(PromiseTest, IsComparedWithTheDeadlinesOfItsRoute) {
  std::vector<std::string> codes;
  for (const Issue& issue : IssuesOf(GetParam().text))
    codes.push_back(absl::StrCat(issue.code, " at ", issue.line));
  EXPECT_THAT(codes, ElementsAreArray(GetParam().codes));
}

INSTANTIATE_TEST_SUITE_P(Rows, PromiseTest,
                         ::testing::Values(PromiseRow{"as_long_as_the_deadline",
                                                      R"(
reply { id: "sorry_late" precedence: 10 text { language: "en" body: "{due}" }
  promise { kind: NEWS within { business_days: 2 } } })",
                                                      {}},
                                           PromiseRow{"longer_than_the_deadline",
                                                      R"(
reply { id: "sorry_late" precedence: 10 text { language: "en" body: "{due}" }
  promise { kind: NEWS within { business_days: 3 } } })",
                                                      {"promise_too_long at 4"}},
                                           PromiseRow{"longer_on_some_days_alone",
                                                      R"(
reply { id: "sorry_late" precedence: 10 text { language: "en" body: "{due}" }
  promise { kind: NEWS within { days: 4 } } })",
                                                      {"promise_too_long at 4"}},
                                           PromiseRow{"while_nobody_works",
                                                      R"(
reply { id: "sorry_late" precedence: 10 text { language: "en" body: "{due}" }
  promise { kind: NEWS within { hours: 2 } } })",
                                                      {"promise_while_closed at 4"}},
                                           PromiseRow{"where_somebody_always_works",
                                                      R"(
rule { id: "late_only" why: "w" when { signal: "late" } then { reply: "sorry_late" team: "safety" } }
reply { id: "sorry_late" precedence: 10 text { language: "en" body: "{due}" }
  promise { kind: NEWS within { hours: 2 } } })",
                                                      {}},
                                           PromiseRow{"of_another_kind",
                                                      R"(
reply { id: "sorry_late" precedence: 10 text { language: "en" body: "{due}" }
  promise { kind: SOLUTION within { days: 30 } } })",
                                                      {}},
                                           PromiseRow{"of_an_acknowledgement",
                                                      R"(
acknowledgement { id: "received" precedence: 10 severity: SERIOUS text { language: "en" body: "{due}" }
  promise { kind: ANSWER within { business_hours: 5 } } })",
                                                      {"promise_too_long at 4"}},
                                           PromiseRow{"of_an_acknowledgement_of_another_severity",
                                                      R"(
acknowledgement { id: "received" precedence: 10 severity: LOW text { language: "en" body: "{due}" }
  promise { kind: ANSWER within { business_hours: 5 } } })",
                                                      {}},
                                           PromiseRow{
                                               "of_a_rule_while_closed",
                                               "rule { id: 'call' why: 'w' when { signal: 'late' }\n then { "
                                               "promise { kind: CALLBACK within { minutes: 30 } } } }",
                                               {"promise_while_closed at 3"}},
                                           PromiseRow{"a_deadline_of_a_channel_it_is_not_made_on",
                                                      R"(
deadline { id: "post" kind: NEXT_UPDATE within { hours: 1 } channel: [SOCIAL, REVIEW] })",
                                                      {}},
                                           PromiseRow{"a_deadline_of_a_channel_of_the_rule",
                                                      R"(
deadline { id: "post" kind: FIRST_RESPONSE within { business_hours: 1 } channel: PHONE }
rule { id: "call" why: "w" when { signal: "late" channel: PHONE }
  then { promise { kind: CALLBACK within { business_hours: 2 } } } })",
                                                      {"promise_too_long at 5"}}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(CheckPromises, TellsAComplaintThatShowsIt) {
  const std::vector<Issue> issues = IssuesOf(R"(
reply { id: "sorry_late" precedence: 10 text { language: "en" body: "{due}" }
  promise { kind: NEWS within { business_days: 3 } } })");
  ASSERT_THAT(issues, SizeIs(1));
  EXPECT_EQ(issues[0].message,
            "the promise of reply \"sorry_late\" is longer than the deadline of its route (deadline news, "
            "team \"front\"): a "
            "complaint of Thu 1 Jan 2026, 02:00 is due Mon 5 Jan 2026, 18:00, but the customer is told Tue 6 "
            "Jan 2026, 18:00");
  EXPECT_EQ(issues[0].hint, "shorten the promise, or lengthen the deadline");
}

}  // namespace
}  // namespace triage
