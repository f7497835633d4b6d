// SignalSet::Find and SignalSet::Report: the part of stage 3 that runs for every complaint.
#include <algorithm>

#include "src/base/utf8.h"
#include "src/signals/scope.h"
#include "src/signals/signals.h"

namespace triage::signals {
namespace {

// The text between two ranges that do not overlap, whichever comes first.
Span Between(Span a, Span b) { return a.end <= b.begin ? Span{a.end, b.begin} : Span{b.end, a.begin}; }

bool Overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

void SignalSet::Find(const text::Reading& reading, MatchScratch& scratch, Findings* findings) const {
  std::vector<Finding>& all = findings->all;
  all.clear();
  findings->evidence.clear();
  findings->said.clear();
  findings->count.assign(signals_.size(), 0);
  findings->end_of_last.assign(signals_.size(), 0);

  const std::string_view shadow = reading.shadow.bytes();
  for (uint32_t i = 0; i < reading.segments.size(); ++i) {
    const uint32_t kind = 1u << reading.segments[i].kind;
    if ((look_in_ & kind) == 0) continue;
    matcher_.Match(shadow, reading.segments[i].folded, scratch, &findings->hits);

    findings->marks.clear();
    const size_t first = all.size();
    for (const Hit& hit : findings->hits) {
      const Meaning& meaning = meanings_[hit.id];
      if (meaning.kind != Meaning::Kind::kSignal) {
        findings->marks.push_back({meaning.index, meaning.kind == Meaning::Kind::kStop, hit.span});
        continue;
      }
      for (const uint32_t signal : signals_[meaning.index].speaks_for) {
        if ((signals_[signal].look_in & kind) != 0) all.push_back({signal, hit.span, i, Finding::kCounts});
      }
    }

    // Leftmost, longest, without overlaps, for each signal.
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(), [](const Finding& a, const Finding& b) {
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      if (a.signal != b.signal) return a.signal < b.signal;
      return a.span.end > b.span.end;
    });
    size_t kept = first;
    for (size_t f = first; f < all.size(); ++f) {
      uint32_t& end_of_last = findings->end_of_last[all[f].signal];
      if (all[f].span.begin < end_of_last) continue;
      end_of_last = all[f].span.end;
      all[kept++] = all[f];
    }
    all.resize(kept);

    for (size_t f = first; f < all.size(); ++f) {
      all[f].cancelled_by = CancelledBy(shadow, all[f], findings->marks);
      if (all[f].cancelled_by == Finding::kCounts && ++findings->count[all[f].signal] == 1) {
        findings->said.push_back(all[f].signal);
      }
    }
  }
  std::sort(findings->said.begin(), findings->said.end());
}

uint32_t SignalSet::CancelledBy(std::string_view shadow, const Finding& finding,
                                const std::vector<Findings::Mark>& marks) const {
  const std::vector<uint32_t>& scopes = signals_[finding.signal].cancelled_by;
  if (scopes.empty() || marks.empty()) return Finding::kCounts;

  // True where `mark` is a cue of one of the signal's scopes, reaches the finding over `words` words, and none of the
  // marks in between, [from, to), stops it.
  using Marks = std::vector<Findings::Mark>::const_iterator;
  const auto reaches = [&](const Findings::Mark& mark, int words, Marks from, Marks to) {
    if (mark.stop || std::find(scopes.begin(), scopes.end(), mark.scope) == scopes.end()) return false;
    const CompiledScope& scope = scopes_[mark.scope];
    const bool before = mark.span.end <= finding.span.begin;
    if (static_cast<uint32_t>(words) >= (before ? scope.words_onward : scope.words_back)) return false;
    const Span between = Between(mark.span, finding.span);
    return std::none_of(from, to, [&](const Findings::Mark& other) {
      return other.stop && other.scope == mark.scope && between.begin <= other.span.begin &&
             other.span.end <= between.end;
    });
  };

  // Walk away from the finding in both directions, as far as the widest scope reaches in one sentence. A mark that
  // overlaps the finding is part of what was said: "not working" is no negated "working".
  const Marks nearest = std::lower_bound(marks.begin(), marks.end(), finding.span.begin,
                                         [](const Findings::Mark& mark, uint32_t at) { return mark.span.begin < at; });
  const int widest = static_cast<int>(widest_reach_);
  for (auto mark = nearest; mark != marks.begin();) {
    --mark;
    if (Overlap(mark->span, finding.span)) continue;
    const int words = WordsBetween(shadow, Between(mark->span, finding.span), widest);
    if (words < 0 || words >= widest) break;
    if (reaches(*mark, words, mark, nearest)) return mark->scope;
  }
  for (auto mark = nearest; mark != marks.end(); ++mark) {
    if (Overlap(mark->span, finding.span)) continue;
    const int words = WordsBetween(shadow, Between(mark->span, finding.span), widest);
    if (words < 0 || words >= widest) break;
    if (reaches(*mark, words, nearest, mark)) return mark->scope;
  }
  return Finding::kCounts;
}

void SignalSet::Report(const v1::Complaint& complaint, const text::Reading& reading, int limit, bool quote,
                       Findings* findings, v1::Decision* decision) const {
  const std::vector<Finding>& all = findings->all;
  findings->evidence.assign(all.size(), -1);
  if (all.empty() || limit <= 0) return;

  // The first of every signal has a place before the second of any; the places that are left go by position.
  int firsts = 0;
  for (size_t f = 0; f < all.size(); ++f) {
    uint32_t& seen = findings->end_of_last[all[f].signal];
    if (seen == UINT32_MAX) continue;
    seen = UINT32_MAX;
    findings->evidence[f] = 0;
    ++firsts;
  }
  int spare = limit - firsts;
  for (size_t f = 0; f < all.size(); ++f) {
    if (findings->evidence[f] != 0 && spare-- <= 0) continue;
    if (decision->evidence_size() >= limit) {
      findings->evidence[f] = -1;
      continue;
    }
    const Finding& finding = all[f];
    const text::Segment& segment = reading.segments[finding.segment];
    const Span original = reading.shadow.ToOriginal(finding.span);
    findings->evidence[f] = decision->evidence_size();
    v1::Evidence* evidence = decision->add_evidence();
    evidence->set_signal(signals_[finding.signal].id);
    evidence->set_field(segment.field);
    evidence->set_begin(original.begin);
    evidence->set_end(original.end);
    evidence->set_segment(segment.kind);
    if (finding.cancelled_by != Finding::kCounts) evidence->set_cancelled_by(scopes_[finding.cancelled_by].id);
    if (quote) {
      const bool of_subject = segment.field == v1::Field::SUBJECT;
      evidence->set_quote(RepairUtf8(original.Of(of_subject ? complaint.subject() : text::BodyOf(complaint))));
    }
  }
}

}  // namespace triage::signals
