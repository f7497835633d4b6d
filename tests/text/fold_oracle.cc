#include "tests/text/fold_oracle.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

#include "src/base/utf8.h"

namespace triage::text {
namespace {

struct Character {
  int32_t point;
  size_t begin;
  size_t end;
};

bool In(int32_t c, std::initializer_list<int32_t> set) {
  return std::find(set.begin(), set.end(), c) != set.end();
}

bool IsMark(int32_t c) {
  const auto k = utf8proc_category(c);
  return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC || k == UTF8PROC_CATEGORY_ME;
}

bool IsLetterOrNumber(int32_t c) {
  const std::string k = utf8proc_category_string(c);
  return k[0] == 'L' || k[0] == 'N';
}

bool IsWhite(int32_t c) {
  return (c >= 9 && c <= 13) || In(c, {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}) ||
         (c >= 0x2000 && c <= 0x200A);
}

bool IsDropped(int32_t c) { return utf8proc_get_property(c)->ignorable || (c >= 0xE0000 && c <= 0xE0FFF); }

bool IsLatinHebrewArabic(int32_t c) {
  const auto in = [c](int32_t a, int32_t b) { return c >= a && c <= b; };
  return in('a', 'z') || c == 0xAA || c == 0xBA || in(0xC0, 0x2AF) || in(0x1D00, 0x1DBF) ||
         in(0x1E00, 0x1EFF) || in(0x2C60, 0x2C7F) || in(0xA722, 0xA7FF) || in(0xAB30, 0xAB6F) ||  // Latin
         in(0x590, 0x5FF) || in(0xFB1D, 0xFB4F) ||                                                // Hebrew
         in(0x600, 0x6FF) || in(0x750, 0x77F) || in(0x870, 0x8FF) || in(0xFB50, 0xFDFF) || in(0xFE70, 0xFEFF);
}

// Step 4, and the letters of step 3 that have no decomposition. 0: none.
int32_t Plain(int32_t c) {
  if (In(c, {0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x5F3, 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2035, 0x2039,
             0x203A, 0x275B, 0x275C})) {
    return '\'';
  }
  if (In(c, {0xAB, 0xBB, 0x2BA, 0x2EE, 0x5F4, 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x2036, 0x275D, 0x275E,
             0x301D, 0x301E, 0x301F})) {
    return '"';
  }
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_PD || In(c, {0x2043, 0x2212})) return '-';
  if (In(c, {0x2044, 0x2215})) return '/';
  if (c == 0x142) return 'l';
  if (c == 0xF8) return 'o';
  if (c == 0x111) return 'd';
  if (c == 0x131) return 'i';
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_ND) {
    int32_t zero = c;
    while (utf8proc_category(zero - 1) == UTF8PROC_CATEGORY_ND) --zero;
    return '0' + (c - zero) % 10;
  }
  return 0;
}

std::string Encode(int32_t c) {
  char bytes[4];
  return std::string(bytes, static_cast<size_t>(EncodeUtf8(c, bytes)));
}

std::vector<int32_t> Decompose(int32_t c) {
  if (Plain(c) != 0) return {c};
  constexpr auto kOptions = static_cast<utf8proc_option_t>(
      UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STABLE);
  std::vector<int32_t> points(32);
  int boundary = 0;
  const auto n = utf8proc_decompose_char(c, points.data(), 32, kOptions, &boundary);
  points.resize(static_cast<size_t>(std::max<utf8proc_ssize_t>(n, 0)));
  return points;
}

void Compose(std::vector<int32_t>* points) {
  for (size_t i = 1; i < points->size(); ++i) {  // canonical order by bubbling
    for (size_t j = i; j > 0; --j) {
      const int a = utf8proc_get_property((*points)[j - 1])->combining_class;
      const int b = utf8proc_get_property((*points)[j])->combining_class;
      if (b == 0 || a <= b) break;
      std::swap((*points)[j - 1], (*points)[j]);
    }
  }
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  const auto n =
      utf8proc_normalize_utf32(points->data(), static_cast<utf8proc_ssize_t>(points->size()), kOptions);
  points->resize(static_cast<size_t>(std::max<utf8proc_ssize_t>(n, 0)));
}

std::string Write(const std::vector<int32_t>& points) {
  std::string out;
  for (const int32_t p : points) {
    const std::string utf8 = Encode(p);
    out += p < 0x80 || IsWordCharacter(p) ? utf8 : std::string(utf8.size(), '\x01');
  }
  return out;
}

// One character without marks around it, folded: its bytes, and whether marks that follow stay on it.
struct Alone {
  std::string bytes;
  bool keeps_marks = false;
  bool is_mark = false;
};

