#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using ::testing::ElementsAreArray;
using testing::ErrorsOf;
using ::testing::SizeIs;

struct Row {
  const char* name;
  const char* then;  // of a rule that asks `when`, on line 3 from column 9 on
  std::vector<std::string> errors;
  const char* when = "signal: 'late'";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

std::string Rule(const char* when, const char* then) {
  return absl::StrCat("rule { id: 'r' why: 'w' when { ", when, " }\n then { ", then, " } }");
}

class EffectTest : public ::testing::TestWithParam<Row> {};

TEST_P(EffectTest, IsRefusedWhereItIsWrong) {
  EXPECT_THAT(ErrorsOf(Rule(GetParam().when, GetParam().then)), ElementsAreArray(GetParam().errors));
}

INSTANTIATE_TEST_SUITE_P(
    Points, EffectTest,
    ::testing::Values(
        Row{"good", "add { group: 'problem' points: 1000 }", {}},
        // TRUST 21. NaN, infinities and -0.0 are no whole numbers: the parser refuses them.
        Row{"negative",
            "add { group: 'problem' points: -5 }",
            {"bad_points at 3:32: -5 points: they must lie in 1 to 1000; nothing makes harm smaller"}},
        Row{"zero",
            "add { group: 'problem' points: 0 }",
            {"bad_points at 3:32: 0 points: they must lie in 1 to 1000; nothing makes harm smaller"}},
        Row{"too_many",
            "add { group: 'problem' points: 1001 }",
            {"bad_points at 3:32: 1001 points: they must lie in 1 to 1000; nothing makes harm smaller"}},
        Row{"nan", "add { group: 'problem' points: nan }", {"syntax at 3:40: Expected integer, got: nan"}},
        Row{"infinite",
            "add { group: 'problem' points: inf }",
            {"syntax at 3:40: Expected integer, got: inf"}},
        Row{"negative_zero",
            "add { group: 'problem' points: -0.0 }",
            {"syntax at 3:41: Expected integer, got: 0.0"}},
        Row{"above_the_type",
            "add { group: 'problem' points: 2147483648 }",
            {"syntax at 3:40: Integer out of range (2147483648)"}},
        Row{"without_a_group", "add { points: 5 }", {"missing_group at 3:15: points without a group"}},
        Row{"unknown_group",
            "add { group: 'problm' points: 5 }",
            {"unknown_score_group at 3:15: unknown score_group \"problm\""}}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Urgency, EffectTest,
    ::testing::Values(
        Row{"good", "urgency { group: 'text' percent: 100 }", {}},
        Row{"percent",
            "urgency { group: 'text' percent: 101 }",
            {"bad_percent at 3:33: 101 percent: it must lie in 1 to 100"}},
        Row{"without_a_group", "urgency { percent: 5 }", {"missing_group at 3:19: urgency without a group"}},
        Row{"unknown_group",
            "urgency { group: 'txet' percent: 5 }",
            {"unknown_urgency_group at 3:19: unknown urgency_group \"txet\""}},
        Row{"per_no_fact",
            "urgency { group: 'text' percent: 5 per: 'customer.contact_7d' }",
            {"unknown_fact at 3:44: unknown fact \"customer.contact_7d\""}},
        Row{"per_no_number",
            "urgency { group: 'standing' percent: 5 per: 'customer.vip' }",
            {"wrong_type at 3:48: \"customer.vip\" is no number"}},
        // Invariant 8.
        Row{"standing_without_identity",
            "urgency { group: 'text' percent: 5 }",
            {"identity_not_needed at 3:19: rule \"r\" hurries for who the customer is, but group \"text\" "
             "does not need a "
             "verified identity: a From address could claim it"},
            "fact { name: 'customer.vip' is: true }"},
        Row{"counted_by_standing",
            "urgency { group: 'text' percent: 5 per: 'customer.loyalty_points' }",
            {"identity_not_needed at 3:19: rule \"r\" hurries for who the customer is, but group \"text\" "
             "does not need a "
             "verified identity: a From address could claim it"}},
        Row{"standing_with_identity",
            "urgency { group: 'standing' percent: 5 }",
            {},
            "fact { name: 'customer.vip' is: true }"}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Others, EffectTest,
    ::testing::Values(
        Row{"unknown_category",
            "category: 'delivry'",
            {"unknown_category at 3:9: unknown category \"delivry\""}},
        Row{"unknown_playbook", "playbook: 'mony'", {"unknown_playbook at 3:9: unknown playbook \"mony\""}},
        Row{"unknown_reply", "reply: 'sory_late'", {"unknown_reply at 3:9: unknown reply \"sory_late\""}},
        Row{"shorter_by_all",
            "deadlines_shorter_percent: 91",
            {"bad_percent at 3:9: 91 percent: it must lie in 1 to 90"}},
        Row{"longer",
            "deadlines_shorter_percent: -1",
            {"bad_percent at 3:9: -1 percent: it must lie in 1 to 90"}},
        Row{"authority", "authority_level: 101", {"bad_level at 3:9: level 101 is outside 1 to 100"}},
        Row{"reply_and_veto",
            "reply: 'sorry_late' no_auto_reply: true",
            {"reply_and_veto at 3:9: this rule allows an automatic reply and forbids it"}},
        Row{"deadline_with_a_condition",
            "deadline { kind: RESOLVE within { hours: 1 } severity: LOW }",
            {"condition_in_effect at 3:20: a deadline of a rule asks for nothing: the rule's `when` does"}},
        Row{"promise_of_nothing",
            "promise { within { business_hours: 1 } }",
            {"no_kind at 3:19: a promise of nothing"}},
        Row{"promise_of_no_time", "promise { kind: REFUND }", {"no_time at 3:19: no length of time"}},
        Row{"ceiling_that_asks_the_customer",
            "severity_at_most: LOW",
            {"ceiling_asks_customer at 3:9: rule \"r\" asks about the customer and lowers the severity"},
            "fact { name: 'customer.complaints_90d' above: 6 }"},
        Row{"a_number_that_is_no_severity",
            "severity_at_least: 77",
            {"unknown_value at 3:9: no value 77 of field \"severity_at_least\""}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(BuildEffects, AClaimNeedsLevelsOfAuthority) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileText("t.txtpb", R"(house { default_team: "t" }
calendar { id: "c" round_the_clock: true } team { id: "t" precedence: 1 calendar: "c" }
rule { id: "r" why: "w" when { always: true } then { authority_for_claim: true } })",
                                          nullptr, &issues);
  ASSERT_FALSE(engine.ok());
  ASSERT_THAT(issues, SizeIs(1));
  EXPECT_EQ(issues[0].code, "no_authority");
  EXPECT_EQ(issues[0].line, 3);
}

// A skill that nobody has: the complaint would wait for ever. Where no team says its skills, nothing is
// known.
TEST(BuildEffects, ASkillThatNoTeamHasIsAWarning) {
  const auto warnings = [](const char* skills) {
    std::vector<Issue> issues;
    const std::string text =
        absl::StrCat(R"(house { default_team: "t" } calendar { id: "c" round_the_clock: true }
team { id: "t" precedence: 1 calendar: "c" )",
                     skills, R"( }
rule { id: "r" why: "w" when { always: true } then { skill: "retnetion" } })");
    EXPECT_TRUE(Engine::CompileText("t.txtpb", text, nullptr, &issues).ok());
    std::vector<std::string> found;
    for (const Issue& issue : issues) {
      EXPECT_EQ(issue.level, Issue::Level::kWarning);
      found.push_back(absl::StrCat(issue.code, " at ", issue.line, ": ", issue.hint));
    }
    return found;
  };
  EXPECT_THAT(warnings("skills: 'retention'"),
              ElementsAreArray({"unknown_skill at 3: did you mean \"retention\"?"}));
  EXPECT_TRUE(warnings("skills: 'retnetion'").empty());
  EXPECT_TRUE(warnings("").empty());
}

}  // namespace
}  // namespace triage
