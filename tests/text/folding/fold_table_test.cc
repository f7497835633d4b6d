#include "src/text/folding/fold_table.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <string>

#include "src/base/utf8.h"
#include "src/text/fold.h"
#include "tests/text/fold_oracle.h"

namespace triage::text {
namespace {

std::string Encode(int32_t c) {
  char bytes[4];
  return std::string(bytes, static_cast<size_t>(EncodeUtf8(c, bytes)));
}

// Compares all of Unicode with utf8proc at run time. A library of another Unicode version knows characters
// that the table does not: those the table calls symbols are left to it.
TEST(FoldTable, AgreesWithTheRulesOnEveryCodePoint) {
  const bool same_version = std::string(utf8proc_unicode_version()) == kFoldTableUnicode;
  int compared = 0;
  for (int32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (!same_version && static_cast<FoldKind>(FoldEntry(c) & 7) == FoldKind::kSymbol) continue;
    ASSERT_EQ(Fold(Encode(c)), FoldSlowly(Encode(c)).bytes) << "U+" << std::hex << c;
    ++compared;
  }
  EXPECT_GT(compared, 140000);
}

TEST(FoldTable, FoldsOnceAndForAllOnEveryCodePoint) {
  for (int32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string once = Fold(Encode(c));
    ASSERT_EQ(Fold(once), once) << "U+" << std::hex << c;
    ASSERT_LE(once.size(), 3 * Encode(c).size()) << "U+" << std::hex << c;
  }
}

TEST(FoldTable, EveryByteAboveAsciiBelongsToAWord) {
  for (int32_t c = 0x80; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string folded = Fold(Encode(c));
    const char* const end = folded.data() + folded.size();
    for (const char* p = folded.data(); p < end;) {
      const Decoded d = DecodeUtf8(p, end);
      ASSERT_TRUE(d.code_point < 0x80 || IsWordCharacter(d.code_point)) << "U+" << std::hex << c;
      p += d.length;
    }
  }
}

}  // namespace
}  // namespace triage::text
