// What the matcher must know of a pattern: its strings, where they are few, and otherwise its anchors.
//
//   PatternNode money = ParsePattern("(?:refund|money) back", 200).root;
//   ListStrings(money, 256);                    // {"refund back", "money back"}
//   PatternNode weeks = ParsePattern("waiting [0-9]+ ?weeks", 200).root;
//   ListStrings(weeks, 256);                    // nullopt: no end of them
//   FindAnchors(weeks).front().anchors;         // {kWord "waiting"}
//   FindAnchors(ParsePattern("[a-z]+", 200).root);   // none: any word may match
//
// An anchor is something that every match contains and that a look-up of words finds: a whole word, the
// beginning of one, or a word that may follow digits without a space ("3weeks"). A match is bounded by
// bytes that are no word bytes, so a literal at its edge is a whole word there.
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_SIGNALS_PATTERNS_ANALYSIS_H_
#define TRIAGE_SRC_SIGNALS_PATTERNS_ANALYSIS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/signals/patterns/syntax.h"

namespace triage::signals {

struct Anchor {
  enum class Kind : uint8_t { kWord, kPrefix, kAfterDigits };
  Kind kind = Kind::kWord;
  std::string word;  // kAfterDigits: the text has it as a word, or as the rest of a word after its digits
  friend bool operator==(const Anchor& a, const Anchor& b) { return a.kind == b.kind && a.word == b.word; }
  friend bool operator<(const Anchor& a, const Anchor& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.word < b.word;
  }
};

// Every match holds one of the anchors, and begins min_before to max_before bytes before it.
struct AnchorSet {
  std::vector<Anchor> anchors;
  size_t min_before = 0;
  size_t max_before = 0;  // NodeFacts::kUnbounded: no bound
  size_t order = 0;       // sets of a greater order stand further right in every match
  int score = 0;          // the higher, the rarer its words should be
};

// All strings of the pattern without duplicates, or nullopt where there are more than `limit`.
std::optional<std::vector<std::string>> ListStrings(const PatternNode& node, size_t limit);

// A pattern whose matches are single words: a beginning, then so many bytes of a class ("injur[a-z]{0,5}").
struct Stem {
  std::string beginning;
  ByteSet rest;
  size_t min_rest = 0;
  size_t max_rest = 0;
};

// The pattern as a stem, or nullopt where it is none.
std::optional<Stem> FindStem(const PatternNode& node);

// The anchor sets from different parts of the pattern, the best first. Empty where there is none.
std::vector<AnchorSet> FindAnchors(const PatternNode& node);

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_PATTERNS_ANALYSIS_H_
