// Matcher::Build: from what authors write to tables.
#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "src/signals/forms.h"
#include "src/signals/matcher.h"
#include "src/signals/matcher_program.h"
#include "src/signals/patterns/analysis.h"
#include "src/signals/patterns/syntax.h"
#include "src/text/fold.h"

namespace triage::signals {
namespace {

using Code = ExpressionIssue::Code;

// A pattern with more strings is left to RE2.
constexpr size_t kMaxStrings = 256;
// As many words of a literal lead to it; its bytes are compared anyway.
constexpr size_t kMaxTriggerWords = 4;
// A second word that every match has is worth checking where it is one of few.
constexpr size_t kMaxAlsoWords = 8;

// IsWordByte's opposite among ASCII; all other bytes are word bytes.
constexpr char kNonWord[] = R"([\x00-\x2f\x3a-\x5e\x60\x7b-\x7f])";

std::vector<std::string> SplitWords(std::string_view folded) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < folded.size();) {
    size_t end = begin;
    while (end < folded.size() && text::IsWordByte(folded[end])) ++end;
    if (end > begin) words.emplace_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

RE2::Options Re2Options(const MatcherLimits& limits) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_longest_match(true);
  options.set_max_mem(limits.pattern_memory_bytes);
  return options;
}

}  // namespace

// Collects words, sequences and regexes, then makes the tables of them.
class MatcherBuilder {
 public:
  MatcherBuilder(const std::vector<Expression>& expressions, const MatcherLimits& limits,
                 std::vector<ExpressionIssue>* issues, Matcher::Program* program)
      : expressions_(expressions), limits_(limits), issues_(*issues), program_(*program) {}

  void Run() {
    // The place of each expression in the order of ids.
    std::vector<size_t> by_id(expressions_.size());
    std::iota(by_id.begin(), by_id.end(), size_t{0});
    std::stable_sort(by_id.begin(), by_id.end(),
                     [&](size_t a, size_t b) { return expressions_[a].id < expressions_[b].id; });
    std::vector<uint32_t> place(expressions_.size());
    for (size_t i = 0; i < by_id.size(); ++i) {
      place[by_id[i]] = static_cast<uint32_t>(i);
      program_.ids.push_back(expressions_[by_id[i]].id);
    }
    for (index_ = 0; index_ < expressions_.size(); ++index_) {
      place_ = place[index_];
      if (expressions_[index_].kind == Expression::Kind::kTerm) {
        AddTerm(expressions_[index_]);
      } else {
        AddPattern(expressions_[index_].text);
      }
    }
    Finish();
  }

 private:
  void Report(Code code, std::string message, std::string hint, bool warning = false) {
    issues_.push_back({index_, code, warning, std::move(message), std::move(hint)});
  }

  uint32_t WordId(const std::string& word) {
    const auto [it, added] = word_ids_.emplace(word, static_cast<uint32_t>(words_.size()));
    if (added) {
      words_.push_back(word);
      program_.roles.push_back(0);
    }
    return it->second;
  }

  uint32_t GiveRole(const std::string& word, Matcher::Program::Role role) {
    const uint32_t id = WordId(word);
    program_.roles[id] = static_cast<uint8_t>(program_.roles[id] | role);
    return id;
  }

  // The class of a word's forms.
  uint32_t FormsClass(const std::string& word, text::Language language) {
    const std::string key = word + '\0' + static_cast<char>(language);
    const auto found = forms_classes_.find(key);
    if (found != forms_classes_.end()) return found->second;
    std::vector<uint32_t> ids;
    for (const std::string& form : WordForms(word, language)) {
      ids.push_back(WordId(form));
    }
    const uint32_t id = phrases_.Class(std::move(ids));
    forms_classes_.emplace(key, id);
    return id;
  }

  void AddTerm(const Expression& term) {
    const std::vector<std::string> words = SplitWords(text::Fold(term.text));
    if (words.empty()) {
      return Report(Code::kEmpty, "the term has no word",
                    "A term needs a letter or a digit; for signs alone write a pattern.");
    }
    if (words.size() > Matcher::kMaxTermWords || term.text.size() > Matcher::kMaxMatchBytes) {
      return Report(Code::kTooLong,
                    "the term has " + std::to_string(words.size()) + " words, " +
                        std::to_string(term.text.size()) + " bytes; the limits are 12 and 512",
                    "Keep the two or three words that tell.");
    }
    std::vector<uint32_t> classes;
    for (const std::string& word : words) {
      classes.push_back(FormsClass(word, term.exact ? text::Language::kUnknown : term.language));
    }
    phrases_.Add(classes, GapRule::kTerm, place_);
  }

