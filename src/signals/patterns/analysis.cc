#include "src/signals/patterns/analysis.h"

#include <algorithm>
#include <utility>

#include "src/text/fold.h"

namespace triage::signals {
namespace {

using Kind = PatternNode::Kind;
using Strings = std::vector<std::string>;

// Strings in one part of a pattern and anchors in one set, at most.
constexpr size_t kMaxStrings = 64;
constexpr size_t kMaxAnchors = 64;
// A shorter beginning of a word stands in too many words to be worth a look-up.
constexpr size_t kMinPrefix = 2;

const ByteSet& WordBytes() {
  static const ByteSet set = [] {
    ByteSet bytes;
    for (size_t i = 0; i < 256; ++i) bytes[i] = text::IsWordByte(static_cast<char>(i));
    return bytes;
  }();
  return set;
}

const ByteSet& DigitBytes() {
  static const ByteSet set = [] {
    ByteSet bytes;
    for (size_t i = '0'; i <= '9'; ++i) bytes.set(i);
    return bytes;
  }();
  return set;
}

bool OnlyNonWord(const ByteSet& set) { return (set & WordBytes()).none(); }

// What may stand beside a part of a pattern.
struct Context {
  ByteSet before;             // the byte before it
  ByteSet after;              // the byte after it
  bool digits_before = true;  // back to the nearest byte that is no word byte, there are only digits
  size_t min_before = 0;      // bytes from the match's begin
  size_t max_before = 0;
};

Context Outside() {
  Context context;
  context.before = context.after = ~WordBytes();
  return context;
}

// Steps over a part, from left to right.
void StepOver(const NodeFacts& facts, Context* context) {
  const bool ends_word = !facts.MayBeEmpty() && OnlyNonWord(facts.last);
  const bool only_digits = OnlyNonWord(facts.all & ~DigitBytes());
  context->digits_before = ends_word || (context->digits_before && only_digits);
  context->before = facts.MayBeEmpty() ? facts.last | context->before : facts.last;
  context->min_before = std::min(context->min_before + facts.min_bytes, NodeFacts::kUnbounded);
  context->max_before = std::min(context->max_before + facts.max_bytes, NodeFacts::kUnbounded);
}

int ScoreOf(const Anchor& anchor) {
  int letters = 0;
  for (const char c : anchor.word) letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  // Letters outside of ASCII belong to scripts with shorter words.
  if (static_cast<unsigned char>(anchor.word[0]) >= 0x80) letters += letters / 2;
  const int score = 2 * std::min(letters, 10);
  return anchor.kind == Anchor::Kind::kPrefix ? score - 2 : score + 2;
}

// The best anchor inside one string.
std::optional<std::pair<Anchor, size_t>> AnchorIn(const std::string& s, const Context& context) {
  std::optional<std::pair<Anchor, size_t>> best;
  for (size_t end = 0; end < s.size();) {
    size_t begin = end;
    while (begin < s.size() && !text::IsWordByte(s[begin])) ++begin;
    end = begin;
    while (end < s.size() && text::IsWordByte(s[end])) ++end;
    if (begin == end) break;
    Anchor anchor{Anchor::Kind::kWord, s.substr(begin, end - begin)};
    const bool left_bound = begin > 0 || OnlyNonWord(context.before);
    const bool right_bound = end < s.size() || OnlyNonWord(context.after);
    if (!left_bound) {
      if (!right_bound || !context.digits_before || !OnlyNonWord(context.before & ~DigitBytes())) continue;
      // What follows the digits must itself not begin with one, or the digits would take it.
      if (DigitBytes()[static_cast<unsigned char>(anchor.word[0])]) continue;
      anchor.kind = Anchor::Kind::kAfterDigits;
    } else if (!right_bound) {
      if (anchor.word.size() < kMinPrefix) continue;
      anchor.kind = Anchor::Kind::kPrefix;
    }
    if (!best || ScoreOf(anchor) > ScoreOf(best->first)) best.emplace(std::move(anchor), begin);
  }
  return best;
}

// Each word once: one that may follow digits may also stand alone.
void SortUnique(std::vector<Anchor>* anchors) {
  std::sort(anchors->begin(), anchors->end());
  anchors->erase(std::unique(anchors->begin(), anchors->end()), anchors->end());
  const std::vector<Anchor> all = *anchors;
  anchors->erase(std::remove_if(anchors->begin(), anchors->end(),
                                [&](const Anchor& anchor) {
                                  return anchor.kind == Anchor::Kind::kWord &&
                                         std::binary_search(all.begin(), all.end(),
                                                            Anchor{Anchor::Kind::kAfterDigits, anchor.word});
                                }),
                 anchors->end());
}

std::optional<AnchorSet> AnchorsOf(const Strings& strings, const Context& context) {
  AnchorSet set;
  set.min_before = NodeFacts::kUnbounded;
  set.score = 1000;
  for (const std::string& s : strings) {
    const auto found = AnchorIn(s, context);
    if (!found) return std::nullopt;
    set.min_before = std::min(set.min_before, context.min_before + found->second);
    set.max_before =
        std::max(set.max_before, std::min(context.max_before + found->second, NodeFacts::kUnbounded));
    set.score = std::min(set.score, ScoreOf(found->first));
    set.anchors.push_back(found->first);
  }
  SortUnique(&set.anchors);
  set.score -= static_cast<int>(set.anchors.size() - 1) / 2;
  return set;
}

void Collect(const PatternNode& node, const Context& context, std::vector<AnchorSet>* sets);

const AnchorSet* Best(const std::vector<AnchorSet>& sets) {
  const AnchorSet* best = nullptr;
  for (const AnchorSet& set : sets) {
    // One start to try is worth more than a somewhat longer word.
    const auto value = [](const AnchorSet& s) { return s.score - (s.min_before == s.max_before ? 0 : 3); };
    if (best == nullptr || value(set) > value(*best)) best = &set;
  }
  return best;
}

// A part of a concatenation: strings, where they are few, or a node.
struct Part {
  const PatternNode* node = nullptr;
  Strings strings;
  NodeFacts facts;
};

NodeFacts FactsOfAll(const Strings& strings) {
  NodeFacts facts = FactsOf(strings[0]);
  for (const std::string& s : strings) facts = EitherOf(facts, FactsOf(s));
  return facts;
}

void AppendParts(const PatternNode& node, std::vector<Part>* parts) {
  if (auto strings = ListStrings(node, kMaxStrings); strings && !strings->empty()) {
    if (!parts->empty() && parts->back().node == nullptr &&
        parts->back().strings.size() * strings->size() <= kMaxStrings) {
      Strings joined;
      for (const std::string& a : parts->back().strings) {
        for (const std::string& b : *strings) joined.push_back(a + b);
      }
      parts->back().strings = std::move(joined);
      parts->back().facts = FactsOfAll(parts->back().strings);
      return;
    }
    const NodeFacts facts = FactsOfAll(*strings);
    parts->push_back({nullptr, std::move(*strings), facts});
  } else if (node.kind == Kind::kConcat) {
    for (const PatternNode& child : node.children) AppendParts(child, parts);
  } else {
    parts->push_back({&node, {}, node.facts});
  }
}

void CollectParts(const PatternNode& node, Context context, std::vector<AnchorSet>* sets) {
  std::vector<Part> parts;
  AppendParts(node, &parts);
  std::vector<ByteSet> after(parts.size() + 1, context.after);
  for (size_t i = parts.size(); i-- > 0;) {
    after[i] = parts[i].facts.MayBeEmpty() ? parts[i].facts.first | after[i + 1] : parts[i].facts.first;
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    context.after = after[i + 1];
    if (parts[i].node == nullptr) {
      if (auto set = AnchorsOf(parts[i].strings, context)) sets->push_back(std::move(*set));
    } else {
      Collect(*parts[i].node, context, sets);
    }
    StepOver(parts[i].facts, &context);
  }
}

// Adds sets of which each alone is enough.
void Collect(const PatternNode& node, const Context& context, std::vector<AnchorSet>* sets) {
  if (node.kind == Kind::kAlternate) {
    AnchorSet all;
    all.min_before = NodeFacts::kUnbounded;
    all.score = 1000;
    for (const PatternNode& child : node.children) {
      std::vector<AnchorSet> found;
      CollectParts(child, context, &found);
      const AnchorSet* best = Best(found);
      if (best == nullptr || all.anchors.size() + best->anchors.size() > kMaxAnchors) return;
      all.anchors.insert(all.anchors.end(), best->anchors.begin(), best->anchors.end());
      all.min_before = std::min(all.min_before, best->min_before);
      all.max_before = std::max(all.max_before, best->max_before);
      all.score = std::min(all.score, best->score - 1);
    }
    SortUnique(&all.anchors);
    sets->push_back(std::move(all));
  } else if (node.kind == Kind::kRepeat) {
    if (node.min == 0) return;
    // The first time round.
    Context inside = context;
    if (node.max != 1) inside.after |= node.children[0].facts.first;
    CollectParts(node.children[0], inside, sets);
  } else if (node.kind == Kind::kConcat) {
    CollectParts(node, context, sets);
  }
}

bool Append(const PatternNode& node, size_t limit, Strings* out);

// out = out x node
bool Product(const PatternNode& node, size_t limit, Strings* out) {
  Strings right;
  if (!Append(node, limit, &right) || out->size() * right.size() > limit) return false;
  Strings joined;
  joined.reserve(out->size() * right.size());
  for (const std::string& a : *out) {
    for (const std::string& b : right) joined.push_back(a + b);
  }
  *out = std::move(joined);
  return true;
}

bool Append(const PatternNode& node, size_t limit, Strings* out) {
  switch (node.kind) {
    case Kind::kLiteral:
      out->push_back(node.text);
      break;
    case Kind::kClass:
      if (node.members.empty()) return false;
      out->insert(out->end(), node.members.begin(), node.members.end());
      break;
    case Kind::kConcat: {
      Strings product = {""};
      for (const PatternNode& child : node.children) {
        if (!Product(child, limit, &product)) return false;
      }
      out->insert(out->end(), product.begin(), product.end());
      break;
    }
    case Kind::kAlternate:
      for (const PatternNode& child : node.children) {
        if (!Append(child, limit, out)) return false;
      }
      break;
    case Kind::kRepeat: {
      if (node.max == PatternNode::kNoMaximum) return false;
      Strings power = {""};
      for (int i = 0; i <= node.max; ++i) {
        if (i >= node.min) out->insert(out->end(), power.begin(), power.end());
        if (out->size() > limit) return false;
        if (i < node.max && !Product(node.children[0], limit, &power)) return false;
      }
      break;
    }
  }
  return out->size() <= limit;
}

}  // namespace

std::optional<std::vector<std::string>> ListStrings(const PatternNode& node, size_t limit) {
  Strings strings;
  if (!Append(node, limit, &strings)) return std::nullopt;
  std::sort(strings.begin(), strings.end());
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
  return strings;
}

std::optional<Stem> FindStem(const PatternNode& node) {
  if (node.kind != Kind::kConcat || node.children.size() != 2) return std::nullopt;
  const PatternNode& head = node.children[0];
  const PatternNode& tail = node.children[1];
  if (head.kind != Kind::kLiteral || tail.kind != Kind::kRepeat) return std::nullopt;
  const PatternNode& one = tail.children[0];
  // Members of one byte each, so that bytes are counted as characters are.
  if (one.kind != Kind::kClass || one.members.empty() || one.facts.max_bytes != 1) return std::nullopt;
  if (head.text.size() < kMinPrefix || ((head.facts.all | one.facts.all) & ~WordBytes()).any())
    return std::nullopt;
  return Stem{head.text, one.facts.all, static_cast<size_t>(tail.min),
              tail.max == PatternNode::kNoMaximum ? NodeFacts::kUnbounded : static_cast<size_t>(tail.max)};
}

std::vector<AnchorSet> FindAnchors(const PatternNode& node) {
  std::vector<AnchorSet> sets;
  CollectParts(node, Outside(), &sets);
  for (size_t i = 0; i < sets.size(); ++i) sets[i].order = i;  // parts were read from left to right
  if (const AnchorSet* best = Best(sets)) {
    std::swap(sets.front(), sets[static_cast<size_t>(best - sets.data())]);
    std::sort(sets.begin() + 1, sets.end(),
              [](const AnchorSet& a, const AnchorSet& b) { return a.score > b.score; });
  }
  return sets;
}

}  // namespace triage::signals
