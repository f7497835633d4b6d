#include "src/signals/patterns/syntax.h"

#include <algorithm>
#include <utility>

#include "src/signals/patterns/char_class.h"
#include "src/text/fold.h"

namespace triage::signals {
namespace {

using Kind = PatternNode::Kind;
using Code = PatternError::Code;

constexpr int kMaxDepth = 100;

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A run of literal characters as a shadow text shows it.
std::string FoldLiteral(std::string_view raw) {
  std::string out;
  size_t i = 0;
  while (i < raw.size()) {
    const auto is_space = [&](size_t at) { return raw[at] == ' ' || (raw[at] >= '\t' && raw[at] <= '\r'); };
    if (is_space(i)) {
      if (out.empty() || out.back() != ' ') out += ' ';
      ++i;
      continue;
    }
    const size_t begin = i;
    bool ascii = true;
    for (; i < raw.size() && !is_space(i); ++i) ascii &= static_cast<unsigned char>(raw[i]) < 0x80;
    if (ascii) {
      for (size_t at = begin; at < i; ++at) {
        const char c = raw[at];
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      }
    } else {
      out += text::Fold(std::string(raw.substr(begin, i - begin)));
    }
  }
  return out;
}

PatternNode Literal(std::string folded) {
  PatternNode node;
  node.kind = Kind::kLiteral;
  node.facts = FactsOf(folded);
  node.text = std::move(folded);
  return node;
}

class Parser {
 public:
  Parser(std::string_view pattern, int max_repeat) : rest_(pattern), max_repeat_(max_repeat) {
    std::string others;  // what is not ASCII: letters are what folding keeps as words
    for (const char c : pattern) {
      if (static_cast<unsigned char>(c) >= 0x80) others += c;
    }
    others = text::Fold(others);
    non_ascii_letters_ = std::any_of(others.begin(), others.end(), text::IsWordByte);
  }

  PatternTree Run() {
    PatternTree tree;
    tree.root = Alternation(0, 1);
    if (!error_ && !rest_.empty()) Fail(Code::kSyntax, "unexpected )", "Write \\) for a parenthesis.");
    tree.error = std::move(error_);
    return tree;
  }

 private:
  void Fail(Code code, std::string message, std::string hint) {
    if (!error_) error_ = PatternError{code, std::move(message), std::move(hint)};
    rest_ = {};
  }

  bool Take(std::string_view prefix) {
    if (rest_.substr(0, prefix.size()) != prefix) return false;
    rest_.remove_prefix(prefix.size());
    return true;
  }

  // `repeats` is the product of the counts around.
  PatternNode Alternation(int depth, int repeats) {
    PatternNode node;
    node.kind = Kind::kAlternate;
    if (depth > kMaxDepth) {
      Fail(Code::kTooCostly, "more than 100 groups inside each other", "Split the pattern into several.");
      return node;
    }
    do {
      node.children.push_back(Concatenation(depth, repeats));
    } while (Take("|"));
    if (node.children.size() == 1) return std::move(node.children[0]);
    SetFacts(&node);
    return node;
  }

