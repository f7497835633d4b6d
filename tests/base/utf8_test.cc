#include "src/base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace triage {
namespace {

struct Row {
  const char* name;
  std::string bytes;
  int32_t code_point;
  int length;
  bool valid;
};

// TRUST 35: invalid, overlong, surrogate, truncated.
TEST(Utf8, DecodesOneCharacterOrTheMaximalInvalidPart) {
  const Row rows[] = {
      {"ascii", "a", 'a', 1, true},
      {"nul", std::string(1, '\0'), 0, 1, true},
      {"two bytes", "\xC3\xA9", 0xE9, 2, true},
      {"three bytes", "\xE2\x82\xAC", 0x20AC, 3, true},
      {"four bytes", "\xF0\x9F\x98\x80", 0x1F600, 4, true},
      {"last code point", "\xF4\x8F\xBF\xBF", 0x10FFFF, 4, true},
      {"beyond the last", "\xF4\x90\x80\x80", 0xFFFD, 1, false},
      {"lone continuation", "\x80", 0xFFFD, 1, false},
      {"overlong slash", "\xC0\xAF", 0xFFFD, 1, false},
      {"overlong of three", "\xE0\x80\xAF", 0xFFFD, 1, false},
      {"surrogate", "\xED\xA0\x80", 0xFFFD, 1, false},
      {"truncated of two", "\xC3", 0xFFFD, 1, false},
      {"truncated of three", "\xE2\x82", 0xFFFD, 2, false},
      {"truncated of four", "\xF0\x9F\x98", 0xFFFD, 3, false},
      {"broken off by a letter", "\xE2\x82z", 0xFFFD, 2, false},
      {"never a byte", "\xFF", 0xFFFD, 1, false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Decoded d = DecodeUtf8(row.bytes.data(), row.bytes.data() + row.bytes.size());
    EXPECT_EQ(d.code_point, row.code_point);
    EXPECT_EQ(d.length, row.length);
    EXPECT_EQ(d.valid, row.valid);
  }
}

TEST(Utf8, EncodesWhatItDecodes) {
  for (int32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char bytes[4];
    const int length = EncodeUtf8(c, bytes);
    const Decoded d = DecodeUtf8(bytes, bytes + length);
    ASSERT_TRUE(d.valid && d.code_point == c && d.length == length) << std::hex << c;
  }
}

TEST(Utf8, FindsWhereACharacterStarts) {
  const std::string text = "a\xE2\x82\xAC!";
  EXPECT_EQ(CharacterStart(text, 0), 0U);
  EXPECT_EQ(CharacterStart(text, 1), 1U);
  EXPECT_EQ(CharacterStart(text, 2), 1U);
  EXPECT_EQ(CharacterStart(text, 3), 1U);
  EXPECT_EQ(CharacterStart(text, 4), 4U);
  EXPECT_EQ(CharacterStart(text, 99), text.size());
  EXPECT_EQ(CharacterStart("\x80\x80\x80\x80\x80", 4), 4U) << "no character there: stays";
}

TEST(Utf8, TellsValidFromInvalid) {
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("caf\xC3\xA9"));
  EXPECT_FALSE(IsValidUtf8("caf\xE9"));
}

}  // namespace
}  // namespace triage
