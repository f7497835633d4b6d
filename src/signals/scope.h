// Whether a word near a finding takes it away: negation, hypothesis, what is past and solved.
//
// "nobody was hurt": the cue "nobody" reaches so many words onward (or back) as its scope says, never over
// the end of a sentence, a blank line, the segment, kMaxReachBytes, or a word that stops the scope ("but").
// In doubt a sentence has ended: then harm counts.
//
//   Scopes scopes;
//   scopes.Add({/*words_onward=*/4, /*words_back=*/0});
//   marks.Add({/*scope=*/0, /*stop=*/false, {1, 7}});        // "nobody" in "\x01nobody was hurt\x01"
//   marks.Sort();
//   scopes.CancelledBy(shadow, {12, 16}, {0}, marks);        // 0
//   scopes.CancelledBy(shadow, {12, 16}, {}, marks);         // kNone: the signal names no scope
//
// Cost of one finding: the bytes and marks that the widest scope reaches over, at most kMaxReachBytes in each
// direction. Scopes is immutable once filled: thread-safe then. ScopeMarks is thread-compatible.
#ifndef TRIAGE_SRC_SIGNALS_SCOPE_H_
#define TRIAGE_SRC_SIGNALS_SCOPE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace triage::signals {

// Whether a sentence ends with the byte at `at`: '!', '?', ';' and a blank line end one; '.' and ':' do but
// between two digits ("3.5", "10:30") and '.' between two single letters ("e.g").
bool SentenceEndsAt(std::string_view shadow, size_t at);

// The number of words that lie wholly in `between`, a range of a shadow text that begins and ends between
// words, or -1 where a sentence ends in it. "nobody [was] hurt": 1. Counts to `limit`, then stops: returns
// limit + 1.
int WordsBetween(std::string_view shadow, Span between, int limit);

// A cue of a scope, or a word that stops it, in a shadow text.
struct ScopeMark {
  uint32_t scope = 0;
  bool stop = false;
  Span span;
};

// The marks of one segment.
class ScopeMarks {
 public:
  void Clear();
  void Add(const ScopeMark& mark) { by_begin_.push_back(mark); }
  // To be called after the last Add.
  void Sort();
  bool empty() const { return by_begin_.empty(); }

 private:
  friend class Scopes;
  // Walking away from a finding, the near end of each mark is not nearer than that of the one before.
  std::vector<ScopeMark> by_begin_;
  std::vector<ScopeMark> by_end_;
};

class Scopes {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr uint32_t kMaxReachBytes = 1024;

  struct Reach {  // in words: 1 is the next word alone
    int onward = 4;
    int back = 0;
  };
  // The index of the first scope is 0.
  void Add(Reach reach);
  size_t size() const { return reaches_.size(); }

  // The scope among `scopes` that takes away what is said at `finding`, or kNone. The nearest cue before it,
  // else the nearest after it. A mark that overlaps the finding is part of what was said: "not working" is no
  // negated "working".
  uint32_t CancelledBy(std::string_view shadow, Span finding, const std::vector<uint32_t>& scopes,
                       const ScopeMarks& marks) const;

 private:
  uint32_t CueBefore(std::string_view shadow, Span finding, const std::vector<uint32_t>& scopes,
                     const ScopeMarks& marks) const;
  uint32_t CueAfter(std::string_view shadow, Span finding, const std::vector<uint32_t>& scopes,
                    const ScopeMarks& marks) const;

  std::vector<Reach> reaches_;
  Reach widest_ = {0, 0};
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_SCOPE_H_
