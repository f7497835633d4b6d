// Matcher::Match: words, then sequences of words, then what RE2 must confirm, then one order for all.
#include "src/signals/matcher.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "src/signals/matcher_program.h"
#include "src/signals/words/tokens.h"
#include "src/text/fold.h"

namespace triage::signals {

struct MatchScratch::State {
  struct Candidate {  // a word that the filter lets pass
    WordKey key;
    uint32_t word;
  };
  struct Known {
    uint32_t word;  // its place among the words of the text
    uint32_t id;
  };
  struct Active {  // a sequence that may go on
    NodeId node;
    uint32_t first_word;
  };
  struct AnchorHit {
    uint32_t position;  // of the anchor
    uint32_t word;
    uint32_t regex;
  };
  struct RawHit {
    uint64_t begin_and_expression;
    uint32_t end;
    bool operator<(const RawHit& other) const {
      return begin_and_expression != other.begin_and_expression
                 ? begin_and_expression < other.begin_and_expression
                 : end > other.end;
    }
  };

  std::vector<uint32_t> edges;
  std::vector<Candidate> candidates;
  std::vector<Known> known;
  std::vector<uint32_t> starters;  // words that may begin with a prefix of the table
  std::vector<Active> active;
  std::vector<Active> next_active;
  std::vector<AnchorHit> anchor_hits;
  std::vector<RawHit> raw;
  // All zero between calls: for each regex the first start not tried yet, for each expression the end of
  // its last match.
  std::vector<uint32_t> tried;
  std::vector<uint32_t> taken;
  std::vector<uint32_t> ids;  // of each word of the text, where regexes want to know their surroundings
};

// One call of Match.
class MatcherRun {
 public:
  MatcherRun(const Matcher::Program& program, std::string_view shadow, Span range, MatchScratch::State& state)
      : program_(program), shadow_(shadow), range_(range), s_(state) {}

  void Run(std::vector<Hit>* hits) {
    s_.raw.clear();
    s_.anchor_hits.clear();
    words_ = FindWords(shadow_, range_, &s_.edges);
    if (program_.vocabulary.size() > 0 || !program_.prefixes.empty()) LookUp();
    WalkPhrases();
    if (!program_.regexes.empty()) ConfirmRegexes();
    Settle(hits);
  }

 private:
  using State = MatchScratch::State;
  using Regex = Matcher::Program::Regex;

  uint32_t Begin(size_t word) const { return s_.edges[2 * word]; }
  uint32_t End(size_t word) const { return s_.edges[2 * word + 1]; }
  std::string_view Word(size_t word) const { return Span{Begin(word), End(word)}.Of(shadow_); }
  bool WordByteAt(uint32_t offset) const { return text::IsWordByte(shadow_[offset]); }

  // Two passes, so that the reads of the second, which may miss the cache, do not wait for each other.
  void LookUp() {
    if (s_.candidates.size() < words_ + 1) s_.candidates.resize(words_ + 1);
    const Vocabulary& vocabulary = program_.vocabulary;
    State::Candidate* const slots = s_.candidates.data();
    const uint32_t* const edges = s_.edges.data();
    const std::string_view shadow = shadow_;
    const size_t words = words_;
    size_t candidates = 0;
    for (size_t i = 0; i < words; ++i) {
      State::Candidate& slot = slots[candidates];
      slot.key = MakeWordKey(shadow, edges[2 * i], edges[2 * i + 1]);
      slot.word = static_cast<uint32_t>(i);
      candidates += vocabulary.MayHold(slot.key.hash) ? 1 : 0;
    }
    if (s_.known.size() < candidates) s_.known.resize(candidates);
    known_ = 0;
    for (size_t c = 0; c < candidates; ++c) {
      const State::Candidate& candidate = s_.candidates[c];
      const uint32_t id = vocabulary.Find(candidate.key, Word(candidate.word));
      if (id != Vocabulary::kNone) s_.known[known_++] = {candidate.word, id};
    }
    if (program_.any_also) {
      s_.ids.assign(words_, Vocabulary::kNone);
      for (size_t k = 0; k < known_; ++k) s_.ids[s_.known[k].word] = s_.known[k].id;
    }
    if (!program_.prefixes.empty()) LookUpPrefixes();
    if (program_.any_after_digits) LookUpAfterDigits();
  }

