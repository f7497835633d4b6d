#include "src/signals/scope.h"

#include <algorithm>
#include <tuple>

#include "absl/container/inlined_vector.h"
#include "src/text/fold.h"

namespace triage::signals {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Whether the '.' or ':' at `at` ends a sentence. Customers leave out the space after it: "it is not
// safe.burned me".
bool StopEndsSentence(std::string_view shadow, size_t at) {
  if (at == 0 || at + 1 >= shadow.size()) return true;
  const char before = shadow[at - 1], after = shadow[at + 1];
  if (IsDigit(before) && IsDigit(after)) return false;
  const bool abbreviation = shadow[at] == '.' && before >= 'a' && before <= 'z' && after >= 'a' &&
                            after <= 'z' && (at < 2 || !text::IsWordByte(shadow[at - 2])) &&
                            (at + 2 >= shadow.size() || !text::IsWordByte(shadow[at + 2]));
  return !abbreviation;
}

// scopes.size() where it is none of them. Signals name few scopes.
size_t PositionOf(uint32_t scope, const std::vector<uint32_t>& scopes) {
  return static_cast<size_t>(std::find(scopes.begin(), scopes.end(), scope) - scopes.begin());
}

}  // namespace

bool SentenceEndsAt(std::string_view shadow, size_t at) {
  switch (shadow[at]) {
    case text::ShadowText::kParagraph:
    case '!':
    case '?':
    case ';':
      return true;
    case '.':
    case ':':
      return StopEndsSentence(shadow, at);
    default:
      return false;
  }
}

int WordsBetween(std::string_view shadow, Span between, int limit) {
  int words = 0;
  bool in_word = false;
  for (uint32_t i = between.begin; i < between.end; ++i) {
    const char c = shadow[i];
    if (text::IsWordByte(c)) {
      if (!in_word && ++words > limit) return words;
      in_word = true;
      continue;
    }
    in_word = false;
    if (SentenceEndsAt(shadow, i)) return -1;
  }
  return words;
}

void ScopeMarks::Clear() {
  by_begin_.clear();
  by_end_.clear();
}

void ScopeMarks::Sort() {
  const auto key = [](const ScopeMark& m) { return std::make_tuple(m.scope, m.stop); };
  std::sort(by_begin_.begin(), by_begin_.end(), [&](const ScopeMark& a, const ScopeMark& b) {
    if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
    if (a.span.end != b.span.end) return a.span.end < b.span.end;
    return key(a) < key(b);
  });
  by_end_ = by_begin_;
  std::sort(by_end_.begin(), by_end_.end(), [&](const ScopeMark& a, const ScopeMark& b) {
    if (a.span.end != b.span.end) return a.span.end < b.span.end;
    if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
    return key(a) > key(b);
  });
}

void Scopes::Add(Reach reach) {
  reaches_.push_back(reach);
  widest_.onward = std::max(widest_.onward, reach.onward);
  widest_.back = std::max(widest_.back, reach.back);
}

uint32_t Scopes::CancelledBy(std::string_view shadow, Span finding, const std::vector<uint32_t>& scopes,
                             const ScopeMarks& marks) const {
  if (scopes.empty() || marks.empty()) return kNone;
  const uint32_t before = CueBefore(shadow, finding, scopes, marks);
  return before != kNone ? before : CueAfter(shadow, finding, scopes, marks);
}

uint32_t Scopes::CueBefore(std::string_view shadow, Span finding, const std::vector<uint32_t>& scopes,
                           const ScopeMarks& marks) const {
  const std::vector<ScopeMark>& list = marks.by_end_;
  auto mark = std::upper_bound(list.begin(), list.end(), finding.begin,
                               [](uint32_t at, const ScopeMark& m) { return at < m.span.end; });
  // By position in `scopes`: where the farthest onward of the stops that the walk has met begins.
  absl::InlinedVector<uint32_t, 16> stop(scopes.size(), 0);
  uint32_t at = finding.begin;
  int words = 0;
  while (mark != list.begin()) {
    --mark;
    if (finding.begin - mark->span.end > kMaxReachBytes) break;
    const int more = WordsBetween(shadow, {mark->span.end, at}, widest_.onward);
    if (more < 0) break;
    words += more;
    if (words >= widest_.onward) break;
    at = mark->span.end;
    const size_t i = PositionOf(mark->scope, scopes);
    if (i == scopes.size()) continue;
    if (mark->stop) {
      stop[i] = std::max(stop[i], mark->span.begin);
    } else if (words < reaches_[mark->scope].onward && stop[i] < mark->span.end) {
      return mark->scope;
    }
  }
  return kNone;
}

uint32_t Scopes::CueAfter(std::string_view shadow, Span finding, const std::vector<uint32_t>& scopes,
                          const ScopeMarks& marks) const {
  const std::vector<ScopeMark>& list = marks.by_begin_;
  auto mark = std::lower_bound(list.begin(), list.end(), finding.end,
                               [](const ScopeMark& m, uint32_t at) { return m.span.begin < at; });
  // By position in `scopes`: where the first to end of the stops that the walk has met ends.
  absl::InlinedVector<uint32_t, 16> stop(scopes.size(), UINT32_MAX);
  uint32_t at = finding.end;
  int words = 0;
  for (; mark != list.end() && mark->span.begin - finding.end <= kMaxReachBytes; ++mark) {
    const int more = WordsBetween(shadow, {at, mark->span.begin}, widest_.back);
    if (more < 0) break;
    words += more;
    if (words >= widest_.back) break;
    at = mark->span.begin;
    const size_t i = PositionOf(mark->scope, scopes);
    if (i == scopes.size()) continue;
    if (mark->stop) {
      stop[i] = std::min(stop[i], mark->span.end);
    } else if (words < reaches_[mark->scope].back && stop[i] > mark->span.begin) {
      return mark->scope;
    }
  }
  return kNone;
}

}  // namespace triage::signals
