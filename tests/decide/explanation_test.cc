#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using testing::kNow;
using testing::Mail;
using testing::Shop;

struct Row {
  const char* name;
  const char* body;
  const char* summary;
  std::vector<std::string> deciding;  // the words
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class ExplanationTest : public ::testing::TestWithParam<Row> {};

TEST_P(ExplanationTest, TellsTheRuleAndTheWordsThatDecided) {
  const Row& row = GetParam();
  static const Engine engine = Shop();
  const v1::Complaint complaint = Mail(row.body);
  const v1::Decision decision = engine.Triage(complaint, kNow);
  EXPECT_EQ(decision.explanation().summary(), row.summary);
  std::vector<std::string> words;
  for (const int index : decision.explanation().deciding_evidence()) {
    const v1::Evidence& evidence = decision.evidence(index);
    words.push_back(complaint.body().substr(evidence.begin(), evidence.end() - evidence.begin()));
  }
  EXPECT_THAT(words, ElementsAreArray(row.deciding));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ExplanationTest,
    ::testing::Values(
        Row{"nothing", "Hello", "NONE, QUEUE to front: no automatic reply is made for this", {}},
        Row{"points",
            "It is broken.",
            "MODERATE, QUEUE to front: A broken thing is a real problem",
            {"broken"}},
        Row{"all_that_gave_points",
            "Late and broken.",
            "MODERATE, QUEUE to front: A broken thing is a real problem",
            {"Late", "broken"}},
        Row{"floor",
            "It is broken and I was injured.",
            "CRITICAL, ESCALATE to safety: Somebody was hurt",
            {"injured"}},
        Row{"reply",
            "It is late.",
            "LOW, AUTO_REPLY sorry_late to front: A late parcel is a small annoyance",
            {"late"}},
        Row{"a_rule_without_severity_decides_nothing",
            "Explain!",
            "NONE, QUEUE to front: no automatic reply is made for this",
            {}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(Explain, MachineMailSaysSo) {
  v1::Complaint bounce = Mail("Hello");
  v1::Header* header = bounce.add_headers();
  header->set_name("Auto-Submitted");
  header->set_value("auto-replied");
  EXPECT_EQ(Shop().Triage(bounce, kNow).explanation().summary(),
            "NONE, SUPPRESS: a machine wrote this: AUTO_REPLY");
}

std::vector<std::string> NearMisses(const v1::Decision& decision) {
  std::vector<std::string> lines;
  for (const v1::NearMiss& near : decision.explanation().near_misses()) {
    lines.push_back(
        absl::StrCat(near.rule(), " ", v1::Severity::Level_Name(near.would_be()), " ", near.missing()));
  }
  return lines;
}

constexpr const char* kNear = R"(
rule { id: "a_repeat" why: "w" when { signal: ["late", "broken"] } then { severity_at_least: SERIOUS } }
rule { id: "b_owed" why: "w" when { signal: ["late", "unpaid"] } then { severity_at_least: CRITICAL } }
rule { id: "c_vip" why: "w" when { signal: "late" fact { name: "customer.vip" is: true } }
  then { severity_at_least: SERIOUS } }
rule { id: "d_lower" why: "w" when { signal: ["late", "praise"] } then { severity_at_least: LOW } }
rule { id: "e_two_missing" why: "w" when { signal: ["late", "praise", "broken"] } then { severity_at_least: CRITICAL } })";

TEST(Explain, TellsWhatOneThingWouldHaveChanged) {
  EXPECT_THAT(NearMisses(Shop(kNear).Triage(Mail("It is late."), kNow)),
              ElementsAre("a_repeat SERIOUS signal broken", "b_owed CRITICAL signal unpaid",
                          "c_vip SERIOUS customer.vip is true"));
}

TEST(Explain, TellsAsManyNearMissesAsTheRuleSetAsks) {
  EXPECT_THAT(
      NearMisses(Shop(std::string(kNear) + "explain { near_misses: 1 }").Triage(Mail("It is late."), kNow)),
      ElementsAre("a_repeat SERIOUS signal broken"));
}

TEST(Explain, WhatWouldNotRaiseIsNoNearMiss) {
  EXPECT_THAT(NearMisses(Shop(kNear).Triage(Mail("It is late. I was injured."), kNow)), IsEmpty());
}

// What a scope took away is told: the decision hangs on it.
TEST(Explain, ADeniedHarmIsANearMiss) {
  const auto engine = Engine::CompileText("t.txtpb", R"(
house { default_team: "t" } calendar { id: "c" round_the_clock: true }
team { id: "t" precedence: 1 calendar: "c" }
scope { id: "negation" applies_by_default: true terms { language: "en" text: "nobody" } }
signal { id: "injury" terms { language: "en" text: "hurt" } }
rule { id: "harm" why: "w" when { signal: "injury" } then { severity_at_least: CRITICAL } })");
  ASSERT_TRUE(engine.ok()) << engine.status();
  v1::Complaint complaint;
  complaint.set_body("Nobody was hurt.");
  const v1::Decision decision = engine->Triage(complaint, absl::FromUnixSeconds(1795428000));
  EXPECT_EQ(decision.severity(), v1::Severity::NONE);
  ASSERT_EQ(decision.explanation().near_misses_size(), 1);
  EXPECT_EQ(decision.explanation().near_misses(0).rule(), "harm");
  EXPECT_EQ(decision.explanation().near_misses(0).would_be(), v1::Severity::CRITICAL);
  EXPECT_EQ(decision.explanation().near_misses(0).missing(), "signal injury");
}

}  // namespace
}  // namespace triage
