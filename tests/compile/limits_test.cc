#include "src/compile/limits.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "triage/rules.h"

namespace triage::compile {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

// Keeps issues as "code field[index]: message".
class Kept : public IssueSink {
 public:
  void Add(Issue::Level, std::string_view code, Place place, std::string message, std::string) override {
    lines.push_back(absl::StrCat(std::string(code), " ", std::string(place.field),
                                 place.index < 0 ? "" : absl::StrCat("[", place.index, "]"), ": ", message));
  }
  std::vector<std::string> lines;
};

TEST(CheckAndCompleteLimits, WritesTheDocumentedDefaults) {
  v1::RuleSet rules;
  Kept issues;
  EXPECT_TRUE(CheckAndCompleteLimits(&rules, issues));
  EXPECT_THAT(issues.lines, IsEmpty());
  const v1::Limits& limits = rules.limits();
  EXPECT_EQ(limits.text_bytes(), 262144);
  EXPECT_EQ(limits.header_lines(), 256);
  EXPECT_EQ(limits.header_bytes(), 8192);
  EXPECT_EQ(limits.evidence(), 256);
  EXPECT_EQ(limits.reply_bytes(), 16384);
  EXPECT_EQ(limits.customer_max_age_days(), 730);
  EXPECT_EQ(limits.customer_string_bytes(), 1024);
}

struct Row {
  const char* name;
  void (v1::Limits::*set)(int32_t);
  int32_t least;
  int32_t most;
};

class BoundsTest : public ::testing::TestWithParam<Row> {};

TEST_P(BoundsTest, HoldAtBothEnds) {
  const Row& row = GetParam();
  for (const int32_t value : {row.least - 1, row.least, row.most, row.most + 1, -1}) {
    if (value == 0) continue;  // absent
    v1::RuleSet rules;
    (rules.mutable_limits()->*row.set)(value);
    Kept issues;
    EXPECT_TRUE(CheckAndCompleteLimits(&rules, issues));
    const bool good = value >= row.least && value <= row.most;
    if (good) {
      EXPECT_THAT(issues.lines, IsEmpty()) << value;
    } else {
      EXPECT_THAT(issues.lines, ElementsAre(absl::StrCat("bad_limit ", row.name, ": ", row.name, " is ",
                                                         value, ", outside ", row.least, " to ", row.most)));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BoundsTest,
    ::testing::Values(Row{"text_bytes", &v1::Limits::set_text_bytes, 1024, 67108864},
                      Row{"header_lines", &v1::Limits::set_header_lines, 1, 65536},
                      Row{"header_bytes", &v1::Limits::set_header_bytes, 64, 1048576},
                      Row{"evidence", &v1::Limits::set_evidence, 1, 65536},
                      Row{"reply_bytes", &v1::Limits::set_reply_bytes, 256, 1048576},
                      Row{"customer_max_age_days", &v1::Limits::set_customer_max_age_days, 1, 36500},
                      Row{"customer_string_bytes", &v1::Limits::set_customer_string_bytes, 16, 1048576}),
    [](const auto& info) { return std::string(info.param.name); });

struct RuleSetRow {
  const char* name;
  void (*change)(v1::RuleSet*);
  bool goes_on;
  std::vector<std::string> issues;
};

TEST(CheckAndCompleteLimits, RefusesWhatCannotBeRead) {
  const RuleSetRow rows[] = {
      {"this schema", [](v1::RuleSet* r) { r->set_schema(1); }, true, {}},
      {"the next schema",
       [](v1::RuleSet* r) { r->set_schema(2); },
       false,
       {"newer_schema schema: this rule set is of schema 2; this library reads up to 1"}},
      {"as many rules as may be",
       [](v1::RuleSet* r) {
         while (r->rule_size() < RuleFileLimits::kRules) r->add_rule();
       },
       true,
       {}},
      {"one more",
       [](v1::RuleSet* r) {
         while (r->rule_size() <= RuleFileLimits::kRules) r->add_rule();
       },
       false,
       {"too_many_rules rule[10000]: 10001 rules; at most 10000 are read"}},
      {"bytes in a list of strings",
       [](v1::RuleSet* r) {
         r->mutable_house()->add_tier("gold");
         r->mutable_house()->add_tier("\xC3");
       },
       true,
       {"not_utf8 tier[1]: the text is not UTF-8"}},
      {"bytes deep down",
       [](v1::RuleSet* r) { r->add_rule()->mutable_when()->add_not_()->add_signal("\xED\xA0\x80"); },
       true,
       {"not_utf8 signal[0]: the text is not UTF-8"}},
      {"a severity without a name",
       [](v1::RuleSet* r) {
         r->add_rule()->mutable_then()->set_severity_at_least(static_cast<v1::Severity::Level>(77));
       },
       true,
       {"unknown_value severity_at_least: no value 77 of field \"severity_at_least\""}},
      {"a negative one in a list",
       [](v1::RuleSet* r) { r->mutable_queue()->add_head_of_queue(static_cast<v1::Severity::Level>(-1)); },
       true,
       {"unknown_value head_of_queue[0]: no value -1 of field \"head_of_queue\""}},
  };
  for (const RuleSetRow& row : rows) {
    SCOPED_TRACE(row.name);
    v1::RuleSet rules;
    row.change(&rules);
    Kept issues;
    EXPECT_EQ(CheckAndCompleteLimits(&rules, issues), row.goes_on);
    EXPECT_THAT(issues.lines, ElementsAreArray(row.issues));
  }
}

}  // namespace
}  // namespace triage::compile
