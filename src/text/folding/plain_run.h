// The quick path of folding: text that folds byte by byte.
//
// ASCII and Hebrew letters, single spaces and single line ends make up nearly all of a complaint. There each
// byte folds to one byte, so that 16 are done at a time and nothing is noted for the way back.
//   CopyPlain("Il PACCO, ...", out, false)     // 16 bytes and more of it
//   CopyPlain("\xC3\xA9", out, false)          // 0: not plain
// Thread-safe: a pure function.
#ifndef TRIAGE_SRC_TEXT_FOLDING_PLAIN_RUN_H_
#define TRIAGE_SRC_TEXT_FOLDING_PLAIN_RUN_H_

#include <cstddef>
#include <string_view>

namespace triage::text {

inline bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Folds a beginning of `text` that is plain into `out`, which has room for text.size() + 16 bytes, and
// returns its length: whole characters, no two white space characters in a row, the first none where
// `after_space`. It may stop early; it stops at once only where the first character is not plain.
size_t CopyPlain(std::string_view text, char* out, bool after_space);

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_FOLDING_PLAIN_RUN_H_