  void AddPattern(const std::string& pattern) {
    if (pattern.empty()) return Report(Code::kEmpty, "the pattern is empty", "Write what it should match.");
    if (pattern.size() > limits_.pattern_bytes) {
      return Report(Code::kTooLong,
                    "the pattern has " + std::to_string(pattern.size()) + " bytes, the limit is " +
                        std::to_string(limits_.pattern_bytes),
                    "Lists of words are better written as terms.");
    }
    PatternTree tree = ParsePattern(pattern, limits_.repeat);
    if (tree.error && tree.error->code != PatternError::Code::kSyntax) {
      const bool costly = tree.error->code == PatternError::Code::kTooCostly;
      return Report(costly ? Code::kTooCostly : Code::kUnsupported, std::move(tree.error->message),
                    std::move(tree.error->hint));
    }
    // RE2 is the judge of its syntax.
    const RE2 as_written(pattern, Re2Options(limits_));
    if (!as_written.ok()) {
      const bool costly = as_written.error_code() == RE2::ErrorPatternTooLarge ||
                          as_written.error_code() == RE2::ErrorRepeatSize;
      std::string hint =
          tree.error ? tree.error->hint : "See RE2's syntax: a backslash before punctuation is always right.";
      if (costly) hint = "Use smaller repeat counts, or split the pattern.";
      return Report(costly ? Code::kTooCostly : Code::kSyntax, as_written.error(), std::move(hint));
    }
    if (tree.error) {
      return Report(Code::kSyntax, std::move(tree.error->message), std::move(tree.error->hint));
    }
    if (tree.root.facts.MayBeEmpty()) {
      return Report(Code::kEmpty, "the pattern can match the empty string",
                    "Let at least one part of it be there always: use + in place of *.");
    }
    if (tree.root.facts.min_bytes > Matcher::kMaxMatchBytes) {
      return Report(Code::kTooLong, "no match is shorter than 513 bytes, the limit is 512",
                    "Shorten the pattern.");
    }
    if (!AddLiterals(tree.root)) AddRegex(tree.root);
  }

  // A pattern that is a list of strings, each with a word.
  bool AddLiterals(const PatternNode& root) {
    const auto strings = ListStrings(root, kMaxStrings);
    if (!strings) return false;
    for (const std::string& s : *strings) {
      if (std::none_of(s.begin(), s.end(), text::IsWordByte)) return false;
    }
    for (const std::string& s : *strings) {
      if (s.size() > Matcher::kMaxMatchBytes) continue;
      std::vector<std::string> words = SplitWords(s);
      uint32_t output = place_;
      if (words[0] != s) {
        output = static_cast<uint32_t>(program_.literals.size()) | Matcher::Program::kLiteralBit;
        program_.literals.push_back({place_, static_cast<uint32_t>(s.find(words[0])),
                                     static_cast<uint32_t>(program_.literal_bytes.size()),
                                     static_cast<uint32_t>(s.size())});
        program_.literal_bytes += s;
      }
      if (words.size() > kMaxTriggerWords) words.resize(kMaxTriggerWords);
      std::vector<uint32_t> classes;
      for (const std::string& word : words) classes.push_back(FormsClass(word, text::Language::kUnknown));
      phrases_.Add(classes, GapRule::kAny, output);
    }
    return true;
  }