Alone FoldAlone(int32_t c) {
  const std::string own = Encode(c);
  const Alone as_it_is = {IsLetterOrNumber(c) ? own : std::string(own.size(), '\x01'), false, false};
  const std::vector<int32_t> parts = Decompose(c);
  if (parts.empty()) return as_it_is;
  if (IsMark(parts.front())) {
    if (IsMark(c) || IsMark(parts.back())) return {"", false, true};
    return as_it_is;
  }
  if (!IsLetterOrNumber(c) && std::any_of(parts.begin(), parts.end(), IsWhite)) return as_it_is;
  if (std::any_of(parts.begin(), parts.end(), IsWhite) && parts.size() <= 8) {
    return {std::string(own.size(), '\x01'), false, false};
  }
  Alone alone;
  std::vector<int32_t> kept;
  for (const int32_t p : parts) {
    if (IsMark(p)) {
      if (alone.keeps_marks) kept.push_back(p);
    } else if (Plain(p) != 0) {
      kept.push_back(Plain(p));
      alone.keeps_marks = false;
    } else {
      kept.push_back(p);
      alone.keeps_marks = p >= 0x80 && IsLetterOrNumber(p) && !IsLatinHebrewArabic(p);
    }
  }
  Compose(&kept);
  alone.bytes = Write(kept);
  return alone.bytes.size() > 3 * own.size() ? as_it_is : alone;
}

bool IsHangul(int32_t decomposed) { return decomposed >= 0x1100 && decomposed <= 0x11FF; }

bool Joins(int32_t c) {
  const std::vector<int32_t> parts = Decompose(c);
  if (parts.empty()) return false;
  return (parts[0] >= 0x1161 && parts[0] <= 0x1175) || (parts[0] >= 0x11A8 && parts[0] <= 0x11C2);
}

}  // namespace

bool IsWordCharacter(int c) { return IsLetterOrNumber(c) || IsMark(c); }

OracleFold FoldSlowly(std::string_view text) {
  OracleFold result;
  std::vector<Character> characters;
  for (size_t i = 0; i < text.size();) {
    const Decoded d = DecodeUtf8(text.data() + i, text.data() + text.size());
    if (!d.valid) ++result.repaired;
    if (!IsDropped(d.code_point)) characters.push_back({d.code_point, i, i + static_cast<size_t>(d.length)});
    i += static_cast<size_t>(d.length);
  }
  const auto emit = [&](const std::string& bytes, size_t begin, size_t end) {
    result.bytes += bytes;
    result.begin.resize(result.bytes.size(), begin);
    result.end.resize(result.bytes.size(), end);
  };
  const auto take_in = [&](size_t end) {  // the last character written now reaches to `end`
    if (result.bytes.empty()) return;
    const size_t begin = result.begin.back();
    for (size_t i = result.bytes.size(); i-- > 0 && result.begin[i] == begin;) result.end[i] = end;
  };
  for (size_t i = 0; i < characters.size();) {
    const int32_t c = characters[i].point;
    if (IsWhite(c)) {
      const size_t begin = characters[i].begin;
      size_t end = 0;
      int breaks = 0;
      for (; i < characters.size(); ++i) {
        const int32_t w = characters[i].point;
        if (!IsWhite(w) && !FoldAlone(w).is_mark) break;
        if (w == 0x2029) breaks += 2;
        const bool second = w == '\n' && i > 0 && characters[i - 1].point == '\r';
        if (((w >= 10 && w <= 13) || w == 0x85 || w == 0x2028) && !second) ++breaks;
        end = characters[i].end;
      }
      emit(breaks >= 2 ? "\x02" : " ", begin, end);
      continue;
    }
    const Alone alone = FoldAlone(c);
    if (alone.is_mark) {
      take_in(characters[i++].end);
      continue;
    }
    // Marks (and Hangul vowels and finals) that compose with it.
    std::vector<int32_t> points = Decompose(c);
    size_t j = i + 1;
    int marks = 0;
    size_t end = characters[i].end;
    for (; alone.keeps_marks && j < characters.size(); ++j) {
      const bool mark = FoldAlone(characters[j].point).is_mark;
      const std::vector<int32_t> parts = Decompose(characters[j].point);
      const bool fits = points.size() + parts.size() <= 20;
      if (!mark && (!Joins(characters[j].point) || !IsHangul(points.back()) || !fits)) break;
      end = characters[j].end;
      ++marks;
      if (fits) points.insert(points.end(), parts.begin(), parts.end());
    }
    if (marks == 0) {
      emit(alone.bytes, characters[i].begin, characters[i].end);
      ++i;
      continue;
    }
    Compose(&points);
    emit(Write(points), characters[i].begin, end);
    i = j;
  }
  return result;
}

}  // namespace triage::text
