#include "src/signals/scope.h"

#include "src/text/fold.h"

namespace triage::signals {

int WordsBetween(std::string_view shadow, Span between, int limit) {
  int words = 0;
  bool in_word = false;
  for (uint32_t i = between.begin; i < between.end; ++i) {
    const char c = shadow[i];
    if (text::IsWordByte(c)) {
      if (!in_word && ++words > limit) return words;
      in_word = true;
      continue;
    }
    in_word = false;
    const bool before_gap = i + 1 == between.end || shadow[i + 1] == ' ' || shadow[i + 1] < ' ';
    switch (c) {
      case text::ShadowText::kParagraph:
      case '!':
      case '?':
      case ';':
        return -1;
      case '.':
      case ':':
        if (before_gap) return -1;
        break;
      default:
        break;
    }
  }
  return words;
}

}  // namespace triage::signals
