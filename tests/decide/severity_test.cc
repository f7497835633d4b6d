#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::Customer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kNow;
using testing::Mail;
using testing::Shop;

struct SeverityRow {
  const char* name;
  const char* rules;  // beside the shop's
  const char* body;
  v1::Severity::Level severity;
  int score;
  v1::Severity::Level from_score;
  const char* floor_rule;
  const char* ceiling_rule;
  int tone;
};

void PrintTo(const SeverityRow& row, std::ostream* out) { *out << row.name; }

class SeverityTest : public ::testing::TestWithParam<SeverityRow> {};

TEST_P(SeverityTest, FollowsFromScoreFloorAndCeiling) {
  const SeverityRow& row = GetParam();
  const v1::Decision decision = Shop(row.rules).Triage(Mail(row.body), kNow);
  EXPECT_EQ(decision.severity(), row.severity);
  EXPECT_EQ(decision.severity_reason().score(), row.score);
  EXPECT_EQ(decision.severity_reason().from_score(), row.from_score);
  EXPECT_EQ(decision.severity_reason().floor_rule(), row.floor_rule);
  EXPECT_EQ(decision.severity_reason().ceiling_rule(), row.ceiling_rule);
  EXPECT_EQ(decision.severity_reason().tone(), row.tone);
}

constexpr const char* kCeiling = R"(rule { id: "thanks" why: "Praise softens" when { signal: "praise" }
  then { severity_at_most: LOW } })";
constexpr const char* kLowerCeiling = R"(
  rule { id: "thanks" why: "Praise softens" when { signal: "praise" } then { severity_at_most: MODERATE } }
  rule { id: "all_well" why: "Twice softer" when { signal: "praise" } then { severity_at_most: NONE } })";
constexpr const char* kEdge9 = R"(rule { id: "late" why: "w" when { signal: "late" }
  then { add { group: "problem" points: 9 } } })";
constexpr const char* kHarm = R"(score_group { id: "wide" cap: 1000 }
  rule { id: "broken" why: "w" when { signal: "broken" } then { add { group: "wide" points: 59 } } }
  rule { id: "unpaid" why: "w" when { signal: "unpaid" } then { add { group: "wide" points: 40 } } }
  rule { id: "late" why: "w" when { signal: "late" } then { add { group: "wide" points: 1 } } })";

constexpr v1::Severity::Level kNone = v1::Severity::NONE, kLow = v1::Severity::LOW,
                              kModerate = v1::Severity::MODERATE, kSerious = v1::Severity::SERIOUS,
                              kCritical = v1::Severity::CRITICAL;

INSTANTIATE_TEST_SUITE_P(
    Rows, SeverityTest,
    ::testing::Values(
        SeverityRow{"nothing_said", "", "What are your opening hours?", kNone, 0, kNone, "", "", 0},
        SeverityRow{"at_the_low_threshold", "", "It is late.", kLow, 10, kLow, "", "", 0},
        SeverityRow{"one_below_it", kEdge9, "It is late.", kNone, 9, kNone, "", "", 0},
        SeverityRow{"moderate", "", "It is broken.", kModerate, 30, kModerate, "", "", 0},
        SeverityRow{"cap_of_the_group", "", "Broken, late, overcharged.", kModerate, 45, kModerate, "", "",
                    0},
        SeverityRow{"said_twice_counts_once", "", "Broken! It is broken.", kModerate, 30, kModerate, "", "",
                    0},
        SeverityRow{"one_below_serious", kHarm, "It is broken.", kModerate, 59, kModerate, "", "", 0},
        SeverityRow{"serious", kHarm, "It is broken and late.", kSerious, 60, kSerious, "", "", 0},
        SeverityRow{"one_below_critical", kHarm, "Broken and overcharged.", kSerious, 99, kSerious, "", "",
                    0},
        SeverityRow{"critical_by_points", kHarm, "Broken, overcharged, late.", kCritical, 100, kCritical, "",
                    "", 0},
        SeverityRow{"tone_alone", "", "This is outrageous.", kModerate, 40, kModerate, "", "", 40},
        SeverityRow{"tone_at_its_cap", "", "Outrageous and shameful.", kModerate, 60, kModerate, "", "", 60},
        SeverityRow{"tone_lifts_harm_to_moderate_only", "", "Late! Outrageous! Shameful!", kModerate, 70,
                    kModerate, "", "", 60},
        SeverityRow{"harm_above_moderate_keeps_its_own", kHarm, "Broken, late. Outrageous.", kSerious, 100,
                    kSerious, "", "", 40},
        SeverityRow{"floor", "", "I was injured.", kCritical, 0, kNone, "injury", "", 0},
        SeverityRow{"the_highest_floor", "", "I was injured, my lawyer knows.", kCritical, 0, kNone, "injury",
                    "", 0},
        SeverityRow{"negated_is_not_said", "", "Nobody was injured.", kNone, 0, kNone, "", "", 0},
        SeverityRow{"ceiling", kCeiling, "It is broken, thank you.", kLow, 30, kModerate, "", "thanks", 0},
        SeverityRow{"ceiling_above_lifts_nothing", kCeiling, "Thank you.", kNone, 0, kNone, "", "thanks", 0},
        SeverityRow{"the_lowest_ceiling", kLowerCeiling, "It is broken, thank you.", kNone, 30, kModerate, "",
                    "all_well", 0},
        SeverityRow{"a_floor_beats_a_ceiling", kCeiling, "I was injured, thank you.", kCritical, 0, kNone,
                    "injury", "thanks", 0}),
    [](const auto& info) { return std::string(info.param.name); });