  void LookUpPrefixes() {
    // As above: first those that may, without a branch, then the few.
    if (s_.starters.size() < words_ + 1) s_.starters.resize(words_ + 1);
    uint32_t* const starters = s_.starters.data();
    const uint32_t* const edges = s_.edges.data();
    const char* const bytes = shadow_.data();
    size_t count = 0;
    // The byte after a word exists, so two can be read.
    for (size_t i = 0; i < words_; ++i) {
      starters[count] = static_cast<uint32_t>(i);
      count += program_.prefixes.MayStart(bytes + edges[2 * i]) ? 1 : 0;
    }
    for (size_t s = 0; s < count; ++s) {
      const uint32_t word = starters[s];
      program_.prefixes.ForEach(MakeWordKey(shadow_, Begin(word), End(word)), Word(word),
                                [&](uint32_t regex) {
                                  if (program_.regexes[regex].stem)
                                    return TryStem(program_.regexes[regex], word);
                                  AddAnchor(regex, Begin(word), word);
                                });
    }
  }

  void TryStem(const Regex& regex, size_t word) {
    const Stem& stem = *regex.stem;
    const std::string_view rest = Word(word).substr(stem.beginning.size());
    if (rest.size() < stem.min_rest || rest.size() > stem.max_rest) return;
    for (const char c : rest) {
      if (!stem.rest[static_cast<unsigned char>(c)]) return;
    }
    AddRaw(regex.expression, Begin(word), End(word));
  }

  void LookUpAfterDigits() {
    for (size_t i = 0; i < words_; ++i) {
      uint32_t at = Begin(i);
      const auto digit = [&] { return shadow_[at] >= '0' && shadow_[at] <= '9'; };
      if (!digit()) continue;
      while (at < End(i) && digit()) ++at;
      if (at == End(i)) continue;
      const WordKey key = MakeWordKey(shadow_, at, End(i));
      if (!program_.vocabulary.MayHold(key.hash)) continue;
      const uint32_t id = program_.vocabulary.Find(key, Span{at, End(i)}.Of(shadow_));
      if (id == Vocabulary::kNone || (program_.roles[id] & Matcher::Program::kAnchorAfterDigits) == 0)
        continue;
      for (const uint32_t regex : program_.after_digits.Of(id)) {
        AddAnchor(regex, at, static_cast<uint32_t>(i));
      }
    }
  }

  // The gap of one to three bytes that a term allows between two words.
  bool GapAllowed(size_t left_word) const {
    const uint32_t begin = End(left_word), end = Begin(left_word + 1);
    if (end - begin == 1 && shadow_[begin] == ' ') return true;
    if (end - begin > 3) return false;
    for (uint32_t i = begin; i < end; ++i) {
      switch (shadow_[i]) {
        case ' ':
        case ',':
        case '-':
        case '\'':
        case '"':
        case '(':
        case ')':
        case '/':
        case '*':
          break;
        default:
          return false;
      }
    }
    return true;
  }

  void WalkPhrases() {
    const PhraseTable& phrases = program_.phrases;
    s_.active.clear();
    size_t last = 0;
    for (size_t k = 0; k < known_; ++k) {
      const auto [word, id] = s_.known[k];
      const uint8_t role = program_.roles[id];
      s_.next_active.clear();
      if (!s_.active.empty() && last + 1 == word) {
        const bool gap_allowed = GapAllowed(last);
        for (const State::Active& active : s_.active) {
          if (!gap_allowed && phrases.Gap(active.node) == GapRule::kTerm) continue;
          for (const NodeId node : phrases.Next(active.node, id)) Arrive(node, active.first_word, word);
        }
      }
      for (const uint32_t output : phrases.Single(id)) Put(output, word, word);
      for (const NodeId node : phrases.Roots(id)) s_.next_active.push_back({node, word});
      if ((role & Matcher::Program::kAnchor) != 0) {
        for (const uint32_t regex : program_.anchored.Of(id)) AddAnchor(regex, Begin(word), word);
      }
      std::swap(s_.active, s_.next_active);
      last = word;
    }
  }

  void Arrive(NodeId node, uint32_t first_word, uint32_t word) {
    for (const uint32_t output : program_.phrases.Outputs(node)) Put(output, first_word, word);
    if (program_.phrases.HasNext(node)) s_.next_active.push_back({node, first_word});
  }

  void Put(uint32_t output, uint32_t first_word, uint32_t last_word) {
    if ((output & Matcher::Program::kLiteralBit) == 0) {
      AddRaw(output, Begin(first_word), End(last_word));
    } else {
      TryLiteral(program_.literals[output & ~Matcher::Program::kLiteralBit], Begin(first_word));
    }
  }

