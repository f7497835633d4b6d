// Reads one character class of a pattern: [...], a dot, \d \s \w and their opposites, \p{...}.
//
//   ClassReader reader(/*non_ascii_letters=*/false);
//   std::string_view rest = "[A-C]x";
//   reader.Read(&rest, &node);    // true: node.text matches a, b, c; node.members {"a", "b", "c"}; rest "x"
//   rest = "[\\w\u05D0]";
//   ClassReader(true).Read(&rest, &node);   // false: \w knows only ASCII; error().hint says what to write
//
// Characters are folded; those that no folded text has stay and match nothing. Thread-compatible.
#ifndef TRIAGE_SRC_SIGNALS_PATTERNS_CHAR_CLASS_H_
#define TRIAGE_SRC_SIGNALS_PATTERNS_CHAR_CLASS_H_

#include <bitset>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/signals/patterns/syntax.h"

namespace triage::signals {

class ClassReader {
 public:
  // `non_ascii_letters`: whether the pattern has such letters, beside which \w and \W are refused.
  explicit ClassReader(bool non_ascii_letters) : non_ascii_letters_(non_ascii_letters) {}

  // Takes the class at the beginning of `rest`. False: see error().
  bool Read(std::string_view* rest, PatternNode* node);
  const PatternError& error() const { return error_; }

  // Whether a backslash at the beginning of `rest` begins a class.
  static bool IsClassEscape(std::string_view rest);
  // Takes a backslash and the character it stands for: \n, \x41, \x{5D0}, \., octal \012.
  static bool TakeEscapedChar(std::string_view* rest, char32_t* rune);
  // Bytes of the first UTF-8 character.
  static size_t CharSize(std::string_view rest);
  static void AppendChar(char32_t rune, std::string* out);

 private:
  bool Fail(PatternError::Code code, std::string message, std::string hint);
  bool TakeEscape(std::string_view* rest);  // \d and its like
  bool TakeItem(std::string_view* rest);    // one item between brackets
  void AddRange(char32_t low, char32_t high);
  void Finish(PatternNode* node) const;

  const bool non_ascii_letters_;
  bool negated_ = false;
  std::vector<std::pair<char32_t, char32_t>> ranges_;
  std::string opaque_;             // items that RE2 resolves, as written
  std::bitset<128> opaque_ascii_;  // at least the ASCII that they hold
  bool opaque_wide_ = false;       // whether they may hold more than ASCII
  PatternError error_;
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_PATTERNS_CHAR_CLASS_H_
