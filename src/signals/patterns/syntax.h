// Reads a pattern into a tree, folds what in it is text, and writes it again for RE2.
//
// RE2 has no public syntax tree, and the matcher must know which words every match contains. This reads
// RE2's syntax: literals, escapes, classes, groups, flags, repeats, alternation. What bounds a match
// (^ $ \A \z \b \B) is refused, since matches are whole words already.
//
//   PatternTree tree = ParsePattern("Refund(?:ed)? (?:now|today)", 200);
//   tree.error;                                  // nullopt
//   ToRe2(tree.root);                            // "refund(?:ed)? (?:now|today)", or as good
//   ParsePattern("(?=x)y", 200).error->message;  // look-around, and that RE2 does not have it
//
// Folding: letters of literals and of classes as text::Fold does, escapes such as \D and \pL never; white
// space in a literal is one space. Flags are read and dropped: all text is folded, no text has a line end,
// and the longest match wins, so i, s, m and U change nothing.
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_SIGNALS_PATTERNS_SYNTAX_H_
#define TRIAGE_SRC_SIGNALS_PATTERNS_SYNTAX_H_

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace triage::signals {

using ByteSet = std::bitset<256>;

// What is known of all strings of a node, without listing them. Sets may hold too much, never too little.
struct NodeFacts {
  static constexpr size_t kUnbounded = size_t{1} << 20;  // lengths from here on are all the same

  size_t min_bytes = 0;
  size_t max_bytes = 0;
  size_t max_words = 0;  // that a string begins or touches
  ByteSet first;         // of non-empty strings
  ByteSet last;
  ByteSet all;

  bool MayBeEmpty() const { return min_bytes == 0; }
};

struct PatternNode {
  enum class Kind { kLiteral, kClass, kConcat, kAlternate, kRepeat };
  static constexpr int kNoMaximum = -1;

  Kind kind = Kind::kConcat;         // without children: the empty string
  std::string text;                  // kLiteral: folded bytes; kClass: as RE2 reads it
  std::vector<std::string> members;  // kClass: its characters, where they are few
  int min = 0;                       // kRepeat
  int max = 0;
  std::vector<PatternNode> children;  // kRepeat has one
  NodeFacts facts;
};

struct PatternError {
  enum class Code { kSyntax, kUnsupported, kTooCostly };
  Code code = Code::kSyntax;
  std::string message;
  std::string hint;
};

struct PatternTree {
  PatternNode root;
  std::optional<PatternError> error;
};

// `max_repeat` bounds the product of nested repeat counts.
PatternTree ParsePattern(std::string_view pattern, int max_repeat);

// The pattern of `node` in RE2's syntax, in one group. It has no capturing groups.
std::string ToRe2(const PatternNode& node);

// Sets `node.facts` of a concatenation, alternation or repeat from its children.
void SetFacts(PatternNode* node);

// Facts of one string.
NodeFacts FactsOf(std::string_view bytes);
// Facts of strings of `a` or of `b`, and of strings of `a` followed by one of `b`.
NodeFacts EitherOf(const NodeFacts& a, const NodeFacts& b);
NodeFacts Joined(const NodeFacts& a, const NodeFacts& b);

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_PATTERNS_SYNTAX_H_
