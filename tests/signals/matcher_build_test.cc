// What Matcher::Build refuses, and what it tells the author.
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/signals/matcher.h"

namespace triage::signals {
namespace {

using Code = ExpressionIssue::Code;
using testing::HasSubstr;
using testing::IsEmpty;

struct Row {
  std::string name;
  Expression::Kind kind;
  std::string text;
  Code code;
  std::string message;  // a part of it
  std::string hint;     // a part of it
};

constexpr auto kTerm = Expression::Kind::kTerm;
constexpr auto kPattern = Expression::Kind::kPattern;

std::vector<ExpressionIssue> Issues(Expression::Kind kind, std::string text) {
  std::vector<ExpressionIssue> issues;
  Matcher::Build({{1, kind, std::move(text), text::Language::kEnglish, false}}, {}, &issues);
  return issues;
}

class RefusalTest : public testing::TestWithParam<Row> {};

TEST_P(RefusalTest, SaysWhatToDo) {
  const Row& row = GetParam();
  const std::vector<ExpressionIssue> issues = Issues(row.kind, row.text);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].index, 0u);
  EXPECT_EQ(issues[0].code, row.code);
  EXPECT_EQ(issues[0].warning, row.code == Code::kNoAnchor);
  EXPECT_THAT(issues[0].message, HasSubstr(row.message));
  EXPECT_THAT(issues[0].hint, HasSubstr(row.hint));
  EXPECT_FALSE(issues[0].hint.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Build, RefusalTest,
    testing::Values(
        Row{"TermEmpty", kTerm, "", Code::kEmpty, "no word", "pattern"},
        Row{"TermOfSigns", kTerm, "?!", Code::kEmpty, "no word", "pattern"},
        Row{"TermOfThirteenWords", kTerm, "a b c d e f g h i j k l m", Code::kTooLong, "13 words", ""},
        Row{"TermOf600Bytes", kTerm, std::string(600, 'x'), Code::kTooLong, "600 bytes", ""},
        // TRUST 16
        Row{"Trust16MatchesEmpty", kPattern, "(?:refund)?", Code::kEmpty, "empty string", "+"},
        Row{"Trust16MatchesEmptyStar", kPattern, "a*|b", Code::kEmpty, "empty string", "+"},
        Row{"PatternEmpty", kPattern, "", Code::kEmpty, "empty", ""},
        // TRUST 14
        Row{"Trust14BackReference", kPattern, "(a)\\1", Code::kUnsupported, "RE2", "alternatives"},
        Row{"Trust14NamedBackReference", kPattern, "(?P<x>a)(?P=x)", Code::kUnsupported, "RE2",
            "alternatives"},
        Row{"Trust14LookAhead", kPattern, "a(?=b)", Code::kUnsupported, "RE2", "two signals"},
        Row{"Trust14LookBehind", kPattern, "(?<!b)a", Code::kUnsupported, "RE2", "two signals"},
        Row{"WordBoundary", kPattern, "\\bfire\\b", Code::kUnsupported, "\\b", "whole words"},
        Row{"TextBegin", kPattern, "^fire", Code::kUnsupported, "^", "Leave it out"},
        Row{"TextEnd", kPattern, "fire$", Code::kUnsupported, "$", "Leave it out"},
        Row{"TextBeginEscape", kPattern, "\\Afire", Code::kUnsupported, "\\A", "Leave it out"},
        Row{"AsciiClassBesideHebrew", kPattern, "חבילה \\w+", Code::kUnsupported, "\\w", "[\\p{L}\\p{N}_]"},
        Row{"AsciiClassBesideRomanian", kPattern, "[\\wș]+ x", Code::kUnsupported, "\\w", "[\\p{L}\\p{N}_]"},
        Row{"OppositeClassBesideHebrew", kPattern, "חבילה\\W", Code::kUnsupported, "\\W", "[^\\p{L}\\p{N}_]"},
        // TRUST 15
        Row{"Trust15NestedRepeats", kPattern, "(a{1000}){1000}", Code::kTooCostly, "1000 times", "smaller"},
        Row{"Trust15ClassRepeats", kPattern, "\\pL{1000}\\pN{1000}\\pL{1000}", Code::kTooCostly, "1000",
            "smaller"},
        Row{"Trust15RepeatsInRepeats", kPattern, "x(?:a{20}b){20}", Code::kTooCostly, "400", "multiplied"},
        Row{"ProgramTooLarge", kPattern,
            "x(?:[\\pL\\pN]{50}[\\pN\\pL]{50}|\\pL{200}|\\PL{199}|[^\\pN]{198}){1}", Code::kTooCostly,
            "too large", ""},
        // TRUST 18: 46,000 words do not fit the limit of 4,096 bytes
        Row{"Trust18LongAlternation", kPattern, "a|" + std::string(4096, 'b'), Code::kTooLong, "4096",
            "terms"},
        Row{"MatchTooLong", kPattern, "(?:abc ){200}x", Code::kTooLong, "512", "Shorten"},
        Row{"Parenthesis", kPattern, "(refund", Code::kSyntax, "missing", ""},
        Row{"Bracket", kPattern, "[refund", Code::kSyntax, "missing", ""},
        Row{"RepeatOfNothing", kPattern, "*refund", Code::kSyntax, "no argument", "backslash"},
        Row{"UnknownClass", kPattern, "\\p{Klingon}x", Code::kSyntax, "Klingon", ""},
        // TRUST 6
        Row{"Trust6InvalidUtf8", kPattern, "refund\xFF", Code::kSyntax, "UTF-8", ""},
        Row{"NoAnchor", kPattern, "[a-z]+ing", Code::kNoAnchor, "all text", "whole word"}),
    [](const auto& info) { return info.param.name; });

TEST(MatcherBuildTest, AllIssuesInOrderAndTheRestStillMatches) {
  const std::vector<Expression> expressions = {
      {7, kPattern, "^x", {}, false}, {5, kTerm, "lost", {}, false}, {6, kTerm, "", {}, false}};
  std::vector<ExpressionIssue> issues;
  const Matcher matcher = Matcher::Build(expressions, {}, &issues);
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].index, 0u);
  EXPECT_EQ(issues[1].index, 2u);
  MatchScratch scratch;
  std::vector<Hit> hits;
  matcher.Match("\x01x lost\x01", {1, 7}, scratch, &hits);
  EXPECT_THAT(hits, testing::ElementsAre(Hit{5, {3, 7}}));
}

