#include "src/text/language_words.h"

#include <gtest/gtest.h>

#include "src/text/fold.h"

namespace triage::text {
namespace {

TEST(LanguageWords, FindsWordsAndEndings) {
  const struct {
    const char* name;
    const char* word;
    int score;
  } rows[] = {
      {"English", "the", 0},
      {"Romanian", "pentru", 1},
      {"Italian", "perche", 2},
      {"other", "nicht", 3},
      {"longer than eight", "buongiorno", 2},
      {"ending", "-zione", 2},
      {"another ending", "-ului", 1},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const LanguageWord* const found = FindLanguageWord(WordKey(row.word));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->score, row.score);
    EXPECT_GT(found->weight, 0);
  }
}

TEST(LanguageWords, KnowsNoOtherWord) {
  for (const char* const word : {"xyz", "", "-", "zzzzzzzz", "thee"}) {
    EXPECT_EQ(FindLanguageWord(WordKey(word)), nullptr) << word;
  }
}

TEST(LanguageWords, KeyTellsWordsApart) {
  EXPECT_NE(WordKey("ab"), WordKey("ba"));
  EXPECT_NE(WordKey("a"), WordKey("aa"));
  EXPECT_EQ(WordKey("abcdefgh"), WordKey("abcdefghij")) << "the first eight bytes";
}

}  // namespace
}  // namespace triage::text
