#include "bench/peer_pipeline.h"

#include <algorithm>

#include "src/decide/decide.h"
#include "src/identify.h"

namespace triage::bench {

PeerPipeline::PeerPipeline(std::shared_ptr<const Program> program, std::unique_ptr<Peer> peer)
    : program_(std::move(program)), peer_(std::move(peer)) {}

// What SignalSet::Find does with the hits of its matcher, where there are no scopes.
void PeerPipeline::Find() {
  using signals::Finding;
  signals::Findings& findings = workspace_.findings;
  const text::Reading& reading = workspace_.reading;
  findings.all.clear();
  findings.evidence.clear();
  findings.said.clear();
  findings.count.assign(program_->signals.size(), 0);
  findings.end_of_last.assign(program_->signals.size(), 0);
  for (uint32_t i = 0; i < reading.segments.size(); ++i) {
    const v1::Segment::Kind kind = reading.segments[i].kind;
    if (kind != v1::Segment::SUBJECT && kind != v1::Segment::FRESH) continue;
    if (reading.segments[i].folded.empty()) continue;
    peer_->Match(reading.shadow.bytes(), reading.segments[i].folded, &hits_);
    const size_t first = findings.all.size();
    for (const signals::Hit& hit : hits_)
      findings.all.push_back({SignalOf(hit.id), hit.span, i, Finding::kCounts});
    std::sort(findings.all.begin() + static_cast<std::ptrdiff_t>(first), findings.all.end(),
              [](const Finding& a, const Finding& b) {
                if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
                return a.signal != b.signal ? a.signal < b.signal : a.span.end > b.span.end;
              });
    size_t kept = first;
    for (size_t f = first; f < findings.all.size(); ++f) {
      uint32_t& end = findings.end_of_last[findings.all[f].signal];
      if (findings.all[f].span.begin < end) continue;
      end = findings.all[f].span.end;
      findings.all[kept++] = findings.all[f];
    }
    findings.all.resize(kept);
    for (size_t f = first; f < kept; ++f) {
      if (++findings.count[findings.all[f].signal] == 1) findings.said.push_back(findings.all[f].signal);
    }
  }
  std::sort(findings.said.begin(), findings.said.end());
}

void PeerPipeline::Triage(const v1::Complaint& complaint, const v1::Customer* customer, absl::Time now,
                          v1::Decision* decision) {
  // Step by step as in src/pipeline.cc.
  const Program& program = *program_;
  auto& [reading, match, findings, facts, firing] = workspace_;
  const absl::TimeZone zone = program.policy.ZoneOf(customer);
  Identify(program, complaint, customer, now, decision);
  inbound::Judge(complaint, program.inbound, decision->mutable_inbound());
  text::Read(complaint, program.text, LanguageHint(complaint, customer), &reading, decision->mutable_text());
  Find();
  program.signals.Report(complaint, reading, program.evidence_limit, program.quote_evidence, &findings,
                         decision);
  program.facts.Gather(complaint, customer, now, zone, &facts, decision);
  program.rules.Evaluate({findings, facts, complaint.channel(), reading.language}, program.facts, &firing);
  const decide::CaseAtHand at_hand{complaint,
                                   customer,
                                   now,
                                   ArrivalTime(complaint, now),
                                   zone,
                                   reading,
                                   program.signals,
                                   findings,
                                   program.facts,
                                   facts,
                                   program.rules,
                                   firing,
                                   customer != nullptr && customer->identity().verified()};
  decide::ReportRules(at_hand, program.policy, decision);
  decide::JudgeSeverity(at_hand, program.policy, decision);
  decide::SetPriority(at_hand, program.policy, decision);
  decide::Dispose(at_hand, program.policy, decision);
  decide::ChooseRoute(at_hand, program.policy, decision);
  decide::SetDeadlines(at_hand, program.policy, decision);
  decide::WriteMessages(at_hand, program.policy, decision);
  decide::Explain(at_hand, program.policy, decision);
}

}  // namespace triage::bench