TEST(MatcherBuildTest, AcceptsWhatRe2Accepts) {
  for (const std::string pattern :
       {"(?i)Refund", "(?P<what>refund|money) back", "\\Qa.b\\E c", "x{,3} y", "[[:alpha:]]+ fire",
        "\\x{5d0}x", "[^a] fire", "[]a]x", "[a\\-z] fire", "(?s:.) fire", "fire\\.", "\\pL+ fire", "[-a]x",
        "a\\tb", "(?:a|)b", "x{2,}y fire", "\\w+ fire", "(?U)a+ fire", "fire|(?:)b"}) {
    EXPECT_THAT(Issues(kPattern, pattern), IsEmpty()) << pattern;
  }
}

TEST(MatcherBuildTest, LimitsAreTheCallers) {
  MatcherLimits limits;
  limits.pattern_bytes = 5;
  limits.repeat = 3;
  std::vector<ExpressionIssue> issues;
  Matcher::Build({{1, kPattern, "abcdef", {}, false},
                  {2, kPattern, "a{4}", {}, false},
                  {3, kPattern, "a{3}", {}, false}},
                 limits, &issues);
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].code, Code::kTooLong);
  EXPECT_EQ(issues[1].code, Code::kTooCostly);
}

TEST(MatcherBuildTest, ReportsItsMemory) {
  std::vector<ExpressionIssue> issues;
  std::vector<Expression> expressions;
  for (uint32_t i = 0; i < 1000; ++i) {
    expressions.push_back({i, kTerm, "word" + std::to_string(i) + " lost", text::Language::kEnglish, false});
  }
  const Matcher matcher = Matcher::Build(expressions, {}, &issues);
  EXPECT_GT(matcher.MemoryBytes(), 10'000u);
  EXPECT_LT(matcher.MemoryBytes(), 4'000'000u);
}

}  // namespace
}  // namespace triage::signals
