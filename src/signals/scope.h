// Whether a word near a finding takes it away: negation, hypothesis.
//
// "nobody was hurt": the cue "nobody" reaches so many words onward (or back) as its scope says, never over the end of a
// sentence, a blank line, the segment, or a word that stops the scope ("but").
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_SIGNALS_SCOPE_H_
#define TRIAGE_SRC_SIGNALS_SCOPE_H_

#include <cstdint>
#include <string_view>

#include "src/base/span.h"

namespace triage::signals {

// The number of words that lie wholly in `between` (a range of a shadow text between a cue and a finding, either way
// round), or -1 where a sentence ends in it. "nobody [was] hurt": 1. A '.' ends a sentence only before a space, an edge
// or the end of the range, so that "3.5" and "e.g." inside a word do not. Counts to `limit`, then stops: returns limit + 1.
int WordsBetween(std::string_view shadow, Span between, int limit);

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_SCOPE_H_