  void AddRegex(const PatternNode& root) {
    Matcher::Program::Regex regex;
    regex.expression = place_;
    const uint32_t place = static_cast<uint32_t>(program_.regexes.size());
    regex.stem = FindStem(root);
    if (regex.stem) {
      prefixes_.emplace_back(regex.stem->beginning, place);
      program_.regexes.push_back(std::move(regex));
      return;
    }
    const std::string pattern = ToRe2(root);
    regex.at_start = std::make_unique<RE2>(pattern + kNonWord, Re2Options(limits_));
    regex.first = root.facts.first;
    regex.begins_word = true;
    for (size_t i = 0; i < regex.first.size(); ++i) {
      regex.begins_word &= !regex.first[i] || text::IsWordByte(static_cast<char>(i));
    }
    std::vector<AnchorSet> sets = FindAnchors(root);
    if (sets.empty())
      regex.search = std::make_unique<RE2>(kNonWord + pattern + kNonWord, Re2Options(limits_));
    for (const RE2* re : {regex.at_start.get(), regex.search.get()}) {
      if (re != nullptr && !re->ok()) {
        return Report(Code::kTooCostly, re->error(),
                      "Use smaller repeat counts and classes, or split the pattern.");
      }
    }
    if (sets.empty()) {
      Report(Code::kNoAnchor, "no word stands in every match, so the pattern is run over all text",
             "Write at least one whole word, or the beginning of one, that must be there.", true);
      program_.unanchored.push_back(place);
    } else {
      regex.min_before = static_cast<uint32_t>(std::min<size_t>(sets[0].min_before, Matcher::kMaxMatchBytes));
      regex.max_before = static_cast<uint32_t>(std::min<size_t>(sets[0].max_before, Matcher::kMaxMatchBytes));
      regex.max_words =
          static_cast<uint32_t>(std::min<size_t>(root.facts.max_words, Matcher::kMaxMatchBytes));
      for (const Anchor& anchor : sets[0].anchors) AddAnchor(anchor, place);
      for (size_t i = 1; i < sets.size() && regex.also.empty(); ++i) AddAlso(sets[i], sets[0].order, &regex);
    }
    program_.regexes.push_back(std::move(regex));
  }

  void AddAnchor(const Anchor& anchor, uint32_t regex) {
    if (anchor.kind == Anchor::Kind::kPrefix) {
      prefixes_.emplace_back(anchor.word, regex);
      return;
    }
    anchored_.emplace_back(GiveRole(anchor.word, Matcher::Program::kAnchor), regex);
    if (anchor.kind == Anchor::Kind::kAfterDigits) {
      after_digits_.emplace_back(GiveRole(anchor.word, Matcher::Program::kAnchorAfterDigits), regex);
      program_.any_after_digits = true;
    }
  }

  void AddAlso(const AnchorSet& set, size_t anchor_order, Matcher::Program::Regex* regex) {
    if (set.anchors.size() > kMaxAlsoWords) return;
    for (const Anchor& anchor : set.anchors) {
      if (anchor.kind != Anchor::Kind::kWord) return;
    }
    program_.any_also = true;
    regex->also_after = set.order > anchor_order;
    for (const Anchor& anchor : set.anchors) {
      regex->also.push_back(WordId(anchor.word));
    }
  }

  Matcher::Program::RegexLists Lists(std::vector<std::pair<uint32_t, uint32_t>> word_regex) const {
    std::sort(word_regex.begin(), word_regex.end());
    Matcher::Program::RegexLists lists;
    lists.begin.assign(words_.size() + 1, 0);
    for (const auto& [word, regex] : word_regex) {
      ++lists.begin[word + 1];
      lists.regexes.push_back(regex);
    }
    for (size_t i = 0; i < words_.size(); ++i) lists.begin[i + 1] += lists.begin[i];
    return lists;
  }

  void Finish() {
    program_.vocabulary = Vocabulary(words_);
    program_.phrases = phrases_.Build(words_.size());
    program_.anchored = Lists(std::move(anchored_));
    program_.after_digits = Lists(std::move(after_digits_));
    program_.prefixes = PrefixTable(std::move(prefixes_));
    program_.roles.shrink_to_fit();
    program_.literals.shrink_to_fit();
    program_.regexes.shrink_to_fit();
  }

  const std::vector<Expression>& expressions_;
  const MatcherLimits& limits_;
  std::vector<ExpressionIssue>& issues_;
  Matcher::Program& program_;
  size_t index_ = 0;    // the expression at work
  uint32_t place_ = 0;  // and its place in the order of ids

  absl::flat_hash_map<std::string, uint32_t> word_ids_;
  std::vector<std::string> words_;
  absl::flat_hash_map<std::string, uint32_t> forms_classes_;
  PhraseBuilder phrases_;
  std::vector<std::pair<uint32_t, uint32_t>> anchored_;      // word, regex
  std::vector<std::pair<uint32_t, uint32_t>> after_digits_;  // word, regex
  std::vector<std::pair<std::string, uint32_t>> prefixes_;   // prefix, regex
};

Matcher Matcher::Build(const std::vector<Expression>& expressions, const MatcherLimits& limits,
                       std::vector<ExpressionIssue>* issues) {
  auto program = std::make_unique<Program>();
  MatcherBuilder(expressions, limits, issues, program.get()).Run();
  Matcher matcher;
  matcher.program_ = std::move(program);
  return matcher;
}

}  // namespace triage::signals
