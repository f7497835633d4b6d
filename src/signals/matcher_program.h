// What Matcher::Build makes and Matcher::Match reads. Private to the two.
#ifndef TRIAGE_SRC_SIGNALS_MATCHER_PROGRAM_H_
#define TRIAGE_SRC_SIGNALS_MATCHER_PROGRAM_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "re2/re2.h"
#include "src/signals/matcher.h"
#include "src/signals/patterns/analysis.h"
#include "src/signals/patterns/syntax.h"
#include "src/signals/words/phrases.h"
#include "src/signals/words/prefixes.h"
#include "src/signals/words/vocabulary.h"

namespace triage::signals {

// Expressions go by their place in `ids`, so that their order is the order of ids.
struct Matcher::Program {
  // An output of `phrases` is an expression whose words are all it needs, or, with this bit, a literal.
  static constexpr uint32_t kLiteralBit = uint32_t{1} << 31;

  // A string of a finite pattern: its words lead to it, its bytes decide.
  struct Literal {
    uint32_t expression = 0;
    uint32_t lead = 0;    // bytes before its first word
    uint32_t offset = 0;  // in literal_bytes
    uint32_t size = 0;
  };

  // A pattern that is neither words nor strings. RE2 confirms it, unless it is a stem.
  struct Regex {
    uint32_t expression = 0;
    // The pattern, then a byte that is no word byte; the longest match. Its search form, with a byte that is
    // no word byte before, exists only where the pattern has no anchor.
    std::unique_ptr<RE2> at_start;
    std::unique_ptr<RE2> search;
    std::optional<Stem> stem;
    ByteSet first;             // the bytes a match can begin with
    bool begins_word = false;  // all of them are word bytes, so a match begins where a word does
    uint32_t min_before = 0;   // a match begins so many bytes before its anchor
    uint32_t max_before = 0;
    std::vector<uint32_t> also;  // words of which every match has one; empty: not known
    bool also_after = false;     // it stands to the right of the anchor, otherwise to the left
    uint32_t max_words = 0;      // of a match
  };

  // What a word of the vocabulary does.
  enum Role : uint8_t { kAnchor = 1, kAnchorAfterDigits = 2 };

  // For each word, a list of regexes.
  struct RegexLists {
    std::vector<uint32_t> begin;
    std::vector<uint32_t> regexes;
    IdList Of(uint32_t word) const { return {regexes.data() + begin[word], begin[word + 1] - begin[word]}; }
  };

  std::vector<uint32_t> ids;  // ascending
  Vocabulary vocabulary;
  std::vector<uint8_t> roles;  // of words
  PhraseTable phrases;
  std::vector<Literal> literals;
  std::string literal_bytes;
  std::vector<Regex> regexes;
  RegexLists anchored;      // by a whole word
  RegexLists after_digits;  // by a word after digits
  bool any_after_digits = false;
  bool any_also = false;
  PrefixTable prefixes;              // the values are regexes
  std::vector<uint32_t> unanchored;  // regexes
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_MATCHER_PROGRAM_H_
