#include "src/signals/words/vocabulary.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace triage::signals {
namespace {

uint32_t Find(const Vocabulary& vocabulary, const std::string& word) {
  const WordKey key = MakeWordKey(word, 0, static_cast<uint32_t>(word.size()));
  return vocabulary.MayHold(key.hash) ? vocabulary.Find(key, word) : Vocabulary::kNone;
}

TEST(VocabularyTest, FindsItsWordsAndNoOthers) {
  std::vector<std::string> words;
  for (int i = 0; i < 5000; ++i)
    words.push_back("w" + std::to_string(i * 7919) + (i % 3 == 0 ? "longerthansixteen" : ""));
  const Vocabulary vocabulary(words);
  EXPECT_EQ(vocabulary.size(), 5000u);
  for (uint32_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(Find(vocabulary, words[i]), i);
    EXPECT_EQ(Find(vocabulary, words[i] + "x"), Vocabulary::kNone);
    EXPECT_EQ(Find(vocabulary, "x" + words[i]), Vocabulary::kNone);
  }
}

TEST(VocabularyTest, WordsOfEachLength) {
  std::vector<std::string> words;
  for (size_t size = 1; size <= 40; ++size) words.emplace_back(size, 'a');
  const Vocabulary vocabulary(words);
  for (uint32_t i = 0; i < words.size(); ++i) EXPECT_EQ(Find(vocabulary, words[i]), i);
  EXPECT_EQ(Find(vocabulary, std::string(41, 'a')), Vocabulary::kNone);
  EXPECT_EQ(Find(vocabulary, std::string(20, 'a') + "b"), Vocabulary::kNone);
}

TEST(VocabularyTest, AKeyIsTheSameWhereverTheWordStands) {
  for (uint32_t size = 1; size <= 20; ++size) {
    const std::string word = std::string("abcdefghijklmnopqrstuvwxyz").substr(0, size);
    const WordKey alone = MakeWordKey(word, 0, size);
    const std::string text = "..." + word + " and much more text after it";
    const WordKey inside = MakeWordKey(text, 3, 3 + size);
    EXPECT_EQ(alone.low, inside.low) << size;
    EXPECT_EQ(alone.high, inside.high) << size;
    EXPECT_EQ(alone.hash, inside.hash) << size;
  }
}

TEST(VocabularyTest, AnEmptyOneHoldsNothing) { EXPECT_EQ(Find(Vocabulary(), "lost"), Vocabulary::kNone); }

TEST(HashFilterTest, NeverDeniesAndSeldomErrs) {
  HashFilter filter(10'000);
  for (uint64_t i = 0; i < 10'000; ++i) filter.Add(HashPair(i, 1));
  int wrong = 0;
  for (uint64_t i = 0; i < 10'000; ++i) {
    EXPECT_TRUE(filter.MayHold(HashPair(i, 1)));
    wrong += filter.MayHold(HashPair(i, 2));
  }
  EXPECT_LT(wrong, 1000);
}

}  // namespace
}  // namespace triage::signals
