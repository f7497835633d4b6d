#include "src/signals/patterns/char_class.h"

#include <algorithm>

#include "src/text/fold.h"

namespace triage::signals {
namespace {

using Code = PatternError::Code;

constexpr char32_t kMaxRune = 0x10FFFF;
// Ranges up to this size are folded character by character; Hebrew's and Latin's letters are far below.
constexpr char32_t kMaxFoldedRange = 256;
// Classes up to this size are listed, so that words with one such letter are found as words.
constexpr size_t kMaxMembers = 64;

char32_t Decode(std::string_view s) {
  const auto at = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  const size_t size = ClassReader::CharSize(s);
  if (size == 1) return at(0);
  char32_t rune = at(0) & (0xFFu >> (size + 1));
  for (size_t i = 1; i < size; ++i) rune = rune << 6 | (at(i) & 0x3F);
  return rune;
}

// The folded character, where folding gives exactly one.
char32_t FoldChar(char32_t rune) {
  if (rune < 0x80) return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
  std::string bytes;
  ClassReader::AppendChar(rune, &bytes);
  const std::string folded = text::Fold(bytes);
  if (folded.empty() || ClassReader::CharSize(folded) != folded.size()) return rune;
  return Decode(folded);
}

std::string HexEscape(char32_t rune) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string digits;
  do {
    digits.insert(digits.begin(), kHex[rune & 15]);
    rune >>= 4;
  } while (rune != 0);
  return "\\x{" + digits + "}";
}

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::bitset<128> AsciiRange(char low, char high) {
  std::bitset<128> set;
  for (size_t c = static_cast<unsigned char>(low); c <= static_cast<unsigned char>(high); ++c) set.set(c);
  return set;
}

}  // namespace

size_t ClassReader::CharSize(std::string_view rest) {
  const unsigned char lead = static_cast<unsigned char>(rest[0]);
  const size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(size, rest.size());
}