  PatternNode Concatenation(int depth, int repeats) {
    PatternNode node;
    node.kind = Kind::kConcat;
    std::string literal;  // as written, since the last character may yet be repeated
    size_t last_char = 0;
    const auto flush = [&] {
      if (!literal.empty()) node.children.push_back(Literal(FoldLiteral(literal)));
      literal.clear();
    };
    bool can_repeat = false;
    bool quoted = false;  // between \Q and \E
    while (!rest_.empty()) {
      if (quoted ? Take("\\E") : Take("\\Q")) {
        quoted = !quoted;
        continue;
      }
      const char c = rest_[0];
      if (!quoted && (c == '|' || c == ')')) break;
      if (!quoted && (c == '*' || c == '+' || c == '?' || StartsRepeat())) {
        if (!can_repeat) {
          Fail(Code::kSyntax, std::string("nothing that ") + c + " could repeat",
               "Write a backslash before it.");
          break;
        }
        can_repeat = false;
        int min = 0, max = 0;
        if (!TakeRepeat(&min, &max)) break;
        PatternNode child;
        if (!literal.empty()) {
          const std::string atom = literal.substr(last_char);
          literal.resize(last_char);
          flush();
          child = Literal(FoldLiteral(atom));
        } else {
          child = std::move(node.children.back());
          node.children.pop_back();
        }
        if (!CountsFit(child, repeats, min, max)) break;
        PatternNode repeat;
        repeat.kind = Kind::kRepeat;
        repeat.min = min;
        repeat.max = max;
        repeat.children.push_back(std::move(child));
        SetFacts(&repeat);
        node.children.push_back(std::move(repeat));
        continue;
      }
      can_repeat = true;
      if (!quoted && c == '(') {
        flush();
        if (!Group(depth, repeats, &node.children, &can_repeat)) break;
        continue;
      }
      if (!quoted && (c == '[' || c == '.' || (c == '\\' && ClassReader::IsClassEscape(rest_)))) {
        flush();
        if (!Class(&node.children)) break;
        continue;
      }
      last_char = literal.size();
      if (quoted || c != '\\') {
        if (!quoted && (c == '^' || c == '$')) {
          Fail(Code::kUnsupported, std::string(1, c) + " has no meaning here",
               "Leave it out: a match is always whole words, and a text has no lines.");
          break;
        }
        const size_t size = ClassReader::CharSize(rest_);
        literal += rest_.substr(0, size);
        rest_.remove_prefix(size);
      } else if (!Escape(&literal)) {
        break;
      }
    }
    flush();
    if (node.children.size() == 1) return std::move(node.children[0]);
    SetFacts(&node);
    return node;
  }

  // A brace that is not {n}, {n,} or {n,m} is a literal, as for RE2.
  bool StartsRepeat() const {
    if (rest_.empty() || rest_[0] != '{') return false;
    size_t i = 1;
    while (i < rest_.size() && IsDigit(rest_[i])) ++i;
    if (i == 1 || i >= rest_.size()) return false;
    if (rest_[i] == ',') {
      for (++i; i < rest_.size() && IsDigit(rest_[i]);) ++i;
    }
    return i < rest_.size() && rest_[i] == '}';
  }

