#include "src/signals/patterns/char_class.h"

#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "re2/re2.h"

namespace triage::signals {
namespace {

TEST(CharClassTest, TakesOneClassAndLeavesTheRest) {
  std::string_view rest = "[A-C]x";
  PatternNode node;
  ASSERT_TRUE(ClassReader(false).Read(&rest, &node));
  EXPECT_EQ(rest, "x");
  EXPECT_THAT(node.members, testing::ElementsAre("a", "b", "c"));
}

TEST(CharClassTest, ListsOnlySmallClosedClasses) {
  for (const std::string text : {".", "\\d", "\\pL", "[^a]", "[\\s]", "[\\x{100}-\\x{1000}]"}) {
    std::string_view rest = text;
    PatternNode node;
    ASSERT_TRUE(ClassReader(false).Read(&rest, &node)) << text;
    EXPECT_TRUE(node.members.empty()) << text;
  }
}

TEST(CharClassTest, RefusesAsciiClassesBesideOtherLetters) {
  for (const std::string text : {"\\w", "\\W", "[\\w-]"}) {
    std::string_view rest = text;
    PatternNode node;
    ClassReader reader(true);
    EXPECT_FALSE(reader.Read(&rest, &node)) << text;
    EXPECT_EQ(reader.error().code, PatternError::Code::kUnsupported);
  }
}

// The bytes said to be possible are those of every character that RE2 takes for a member.
TEST(CharClassTest, FactsHoldAllMembers) {
  for (const std::string text :
       {".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\pL", "\\PL", "\\pN", "\\p{Lu}", "[^a-z]", "[^\\d]",
        "[^\\pL ]", "[[:punct:]]", "[A-z]", "[א-ת]", "[\\d.]"}) {
    SCOPED_TRACE(text);
    std::string_view rest = text;
    PatternNode node;
    ASSERT_TRUE(ClassReader(false).Read(&rest, &node));
    const RE2 regex(node.text);
    ASSERT_TRUE(regex.ok()) << node.text;
    for (char32_t rune = 1; rune < 0x3000; ++rune) {
      std::string bytes;
      ClassReader::AppendChar(rune, &bytes);
      if (!RE2::FullMatch(bytes, regex)) continue;
      EXPECT_EQ(FactsOf(bytes).all & ~node.facts.all, ByteSet()) << rune;
      EXPECT_GE(bytes.size(), node.facts.min_bytes) << rune;
      EXPECT_LE(bytes.size(), node.facts.max_bytes) << rune;
    }
  }
}

}  // namespace
}  // namespace triage::signals
