#include "src/signals/patterns/analysis.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::signals {
namespace {

using AnchorKind = Anchor::Kind;
using testing::ElementsAre;

PatternNode Parse(const std::string& pattern) {
  PatternTree tree = ParsePattern(pattern, 200);
  EXPECT_FALSE(tree.error) << pattern;
  return std::move(tree.root);
}

TEST(AnalysisTest, ListsFinitePatterns) {
  EXPECT_THAT(*ListStrings(Parse("(?:refund|money) back"), 256), ElementsAre("money back", "refund back"));
  EXPECT_THAT(*ListStrings(Parse("colou?r[12]"), 256), ElementsAre("color1", "color2", "colour1", "colour2"));
  EXPECT_THAT(*ListStrings(Parse("a{0,2}"), 256), ElementsAre("", "a", "aa"));
  EXPECT_THAT(*ListStrings(Parse("a|a|b"), 256), ElementsAre("a", "b"));
  EXPECT_FALSE(ListStrings(Parse("a+"), 256));
  EXPECT_FALSE(ListStrings(Parse("[a-z]{2}"), 256));
  EXPECT_FALSE(ListStrings(Parse("\\pL"), 256));
}

struct Row {
  std::string pattern;
  AnchorKind kind;
  std::string word;
  size_t min_before;
  size_t max_before;
};

TEST(AnalysisTest, TheBestAnchor) {
  constexpr size_t kAny = NodeFacts::kUnbounded;
  const std::vector<Row> rows = {
      {"waiting [0-9]+ days", AnchorKind::kWord, "waiting", 0, 0},
      {"injur[a-z]{0,5}", AnchorKind::kPrefix, "injur", 0, 0},
      {"[0-9]{1,3} ?weeks", AnchorKind::kAfterDigits, "weeks", 1, 4},
      {"\\$?[0-9]+usd", AnchorKind::kAfterDigits, "usd", 1, kAny},
      {"[a-z]+ refund", AnchorKind::kWord, "refund", 2, kAny},
      {"(?:ab|cd) [a-z]+ please", AnchorKind::kWord, "please", 5, kAny},
      {"(?:[a-z]+ )?refund[.!]+", AnchorKind::kWord, "refund", 0, kAny},
      {"(?:refund [a-z]+)+", AnchorKind::kWord, "refund", 0, 0},
      {"cat[0-9]* parcels", AnchorKind::kWord, "parcels", 4, kAny},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.pattern);
    const std::vector<AnchorSet> sets = FindAnchors(Parse(row.pattern));
    ASSERT_FALSE(sets.empty());
    ASSERT_EQ(sets[0].anchors.size(), 1u);
    EXPECT_EQ(sets[0].anchors[0].kind, row.kind);
    EXPECT_EQ(sets[0].anchors[0].word, row.word);
    EXPECT_EQ(sets[0].min_before, row.min_before);
    EXPECT_EQ(sets[0].max_before, row.max_before);
  }
}

TEST(AnalysisTest, AlternativesGiveOneSet) {
  const std::vector<AnchorSet> sets = FindAnchors(Parse("(?:burn[a-z]*|caught fire [a-z]+)"));
  ASSERT_EQ(sets.size(), 1u);
  EXPECT_THAT(sets[0].anchors,
              ElementsAre(Anchor{AnchorKind::kWord, "caught"}, Anchor{AnchorKind::kPrefix, "burn"}));
}

TEST(AnalysisTest, Stems) {
  const auto stem = FindStem(Parse("Injur[a-z]{0,5}"));
  ASSERT_TRUE(stem);
  EXPECT_EQ(stem->beginning, "injur");
  EXPECT_EQ(stem->min_rest, 0u);
  EXPECT_EQ(stem->max_rest, 5u);
  EXPECT_TRUE(stem->rest['z']);
  EXPECT_FALSE(stem->rest['0']);
  EXPECT_TRUE(FindStem(Parse("burn[a-z]+")));
  for (const std::string pattern : {"i[a-z]+", "in jur[a-z]+", "injur[a-z ]+", "injur\\pL*", "injur.*",
                                    "[a-z]+ing", "injur[א-ת]+", "injur[a-z]+ x"}) {
    EXPECT_FALSE(FindStem(Parse(pattern))) << pattern;
  }
}

TEST(AnalysisTest, NoAnchor) {
  for (const std::string pattern : {"[a-z]+", "[a-z]+ing", "[0-9]+", "(?:fire|[a-z]+)", "(?:fire)*[a-z]",
                                    "[a-z]+fire[a-z]", "\\pL*fire", "[a-z]?[0-9]+weeks", "x[0-9a-z]*"}) {
    EXPECT_TRUE(FindAnchors(Parse(pattern)).empty()) << pattern;
  }
}

}  // namespace
}  // namespace triage::signals
