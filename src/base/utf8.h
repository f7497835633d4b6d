// Decoding of UTF-8 that may be broken.
//
//   Decoded d = DecodeUtf8(p, end);                 // "\xC3\xA9": {0xE9, 2, true}
//   Decoded bad = DecodeUtf8(p, end);               // "\xC3(":     {0xFFFD, 1, false}
//
// Invalid bytes are taken as Unicode recommends: each maximal part that no valid character begins with counts
// as one U+FFFD. Overlong forms, surrogates and what lies above U+10FFFF are invalid. Thread-safe: pure
// functions.
#ifndef TRIAGE_SRC_BASE_UTF8_H_
#define TRIAGE_SRC_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace triage {

struct Decoded {
  int32_t code_point;
  int length;  // bytes taken, at least 1
  bool valid;
};

// The character at `p`; p < end.
Decoded DecodeUtf8(const char* p, const char* end);

// Writes `code_point`, which is a valid one, to `out` (room for 4 bytes). Returns how many bytes.
int EncodeUtf8(int32_t code_point, char* out);

// True for bytes 0x80 to 0xBF, which are never the first of a character.
inline bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The largest offset <= `offset` where a character of `text` may begin, at most 3 less.
size_t CharacterStart(std::string_view text, size_t offset);

bool IsValidUtf8(std::string_view text);

// Where the first invalid part begins; npos where the text is valid.
size_t FirstInvalidUtf8(std::string_view text);

// The text with each invalid part replaced by U+FFFD.
std::string RepairUtf8(std::string_view text);

// Control characters of ASCII and Latin-1, and the separators of lines and paragraphs.
inline bool IsControl(int32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

// Characters that turn the direction of the text around them, so that it reads otherwise than it is.
inline bool IsBidiControl(int32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x206F);
}

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_UTF8_H_
