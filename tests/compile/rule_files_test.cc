// TRUST 1, "rule files": what is wrong with a rule set is told with its place, a sentence and a way to mend
// it. (The numbers 20, 30 and 31 need files: compile_test.cc. 21 to 28 are of the policy: tests/decide/.)
#include <chrono>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "triage/engine.h"

namespace triage {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using std::string_literals::operator""s;

// The smallest that loads; two lines.
constexpr const char* kLeast = R"(house { default_team: "t" } calendar { id: "c" round_the_clock: true }
team { id: "t" precedence: 1 calendar: "c" }
)";

std::string Least(const std::string& more) { return kLeast + more; }

std::string Repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string Signal(const std::string& pattern) {
  return Least("signal { id: 's'\n pattern: '" + pattern + "' }");
}

// A rule of messages `deep` in one another: Rule and Condition are the first two.
std::string Nested(int deep) {
  return Least("rule { id: 'r' why: 'w' then { tag: 'x' } when { " + Repeated("all { ", deep - 2) +
               "always: true" + Repeated(" }", deep - 2) + " } }");
}

struct Row {
  const char* name;
  std::string text;
  const char* code;
  int line;
  int column;
  const char* message;  // part of it
  const char* hint;     // part of it
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class BadRuleFile : public ::testing::TestWithParam<Row> {};

TEST_P(BadRuleFile, IsRefusedAtItsPlace) {
  const Row& row = GetParam();
  std::vector<Issue> issues;
  const auto engine = Engine::CompileText("f.txtpb", row.text, nullptr, &issues);
  EXPECT_EQ(engine.status().code(), absl::StatusCode::kInvalidArgument);
  ASSERT_FALSE(issues.empty());
  const Issue& issue = issues[0];
  EXPECT_EQ(issue.level, Issue::Level::kError);
  EXPECT_EQ(issue.code, row.code);
  EXPECT_EQ(issue.file, "f.txtpb");
  EXPECT_EQ(issue.line, row.line);
  EXPECT_EQ(issue.column, row.column);
  EXPECT_THAT(issue.message, HasSubstr(row.message));
  EXPECT_THAT(issue.hint, HasSubstr(row.hint));
  EXPECT_THAT(std::string(engine.status().message()), HasSubstr(issue.message));
  std::vector<Issue> again;
  EXPECT_EQ(Engine::CompileText("f.txtpb", row.text, nullptr, &again).status(), engine.status());
  EXPECT_EQ(again.size(), issues.size());
}

INSTANTIATE_TEST_SUITE_P(
    Text, BadRuleFile,
    ::testing::Values(
        Row{"t1_empty", "", "no_default_team", 0, 0, "no default team", "write house { default_team:"},
        Row{"t2_only_comments", "# one\n# two\n", "no_default_team", 0, 0, "no default team", "house"},
        Row{"t3_nul", Least("name: \"a\0b\""s), "not_text", 3, 1, "this line holds a NUL byte", "UTF-8"},
        Row{"t5_utf16_little", "\xFF\xFEn\0a\0"s, "not_text", 1, 1, "the file is UTF-16",
            "save the file as UTF-8"},
        Row{"t5_utf16_big", "\xFE\xFF\0n\0a"s, "not_text", 1, 1, "the file is UTF-16",
            "save the file as UTF-8"},
        Row{"t6_invalid_utf8_in_a_pattern", Signal("caf\xE9"), "not_text", 4, 1, "this line is not UTF-8",
            "save the file as UTF-8"},
        Row{"t6_invalid_utf8_by_an_escape", Signal("caf\\351"), "not_utf8", 4, 2, "the text is not UTF-8",
            "UTF-8"},
        Row{"t8_a_mebibyte_and_a_byte", Least(std::string((1 << 20) + 1 - std::string(kLeast).size(), '#')),
            "too_large", 0, 0, "larger than 1048576 bytes", "split it with include"},
        Row{"t10_unknown_field", Least("signal { id: 's'\n  patern: 'x' }"), "unknown_field", 4, 3,
            "no field \"patern\" here", "did you mean \"pattern\"?"},
        Row{"t11_wrong_enum",
            Least("rule { id: 'r' why: 'w' when { always: true }\n then { severity_at_least: SERIUS } }"),
            "unknown_value", 4, 28, "no value \"SERIUS\" of field \"severity_at_least\"",
            "did you mean \"SERIOUS\"?"},
        Row{"t12_duplicate_scalar", Least("name: 'a'\nname: 'b'"), "duplicate_field", 4, 1,
            "\"name\" is specified multiple times", "write it once"},
        Row{"t13_another_message",
            "# proto-file: triage/v1/complaint.proto\n# proto-message: triage.v1.Complaint\n",
            "wrong_message", 1, 1, "this file says it is a triage/v1/complaint.proto, not a rule set",
            "\"# proto-file: triage/v1/ruleset.proto\""},
        Row{"t13_another_message_of_the_file",
            "# proto-file: triage/v1/ruleset.proto\n# proto-message: triage.v1.Complaint\n", "wrong_message",
            2, 1, "this file says it is a triage.v1.Complaint, not a rule set",
            "\"# proto-message: triage.v1.RuleSet\""},
        Row{"t29_half_written", Least("rule { id: 'r' why: 'w' when { always: true } then { tag"), "syntax",
            3, 57, "Expected", ""},
        Row{"t29_half_a_string", Least("name: \"half"), "syntax", 3, 12, "Unexpected end of string", ""},
        Row{"t32_newer_schema", Least("schema: 2"), "newer_schema", 3, 1,
            "this file is of schema 2; this library reads up to 1", "use a newer release of triage"},
        Row{"t32_negative_schema", Least("schema: -1"), "newer_schema", 3, 1, "schema -1", "newer release"}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(Depth, BadRuleFile,
                         ::testing::Values(Row{"t9_33_deep", Nested(33), "too_deep", 3, 234,
                                               "nested deeper than 32 messages", ""},
                                           Row{"t9_10000_deep", Nested(10000), "too_deep", 3, 234,
                                               "nested deeper than 32 messages", ""}),
                         [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Patterns, BadRuleFile,
    ::testing::Values(Row{"t14_back_reference", Signal("(ab)\\\\1"), "unsupported_pattern", 4, 2, "back", ""},
                      Row{"t14_look_ahead", Signal("a(?=b)"), "unsupported_pattern", 4, 2, "look", ""},
                      Row{"t15_thousand_of_thousands", Signal("(a{1000}){1000}"), "costly_pattern", 4, 2, "",
                          ""},
                      Row{"t15_classes_by_the_thousand", Signal("\\\\pL{1000}\\\\pN{1000}\\\\pL{1000}"),
                          "costly_pattern", 4, 2, "", ""},
                      Row{"t16_empty_pattern", Signal(""), "matches_nothing", 4, 2, "", ""},
                      Row{"t16_pattern_of_nothing", Signal("a*"), "matches_nothing", 4, 2, "", ""},
                      Row{"bad_syntax", Signal("(ab"), "bad_pattern", 4, 2, "", ""},
                      Row{"ascii_word_boundary", Signal("\\\\bab"), "unsupported_pattern", 4, 2, "", ""}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Entries, BadRuleFile,
    ::testing::Values(Row{"t19_two_rules_of_one_id",
                          Least("rule { id: 'r' why: 'w' when { always: true } then { tag: 'x' } }\n"
                                "rule { id: 'r' why: 'v' when { always: true } then { tag: 'y' } }"),
                          "duplicate_id", 4, 1, "a second rule \"r\" in this file",
                          "give one of them another id"},
                      Row{"t20_include_without_a_reader", Least("include: 'x.txtpb'"), "missing_include", 3,
                          1, "\"x.txtpb\" cannot be included: no include reader was given",
                          "relative to the file"},
                      Row{"unknown_signal_behind_hebrew",
                          Least("rule { id: 'r' why: 'פציעה' when { signal: 'injry' } then { tag: 'x' } "
                                "}\nsignal { id: 'injury' pattern: 'x' }"),
                          "unknown_signal", 3, 36, "unknown signal \"injry\"", "did you mean \"injury\"?"},
                      Row{"unknown_signal_behind_tabs",
                          Least("rule { id: 'r' why: 'w'\n\t\twhen {\tsignal: 'injry' } then { tag: 'x' } "
                                "}\nsignal { id: 'injury' pattern: 'x' }"),
                          "unknown_signal", 4, 10, "unknown signal \"injry\"", "did you mean \"injury\"?"}),
    [](const auto& info) { return std::string(info.param.name); });

struct GoodRow {
  const char* name;
  std::string text;
};

class GoodRuleFile : public ::testing::TestWithParam<GoodRow> {};

TEST_P(GoodRuleFile, Loads) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileText("f.txtpb", GetParam().text, nullptr, &issues);
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_TRUE(issues.empty()) << Format(issues[0]);
}

std::string WithLineEnds(std::string text, const std::string& line_end) {
  for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + line_end.size())) {
    text.replace(at, 1, line_end);
  }
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, GoodRuleFile,
    ::testing::Values(
        GoodRow{"least", kLeast}, GoodRow{"t4_byte_order_mark", std::string("\xEF\xBB\xBF") + kLeast},
        GoodRow{"t7_crlf", WithLineEnds(kLeast, "\r\n")},
        GoodRow{"t8_a_mebibyte", Least(std::string((1 << 20) - std::string(kLeast).size(), '#'))},
        GoodRow{"t9_32_deep", Nested(32)},
        GoodRow{"t13_its_own_message", std::string("# proto-message: triage.v1.RuleSet\n") + kLeast},
        GoodRow{"t32_this_schema", Least("schema: 1")}),
    [](const auto& info) { return std::string(info.param.name); });

// TRUST 17. 1 MiB holds fewer rules than that; a message built in code may hold them.
TEST(RuleFiles, ManyRulesAreRefusedUnread) {
  v1::RuleSet rules;
  for (int i = 0; i < 10001; ++i) {
    v1::Rule* rule = rules.add_rule();
    rule->set_id(absl::StrCat("r", i));
    rule->mutable_when()->add_signal("not even declared");
  }
  std::vector<Issue> issues;
  EXPECT_FALSE(Engine::Compile(rules, &issues).ok());
  ASSERT_EQ(issues.size(), 1);
  EXPECT_EQ(issues[0].code, "too_many_rules");
  EXPECT_EQ(issues[0].path, "rule[10000]");
  EXPECT_EQ(issues[0].message, "10001 rules; at most 10000 are read");
}

// As many errors as rules: no more is kept than anybody reads, and nothing takes the square of their number.
TEST(RuleFiles, ManyErrorsAreCountedNotKept) {
  std::string text = kLeast;
  for (int i = 0; i < 5000; ++i)
    absl::StrAppend(&text, "rule { id: 'r", i, "' why: 'w' when { signal: 's' } }\n");
  std::vector<Issue> issues;
  const absl::Status status = Engine::CompileText("f.txtpb", text, nullptr, &issues).status();
  EXPECT_EQ(issues.size(), 1000);
  EXPECT_THAT(std::string(status.message()), HasSubstr("(and 4999 more)"));
}

// TRUST 18: re2 issue 184. 46,000 words are more than a pattern may hold, and no trouble as terms.
TEST(RuleFiles, ManyWordsBelongIntoTerms) {
  std::string pattern;
  std::string terms;
  for (int i = 0; i < 46000; ++i) {
    std::string word;
    for (int n = i; word.size() < 4; n /= 26) word += static_cast<char>('a' + n % 26);
    absl::StrAppend(&pattern, i == 0 ? "" : "|", word);
    absl::StrAppend(&terms, i == 0 ? "" : ",", "'", word, "'");
  }
  std::vector<Issue> issues;
  EXPECT_FALSE(Engine::CompileText("f.txtpb", Signal(pattern), nullptr, &issues).ok());
  ASSERT_FALSE(issues.empty());
  EXPECT_EQ(issues[0].code, "too_long");
  EXPECT_EQ(issues[0].line, 4);
  const auto engine = Engine::CompileText(
      "f.txtpb", Least("signal { id: 's' terms { language: 'en' exact: true text: [" + terms + "] } }"));
  EXPECT_TRUE(engine.ok()) << engine.status();
}

// TRUST 29: what is in use stays in use.
TEST(RuleFiles, AFileThatDoesNotLoadChangesNothing) {
  auto engine = Engine::CompileText("f.txtpb", kLeast);
  ASSERT_TRUE(engine.ok());
  const std::string before = engine->fingerprint();
  auto reloaded = Engine::CompileText("f.txtpb", std::string(kLeast).substr(0, 50));
  ASSERT_FALSE(reloaded.ok());
  v1::Complaint complaint;
  complaint.set_body("hello");
  EXPECT_EQ(engine->Triage(complaint, absl::UnixEpoch()).fingerprint(), before);
}

// Cut anywhere, it loads or is an error with a place.
TEST(RuleFiles, CutAnywhere) {
  const std::string text =
      Least("rule { id: 'r' why: 'w' when { fact { name: 'customer.nps' at_least: 9 } } then { tag: 'x' } }");
  for (size_t length = 0; length < text.size(); ++length) {
    std::vector<Issue> issues;
    const auto engine = Engine::CompileText("f.txtpb", text.substr(0, length), nullptr, &issues);
    if (engine.ok()) continue;
    ASSERT_FALSE(issues.empty()) << length;
    for (const Issue& issue : issues)
      EXPECT_TRUE(issue.line > 0 || issue.code == "no_default_team") << Format(issue);
  }
}

}  // namespace
}  // namespace triage
