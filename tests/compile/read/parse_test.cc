#include "src/compile/read/parse.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::compile {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Row {
  const char* name;
  const char* text;
  const char* issue;  // "code line:column message"; empty: good
  const char* hint = "";
};

class ParseTest : public ::testing::TestWithParam<Row> {};

TEST_P(ParseTest, GivesAMessageOrAnIssueWithItsPlace) {
  v1::RuleSet rules;
  MergedSource source(&rules);
  Issues issues(source);
  SourceFile* file = source.AddFile("f", GetParam().text);
  const bool good = ParseFile(file, &issues);
  std::vector<Issue> found;
  EXPECT_EQ(issues.Finish(&found).ok(), good);
  if (std::string(GetParam().issue).empty()) {
    EXPECT_TRUE(good);
    return;
  }
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(absl::StrCat(found[0].code, " ", found[0].line, ":", found[0].column, " ", found[0].message),
              HasSubstr(GetParam().issue));
  EXPECT_EQ(found[0].hint, GetParam().hint);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ParseTest,
    ::testing::Values(
        Row{"empty", "", ""}, Row{"comment", "# proto-message: triage.v1.RuleSet", ""},
        Row{"header_with_spaces", "\n  #   proto-message:   triage.v1.RuleSet  \nname: 'x'", ""},
        Row{"header_after_text_is_a_comment", "name: 'x'\n# proto-message: other", ""},
        Row{"another_message", "# a file\n# proto-message: triage.v1.Customer",
            "wrong_message 2:1 this file says it is a triage.v1.Customer, not a rule set",
            "a rule set begins with \"# proto-message: triage.v1.RuleSet\""},
        Row{"another_file", "# proto-file: triage/v1/case.proto\nname: 'x'",
            "wrong_message 1:1 this file says it is a triage/v1/case.proto, not a rule set",
            "a rule set begins with \"# proto-file: triage/v1/ruleset.proto\""},
        Row{"field_of_the_rule_set", "naem: 'x'", "unknown_field 1:1 no field \"naem\" here",
            "did you mean \"name\"?"},
        Row{"field_within", "house {\n  compny: 'x' }", "unknown_field 2:3 no field \"compny\" here",
            "did you mean \"company\"?"},
        Row{"field_like_no_other", "contact { zzzzzzzz: 1 }", "unknown_field 1:11 no field \"zzzzzzzz\" here",
            "known are: max_contacts, per_days, quiet_from, quiet_to"},
        Row{"severity", "patience { severity: GRAVE }",
            "unknown_value 1:22 no value \"GRAVE\" of field \"severity\"",
            "known are: UNKNOWN, NONE, LOW, MODERATE, SERIOUS, CRITICAL"},
        Row{"channel", "patience { channel: E_MAIL }",
            "unknown_value 1:21 no value \"E_MAIL\" of field \"channel\"", "did you mean \"MAIL\"?"},
        Row{"deadline_kind", "deadline { kind: RESOLV }",
            "unknown_value 1:18 no value \"RESOLV\" of field \"kind\"", "did you mean \"RESOLVE\"?"},
        Row{"wrong_type", "score_group { cap: 'many' }", "syntax 1:20 Expected integer, got: 'many'"},
        Row{"number_out_of_range", "score_group { cap: 99999999999 }", "syntax 1:20 Integer out of range"},
        Row{"twice", "house { company: 'a'\n  company: 'b' }", "duplicate_field 2:3 ", "write it once"},
        Row{"several_of_a_oneof", "deadline { within { hours: 1\n days: 2 } }", "several_of_one 2:2 ",
            "write one of them"},
        Row{"unclosed", "house {", "syntax 1:8 ", "a closing brace } is missing above"},
        Row{"unclosed_before_the_next", "rule { when { signal: 'a'\nrule { id: 'y' }",
            "unknown_field 2:1 no field \"rule\" here", "a closing brace } is missing above"},
        Row{"curly_quotes", "name: \xE2\x80\x9Cx\xE2\x80\x9D",
            "syntax 1:7 curly quotes or other non-ASCII character outside of a text",
            "use straight quotes: \""},
        Row{"no_quotes", "name: shop", "syntax 1:7 Expected string, got: shop", "put it in quotes"},
        Row{"no_truth_value", "rule { when { nothing_else_wrong: yes } }", "syntax 1:35 ",
            "write true or false"},
        Row{"no_comma", "signal { terms { text: ['dirty' # \"\n 'cockroach', 'x'] } }",
            "missing_comma 2:2 two texts side by side in a list", "put a comma between them"},
        Row{"long_text_is_no_list", "name: 'a' # [\n  'b' test { complaint { body: '[' '\"' } }", ""},
        Row{"long_text_of_a_message_in_a_list", "test: [{ complaint { body: 'a' 'b' } }]", ""}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ParseFile, KeepsThePlacesOfFields) {
  v1::RuleSet rules;
  MergedSource source(&rules);
  Issues issues(source);
  SourceFile* file = source.AddFile("f", "\xEF\xBB\xBFname: 'x'\n  signal { id: 's' }");
  ASSERT_TRUE(ParseFile(file, &issues));
  EXPECT_EQ(file->rules.signal(0).id(), "s");
  const auto place = file->tree.GetLocation(v1::RuleSet::descriptor()->FindFieldByName("signal"), 0);
  EXPECT_EQ(place.line, 1);
  EXPECT_EQ(place.column, 2);
}

}  // namespace
}  // namespace triage::compile
