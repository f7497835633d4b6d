// Writes src/text/folding/fold_table.inc: what folding makes of each Unicode code point. Run by hand, when the rules
// below or the Unicode version change:
//
//   g++ -std=c++17 -O1 scripts/generate_fold_table.cc -lutf8proc -o /tmp/generate_fold_table
//   /tmp/generate_fold_table > src/text/folding/fold_table.inc
//
// The layout of an entry is described in src/text/folding/fold_table.h. tests/text/fold_table_test.cc computes the
// same from the same rules, written a second time and plainly, and compares all code points.
#include <utf8proc.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "../src/text/folding/fold_table.h"

namespace {

using triage::text::FoldKind;

std::string Utf8(int32_t c) {
  utf8proc_uint8_t buffer[4];
  const utf8proc_ssize_t n = utf8proc_encode_char(c, buffer);
  return std::string(reinterpret_cast<char*>(buffer), static_cast<size_t>(n));
}

utf8proc_category_t Category(int32_t c) { return utf8proc_category(c); }

bool IsMark(int32_t c) {
  const utf8proc_category_t k = Category(c);
  return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC || k == UTF8PROC_CATEGORY_ME;
}

bool IsLetterOrNumber(int32_t c) {
  const utf8proc_category_t k = Category(c);
  return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
         (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

// Letters whose marks are dropped: Latin, Hebrew, Arabic.
bool LosesMarks(int32_t c) {
  static constexpr int32_t kRanges[][2] = {
      {'a', 'z'},       {0xAA, 0xAA},     {0xBA, 0xBA},     {0xC0, 0x2AF},    {0x590, 0x6FF},
      {0x750, 0x77F},   {0x870, 0x8FF},   {0x1D00, 0x1DBF}, {0x1E00, 0x1EFF}, {0x2C60, 0x2C7F},
      {0xA722, 0xA7FF}, {0xAB30, 0xAB6F}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFF},
  };
  for (const auto& range : kRanges) {
    if (c >= range[0] && c <= range[1]) return true;
  }
  return false;
}

int SpaceBreaks(int32_t c) {  // line breaks in a white space character; -1 for all other characters
  if ((c >= 0xA && c <= 0xD) || c == 0x85 || c == 0x2028) return 1;
  if (c == 0x2029) return 2;
  if (c == 0x9 || c == 0x20 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
      c == 0x205F || c == 0x3000) {
    return 0;
  }
  return -1;
}

// Step 4 of fold.h, and the four letters of step 3.
const char* Override(int32_t c) {
  switch (c) {
    case 0xB4:
    case 0x2B9:
    case 0x2BB:
    case 0x2BC:
    case 0x2BD:
    case 0x5F3:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2035:
    case 0x2039:
    case 0x203A:
    case 0x275B:
    case 0x275C:
      return "'";
    case 0xAB:
    case 0xBB:
    case 0x2BA:
    case 0x2EE:
    case 0x5F4:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x2036:
    case 0x275D:
    case 0x275E:
    case 0x301D:
    case 0x301E:
    case 0x301F:
      return "\"";
    case 0x2043:
    case 0x2212:
      return "-";
    case 0x2044:
    case 0x2215:
      return "/";
    case 0x142:
      return "l";
    case 0xF8:
      return "o";
    case 0x111:
      return "d";
    case 0x131:
      return "i";
    default:
      return Category(c) == UTF8PROC_CATEGORY_PD ? "-" : nullptr;
  }
}

int DigitValue(int32_t c) {  // decimal digits stand in runs of ten, zero first
  if (Category(c) != UTF8PROC_CATEGORY_ND) return -1;
  int32_t first = c;
  while (Category(first - 1) == UTF8PROC_CATEGORY_ND) --first;
  return (c - first) % 10;
}

struct Folded {
  FoldKind kind = FoldKind::kSymbol;
  std::string bytes;
  bool keeps_marks = false;
  bool joins = false;
  bool aligned = false;
  int breaks = 0;
};

Folded Kept(int32_t c, bool keeps_marks) {
  Folded f;
  f.kind = FoldKind::kKeep;
  f.bytes = Utf8(c);
  f.keeps_marks = keeps_marks;
  f.aligned = true;
  return f;
}

Folded Compute(int32_t c) {
  Folded f;
  if (c >= 0xD800 && c <= 0xDFFF) return f;
  if (utf8proc_get_property(c)->ignorable || (c >= 0xE0000 && c <= 0xE0FFF)) {
    f.kind = FoldKind::kDrop;
    return f;
  }
  if (SpaceBreaks(c) >= 0) {
    f.kind = FoldKind::kSpace;
    f.breaks = SpaceBreaks(c);
    return f;
  }
  std::vector<int32_t> decomposed(64);
  int boundary = 0;
  if (Override(c) != nullptr) {
    decomposed = {c};
  } else {
    const auto options = static_cast<utf8proc_option_t>(
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STABLE);
    const utf8proc_ssize_t n = utf8proc_decompose_char(c, decomposed.data(), 64, options, &boundary);
    if (n <= 0 || n > 64) return f;
    decomposed.resize(static_cast<size_t>(n));
  }
  if (IsMark(decomposed[0])) {
    if (IsMark(c) || IsMark(decomposed.back())) {
      f.kind = FoldKind::kMark;
      return f;
    }
    return Kept(c, false);
  }
  std::vector<int32_t> result;  // without the marks that are dropped
  bool keeps_marks = false;
  for (const int32_t d : decomposed) {
    if (SpaceBreaks(d) >= 0) {  // a spacing accent: no letter
      if (!IsLetterOrNumber(c) || decomposed.size() <= 8) return f;
    }
    if (IsMark(d)) {
      if (keeps_marks) result.push_back(d);
      continue;
    }
    const char* other = Override(d);
    const int digit = DigitValue(d);
    if (other != nullptr) {
      result.push_back(other[0]);
      keeps_marks = false;
    } else if (digit >= 0) {
      result.push_back('0' + digit);
      keeps_marks = false;
    } else {
      result.push_back(d);
      keeps_marks = d >= 0x80 && IsLetterOrNumber(d) && !LosesMarks(d);
    }
  }
  const auto compose = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  const utf8proc_ssize_t n =
      utf8proc_normalize_utf32(result.data(), static_cast<utf8proc_ssize_t>(result.size()), compose);
  if (n < 0) std::abort();
  result.resize(static_cast<size_t>(n));
  for (const int32_t r : result) {
    const std::string utf8 = Utf8(r);
    f.bytes += r < 0x80 || IsLetterOrNumber(r) || IsMark(r) ? utf8 : std::string(utf8.size(), '\x01');
  }
  const std::string own = Utf8(c);
  if (f.bytes.size() > 3 * own.size()) {
    if (IsLetterOrNumber(c)) return Kept(c, false);
    f.bytes.clear();
    return f;
  }
  if (f.bytes == std::string(own.size(), '\x01')) {
    f.bytes.clear();
    return f;
  }
  f.keeps_marks = keeps_marks;
  f.joins = (decomposed[0] >= 0x1161 && decomposed[0] <= 0x1175) ||
            (decomposed[0] >= 0x11A8 && decomposed[0] <= 0x11C2);
  f.aligned = result.size() == 1 && f.bytes.size() == own.size() && f.bytes[0] != '\x01';
  f.kind = f.bytes == own && own.size() > 2 ? FoldKind::kKeep
           : f.bytes.size() <= 3            ? FoldKind::kInline
                                            : FoldKind::kPool;
  return f;
}

std::string pool;

uint32_t Entry(const Folded& f) {
  uint32_t entry = static_cast<uint32_t>(f.kind) | (f.keeps_marks ? triage::text::kFoldKeepsMarks : 0) |
                   (f.joins ? triage::text::kFoldJoins : 0) | (f.aligned ? triage::text::kFoldAligned : 0);
  if (f.kind == FoldKind::kSpace) entry |= static_cast<uint32_t>(f.breaks) << 8;
  if (f.kind == FoldKind::kInline) {
    entry |= static_cast<uint32_t>(f.bytes.size()) << 6;
    for (size_t i = 0; i < f.bytes.size(); ++i) {
      entry |= static_cast<uint32_t>(static_cast<unsigned char>(f.bytes[i])) << (8 + 8 * i);
    }
  }
  if (f.kind == FoldKind::kPool) {
    size_t at = pool.find(f.bytes);
    if (at == std::string::npos) {
      at = pool.size();
      pool += f.bytes;
    }
    if (at > 0xFFFF) std::abort();
    entry |= static_cast<uint32_t>(at) << 8 | static_cast<uint32_t>(f.bytes.size()) << 24;
  }
  return entry;
}

}  // namespace

int main() {
  std::map<std::vector<uint32_t>, size_t> numbers;
  std::vector<std::vector<uint32_t>> blocks;
  std::vector<size_t> index;
  for (int32_t first = 0; first < triage::text::kFoldTableEnd; first += 64) {
    std::vector<uint32_t> block;
    for (int32_t c = first; c < first + 64; ++c) block.push_back(Entry(Compute(c)));
    const auto [it, added] = numbers.emplace(block, blocks.size());
    if (added) blocks.push_back(block);
    index.push_back(it->second);
  }
  for (int32_t c = triage::text::kFoldTableEnd; c <= 0x10FFFF; ++c) {
    const bool tag = c >= 0xE0000 && c <= 0xE0FFF;
    if (Compute(c).kind != (tag ? FoldKind::kDrop : FoldKind::kSymbol)) {
      std::fprintf(stderr, "U+%04X lies beyond the table: raise kFoldTableEnd\n", c);
      return 1;
    }
  }
  std::printf("// Written by scripts/generate_fold_table.cc from Unicode %s. Do not edit.\n",
              utf8proc_unicode_version());
  std::printf("const char kFoldTableUnicode[] = \"%s\";\n", utf8proc_unicode_version());
  std::printf("const uint16_t kFoldIndex[%zu] = {", index.size());
  for (size_t i = 0; i < index.size(); ++i) std::printf("%s%zu,", i % 64 == 0 ? "\n" : "", index[i]);
  std::printf("\n};\nconst uint32_t kFoldBlocks[%zu][64] = {\n", blocks.size());
  for (const auto& block : blocks) {
    std::printf("{");
    for (const uint32_t entry : block) std::printf("%u,", entry);
    std::printf("},\n");
  }
  std::printf("};\nconst unsigned char kFoldPool[%zu] = {", pool.size());
  for (size_t i = 0; i < pool.size(); ++i) {
    std::printf("%s%u,", i % 128 == 0 ? "\n" : "", static_cast<unsigned char>(pool[i]));
  }
  std::printf("\n};\n");
  std::fprintf(stderr, "%zu blocks, %zu bytes of pool\n", blocks.size(), pool.size());
  return 0;
}