  void TryLiteral(const Matcher::Program::Literal& literal, uint32_t first_word) {
    if (first_word - range_.begin < literal.lead) return;
    const uint32_t begin = first_word - literal.lead;
    if (range_.end - begin < literal.size) return;
    const uint32_t end = begin + literal.size;
    if (std::memcmp(shadow_.data() + begin, program_.literal_bytes.data() + literal.offset, literal.size) !=
        0)
      return;
    if (!WordByteAt(begin - 1) && !WordByteAt(end)) AddRaw(literal.expression, begin, end);
  }

  void AddRaw(uint32_t expression, uint32_t begin, uint32_t end) {
    if (end - begin > Matcher::kMaxMatchBytes) return;
    s_.raw.push_back({uint64_t{begin} << 32 | expression, end});
  }

  void ConfirmRegexes() {
    if (s_.tried.size() < program_.regexes.size()) s_.tried.resize(program_.regexes.size(), 0);
    // In the order of the text, so that each regex tries its starts from left to right.
    std::sort(s_.anchor_hits.begin(), s_.anchor_hits.end(), [](const auto& a, const auto& b) {
      return a.position != b.position ? a.position < b.position : a.regex < b.regex;
    });
    for (const State::AnchorHit& hit : s_.anchor_hits) {
      const Regex& regex = program_.regexes[hit.regex];
      TryStarts(regex, hit, &s_.tried[hit.regex]);
    }
    for (const State::AnchorHit& hit : s_.anchor_hits) s_.tried[hit.regex] = 0;
    for (const uint32_t regex : program_.unanchored) Scan(program_.regexes[regex]);
  }

  // Keeps the place for RE2, unless another word that a match needs is too far away.
  void AddAnchor(uint32_t regex, uint32_t position, uint32_t word) {
    if (program_.regexes[regex].also.empty() || AlsoNear(program_.regexes[regex], word)) {
      s_.anchor_hits.push_back({position, word, regex});
    }
  }

  bool AlsoNear(const Regex& regex, uint32_t word) const {
    // A match of n words that has the anchor has n - 1 others.
    const size_t begin = regex.also_after ? size_t{word} + 1 : word - std::min(word, regex.max_words - 1);
    const size_t end = regex.also_after ? std::min<size_t>(words_, size_t{word} + regex.max_words) : word;
    for (size_t i = begin; i < end; ++i) {
      const uint32_t id = s_.ids[i];
      if (id != Vocabulary::kNone && std::find(regex.also.begin(), regex.also.end(), id) != regex.also.end())
        return true;
    }
    return false;
  }

  void TryStarts(const Regex& regex, const State::AnchorHit& hit, uint32_t* tried) {
    const uint32_t room = hit.position - range_.begin;
    if (room < regex.min_before) return;
    const uint32_t high = hit.position - regex.min_before;
    const uint32_t low = std::max(hit.position - std::min(room, regex.max_before), *tried);
    if (low > high) return;
    *tried = high + 1;
    if (low == high || !regex.begins_word) {
      for (uint32_t start = low; start <= high; ++start) {
        if (WordByteAt(start - 1)) continue;
        if (const uint32_t end = MatchAt(regex, start)) {
          *tried = std::max(end, high + 1);
          start = end - 1;  // the loop goes on at the end
        }
      }
      return;
    }
    uint32_t word = hit.word;
    while (word > 0 && Begin(word - 1) >= low) --word;
    for (; word < words_ && Begin(word) <= high; ++word) {
      if (Begin(word) < low) continue;
      const uint32_t end = MatchAt(regex, Begin(word));
      if (end == 0) continue;
      *tried = std::max(end, high + 1);
      while (word + 1 < words_ && Begin(word + 1) < end) ++word;
    }
  }

  // The end of the longest match at `start`, or 0.
  uint32_t MatchAt(const Regex& regex, uint32_t start) {
    if (!regex.first[static_cast<unsigned char>(shadow_[start])]) return 0;
    // The byte after the match is part of what RE2 sees.
    const size_t size = std::min<size_t>(range_.end - start, Matcher::kMaxMatchBytes) + 1;
    const std::string_view view = shadow_.substr(start, size);
    re2::StringPiece match;
    if (!regex.at_start->Match(view, 0, view.size(), RE2::ANCHOR_START, &match, 1)) return 0;
    const uint32_t end = start + static_cast<uint32_t>(match.size()) - 1;
    AddRaw(regex.expression, start, end);
    return end;
  }

