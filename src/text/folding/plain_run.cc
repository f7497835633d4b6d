#include "src/text/folding/plain_run.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace triage::text {
namespace {

// Letters of Hebrew: D7 90 to D7 AA.
bool IsHebrewLetter(const char* p, const char* end) {
  return p + 1 < end && p[0] == '\xD7' && p[1] >= '\x90' && p[1] <= '\xAA';
}

size_t CopyBytes(const char* begin, const char* end, char* out, bool after_space) {
  const char* p = begin;
  while (p < end) {
    const char c = *p;
    if (IsAsciiSpace(c)) {
      if (after_space) break;
      *out++ = ' ';
      ++p;
      after_space = true;
      continue;
    }
    after_space = false;
    if (static_cast<unsigned char>(c) < 0x80) {
      *out++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
      ++p;
    } else if (IsHebrewLetter(p, end)) {
      *out++ = *p++;
      *out++ = *p++;
    } else {
      break;
    }
  }
  return static_cast<size_t>(p - begin);
}

#if defined(__SSE2__)

// All bits of each byte with first <= byte <= first + more.
__m128i InRange(__m128i bytes, char first, char more) {
  const __m128i distance = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(distance, _mm_set1_epi8(more)), distance);
}

#endif

}  // namespace

size_t CopyPlain(std::string_view text, char* out, bool after_space) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* p = begin;
#if defined(__SSE2__)
  const __m128i space = _mm_set1_epi8(' ');
  const __m128i lead = _mm_set1_epi8('\xD7');
  // 17 bytes, since the last of 16 may need the next.
  while (end - p > 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i white = _mm_or_si128(_mm_cmpeq_epi8(bytes, space), InRange(bytes, '\t', '\r' - '\t'));
    const __m128i before = _mm_or_si128(_mm_slli_si128(white, 1), _mm_cvtsi32_si128(after_space ? 0xFF : 0));
    unsigned stops = static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(white, before)));
    const unsigned high = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    size_t whole = 16;
    if (high != 0) {
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 1));
      const __m128i pair = _mm_and_si128(_mm_cmpeq_epi8(bytes, lead), InRange(next, '\x90', 0x1A));
      const unsigned first = static_cast<unsigned>(_mm_movemask_epi8(pair));
      stops |= high & ~(first | first << 1);
      if ((first & 0x8000U) != 0) whole = 15;
    }
    const __m128i upper = _mm_and_si128(InRange(bytes, 'A', 'Z' - 'A'), space);
    const __m128i lower = _mm_or_si128(bytes, upper);
    const __m128i folded = _mm_or_si128(_mm_andnot_si128(white, lower), _mm_and_si128(white, space));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), folded);
    if (stops != 0) return static_cast<size_t>(p - begin) + static_cast<size_t>(__builtin_ctz(stops));
    p += whole;
    out += whole;
    after_space = IsAsciiSpace(p[-1]);
  }
#endif
  return static_cast<size_t>(p - begin) + CopyBytes(p, end, out, after_space);
}

}  // namespace triage::text
