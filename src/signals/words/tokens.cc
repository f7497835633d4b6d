#include "src/signals/words/tokens.h"

#include <cstring>

#include "src/text/fold.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace triage::signals {
namespace {

// Bit i is set where p[i] is a word byte, for 64 bytes.
#if defined(__SSE2__)
inline uint64_t WordBits16(const char* p) {
  const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  // Bytes from 0x80 on are negative, so one signed comparison from below and one from above is a range.
  const __m128i letter =
      _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8('a' - 1)), _mm_cmpgt_epi8(_mm_set1_epi8('z' + 1), x));
  const __m128i digit =
      _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8('0' - 1)), _mm_cmpgt_epi8(_mm_set1_epi8('9' + 1), x));
  const __m128i underscore = _mm_cmpeq_epi8(x, _mm_set1_epi8('_'));
  const __m128i all = _mm_or_si128(_mm_or_si128(letter, digit), _mm_or_si128(underscore, x));
  return static_cast<uint32_t>(_mm_movemask_epi8(all));
}

inline uint64_t WordBits(const char* p) {
  return WordBits16(p) | WordBits16(p + 16) << 16 | WordBits16(p + 32) << 32 | WordBits16(p + 48) << 48;
}
#else
inline uint64_t WordBits(const char* p) {
  uint64_t bits = 0;
  for (int i = 0; i < 64; ++i) bits |= static_cast<uint64_t>(text::IsWordByte(p[i])) << i;
  return bits;
}
#endif

}  // namespace

size_t FindWords(std::string_view shadow, Span range, std::vector<uint32_t>* edges) {
  // At most one edge a byte, one more for a word that the range cuts.
  if (edges->size() < range.size() + 2u) edges->resize(range.size() + 2u);
  uint32_t* out = edges->data();
  uint64_t inside = 0;  // 1 where the byte before the block is a word byte
  uint32_t at = range.begin;
  const auto take = [&](uint64_t bits) {
    // A set bit where a word begins or ends: they alternate, beginning with a begin.
    uint64_t changes = bits ^ (bits << 1 | inside);
    inside = bits >> 63;
    while (changes != 0) {
      *out++ = at + static_cast<uint32_t>(__builtin_ctzll(changes));
      changes &= changes - 1;
    }
  };
  for (; range.end - at >= 64; at += 64) take(WordBits(shadow.data() + at));
  char block[64] = {};
  std::memcpy(block, shadow.data() + at, range.end - at);
  const uint64_t last = WordBits(block);
  take(last);
  // The block's tail is zero, so a word is open only where the block was full.
  if (inside != 0) *out++ = range.end;
  return static_cast<size_t>(out - edges->data()) / 2;
}

}  // namespace triage::signals