  // Finds starts by searching chunk after chunk: a search sees one chunk and the longest match after it, so
  // that a pattern which always looks far ahead costs no more than that for each match.
  void Scan(const Regex& regex) {
    constexpr uint32_t kChunk = 2048;
    for (uint32_t from = range_.begin; from < range_.end;) {
      const uint32_t stop = std::min(range_.end - from, kChunk) + from;
      const uint32_t view_end = std::min(range_.end - stop, Matcher::kMaxMatchBytes) + stop + 1;
      const std::string_view view = shadow_.substr(from - 1, view_end - (from - 1));
      re2::StringPiece match;
      if (!regex.search->Match(view, 0, view.size(), RE2::UNANCHORED, &match, 1)) {
        from = stop;
        continue;
      }
      const uint32_t start = static_cast<uint32_t>(match.data() - shadow_.data()) + 1;
      if (start >= stop) {
        from = start < range_.end ? start : range_.end;
        continue;
      }
      const uint32_t end = MatchAt(regex, start);  // the search may have found one that is too long
      from = end != 0 ? end : start + 1;
    }
  }

  // Leftmost, longest, without overlaps, for each expression.
  void Settle(std::vector<Hit>* hits) {
    if (s_.taken.size() < program_.ids.size()) s_.taken.resize(program_.ids.size(), 0);
    if (!std::is_sorted(s_.raw.begin(), s_.raw.end())) std::sort(s_.raw.begin(), s_.raw.end());
    for (const State::RawHit& raw : s_.raw) {
      const uint32_t begin = static_cast<uint32_t>(raw.begin_and_expression >> 32);
      const uint32_t expression = static_cast<uint32_t>(raw.begin_and_expression);
      if (begin < s_.taken[expression]) continue;
      s_.taken[expression] = raw.end;
      hits->push_back({program_.ids[expression], {begin, raw.end}});
    }
    for (const State::RawHit& raw : s_.raw) s_.taken[static_cast<uint32_t>(raw.begin_and_expression)] = 0;
  }

  const Matcher::Program& program_;
  const std::string_view shadow_;
  const Span range_;
  State& s_;
  size_t words_ = 0;
  size_t known_ = 0;
};

MatchScratch::MatchScratch() = default;
MatchScratch::~MatchScratch() = default;
MatchScratch::MatchScratch(MatchScratch&&) noexcept = default;
MatchScratch& MatchScratch::operator=(MatchScratch&&) noexcept = default;

Matcher::Matcher() = default;
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;

void Matcher::Match(std::string_view shadow, Span range, MatchScratch& scratch,
                    std::vector<Hit>* hits) const {
  hits->clear();
  if (program_ == nullptr || range.empty()) return;
  if (scratch.state_ == nullptr) scratch.state_ = std::make_unique<MatchScratch::State>();
  MatcherRun(*program_, shadow, range, *scratch.state_).Run(hits);
}

size_t Matcher::MemoryBytes() const {
  if (program_ == nullptr) return 0;
  const Program& p = *program_;
  size_t bytes =
      sizeof(Program) + p.vocabulary.MemoryBytes() + p.phrases.MemoryBytes() + p.prefixes.MemoryBytes();
  bytes += (p.ids.capacity() + p.unanchored.capacity()) * sizeof(uint32_t) + p.roles.capacity();
  bytes += p.literals.capacity() * sizeof(Program::Literal) + p.literal_bytes.capacity();
  for (const Program::RegexLists* lists : {&p.anchored, &p.after_digits}) {
    bytes += (lists->begin.capacity() + lists->regexes.capacity()) * sizeof(uint32_t);
  }
  // RE2 does not say what it holds: an instruction is 16 bytes, and as much again goes with it; the states
  // that matching adds are bounded by MatcherLimits.
  for (const Program::Regex& regex : p.regexes) {
    bytes += sizeof(regex) + regex.also.capacity() * sizeof(uint32_t);
    for (const RE2* re : {regex.at_start.get(), regex.search.get()}) {
      if (re != nullptr)
        bytes += 1024 + re->pattern().capacity() + static_cast<size_t>(re->ProgramSize()) * 32;
    }
  }
  return bytes;
}

}  // namespace triage::signals
