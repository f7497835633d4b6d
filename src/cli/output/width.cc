#include "src/cli/output/width.h"

#include <utf8proc.h>

#include <algorithm>

namespace triage::cli {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr int kWidestCharacter = 2;

struct Character {
  size_t bytes = 0;
  int columns = 0;
};

// The character that a reader sees at the beginning of `text`, which is not empty.
Character First(std::string_view text) {
  Character first;
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  while (first.bytes < text.size()) {
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + first.bytes);
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(at, static_cast<utf8proc_ssize_t>(text.size() - first.bytes), &code_point);
    if (size <= 0) {
      if (first.bytes == 0) return {1, 1};
      break;
    }
    if (first.bytes > 0 && utf8proc_grapheme_break_stateful(before, code_point, &state)) break;
    first.bytes += static_cast<size_t>(size);
    first.columns = std::min(kWidestCharacter, first.columns + utf8proc_charwidth(code_point));
    before = code_point;
  }
  return first;
}

}  // namespace

int DisplayWidth(std::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const Character first = First(text);
    columns += first.columns;
    text.remove_prefix(first.bytes);
  }
  return columns;
}

std::string Fit(std::string_view text, int columns) {
  if (columns <= 0) return "";
  int used = 0;
  size_t fits = 0;     // bytes that leave room for the ellipsis
  size_t reached = 0;  // bytes looked at
  while (reached < text.size()) {
    const Character first = First(text.substr(reached));
    if (used + first.columns > columns) return std::string(text.substr(0, fits)).append(kEllipsis);
    used += first.columns;
    reached += first.bytes;
    if (used < columns) fits = reached;
  }
  return std::string(text);
}

}  // namespace triage::cli
