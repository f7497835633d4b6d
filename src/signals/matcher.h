// The matcher: finds all terms and patterns of a rule set in a shadow text (src/text/fold.h), in one pass.
//
// A **term** is one to twelve words, written in one language: "parcel", "never arrived". It matches the
// words in a row, each in any of its forms (forms.h), with a gap between them of one to three bytes out of
// ` ,-'"()/*` (so "e-mail" finds "e mail", and no term runs over the end of a sentence).
// A **pattern** is a regex in RE2's syntax, folded as the text is. White space in it, however much, is the
// one space of the shadow text, which stands for any run of white space.
//
// Both match only whole words: the byte before and the byte after a match are no word bytes. Each id
// reports its matches leftmost, longest, without overlaps, as if for each start from left to right the
// longest match were taken and the search went on at its end; no match is longer than kMaxMatchBytes.
// tests/oracle/ says the same, slowly.
//
//   std::vector<ExpressionIssue> issues;
//   Matcher matcher = Matcher::Build({{7, Expression::Kind::kTerm, "lost parcel", text::Language::kEnglish},
//                                     {8, Expression::Kind::kPattern, "^refund"}}, {}, &issues);
//   issues[0];                                              // of index 1: ^ has no meaning here; leave it
//   out matcher.Match(shadow.bytes(), range, scratch, &hits);   // "My lost parcels": id 7, "lost parcels"
//
// How: words, phrases and those patterns that stand for a finite number of strings ("(refund|money) back")
// live in one table of words and one of word sequences, so cost hardly depends on their number; for each
// other pattern the compiler finds a word (or the beginning of one) that every match must contain, and RE2
// confirms in a window around it. No pattern is run over the whole text unless it has no such word.
//
// Cost: 1.5 microseconds per KB for 100 terms, 2.5 for 1,000, 5 for 10,000 of which many match. A stem
// ("injur[a-z]*") costs like a word, any other pattern more, by how often its word stands in the text; one
// without such a word (kNoAnchor) about 1 microsecond per KB alone. Memory for 1,000 terms: about 0.2 MB
// without word forms, 1 MB with them; 2 KB for a pattern that RE2 confirms, and RE2's states as it runs.
// Matcher is immutable after Build: thread-safe. A MatchScratch belongs to one thread at a time.
#ifndef TRIAGE_SRC_SIGNALS_MATCHER_H_
#define TRIAGE_SRC_SIGNALS_MATCHER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/text/language.h"

namespace triage::signals {

// What to look for, as a rule author wrote it.
struct Expression {
  enum class Kind : uint8_t { kTerm, kPattern };
  uint32_t id = 0;  // of the caller, unique; every hit carries it
  Kind kind = Kind::kTerm;
  std::string text;
  text::Language language = text::Language::kUnknown;  // which word forms a term has
  bool exact = false;                                  // a term without other word forms
};

// Why an expression cannot be used, or should not: for the author, with a way to mend it.
struct ExpressionIssue {
  enum class Code : uint8_t {
    kEmpty,        // no word in the term, or the pattern can match the empty string
    kTooLong,      // above twelve words, or a pattern above the limit
    kSyntax,       // RE2's own message
    kUnsupported,  // back-reference, look-around, \b, ^ and $, \w beside letters that are not ASCII
    kTooCostly,    // repeat count or program size above the limit
    kNoAnchor,     // a warning: no word that every match contains, so all text is scanned
  };
  size_t index = 0;  // into the expressions given
  Code code = Code::kEmpty;
  bool warning = false;
  std::string message;
  std::string hint;
};

struct MatcherLimits {
  size_t pattern_bytes = 4096;
  int repeat = 200;
  int64_t pattern_memory_bytes = 1 << 20;
};

struct Hit {
  uint32_t id = 0;
  Span span;  // in the shadow text given to Match
  friend bool operator==(const Hit& a, const Hit& b) { return a.id == b.id && a.span == b.span; }
};

class Matcher;

// Memory that Match() uses and leaves for the next call.
class MatchScratch {
 public:
  MatchScratch();
  ~MatchScratch();
  MatchScratch(MatchScratch&&) noexcept;
  MatchScratch& operator=(MatchScratch&&) noexcept;

 private:
  friend class Matcher;
  friend class MatcherRun;
  struct State;
  std::unique_ptr<State> state_;
};

class Matcher {
 public:
  static constexpr uint32_t kMaxMatchBytes = 512;
  static constexpr int kMaxTermWords = 12;

  // Adds what is wrong to `issues`, in the order of the expressions; an expression with an issue that is
  // no warning is left out, so that one Build reports all of them.
  static Matcher Build(const std::vector<Expression>& expressions, const MatcherLimits& limits,
                       std::vector<ExpressionIssue>* issues);

  Matcher();  // matches nothing
  ~Matcher();
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;

  // Replaces `hits` by all matches that lie inside `range` of `shadow`, ordered by begin, then id.
  // shadow[range.begin - 1] and shadow[range.end] exist and are no word bytes.
  void Match(std::string_view shadow, Span range, MatchScratch& scratch, std::vector<Hit>* hits) const;

  // Bytes held, for reports.
  size_t MemoryBytes() const;

 private:
  friend class MatcherBuilder;
  friend class MatcherRun;
  struct Program;
  std::unique_ptr<const Program> program_;
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_MATCHER_H_
