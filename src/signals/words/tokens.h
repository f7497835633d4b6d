// Cuts a shadow text into words: the maximal runs of word bytes (text/fold.h, IsWordByte).
//
//   std::vector<uint32_t> edges;
//   size_t words = FindWords("\x01my parcel\x01", {1, 10}, &edges);   // 2; edges starts 1, 3, 4, 10
//   FindWords("\x01...\x01", {1, 4}, &edges);                         // 0: no word, edges is not read
//
// Cost: about 0.3 microseconds per KB. Thread-safe: pure functions.
#ifndef TRIAGE_SRC_SIGNALS_WORDS_TOKENS_H_
#define TRIAGE_SRC_SIGNALS_WORDS_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace triage::signals {

// Writes begin and end of each word inside `range` to edges[0], edges[1], ... and returns how many words
// there are. `edges` grows where it must and never shrinks, so that a reused one is not filled again.
// A word that reaches the end of `range` ends there.
size_t FindWords(std::string_view shadow, Span range, std::vector<uint32_t>* edges);

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_WORDS_TOKENS_H_
