#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "triage/engine.h"
#include "triage/rules.h"

namespace triage {
namespace {

using ::testing::ElementsAre;

// A house with two teams. Its own examples pass.
constexpr char kHouse[] = R"(# proto-file: triage/v1/ruleset.proto
# proto-message: triage.v1.RuleSet
name: "small" schema: 1
house { company: "Corner Shop" language: "en" default_team: "general" }
calendar { id: "always" round_the_clock: true }
team { id: "general" precedence: 1 calendar: "always" authority_level: 1 }
team { id: "safety" precedence: 2 calendar: "always" authority_level: 2 skills: "burns" }
team { id: "legal" precedence: 3 calendar: "always" authority_level: 2 }
authority { level: 1 } authority { level: 2 }
category { id: "safety" precedence: 2 } category { id: "delivery" precedence: 1 }
playbook { id: "injury" precedence: 1 step: "call" }
urgency_group { id: "grave" max_percent: 50 }
scope { id: "negation" terms { language: "en" text: "nobody" text: "not" } words_onward: 4 applies_by_default: true }
signal { id: "injury" about: "a person was hurt" terms { language: "en" text: "hurt" text: "burned" }
  example: "My hand was burned." counterexample: "Nobody was hurt." }
signal { id: "late" about: "a parcel is late" terms { language: "en" text: "late" } }
rule { id: "injury" why: "somebody was hurt" owner: "safety@example.com" when { signal: "injury" }
  then { severity_at_least: CRITICAL category: "safety" tag: "burn" team: "safety" skill: "burns" inform: "legal"
    authority_level: 2 playbook: "injury" tone: "gentle" named_handler: true offer_needs_approval: true
    urgency { group: "grave" percent: 20 } promise { kind: CALLBACK within { hours: 2 } } } }
rule { id: "late_parcel" why: "a late parcel is answered" owner: "parcels@example.com" when { signal: "late" }
  then { severity_at_least: LOW category: "delivery" reply: "late_parcel" } }
reply { id: "late_parcel" precedence: 1 text { language: "en" subject: "Your parcel" body: "We are sorry.\n" } }
deadline { kind: FIRST_RESPONSE within { hours: 1 } severity: CRITICAL }
deadline { kind: FIRST_RESPONSE within { hours: 24 } }
)";

const char kBurned[] = "complaint { channel: CHAT body: 'My hand was burned by the kettle.' }";
const char kLate[] = "complaint { channel: CHAT body: 'My parcel is late.' }";

Engine Compiled(const std::string& more) {
  std::vector<Issue> issues;
  absl::StatusOr<Engine> engine = Engine::CompileText("small.txtpb", kHouse + more, nullptr, &issues);
  for (const Issue& issue : issues) {
    if (issue.level == Issue::Level::kError) ADD_FAILURE() << Format(issue);
  }
  EXPECT_TRUE(engine.ok()) << engine.status();
  return *std::move(engine);
}

std::string TestOf(const std::string& complaint, const std::string& expect) {
  return "test { name: \"t\" " + complaint + " expect { " + expect + " } }\n";
}

TEST(RunTestsTest, CountsWhatPasses) {
  const TestReport report = RunTests(Compiled(TestOf(kBurned, "severity: CRITICAL")));
  EXPECT_TRUE(report.failures.empty());
  EXPECT_EQ(report.passed, 3);  // the test, the example, the counterexample
}

struct PassingCase {
  std::string name;
  std::string complaint;
  std::string expect;
};

class PassingTest : public ::testing::TestWithParam<PassingCase> {};

TEST_P(PassingTest, Passes) {
  const TestReport report = RunTests(Compiled(TestOf(GetParam().complaint, GetParam().expect)));
  for (const TestFailure& failure : report.failures) ADD_FAILURE() << failure.name << ": " << failure.message;
  EXPECT_EQ(report.passed, 3);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, PassingTest,
    ::testing::Values(
        PassingCase{"WhatItIs", kBurned,
                    "severity: CRITICAL disposition: ESCALATE category: 'safety' tag: 'burn' origin: HUMAN "
                    "head_of_queue: true urgency_percent: 20 language: 'en'"},
        PassingCase{"RulesAndSignals", kBurned,
                    "rule: 'injury' no_rule: 'late_parcel' signal: 'injury' no_signal: 'late'"},
        PassingCase{"CancelledSignal", "complaint { body: 'Nobody was hurt.' }",
                    "severity: NONE no_signal: 'injury' no_rule: 'injury'"},
        PassingCase{
            "WhoHasIt", kBurned,
            "team: 'safety' skill: 'burns' authority_level: 2 owner: '' inform: 'legal' playbook: 'injury' "
            "tone: 'gentle' named_handler: true offer_needs_approval: true budget_spent: false"},
        PassingCase{"Deadline", kBurned, "deadline: 'FIRST_RESPONSE 2026-11-23T11:00:00Z' promise: CALLBACK"},
        PassingCase{"DeadlineInAnotherZone", kBurned, "deadline: 'FIRST_RESPONSE 2026-11-23T13:00:00+02:00'"},
        PassingCase{"OtherNow", std::string("now: '2026-01-01T12:00:00+02:00' ") + kBurned,
                    "deadline: 'FIRST_RESPONSE 2026-01-01T11:00:00Z'"},
        PassingCase{"Reply", kLate,
                    "reply: 'late_parcel' says: 'sorry' says: 'Your parcel' acknowledged: false"},
        PassingCase{"NoReply", kBurned, "reply: ''"}),
    [](const ::testing::TestParamInfo<PassingCase>& info) { return info.param.name; });

struct FailingCase {
  std::string name;
  std::string complaint;
  std::string expect;
  std::string message;
};

class FailingTest : public ::testing::TestWithParam<FailingCase> {};

TEST_P(FailingTest, SaysTheDifference) {
  const TestReport report = RunTests(Compiled(TestOf(GetParam().complaint, GetParam().expect)));
  ASSERT_EQ(report.failures.size(), 1u);
  EXPECT_EQ(report.passed, 2);
  EXPECT_EQ(report.failures[0].name, "test \"t\"");
  EXPECT_EQ(report.failures[0].message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, FailingTest,
    ::testing::Values(
        FailingCase{"Severity", kBurned, "severity: LOW", "severity: expected LOW, got CRITICAL"},
        FailingCase{"Disposition", kBurned, "disposition: QUEUE",
                    "disposition: expected QUEUE, got ESCALATE"},
        FailingCase{"Origin", kBurned, "origin: BOUNCE", "origin: expected BOUNCE, got HUMAN"},
        FailingCase{"Category", kBurned, "category: 'delivery'",
                    "category: expected \"delivery\", got \"safety\""},
        FailingCase{"Team", kBurned, "team: ''", "team: expected \"\", got \"safety\""},
        FailingCase{"Rule", kLate, "rule: 'injury'", "rule: expected \"injury\", got late_parcel"},
        FailingCase{"NoRule", kLate, "no_rule: 'late_parcel'", "no_rule: did not expect \"late_parcel\""},
        FailingCase{"Signal", kLate, "signal: 'injury'", "signal: expected \"injury\", got late"},
        FailingCase{"CancelledSignal", "complaint { body: 'Nobody was hurt.' }", "signal: 'injury'",
                    "signal: expected \"injury\", got none"},
        FailingCase{"NoSignal", kLate, "no_signal: 'late'", "no_signal: did not expect \"late\""},
        FailingCase{"UnknownRule", kLate, "no_rule: 'injry'",
                    "no_rule: the rule set has no rule \"injry\"; did you mean \"injury\"?"},
        FailingCase{"UnknownSignal", kLate, "no_signal: 'lates'",
                    "no_signal: the rule set has no signal \"lates\"; did you mean \"late\"?"},
        FailingCase{"Reply", kLate, "reply: ''", "reply: expected \"\", got \"late_parcel\""},
        FailingCase{"Tag", kBurned, "tag: 'child'", "tag: expected \"child\", got burn"},
        FailingCase{"Skill", kLate, "skill: 'burns'", "skill: expected \"burns\", got none"},
        FailingCase{"Authority", kBurned, "authority_level: 1", "authority_level: expected 1, got 2"},
        FailingCase{"Head", kBurned, "head_of_queue: false", "head_of_queue: expected false, got true"},
        FailingCase{"Urgency", kBurned, "urgency_percent: 0", "urgency_percent: expected 0, got 20"},
        FailingCase{"Playbook", kBurned, "playbook: 'x'", "playbook: expected \"x\", got \"injury\""},
        FailingCase{"Owner", kBurned, "owner: 'dana'", "owner: expected \"dana\", got \"\""},
        FailingCase{"Inform", kBurned, "inform: 'safety'", "inform: expected \"safety\", got legal"},
        FailingCase{"Acknowledged", kBurned, "acknowledged: true", "acknowledged: expected true, got false"},
        FailingCase{"Language", kBurned, "language: 'he'", "language: expected \"he\", got \"en\""},
        FailingCase{"Deadline", kBurned, "deadline: 'FIRST_RESPONSE 2026-11-23T11:00:01Z'",
                    "deadline: expected FIRST_RESPONSE 2026-11-23T11:00:01Z, got 2026-11-23T11:00:00+00:00 "
                    "(1 hour by the "
                    "clock)"},
        FailingCase{"DeadlineOfNoKind", kBurned, "deadline: 'RESOLVE 2026-11-23T11:00:00Z'",
                    "deadline: expected RESOLVE 2026-11-23T11:00:00Z, got none of this kind"},
        FailingCase{"DeadlineThatIsNone", kBurned, "deadline: 'SOON 2026-11-23T11:00:00Z'",
                    "deadline: \"SOON 2026-11-23T11:00:00Z\" is no deadline; write \"FIRST_RESPONSE "
                    "2026-11-23T10:00:00Z\" (or ACKNOWLEDGE, NEXT_UPDATE, RESOLVE)"},
        FailingCase{"Promise", kBurned, "promise: REFUND", "promise: expected REFUND, got CALLBACK"},
        FailingCase{"Tone", kBurned, "tone: ''", "tone: expected \"\", got \"gentle\""},
        FailingCase{"NamedHandler", kLate, "named_handler: true", "named_handler: expected true, got false"},
        FailingCase{"Approval", kLate, "offer_needs_approval: true",
                    "offer_needs_approval: expected true, got false"},
        FailingCase{"Budget", kLate, "budget_spent: true", "budget_spent: expected true, got false"},
        FailingCase{"Says", kLate, "says: 'glad'", "says: expected \"glad\", got \"We are sorry. \""},
        FailingCase{"TwoDifferences", kBurned, "severity: LOW team: 'legal'",
                    "severity: expected LOW, got CRITICAL\nteam: expected \"legal\", got \"safety\""},
        FailingCase{"Nothing", kBurned, "", "expect: this test expects nothing, so it cannot fail"},
        FailingCase{"BadNow", std::string("now: 'tomorrow' ") + kBurned, "severity: LOW",
                    "now: \"tomorrow\" is no time; write \"2026-11-23T10:00:00Z\""},
        FailingCase{"EndlessNow", std::string("now: 'infinite-future' ") + kBurned, "severity: LOW",
                    "now: \"infinite-future\" is no time; write \"2026-11-23T10:00:00Z\""}),
    [](const ::testing::TestParamInfo<FailingCase>& info) { return info.param.name; });

TEST(RunTestsTest, UsesTheCustomerOfTheTest) {
  const std::string rule =
      "rule { id: 'vip' why: 'w' owner: 'o' when { fact { name: 'customer.vip' is: true } } then { tag: "
      "'vip' } }\n";
  const Engine engine =
      Compiled(rule + TestOf(std::string(kLate) +
                                 " customer { identity { id: 'c' verified: true } standing { vip: true } }",
                             "rule: 'vip' tag: 'vip'"));
  EXPECT_TRUE(RunTests(engine).failures.empty());
}

std::vector<std::string> Lines(const TestReport& report) {
  std::vector<std::string> lines;
  for (const TestFailure& failure : report.failures) lines.push_back(failure.name + ": " + failure.message);
  return lines;
}

TEST(RunTestsTest, ATestNeedsAName) {
  const TestReport report =
      RunTests(Compiled(std::string("test { ") + kBurned + " expect { severity: CRITICAL } }\n"));
  EXPECT_EQ(report.passed, 2);
  EXPECT_THAT(Lines(report), ElementsAre("test 1: name: a test needs a name"));
}

TEST(RunTestsTest, TwoTestsOfOneNameDoNotLoad) {
  const std::string test = TestOf(kBurned, "severity: CRITICAL");
  EXPECT_FALSE(Engine::CompileText("small.txtpb", kHouse + test + test).ok());
}

TEST(RunTestsTest, RunsTheExamplesOfSignals) {
  const TestReport report = RunTests(Compiled(R"(
    signal { id: "broken" terms { language: "en" text: "broken" }
      example: "It came broken." example: "It is fine." example: "It is not broken."
      counterexample: "It is fine." counterexample: "Not broken." counterexample: "It came broken." })"));
  EXPECT_EQ(report.passed, 5);
  EXPECT_THAT(
      Lines(report),
      ElementsAre(
          "signal broken, example 2: expected in \"It is fine.\", got nothing",
          "signal broken, example 3: expected in \"It is not broken.\", got \"broken\", which scope "
          "negation takes away",
          "signal broken, counterexample 3: did not expect it in \"It came broken.\", got \"broken\""));
}

TEST(RunTestsTest, ExamplesOfASubjectAreSubjects) {
  const TestReport report = RunTests(Compiled(R"(
    signal { id: "urgent" terms { language: "en" text: "urgent" } look_in: SUBJECT example: "Urgent" })"));
  EXPECT_THAT(Lines(report), ElementsAre());
}

// TRUST 42 and 55: names and sentences of a rule set are shown, never obeyed.
TEST(RunTestsTest, FailuresAreSafeToPrint) {
  const TestReport report = RunTests(
      Compiled("test { name: 'a\\x1b[2J\\n' complaint { body: 'late' } expect { team: 'x\\x1b[2J' } }\n"
               "signal { id: 'odd' terms { language: 'en' text: 'odd' } example: '\\xE2\\x80\\xAEx\\x07' }"));
  EXPECT_THAT(Lines(report),
              ElementsAre("test \"a\xEF\xBF\xBD[2J \": team: expected \"x\xEF\xBF\xBD[2J\", got \"general\"",
                          "signal odd, example 1: expected in \"\xEF\xBF\xBDx\xEF\xBF\xBD\", got nothing"));
}

TEST(RunTestsTest, ARuleSetWithoutTestsHasNoFailures) {
  v1::RuleSet rules = Compiled("").rules();
  rules.clear_test();
  for (v1::Signal& signal : *rules.mutable_signal()) {
    signal.clear_example();
    signal.clear_counterexample();
  }
  const absl::StatusOr<Engine> engine = Engine::Compile(rules);
  ASSERT_TRUE(engine.ok()) << engine.status();
  const TestReport report = RunTests(*engine);
  EXPECT_EQ(report.passed, 0);
  EXPECT_TRUE(report.failures.empty());
}

}  // namespace
}  // namespace triage