void ClassReader::AppendChar(char32_t rune, std::string* out) {
  const auto tail = [&](int shift) { *out += static_cast<char>(0x80 | (rune >> shift & 0x3F)); };
  if (rune < 0x80) {
    *out += static_cast<char>(rune);
  } else if (rune < 0x800) {
    *out += static_cast<char>(0xC0 | rune >> 6);
    tail(0);
  } else if (rune < 0x10000) {
    *out += static_cast<char>(0xE0 | rune >> 12);
    tail(6);
    tail(0);
  } else {
    *out += static_cast<char>(0xF0 | rune >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

bool ClassReader::IsClassEscape(std::string_view rest) {
  return rest.size() > 1 && rest[0] == '\\' && std::string_view("dDsSwWpPC").find(rest[1]) != rest.npos;
}

bool ClassReader::TakeEscapedChar(std::string_view* rest, char32_t* rune) {
  if (rest->size() < 2) return false;
  const char c = (*rest)[1];
  size_t used = 2;
  static constexpr std::string_view kNames = "antfrv";
  static constexpr std::string_view kValues = "\a\n\t\f\r\v";
  if (const size_t i = kNames.find(c); i != kNames.npos) {
    *rune = static_cast<char32_t>(kValues[i]);
  } else if (c == '0') {
    *rune = 0;
    for (; used < rest->size() && used < 4 && IsOctal((*rest)[used]); ++used) {
      *rune = *rune * 8 + static_cast<char32_t>((*rest)[used] - '0');
    }
  } else if (c == 'x') {
    *rune = 0;
    const bool braces = rest->size() > 2 && (*rest)[2] == '{';
    if (braces) ++used;
    size_t digits = 0;
    for (; used < rest->size() && HexValue((*rest)[used]) >= 0 && (braces || digits < 2); ++used, ++digits) {
      *rune = *rune * 16 + static_cast<char32_t>(HexValue((*rest)[used]));
      if (*rune > kMaxRune) return false;
    }
    if (digits == 0 || (!braces && digits != 2)) return false;
    if (braces && (used >= rest->size() || (*rest)[used++] != '}')) return false;
  } else {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '1' && c <= '9') ||
                      static_cast<unsigned char>(c) >= 0x80;
    if (word) return false;
    *rune = static_cast<unsigned char>(c);
  }
  rest->remove_prefix(used);
  return true;
}

bool ClassReader::Fail(Code code, std::string message, std::string hint) {
  error_ = {code, std::move(message), std::move(hint)};
  return false;
}

bool ClassReader::TakeEscape(std::string_view* rest) {
  const char c = (*rest)[1];
  size_t used = 2;
  if (c == 'C') return Fail(Code::kUnsupported, "\\C matches half a character", "Write a dot.");
  if ((c == 'w' || c == 'W') && non_ascii_letters_) {
    return Fail(Code::kUnsupported, std::string("\\") + c + " knows only ASCII letters",
                c == 'w' ? "Write [\\p{L}\\p{N}_] for a letter, digit or underscore of any script."
                         : "Write [^\\p{L}\\p{N}_] for all but letters, digits and underscores.");
  }
  std::bitset<128> ascii;
  if (c == 'd' || c == 'D') {
    ascii = AsciiRange('0', '9');
  } else if (c == 's' || c == 'S') {
    ascii = AsciiRange('\t', '\n') | AsciiRange('\f', '\r') | AsciiRange(' ', ' ');
  } else if (c == 'w' || c == 'W') {
    ascii = AsciiRange('a', 'z') | AsciiRange('A', 'Z') | AsciiRange('0', '9') | AsciiRange('_', '_');
  } else {  // \pX, \p{Name}: only letters and numbers are known here, the rest may be anything
    if (rest->size() < 3) return Fail(Code::kSyntax, "\\p without a name", "Write \\p{L} for a letter.");
    const bool braces = (*rest)[2] == '{';
    const size_t close = braces ? rest->find('}') : 2;
    if (close == rest->npos) return Fail(Code::kSyntax, "\\p{ without }", "Write \\p{L} for a letter.");
    used = close + 1;
    const std::string_view name = braces ? rest->substr(3, close - 3) : rest->substr(2, 1);
    if (c == 'p' && name == "L") {
      ascii = AsciiRange('a', 'z') | AsciiRange('A', 'Z');
    } else if (c == 'p' && name == "N") {
      ascii = AsciiRange('0', '9');
    } else {
      ascii.set();
    }
    opaque_wide_ = true;
  }
  if (c == 'D' || c == 'S' || c == 'W') {
    ascii.flip();
    opaque_wide_ = true;
  }
  opaque_ascii_ |= ascii;
  opaque_ += rest->substr(0, used);
  rest->remove_prefix(used);
  return true;
}

void ClassReader::AddRange(char32_t low, char32_t high) {
  if (high < 0x80) {
    // Letters of both cases become the lower one; the upper one stays, and no folded text has it.
    const char32_t upper_low = std::max<char32_t>(low, 'A');
    const char32_t upper_high = std::min<char32_t>(high, 'Z');
    if (upper_low <= upper_high) {
      ranges_.emplace_back(upper_low + 32, upper_high + 32);
      if (low < upper_low) ranges_.emplace_back(low, upper_low - 1);
      if (high > upper_high) ranges_.emplace_back(upper_high + 1, high);
    } else {
      ranges_.emplace_back(low, high);
    }
  } else if (high - low < kMaxFoldedRange) {
    for (char32_t rune = low; rune <= high; ++rune) {
      const char32_t folded = FoldChar(rune);
      ranges_.emplace_back(folded, folded);
    }
  } else {
    ranges_.emplace_back(low, high);
    if (low <= 'A' && high >= 'Z') ranges_.emplace_back('a', 'z');
  }
}

bool ClassReader::TakeItem(std::string_view* rest) {
  if (rest->substr(0, 2) == "[:") {
    const size_t close = rest->find(":]");
    if (close != rest->npos) {
      opaque_ += rest->substr(0, close + 2);
      opaque_ascii_.set();
      rest->remove_prefix(close + 2);
      return true;
    }
  }
  if (IsClassEscape(*rest)) return TakeEscape(rest);
  char32_t bounds[2] = {0, 0};
  int count = 0;
  do {
    if (count == 1) rest->remove_prefix(1);  // the dash
    if (rest->empty())
      return Fail(Code::kSyntax, "missing ]", "Close the class, or write \\[ for a bracket.");
    if ((*rest)[0] == '\\') {
      if (!TakeEscapedChar(rest, &bounds[count])) {
        return Fail(Code::kSyntax, "unknown escape in a class",
                    "A backslash before punctuation is always right.");
      }
    } else {
      bounds[count] = Decode(*rest);
      rest->remove_prefix(CharSize(*rest));
    }
    ++count;
  } while (count == 1 && rest->size() > 1 && (*rest)[0] == '-' && (*rest)[1] != ']');
  if (count == 1) bounds[1] = bounds[0];
  if (bounds[0] > bounds[1])
    return Fail(Code::kSyntax, "a range whose end is before its begin", "Swap its ends.");
  AddRange(bounds[0], bounds[1]);
  return true;
}

bool ClassReader::Read(std::string_view* rest, PatternNode* node) {
  const char c = (*rest)[0];
  if (c == '.') {
    rest->remove_prefix(1);
    opaque_ = "\\x{0}-\\x{10FFFF}";
    opaque_ascii_.set();
    opaque_wide_ = true;
  } else if (c == '\\') {
    if (!TakeEscape(rest)) return false;
  } else {
    rest->remove_prefix(1);
    if (!rest->empty() && (*rest)[0] == '^') {
      negated_ = true;
      rest->remove_prefix(1);
    }
    // A bracket in the first place is a character.
    for (bool first = true; first || rest->empty() || (*rest)[0] != ']'; first = false) {
      if (rest->empty())
        return Fail(Code::kSyntax, "missing ]", "Close the class, or write \\[ for a bracket.");
      if (!TakeItem(rest)) return false;
    }
    rest->remove_prefix(1);
  }
  Finish(node);
  return true;
}

void ClassReader::Finish(PatternNode* node) const {
  node->kind = PatternNode::Kind::kClass;
  std::vector<std::pair<char32_t, char32_t>> ranges = ranges_;
  std::sort(ranges.begin(), ranges.end());
  ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());

  std::string items;
  std::bitset<128> ascii = opaque_ascii_;
  bool wide = opaque_wide_;
  size_t count = 0;
  size_t longest = 1;
  for (const auto& [low, high] : ranges) {
    items += HexEscape(low) + "-" + HexEscape(high);
    for (char32_t rune = low; rune <= high && rune < 0x80; ++rune) ascii.set(rune);
    wide |= high >= 0x80;
    longest = std::max<size_t>(longest, high < 0x80 ? 1 : high < 0x800 ? 2 : high < 0x10000 ? 3 : 4);
    count += high - low + 1;
  }
  node->text = (negated_ ? "[^" : "[") + items + opaque_ + "]";
  if (negated_) {
    // Opaque items may hold less than said, so that their opposite may hold any ASCII.
    ascii = opaque_.empty() ? ~ascii : ~std::bitset<128>();
    wide = true;
  }
  if (opaque_wide_ || negated_) longest = 4;
  for (size_t i = 0; i < 128; ++i) node->facts.all[i] = ascii[i];
  for (size_t i = 128; i < 256; ++i) node->facts.all[i] = wide;
  node->facts.first = node->facts.last = node->facts.all;
  node->facts.min_bytes = ascii.any() || !wide ? 1 : 2;
  node->facts.max_bytes = longest;
  node->facts.max_words = 1;
  if (opaque_.empty() && !negated_ && count <= kMaxMembers) {
    for (const auto& [low, high] : ranges) {
      for (char32_t rune = low; rune <= high; ++rune) {
        std::string member;
        AppendChar(rune, &member);
        if (std::find(node->members.begin(), node->members.end(), member) == node->members.end()) {
          node->members.push_back(std::move(member));
        }
      }
    }
  }
}

}  // namespace triage::signals
