#include "src/base/digest.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace triage {
namespace {

// Stored and shown: they may never change. Of the reference implementation of XXH3.
TEST(Digest, IsTheSameOnEveryMachine) {
  EXPECT_EQ(Digest128(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(Digest64(""), 0x2d06800538d394c2u);
  EXPECT_EQ(Digest64("", 0), Digest64(""));
}

TEST(Digest, IsAlwaysThirtyTwoHexadecimalDigits) {
  std::set<std::string> seen;
  for (int length = 0; length < 600; ++length) {
    const std::string digest = Digest128(std::string(static_cast<size_t>(length), 'a'));
    EXPECT_EQ(digest.size(), 32u);
    EXPECT_EQ(digest.find_first_not_of("0123456789abcdef"), std::string::npos) << digest;
    EXPECT_TRUE(seen.insert(digest).second) << length;
  }
}

TEST(Digest, SeesEveryByteAndTheSeed) {
  const std::string text(300, '\0');
  for (size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = '\1';
    EXPECT_NE(Digest64(other), Digest64(text)) << i;
    EXPECT_NE(Digest128(other), Digest128(text)) << i;
  }
  EXPECT_NE(Digest64("b", Digest64("a")), Digest64("a", Digest64("b")));
  EXPECT_NE(Digest64("a", 1), Digest64("a", 2));
}

}  // namespace
}  // namespace triage