// TRUST 22: points of many groups add up, each up to 1000.
TEST(JudgeSeverity, ManyLargeWeightsDoNotOverflow) {
  std::string rules;
  for (int i = 0; i < 200; ++i) {
    absl::StrAppend(&rules, "score_group { id: \"g", i, "\" cap: 1000 }\nrule { id: \"r", i,
                    "\" why: \"w\" when { signal: \"praise\" } then { add { group: \"g", i,
                    "\" points: 1000 } } }\n");
  }
  const v1::Decision decision = Shop(rules).Triage(Mail("Thank you"), kNow);
  EXPECT_EQ(decision.severity_reason().score(), 200000);
  EXPECT_EQ(decision.severity(), v1::Severity::CRITICAL);
}

TEST(JudgeSeverity, NamesTheRulesThatGavePointsAndWhatTheCapTook) {
  const v1::Decision decision = Shop().Triage(Mail("Broken, late, overcharged."), kNow);
  std::vector<std::string> points;
  for (const auto& each : decision.severity_reason().points()) {
    points.push_back(
        absl::StrCat(each.rule(), " ", each.group(), " ", each.points(), each.capped() ? " capped" : ""));
  }
  EXPECT_THAT(points, ElementsAre("broken problem 30", "late problem 10", "unpaid problem 5 capped"));
}

// Invariant 3. A rule that punishes unless the customer is gold holds for anybody, gold or not.
TEST(JudgeSeverity, WhatIsKnownOfACustomerTakesNothingAway) {
  const Engine engine = Shop(R"(rule { id: "not_gold" why: "w"
    when { signal: "late" not { fact { name: "customer.tier" equals: "gold" } } } then { severity_at_least: SERIOUS } })");
  const v1::Customer gold = Customer("identity { id: 'C' verified: true } standing { tier: 'gold' }");
  EXPECT_EQ(engine.Triage(Mail("It is late"), kNow).severity(), v1::Severity::SERIOUS);
  const v1::Decision decision = engine.Triage(Mail("It is late"), gold, kNow);
  EXPECT_EQ(decision.severity(), v1::Severity::SERIOUS);
  EXPECT_EQ(decision.severity_reason().floor_rule(), "not_gold");
  for (const v1::FiredRule& fired : decision.fired_rules()) EXPECT_NE(fired.id(), "not_gold");
}

TEST(JudgeSeverity, AFactOfTheCustomerMayRaise) {
  const Engine engine = Shop(R"(rule { id: "vulnerable" why: "w"
    when { signal: "late" fact { name: "customer.vulnerable" is: true } } then { severity_at_least: SERIOUS } })");
  EXPECT_EQ(engine.Triage(Mail("It is late"), kNow).severity(), v1::Severity::LOW);
  EXPECT_EQ(engine.Triage(Mail("It is late"), Customer("standing { vulnerable: true }"), kNow).severity(),
            v1::Severity::SERIOUS);
}

struct CategoryRow {
  const char* name;
  const char* body;
  const char* category;
  const char* rule;
  std::vector<std::string> tags;
  std::vector<std::string> outcomes;
};

void PrintTo(const CategoryRow& row, std::ostream* out) { *out << row.name; }

class CategoryTest : public ::testing::TestWithParam<CategoryRow> {};

TEST_P(CategoryTest, HighestPrecedenceWinsAndListsAddUp) {
  const CategoryRow& row = GetParam();
  const v1::Decision decision = Shop().Triage(Mail(row.body), kNow);
  EXPECT_EQ(decision.category(), row.category);
  EXPECT_EQ(decision.category_rule(), row.rule);
  EXPECT_THAT(decision.tags(), ::testing::ElementsAreArray(row.tags));
  EXPECT_THAT(decision.desired_outcomes(), ::testing::ElementsAreArray(row.outcomes));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, CategoryTest,
    ::testing::Values(
        CategoryRow{"no_complaint", "Hello.", "none", "", {}, {}},
        CategoryRow{"a_complaint_about_something_else", "I was overcharged.", "other", "", {}, {}},
        CategoryRow{"one", "It is late.", "delivery", "late", {"parcel"}, {}},
        CategoryRow{"the_higher_one", "It is late and broken.", "product", "broken", {"thing", "parcel"}, {}},
        CategoryRow{"harm_before_all", "Late, broken, burned.", "safety", "injury", {"thing", "parcel"}, {}},
        CategoryRow{
            "all_outcomes", "I want my money back, and explain.", "none", "", {}, {"money", "explanation"}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ReportRules, TellsWhyWhoAndTheWords) {
  const v1::Decision decision = Shop().Triage(Mail("I was injured. Nobody else was injured."), kNow);
  ASSERT_EQ(decision.fired_rules_size(), 1);
  const v1::FiredRule& fired = decision.fired_rules(0);
  EXPECT_EQ(fired.id(), "injury");
  EXPECT_EQ(fired.why(), "Somebody was hurt");
  EXPECT_EQ(fired.owner(), "safety@shop.example");
  ASSERT_EQ(decision.evidence_size(), 2);
  EXPECT_EQ(decision.evidence(1).cancelled_by(), "negation");
  EXPECT_THAT(fired.evidence(), ElementsAre(0));  // what is negated is no evidence of a rule
}

}  // namespace
}  // namespace triage