  int Number() {
    int n = 0;
    while (!rest_.empty() && IsDigit(rest_[0])) {
      n = std::min(n * 10 + (rest_[0] - '0'), 100'000);
      rest_.remove_prefix(1);
    }
    return n;
  }

  bool TakeRepeat(int* min, int* max) {
    *min = 0;
    *max = PatternNode::kNoMaximum;
    if (Take("+")) {
      *min = 1;
    } else if (Take("?")) {
      *max = 1;
    } else if (!Take("*")) {
      Take("{");
      *min = *max = Number();
      if (Take(",")) *max = rest_[0] == '}' ? PatternNode::kNoMaximum : Number();
      Take("}");
      if (*max != PatternNode::kNoMaximum && *max < *min) {
        Fail(Code::kSyntax, "a repeat whose minimum is above its maximum", "Write {least,most}.");
        return false;
      }
    }
    Take("?");  // "as few as possible" says nothing where the longest match wins
    if (!rest_.empty() && (rest_[0] == '*' || rest_[0] == '+' || rest_[0] == '?' || StartsRepeat())) {
      Fail(Code::kSyntax, "one repeat directly after another", "Put the first in a group: (?:...).");
      return false;
    }
    return true;
  }

  static int LargestRepeat(const PatternNode& node) {
    int largest = 1;
    for (const PatternNode& child : node.children) largest = std::max(largest, LargestRepeat(child));
    if (node.kind == Kind::kRepeat) largest = std::min(largest, 100'000) * std::max({node.min, node.max, 1});
    return std::min(largest, 100'000);
  }

  bool CountsFit(const PatternNode& child, int repeats, int min, int max) {
    const int64_t count = int64_t{std::max({min, max, 1})} * LargestRepeat(child) * repeats;
    if (count <= max_repeat_) return true;
    Fail(Code::kTooCostly,
         "repeats up to " + std::to_string(count) + " times, the limit is " + std::to_string(max_repeat_),
         "Use smaller counts, or * and +; counts of repeats inside repeats are multiplied.");
    return false;
  }

  bool Group(int depth, int repeats, std::vector<PatternNode>* out, bool* can_repeat) {
    Take("(");
    if (Take("?")) {
      if (rest_.substr(0, 1) == "=" || rest_.substr(0, 1) == "!" || rest_.substr(0, 2) == "<=" ||
          rest_.substr(0, 2) == "<!") {
        Fail(Code::kUnsupported, "look-ahead and look-behind are not part of RE2's syntax",
             "Say it with two signals, or with a scope: `cancelled_by`.");
        return false;
      }
      if (Take("P=")) {
        Fail(Code::kUnsupported, "back-references are not part of RE2's syntax",
             "Write out the alternatives.");
        return false;
      }
      if (Take("P<") || Take("<")) {
        const size_t close = rest_.find('>');
        if (close == std::string_view::npos || close == 0) {
          Fail(Code::kSyntax, "a group name without an end", "Write (?:...): names have no use here.");
          return false;
        }
        rest_.remove_prefix(close + 1);
      } else {
        while (!rest_.empty() && (IsAsciiLetter(rest_[0]) || rest_[0] == '-')) rest_.remove_prefix(1);
        if (Take(")")) {  // flags for what follows
          *can_repeat = false;
          return true;
        }
        if (!Take(":")) {
          Fail(Code::kSyntax, "a group that begins with (? and nothing known", "Write (?:...) for a group.");
          return false;
        }
      }
    }
    out->push_back(Alternation(depth + 1, repeats));
    if (error_) return false;
    if (Take(")")) return true;
    Fail(Code::kSyntax, "missing )", "Close the group, or write \\( for a parenthesis.");
    return false;
  }

  bool Class(std::vector<PatternNode>* out) {
    ClassReader reader(non_ascii_letters_);
    PatternNode node;
    if (!reader.Read(&rest_, &node)) {
      Fail(reader.error().code, reader.error().message, reader.error().hint);
      return false;
    }
    out->push_back(std::move(node));
    return true;
  }

  // A backslash that is not a class: appends the character it stands for.
  bool Escape(std::string* literal) {
    const char c = rest_.size() > 1 ? rest_[1] : '\0';
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z') {
      Fail(Code::kUnsupported, std::string("\\") + c + " has no meaning here",
           "Leave it out: a match is always whole words, in every script.");
      return false;
    }
    if ((c >= '1' && c <= '9') || c == 'k' || c == 'g') {
      Fail(Code::kUnsupported, "back-references are not part of RE2's syntax", "Write out the alternatives.");
      return false;
    }
    char32_t rune = 0;
    if (!ClassReader::TakeEscapedChar(&rest_, &rune)) {
      Fail(Code::kSyntax, std::string("unknown escape \\") + c,
           "A backslash before punctuation is always right.");
      return false;
    }
    ClassReader::AppendChar(rune, literal);
    return true;
  }

  std::string_view rest_;
  const int max_repeat_;
  bool non_ascii_letters_ = false;
  std::optional<PatternError> error_;
};

}  // namespace

PatternTree ParsePattern(std::string_view pattern, int max_repeat) {
  return Parser(pattern, max_repeat).Run();
}

NodeFacts FactsOf(std::string_view bytes) {
  NodeFacts facts;
  facts.min_bytes = facts.max_bytes = bytes.size();
  if (bytes.empty()) return facts;
  bool in_word = false;
  for (const char c : bytes) {
    facts.all.set(static_cast<unsigned char>(c));
    facts.max_words += text::IsWordByte(c) && !in_word;
    in_word = text::IsWordByte(c);
  }
  facts.first.set(static_cast<unsigned char>(bytes.front()));
  facts.last.set(static_cast<unsigned char>(bytes.back()));
  return facts;
}

NodeFacts EitherOf(const NodeFacts& a, const NodeFacts& b) {
  return {std::min(a.min_bytes, b.min_bytes),
          std::max(a.max_bytes, b.max_bytes),
          std::max(a.max_words, b.max_words),
          a.first | b.first,
          a.last | b.last,
          a.all | b.all};
}

NodeFacts Joined(const NodeFacts& a, const NodeFacts& b) {
  NodeFacts facts;
  facts.min_bytes = std::min(a.min_bytes + b.min_bytes, NodeFacts::kUnbounded);
  facts.max_bytes = std::min(a.max_bytes + b.max_bytes, NodeFacts::kUnbounded);
  facts.max_words = std::min(a.max_words + b.max_words, NodeFacts::kUnbounded);
  facts.first = a.MayBeEmpty() ? a.first | b.first : a.first;
  facts.last = b.MayBeEmpty() ? a.last | b.last : b.last;
  facts.all = a.all | b.all;
  return facts;
}

void SetFacts(PatternNode* node) {
  if (node->kind == Kind::kConcat) {
    node->facts = {};
    for (const PatternNode& child : node->children) node->facts = Joined(node->facts, child.facts);
  } else if (node->kind == Kind::kAlternate) {
    node->facts = node->children[0].facts;
    for (const PatternNode& child : node->children) node->facts = EitherOf(node->facts, child.facts);
  } else if (node->kind == Kind::kRepeat) {
    const NodeFacts& once = node->children[0].facts;
    node->facts = once;
    node->facts.min_bytes = std::min(once.min_bytes * static_cast<size_t>(node->min), NodeFacts::kUnbounded);
    bool one_word = true;  // nothing in it ends a word
    for (size_t i = 0; i < 256; ++i) one_word &= !once.all[i] || text::IsWordByte(static_cast<char>(i));
    const size_t times =
        node->max == PatternNode::kNoMaximum ? NodeFacts::kUnbounded : static_cast<size_t>(node->max);
    node->facts.max_words = one_word ? std::min<size_t>(once.max_words, 1)
                                     : std::min(once.max_words * times, NodeFacts::kUnbounded);
    node->facts.max_bytes =
        once.max_bytes == 0 ? 0
        : node->max == PatternNode::kNoMaximum
            ? NodeFacts::kUnbounded
            : std::min(once.max_bytes * static_cast<size_t>(node->max), NodeFacts::kUnbounded);
  }
}

std::string ToRe2(const PatternNode& node) {
  std::string out;
  switch (node.kind) {
    case Kind::kLiteral:
      for (const char c : node.text) {
        const unsigned char u = static_cast<unsigned char>(c);
        if (u >= 0x80 || IsAsciiLetter(c) || IsDigit(c) || c == ' ' || c == '_') {
          out += c;
        } else {
          static constexpr char kHex[] = "0123456789abcdef";
          out += "\\x";
          out += kHex[u >> 4];
          out += kHex[u & 15];
        }
      }
      return "(?:" + out + ")";
    case Kind::kClass:
      return node.text;
    case Kind::kConcat:
      for (const PatternNode& child : node.children) out += ToRe2(child);
      return "(?:" + out + ")";
    case Kind::kAlternate:
      for (const PatternNode& child : node.children) {
        if (&child != &node.children[0]) out += '|';
        out += ToRe2(child);
      }
      return "(?:" + out + ")";
    case Kind::kRepeat:
      out = "(?:" + ToRe2(node.children[0]) + ")";
      if (node.max == PatternNode::kNoMaximum) {
        return out + (node.min == 0 ? "*" : node.min == 1 ? "+" : "{" + std::to_string(node.min) + ",}");
      }
      return out + (node.min == 0 && node.max == 1
                        ? "?"
                        : "{" + std::to_string(node.min) + "," + std::to_string(node.max) + "}");
  }
  return out;
}

}  // namespace triage::signals
