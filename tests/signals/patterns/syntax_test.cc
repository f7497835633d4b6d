#include "src/signals/patterns/syntax.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "re2/re2.h"

namespace triage::signals {
namespace {

struct Row {
  std::string pattern;
  std::vector<std::string> matches;
  std::vector<std::string> others;
};

// What is written for RE2 matches the folded strings that the pattern means.
TEST(SyntaxTest, WritesWhatItRead) {
  const std::vector<Row> rows = {
      {"Refund", {"refund"}, {"Refund", "refun"}},
      {"a|b|", {"a", "b", ""}, {"ab"}},
      {"ab?c", {"abc", "ac"}, {"a", "bc"}},
      {"ab{2,3}c", {"abbc", "abbbc"}, {"abc", "abbbbc"}},
      {"ab{2,}?c", {"abbc", "abbbbbc"}, {"abc"}},
      {"a{,3}", {"a{,3}"}, {"aaa"}},
      {"(?:ab)+", {"ab", "abab"}, {"", "aba"}},
      {"(?P<x>ab)*c", {"c", "ababc"}, {"ac"}},
      {"(?i-s)AB", {"ab"}, {"AB"}},
      {"(?i:A)B", {"ab"}, {"AB"}},
      {"\\Qa.b*\\E+", {"a.b*", "a.b***"}, {"aab*"}},
      {"\\x41\\x{5d0}\\.", {"aא."}, {"Aא."}},
      {"\\D\\S", {"ab"}, {"1b", "a "}},
      {"\\pL+", {"abא"}, {"1"}},
      {"a\\nb\tc", {"a b c"}, {"a\nb"}},
      {"a  b", {"a b"}, {"a  b"}},
      {"Perch\xC3\xA9?", {"perche", "perch"}, {"perch\xC3\xA9"}},
      {"[A-Cx\xC8\x98]", {"a", "c", "x", "s"}, {"d", "A"}},
      {"[^a-c]", {"d", "א"}, {"a"}},
      {"[]a]", {"]", "a"}, {"b"}},
      {"[a\\-z]", {"a", "-", "z"}, {"b"}},
      {"[[:digit:]x]", {"1", "x"}, {"a"}},
      {"[א-ת]+", {"שלום"}, {"a"}},
      {"a.c", {"abc", "aאc"}, {"ac"}},
      {"a\\+\\?\\(", {"a+?("}, {"a"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.pattern);
    const PatternTree tree = ParsePattern(row.pattern, 200);
    ASSERT_FALSE(tree.error) << tree.error->message;
    const RE2 regex(ToRe2(tree.root));
    ASSERT_TRUE(regex.ok()) << regex.error();
    const NodeFacts& facts = tree.root.facts;
    for (const std::string& s : row.matches) {
      EXPECT_TRUE(RE2::FullMatch(s, regex)) << s;
      // Facts hold too much, never too little.
      EXPECT_GE(s.size(), facts.min_bytes) << s;
      EXPECT_LE(s.size(), facts.max_bytes) << s;
      EXPECT_LE(FactsOf(s).max_words, facts.max_words) << s;
      EXPECT_EQ(FactsOf(s).all & ~facts.all, ByteSet()) << s;
      EXPECT_EQ(FactsOf(s).first & ~facts.first, ByteSet()) << s;
      EXPECT_EQ(FactsOf(s).last & ~facts.last, ByteSet()) << s;
    }
    for (const std::string& s : row.others) EXPECT_FALSE(RE2::FullMatch(s, regex)) << s;
  }
}

TEST(SyntaxTest, NestingIsBounded) {
  const std::string deep = std::string(2000, '(') + "a" + std::string(2000, ')');
  ASSERT_TRUE(ParsePattern(deep, 200).error);
  EXPECT_EQ(ParsePattern(deep, 200).error->code, PatternError::Code::kTooCostly);
  const std::string fair = std::string(90, '(') + "a" + std::string(90, ')');
  EXPECT_FALSE(ParsePattern(fair, 200).error);
}

TEST(SyntaxTest, ErrorsForBrokenPatterns) {
  for (const std::string pattern : {"(", ")", "a**", "+a", "a{3,2}", "\\", "[a", "[z-a]", "\\p", "\\p{L",
                                    "(?", "(?P<", "\\y", "[\\", "\\x{110000}", "a|*"}) {
    ASSERT_TRUE(ParsePattern(pattern, 200).error) << pattern;
    EXPECT_EQ(ParsePattern(pattern, 200).error->code, PatternError::Code::kSyntax) << pattern;
  }
}

}  // namespace
}  // namespace triage::signals
