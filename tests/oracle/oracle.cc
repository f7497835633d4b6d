#include "tests/oracle/oracle.h"

#include <algorithm>
#include <string>

#include "src/signals/forms.h"
#include "src/text/fold.h"

namespace triage::oracle {
namespace {

constexpr char kGap[] = R"([ ,\-'"()/*]{1,3})";
// Any byte but [0-9a-z_]; what is not ASCII is a letter, number or mark in a shadow text.
constexpr char kNonWord[] = R"([\x00-/:-^`{-\x7f])";

std::string TermRegex(const signals::Expression& term) {
  std::string regex;
  std::string word;
  const std::string folded = text::Fold(term.text) + " ";
  for (const char c : folded) {
    if (text::IsWordByte(c)) {
      word += c;
      continue;
    }
    if (word.empty()) continue;
    if (!regex.empty()) regex += kGap;
    const auto language = term.exact ? text::Language::kUnknown : term.language;
    std::string any;
    for (const std::string& form : signals::WordForms(word, language)) any += (any.empty() ? "" : "|") + form;
    regex += "(?:" + any + ")";
    word.clear();
  }
  return regex;
}

}  // namespace

Oracle::Oracle(const std::vector<signals::Expression>& expressions) {
  for (const signals::Expression& e : expressions) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_longest_match(true);
    const std::string regex = e.kind == signals::Expression::Kind::kTerm ? TermRegex(e) : e.text;
    entries_.push_back({e.id, std::make_unique<RE2>("(?i:" + regex + ")" + kNonWord, options)});
    ok_ = ok_ && entries_.back().regex->ok();
  }
}

std::vector<signals::Hit> Oracle::Match(std::string_view shadow, Span range) const {
  std::vector<signals::Hit> hits;
  for (const Entry& entry : entries_) {
    for (uint32_t start = range.begin; start < range.end; ++start) {
      if (text::IsWordByte(shadow[start - 1])) continue;
      const size_t longest = std::min(range.end - start, signals::Matcher::kMaxMatchBytes);
      re2::StringPiece match;
      const std::string_view view = shadow.substr(start, longest + 1);
      if (!entry.regex->Match(view, 0, view.size(), RE2::ANCHOR_START, &match, 1)) continue;
      const uint32_t end = start + static_cast<uint32_t>(match.size()) - 1;
      hits.push_back({entry.id, {start, end}});
      start = end - 1;  // goes on at `end`
    }
  }
  std::sort(hits.begin(), hits.end(), [](const signals::Hit& a, const signals::Hit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.id < b.id;
  });
  return hits;
}

}  // namespace triage::oracle
