#include "src/base/hash.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace triage {
namespace {

TEST(HashBytes, ReadsTheKeyAloneWhereverItLies) {
  const std::string key = "a key of some length, more than two words";
  for (size_t length = 0; length <= key.size(); ++length) {
    for (size_t shift = 0; shift < 9; ++shift) {
      const std::string around = std::string(shift, '!') + key.substr(0, length) + "different";
      EXPECT_EQ(HashBytes(std::string_view(around).substr(shift, length)), HashBytes(key.substr(0, length)));
    }
  }
}

TEST(HashBytes, ZeroBytesCount) {
  std::set<uint64_t> seen;
  for (size_t length = 0; length < 100; ++length) seen.insert(HashBytes(std::string(length, '\0')));
  EXPECT_EQ(seen.size(), 100u);
}

TEST(HashPair, SpreadsSmallKeysOverTheLowBits) {
  std::set<uint64_t> whole, slots;
  for (uint64_t low = 0; low < 64; ++low) {
    for (uint64_t high = 0; high < 64; ++high) {
      whole.insert(HashPair(low, high));
      slots.insert(HashPair(low, high) & 0xFFF);
    }
  }
  EXPECT_EQ(whole.size(), 4096u);
  EXPECT_GT(slots.size(), 2000u);  // of 4,096 slots; chance fills 2,589
}

TEST(HashPair, TellsTheWordsApart) { EXPECT_NE(HashPair(1, 2), HashPair(2, 1)); }

}  // namespace
}  // namespace triage
