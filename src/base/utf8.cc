#include "src/base/utf8.h"

namespace triage {

Decoded DecodeUtf8(const char* p, const char* end) {
  const auto byte = [p](int i) { return static_cast<unsigned char>(p[i]); };
  const int32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {0xFFFD, 1, false};
  const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte decides about overlong forms, surrogates and the upper end.
  int32_t lowest = 0x80;
  int32_t highest = 0xBF;
  if (lead == 0xE0) lowest = 0xA0;
  if (lead == 0xED) highest = 0x9F;
  if (lead == 0xF0) lowest = 0x90;
  if (lead == 0xF4) highest = 0x8F;
  int32_t code_point = lead & (0x7F >> length);
  for (int i = 1; i < length; ++i) {
    if (p + i == end || byte(i) < lowest || byte(i) > highest) return {0xFFFD, i, false};
    code_point = code_point << 6 | (byte(i) & 0x3F);
    lowest = 0x80;
    highest = 0xBF;
  }
  return {code_point, length, true};
}

int EncodeUtf8(int32_t c, char* out) {
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  const int length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (int i = length - 1; i > 0; --i, c >>= 6) out[i] = static_cast<char>(0x80 | (c & 0x3F));
  out[0] = static_cast<char>((0xF00 >> length) | c);
  return length;
}

size_t CharacterStart(std::string_view text, size_t offset) {
  if (offset >= text.size()) return text.size();
  size_t start = offset;
  while (start > 0 && offset - start < 3 && IsContinuation(text[start])) --start;
  return IsContinuation(text[start]) ? offset : start;
}

bool IsValidUtf8(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p < end;) {
    const Decoded d = DecodeUtf8(p, end);
    if (!d.valid) return false;
    p += d.length;
  }
  return true;
}

size_t FirstInvalidUtf8(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p != end;) {
    if (static_cast<unsigned char>(*p) < 0x80) {
      ++p;
      continue;
    }
    const Decoded decoded = DecodeUtf8(p, end);
    if (!decoded.valid) return static_cast<size_t>(p - text.data());
    p += decoded.length;
  }
  return std::string_view::npos;
}

std::string RepairUtf8(std::string_view text) {
  std::string repaired;
  while (true) {
    const size_t valid = FirstInvalidUtf8(text);
    repaired.append(text.substr(0, valid));
    if (valid == std::string_view::npos) return repaired;
    text.remove_prefix(valid);
    repaired.append("\xEF\xBF\xBD");
    text.remove_prefix(static_cast<size_t>(DecodeUtf8(text.data(), text.data() + text.size()).length));
  }
}

}  // namespace triage
