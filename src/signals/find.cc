// SignalSet::Find and SignalSet::Report: the part of stage 3 that runs for every complaint.
#include <algorithm>

#include "src/base/utf8.h"
#include "src/signals/signals.h"

namespace triage::signals {

void SignalSet::Find(const text::Reading& reading, MatchScratch& scratch, Findings* findings) const {
  std::vector<Finding>& all = findings->all;
  all.clear();
  findings->evidence.clear();
  findings->said.clear();
  findings->count.assign(signals_.size(), 0);
  findings->end_of_last.assign(signals_.size(), 0);

  findings->problem_elsewhere = false;

  const std::string_view shadow = reading.shadow.bytes();
  for (uint32_t i = 0; i < reading.segments.size(); ++i) {
    const uint32_t kind = 1u << reading.segments[i].kind;
    matcher_.Match(shadow, reading.segments[i].folded, scratch, &findings->hits);

    findings->marks.Clear();
    const size_t first = all.size();
    for (const Hit& hit : findings->hits) {
      const Meaning& meaning = meanings_[hit.id];
      if (meaning.kind != Meaning::Kind::kSignal) {
        findings->marks.Add({meaning.index, meaning.kind == Meaning::Kind::kStop, hit.span});
        continue;
      }
      for (const uint32_t signal : signals_[meaning.index].speaks_for) {
        if ((signals_[signal].look_in & kind) != 0) {
          all.push_back({signal, hit.span, i, Finding::kCounts});
        } else if (signals_[signal].kind == v1::Signal::PROBLEM) {
          findings->problem_elsewhere = true;
        }
      }
    }

    if (all.size() == first) continue;
    findings->marks.Sort();

    // Leftmost, longest, without overlaps, for each signal.
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
              [](const Finding& a, const Finding& b) {
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
      all[f].cancelled_by =
          scopes_.CancelledBy(shadow, all[f].span, signals_[all[f].signal].cancelled_by, findings->marks);
      if (all[f].cancelled_by == Finding::kCounts && ++findings->count[all[f].signal] == 1) {
        findings->said.push_back(all[f].signal);
      }
    }
  }
  std::sort(findings->said.begin(), findings->said.end());
  findings->denied.clear();
  for (const Finding& finding : all) {
    if (findings->count[finding.signal] == 0) findings->denied.push_back(finding.signal);
  }
  std::sort(findings->denied.begin(), findings->denied.end());
  findings->denied.erase(std::unique(findings->denied.begin(), findings->denied.end()),
                         findings->denied.end());
}

void SignalSet::Report(const v1::Complaint& complaint, const text::Reading& reading, int limit, bool quote,
                       Findings* findings, v1::Decision* decision) const {
  const std::vector<Finding>& all = findings->all;
  findings->evidence.assign(all.size(), -1);
  if (all.empty() || limit <= 0) return;

  // Places go to the first of every signal that is said, then to the first of every other one, then by
  // position.
  constexpr int32_t kKept = 0;
  int places = limit;
  const auto keep = [&](size_t f) {
    findings->evidence[f] = kKept;
    --places;
  };
  findings->end_of_last.assign(signals_.size(), 0);
  for (const bool said : {true, false}) {
    for (size_t f = 0; f < all.size() && places > 0; ++f) {
      uint32_t& seen = findings->end_of_last[all[f].signal];
      if (seen != 0 || findings->Said(all[f].signal) != said) continue;
      if (said && all[f].cancelled_by != Finding::kCounts) continue;
      seen = 1;
      keep(f);
    }
  }
  for (size_t f = 0; f < all.size() && places > 0; ++f) {
    if (findings->evidence[f] != kKept) keep(f);
  }

  for (size_t f = 0; f < all.size(); ++f) {
    if (findings->evidence[f] != kKept) continue;
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
    if (finding.cancelled_by != Finding::kCounts)
      evidence->set_cancelled_by(scope_ids_[finding.cancelled_by]);
    if (quote) {
      const bool of_subject = segment.field == v1::Field::SUBJECT;
      evidence->set_quote(
          RepairUtf8(original.Of(of_subject ? complaint.subject() : text::BodyOf(complaint))));
    }
  }
}

}  // namespace triage::signals
