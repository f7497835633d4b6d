// What folding makes of one code point: a table of all of Unicode, in blocks of 64, equal blocks kept once.
// Written by scripts/generate_fold_table.cc; the rules stand in fold.h. About 100 KB, read only.
//
// An entry: bits 0-2 the kind, bit 3 kFoldKeepsMarks, bit 4 kFoldJoins, bit 5 kFoldAligned, bits 6-7 the
// number of bytes of kInline; above them the bytes themselves (kInline), offset (16 bits) and length (8 bits)
// in the pool (kPool), or the number of line breaks (kSpace). Thread-safe: constants.
#ifndef TRIAGE_SRC_TEXT_FOLDING_FOLD_TABLE_H_
#define TRIAGE_SRC_TEXT_FOLDING_FOLD_TABLE_H_

#include <cstdint>

namespace triage::text {

enum class FoldKind : uint8_t {
  kSymbol,  // no part of a word: '\x01', once for each of its bytes
  kKeep,    // stays as it is
  kInline,  // becomes up to three bytes
  kPool,    // becomes more bytes
  kDrop,    // default-ignorable
  kSpace,   // white space
  kMark,    // dropped, but for the letters with kFoldKeepsMarks before it
};

// The letter is of a script whose marks are kept: it and they are composed.
constexpr uint32_t kFoldKeepsMarks = 1 << 3;
// A Hangul vowel or final consonant, which composes with the letter before.
constexpr uint32_t kFoldJoins = 1 << 4;
// Becomes one character of as many bytes.
constexpr uint32_t kFoldAligned = 1 << 5;

// Code points from here on are symbols, U+E0000 to U+E0FFF are dropped.
constexpr int32_t kFoldTableEnd = 0x32400;

// The Unicode version of the table, such as "14.0.0".
extern const char kFoldTableUnicode[];
extern const uint16_t kFoldIndex[];
extern const uint32_t kFoldBlocks[][64];
extern const unsigned char kFoldPool[];

inline uint32_t FoldEntry(int32_t c) {
  if (c < kFoldTableEnd) return kFoldBlocks[kFoldIndex[c >> 6]][c & 63];
  return static_cast<uint32_t>(c >= 0xE0000 && c <= 0xE0FFF ? FoldKind::kDrop : FoldKind::kSymbol);
}

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_FOLDING_FOLD_TABLE_H_
