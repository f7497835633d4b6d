#include "src/signals/words/tokens.h"

#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/text/fold.h"

namespace triage::signals {
namespace {

// One byte after the other.
std::vector<uint32_t> SlowEdges(std::string_view shadow, Span range) {
  std::vector<uint32_t> edges;
  for (uint32_t i = range.begin; i <= range.end; ++i) {
    const bool before = i > range.begin && text::IsWordByte(shadow[i - 1]);
    const bool here = i < range.end && text::IsWordByte(shadow[i]);
    if (before != here) edges.push_back(i);
  }
  return edges;
}

std::vector<uint32_t> Edges(std::string_view shadow, Span range) {
  std::vector<uint32_t> edges;
  const size_t words = FindWords(shadow, range, &edges);
  edges.resize(2 * words);
  return edges;
}

TEST(TokensTest, WordsOfASentence) {
  EXPECT_THAT(Edges("\x01my parcel_2, \xD7\x90!\x01", {1, 16}), testing::ElementsAre(1, 3, 4, 12, 14, 16));
  EXPECT_THAT(Edges("\x01...\x01", {1, 4}), testing::IsEmpty());
  EXPECT_THAT(Edges("\x01\x01", {1, 1}), testing::IsEmpty());
}

TEST(TokensTest, EveryByteIsAWordByteOrNot) {
  for (int c = 0; c < 256; ++c) {
    const std::string shadow = {' ', static_cast<char>(c), ' '};
    EXPECT_EQ(!Edges(shadow, {0, 3}).empty(), text::IsWordByte(static_cast<char>(c))) << c;
  }
}

TEST(TokensTest, AgreesWithOneByteAfterTheOther) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string shadow;
    const size_t size = random() % 300;
    // Runs long enough to cross the blocks of 64 bytes.
    const auto gap = 1 + random() % 40;
    for (size_t i = 0; i < size; ++i)
      shadow += random() % gap == 0 ? ' ' : static_cast<char>('a' + random() % 26);
    const uint32_t begin = static_cast<uint32_t>(random() % (size + 1));
    const uint32_t end = begin + static_cast<uint32_t>(random() % (size - begin + 1));
    EXPECT_EQ(Edges(shadow, {begin, end}), SlowEdges(shadow, {begin, end})) << shadow << begin << ' ' << end;
  }
}

TEST(TokensTest, AReusedVectorMayBeLonger) {
  std::vector<uint32_t> edges(1000, 77);
  EXPECT_EQ(FindWords("ab", {0, 2}, &edges), 1u);
  EXPECT_EQ(edges[0], 0u);
  EXPECT_EQ(edges[1], 2u);
}

}  // namespace
}  // namespace triage::signals
