#include "src/cli/output/width.h"

#include <random>

#include "gtest/gtest.h"

namespace triage::cli {
namespace {

TEST(Width, OfWhatAReaderSees) {
  struct Row {
    const char* name;
    std::string text;
    int columns;
  };
  const Row rows[] = {
      {"empty", "", 0},
      {"ASCII", "parcel", 6},
      {"Hebrew", "חבילה", 5},
      {"Hebrew with points", "הַחֲבִילָה", 6},
      {"accent of its own", "perche\xCC\x81", 6},
      {"emoji", "📦", 2},
      {"joined emoji", "👨‍👩‍👧", 2},
      {"flag", "🇮🇱", 2},
      {"Chinese", "包裹", 4},
      {"invalid UTF-8", "a\xFF\xFE", 3},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(DisplayWidth(row.text), row.columns);
  }
}

TEST(Width, FitCutsBetweenCharacters) {
  EXPECT_EQ(Fit("the parcel is late", 10), "the parce…");
  EXPECT_EQ(Fit("the parcel", 10), "the parcel");
  EXPECT_EQ(Fit("📦📦📦", 5), "📦📦…");
  EXPECT_EQ(Fit("📦📦📦", 4), "📦…");
  EXPECT_EQ(Fit("📦", 1), "…");
  EXPECT_EQ(Fit("anything", 0), "");
  EXPECT_EQ(Fit("anything", -3), "");
  EXPECT_EQ(Fit("", 5), "");
}

TEST(Width, FitNeverExceedsItsColumns) {
  const std::string pieces[] = {"a", "ב", "\xD6\xB7", "📦", "é", "\xCC\x81", "包", "\xFF", "‍", "🇷", "🇴"};
  std::mt19937 random(20261123);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (size_t n = random() % 12; n > 0; --n) text += pieces[random() % std::size(pieces)];
    const int columns = static_cast<int>(random() % 14);
    const std::string fit = Fit(text, columns);
    EXPECT_LE(DisplayWidth(fit), columns) << text;
    const bool fits = DisplayWidth(text) <= columns && columns > 0;
    EXPECT_TRUE(!fits || fit == text) << text;
  }
}

}  // namespace
}  // namespace triage::cli
