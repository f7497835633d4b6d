// Folding (TRUST 2, target 4): valid UTF-8 out, bounded, idempotent, and a map back that is monotone and in
// range.
#include <cstdint>
#include <string>

#include "src/base/utf8.h"
#include "src/text/fold.h"
#include "tests/fuzz/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace triage;
  using fuzz::Expect;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  text::ShadowText shadow;
  const Span piece = shadow.Append(text, 7);
  const std::string folded(piece.Of(shadow.bytes()));
  Expect(IsValidUtf8(shadow.bytes()), "the shadow is valid UTF-8");
  Expect(shadow.bytes().size() <= 3 * size + 2, "at most 3 times the input plus 2");
  Expect(shadow.bytes()[piece.begin - 1] == text::ShadowText::kEdge &&
             shadow.bytes()[piece.end] == text::ShadowText::kEdge,
         "an edge on either side");

  text::ShadowText again;
  Expect(again.Append(folded).Of(again.bytes()) == folded, "folding twice changes nothing");
  Expect(again.repaired() == 0, "what was folded needs no repair");

  uint32_t last_begin = 7, last_end = 7;
  for (uint32_t i = piece.begin; i < piece.end; ++i) {
    const Span original = shadow.ToOriginal({i, i + 1});
    Expect(original.begin >= last_begin && original.end >= last_end, "the map is monotone");
    Expect(original.begin <= original.end && original.end <= size + 7, "the map stays in the text");
    last_begin = original.begin;
    last_end = original.end;
  }
  const Span whole = shadow.ToOriginal(piece);
  Expect(piece.empty() || (whole.begin >= 7 && whole.end <= size + 7 && !whole.empty()),
         "a piece has an original");
  return 0;
}
