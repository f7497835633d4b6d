#include "src/signals/signals.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/nearest_name.h"
#include "src/text/fold.h"
#include "src/text/language.h"

namespace triage::signals {
namespace {

constexpr int kMaxReach = 50;  // of a scope, in words

constexpr uint32_t kDefaultLookIn = (1u << v1::Segment::SUBJECT) | (1u << v1::Segment::FRESH);

bool IsIdentifier(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string_view CodeName(ExpressionIssue::Code code) {
  switch (code) {
    case ExpressionIssue::Code::kEmpty:
      return "matches_nothing";
    case ExpressionIssue::Code::kTooLong:
      return "too_long";
    case ExpressionIssue::Code::kSyntax:
      return "bad_pattern";
    case ExpressionIssue::Code::kUnsupported:
      return "unsupported_pattern";
    case ExpressionIssue::Code::kTooCostly:
      return "costly_pattern";
    case ExpressionIssue::Code::kNoAnchor:
      return "slow_pattern";
  }
  return "bad_pattern";
}

// Collects what the matcher is to look for, and remembers where each expression stands in the rule set.
class ExpressionList {
 public:
  void AddTerms(const v1::Terms& terms, uint32_t meaning, IssueSink& issues) {
    if (terms.language().empty()) {
      issues.Error("missing_language", {&terms, ""}, "these terms do not say their language",
                   "write language: \"en\" (or \"he\", \"ro\", \"it\")");
    } else if (text::FromTag(terms.language()) == text::Language::kUnknown && !terms.exact()) {
      issues.Warning(
          "unknown_language", {&terms, "language"},
          absl::StrCat("no word forms are known for the language \"", terms.language(), "\""),
          "languages with word forms are \"en\", \"he\", \"ro\", \"it\"; write exact: true for others");
    }
    if (terms.text().empty()) {
      issues.Error("empty_terms", {&terms, ""}, "terms without any text", "add text: \"...\" or delete them");
    }
    for (int i = 0; i < terms.text_size(); ++i) {
      Add({0, Expression::Kind::kTerm, terms.text(i), text::FromTag(terms.language()), terms.exact()},
          {&terms, "text", i}, meaning);
    }
  }

  void AddPattern(const v1::Signal& signal, int i, uint32_t meaning) {
    Add({0, Expression::Kind::kPattern, signal.pattern(i)}, {&signal, "pattern", i}, meaning);
  }

  Matcher Build(IssueSink& issues) const {
    std::vector<ExpressionIssue> found;
    Matcher matcher = Matcher::Build(expressions_, MatcherLimits(), &found);
    for (ExpressionIssue& issue : found) {
      issues.Add(issue.warning ? Issue::Level::kWarning : Issue::Level::kError, CodeName(issue.code),
                 places_[issue.index], std::move(issue.message), std::move(issue.hint));
    }
    return matcher;
  }

  // By expression id: the number that was given as `meaning`.
  const std::vector<uint32_t>& meanings() const { return meanings_; }

 private:
  void Add(Expression expression, Place place, uint32_t meaning) {
    expression.id = static_cast<uint32_t>(expressions_.size());
    expressions_.push_back(std::move(expression));
    places_.push_back(place);
    meanings_.push_back(meaning);
  }

  std::vector<Expression> expressions_;
  std::vector<Place> places_;
  std::vector<uint32_t> meanings_;
};

}  // namespace

SignalSet SignalSet::Build(const v1::RuleSet& rules, IssueSink& issues) {
  SignalSet set;
  std::vector<std::string_view> names;
  std::vector<const v1::Signal*> accepted;  // by index
  for (const v1::Signal& signal : rules.signal()) {
    if (!IsIdentifier(signal.id())) {
      issues.Error("bad_id", {&signal, "id"}, absl::StrCat("\"", signal.id(), "\" is no id of a signal"),
                   "use letters, digits and '_'");
      continue;
    }
    const uint32_t index = static_cast<uint32_t>(set.signals_.size());
    if (!set.index_.emplace(signal.id(), index).second) {
      issues.Error("duplicate_id", {&signal, "id"}, absl::StrCat("a second signal \"", signal.id(), "\""),
                   "give it another id, or put its terms into the first");
      continue;
    }
    set.signals_.push_back({signal.id(), signal.kind(), 0, {}, {}});
    names.push_back(signal.id());
    accepted.push_back(&signal);
  }

  ExpressionList expressions;
  std::vector<Meaning> meanings;
  const auto mean = [&meanings](Meaning::Kind kind, uint32_t index) {
    meanings.push_back({kind, index});
    return static_cast<uint32_t>(meanings.size() - 1);
  };

  absl::flat_hash_map<std::string, uint32_t> scope_index;
  std::vector<std::string_view> scope_names = {"none"};
  std::vector<uint32_t> default_scopes;
  for (const v1::Scope& scope : rules.scope()) {
    const uint32_t index = static_cast<uint32_t>(set.scope_ids_.size());
    if (!IsIdentifier(scope.id()) || scope.id() == "none") {
      issues.Error("bad_id", {&scope, "id"}, absl::StrCat("\"", scope.id(), "\" is no id of a scope"),
                   "use letters, digits and '_', and not \"none\"");
      continue;
    }
    if (!scope_index.emplace(scope.id(), index).second) {
      issues.Error("duplicate_id", {&scope, "id"}, absl::StrCat("a second scope \"", scope.id(), "\""));
      continue;
    }
    const Scopes::Reach asked{scope.has_words_onward() ? scope.words_onward() : 4, scope.words_back()};
    const Scopes::Reach reach{std::clamp(asked.onward, 0, kMaxReach), std::clamp(asked.back, 0, kMaxReach)};
    const auto refuse = [&](std::string_view field) {
      issues.Error("bad_reach", {&scope, field}, absl::StrCat("a scope reaches 0 to ", kMaxReach, " words"));
    };
    if (reach.onward != asked.onward) refuse("words_onward");
    if (reach.back != asked.back) refuse("words_back");
    if (scope.terms().empty())
      issues.Error("empty_scope", {&scope, ""}, "a scope without terms finds nothing");
    set.scopes_.Add(reach);
    set.scope_ids_.push_back(scope.id());
    scope_names.push_back(scope.id());
    if (scope.applies_by_default()) default_scopes.push_back(index);
    for (const v1::Terms& terms : scope.terms())
      expressions.AddTerms(terms, mean(Meaning::Kind::kCue, index), issues);
    for (const v1::Terms& terms : scope.stopped_by()) {
      expressions.AddTerms(terms, mean(Meaning::Kind::kStop, index), issues);
    }
  }

  // Which signals have this one in `also`.
  std::vector<std::vector<uint32_t>> also_of(set.signals_.size());
  for (uint32_t index = 0; index < accepted.size(); ++index) {
    const v1::Signal& signal = *accepted[index];
    CompiledSignal& compiled = set.signals_[index];

    compiled.look_in = signal.look_in().empty() ? kDefaultLookIn : 0;
    for (int i = 0; i < signal.look_in_size(); ++i) {
      // An enum's field may hold any number.
      if (signal.look_in(i) == v1::Segment::UNKNOWN || !v1::Segment::Kind_IsValid(signal.look_in(i))) {
        issues.Error("bad_segment", {&signal, "look_in", i}, "this is no part of a text",
                     "write SUBJECT, FRESH, QUOTED, FORWARDED or SIGNATURE");
        continue;
      }
      compiled.look_in |= 1u << signal.look_in(i);
    }

    if (signal.cancelled_by().empty()) compiled.cancelled_by = default_scopes;
    for (int i = 0; i < signal.cancelled_by_size(); ++i) {
      if (signal.cancelled_by(i) == "none") continue;
      const auto scope = scope_index.find(signal.cancelled_by(i));
      if (scope == scope_index.end()) {
        issues.Error("unknown_scope", {&signal, "cancelled_by", i},
                     absl::StrCat("unknown scope \"", signal.cancelled_by(i), "\""),
                     NameHint(signal.cancelled_by(i), scope_names));
      } else {
        compiled.cancelled_by.push_back(scope->second);
      }
    }
    for (int i = 0; i < signal.also_size(); ++i) {
      const auto other = set.index_.find(signal.also(i));
      if (other == set.index_.end()) {
        issues.Error("unknown_signal", {&signal, "also", i},
                     absl::StrCat("unknown signal \"", signal.also(i), "\""),
                     NameHint(signal.also(i), names));
      } else {
        also_of[other->second].push_back(index);
      }
    }
    if (signal.terms().empty() && signal.pattern().empty() && signal.also().empty()) {
      issues.Error("empty_signal", {&signal, ""},
                   absl::StrCat("signal \"", signal.id(), "\" can never be said"),
                   "give it terms, a pattern, or other signals in `also`");
    }
    const uint32_t meaning = mean(Meaning::Kind::kSignal, index);
    for (const v1::Terms& terms : signal.terms()) expressions.AddTerms(terms, meaning, issues);
    for (int i = 0; i < signal.pattern_size(); ++i) expressions.AddPattern(signal, i, meaning);
  }

  // Every signal speaks for itself and for all that are reached over `also`; a cycle makes its members equal.
  std::vector<uint32_t> reached_from(set.signals_.size(), UINT32_MAX);
  for (uint32_t i = 0; i < set.signals_.size(); ++i) {
    std::vector<uint32_t>& reached = set.signals_[i].speaks_for;
    reached.push_back(i);
    reached_from[i] = i;
    for (size_t next = 0; next < reached.size() && reached.size() <= kMaxSpeaksFor + 1; ++next) {
      for (const uint32_t parent : also_of[reached[next]]) {
        if (reached_from[parent] == i) continue;
        reached_from[parent] = i;
        reached.push_back(parent);
      }
    }
    if (reached.size() > kMaxSpeaksFor + 1) {
      issues.Error(
          "too_many_also", {accepted[i], "id"},
          absl::StrCat("signal \"", set.signals_[i].id, "\" speaks for more than ", kMaxSpeaksFor, " others"),
          "let rules ask for any of several signals instead");
      reached = {i};
    }
  }

  set.matcher_ = expressions.Build(issues);
  for (const uint32_t meaning : expressions.meanings()) set.meanings_.push_back(meanings[meaning]);
  return set;
}

std::optional<uint32_t> SignalSet::Index(std::string_view id) const {
  const auto found = index_.find(Absl(id));
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

size_t SignalSet::MemoryBytes() const {
  size_t bytes = matcher_.MemoryBytes() + meanings_.capacity() * sizeof(Meaning) +
                 signals_.capacity() * sizeof(CompiledSignal) +
                 scope_ids_.capacity() * (sizeof(std::string) + sizeof(Scopes::Reach)) +
                 index_.capacity() * (sizeof(decltype(index_)::value_type) + 1);
  for (const CompiledSignal& signal : signals_) {
    // An id stands here and in the index.
    bytes += 2 * signal.id.capacity();
    bytes += (signal.cancelled_by.capacity() + signal.speaks_for.capacity()) * sizeof(uint32_t);
  }
  return bytes;
}

}  // namespace triage::signals
