#include "src/pipeline.h"

#include <algorithm>

#include "src/base/timestamp.h"
#include "src/decide/decide.h"
#include "src/identify.h"

namespace triage {

void RunPipeline(const Program& program, const v1::Complaint& complaint, const v1::Customer* customer,
                 absl::Time now, Workspace& workspace, v1::Decision* decision) {
  auto& [reading, match, findings, facts, firing] = workspace;
  now = std::clamp(now, kFirstTime, kLastTime);
  const absl::TimeZone zone = program.policy.ZoneOf(customer);
  Identify(program, complaint, customer, now, decision);

  // 1. Did a person write this, and may it be answered?
  inbound::Judge(complaint, program.inbound, decision->mutable_inbound());

  // 2. What did the customer write, now?
  text::Read(complaint, program.text, LanguageHint(complaint, customer), &reading, decision->mutable_text());

  // 3. What is said, and where?
  program.signals.Find(reading, match, &findings);
  program.signals.Report(complaint, reading, program.evidence_limit, program.quote_evidence, &findings,
                         decision);

  // 4. Which rules hold, over signals and facts?
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
                                   rules::IsVerified(facts)};
  decide::ReportRules(at_hand, program.policy, decision);
  decide::JudgeSeverity(at_hand, program.policy, decision);  // 5. How grave?
  decide::SetPriority(at_hand, program.policy, decision);    //    How soon?
  decide::Dispose(at_hand, program.policy, decision);        // 6. Suppress, answer, queue or escalate?
  decide::ChooseRoute(at_hand, program.policy, decision);    // 7. Who,
  decide::SetDeadlines(at_hand, program.policy, decision);   //    by when,
  decide::WriteMessages(at_hand, program.policy, decision);  //    and what does the customer hear at once?
  decide::Explain(at_hand, program.policy, decision);        // 8. Why?
}

}  // namespace triage
