// Stages 5 to 8: from the rules that hold to a decision with its reasons.
//
// Each function is one stage: it reads what earlier stages left (the case at hand, and the fields of the
// decision that are named as read), and writes the fields of the decision that are named as written, and no
// others. They are called in this order, once each, by src/pipeline.cc. All are pure and total.
//
// Thread-safe: nothing is shared but immutable policy.
#ifndef TRIAGE_SRC_DECIDE_DECIDE_H_
#define TRIAGE_SRC_DECIDE_DECIDE_H_

#include "absl/time/time.h"
#include "src/decide/policy/policy.h"
#include "src/rules/rulebook.h"
#include "src/signals/signals.h"
#include "src/text/read.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/customer.pb.h"
#include "triage/v1/decision.pb.h"

namespace triage::decide {

// What stages 1 to 4 found out about one complaint; nothing here changes any more.
struct CaseAtHand {
  const v1::Complaint& complaint;
  const v1::Customer* customer;  // null: unknown
  absl::Time now;
  absl::Time arrived;   // received_at, or now; never after now
  absl::TimeZone zone;  // the customer's
  const text::Reading& reading;
  const signals::SignalSet& signals;
  const signals::Findings& findings;
  const rules::FactTable& fact_table;
  const rules::Facts& facts;
  const rules::RuleBook& rulebook;
  const rules::Firing& firing;
  bool verified;  // the identity is, and the record of it is not stale
};

// Writes: fired_rules.
void ReportRules(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

// 5. How grave? Writes: severity, severity_reason, category, category_rule, tags, desired_outcomes.
void JudgeSeverity(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

// 5. How soon? Reads: severity, severity_reason.tone, inbound. Writes: priority, but for serve_by, which
// SetDeadlines sets.
void SetPriority(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

// 6. Suppress, answer, queue or escalate? Reads: inbound, text, severity, degraded. Writes: disposition,
// disposition_reasons, the template of reply or acknowledgement, or the guard that forbids it; adds to
// degraded what the text stage could not do; takes machine mail out of the head of the queue.
void Dispose(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

// 7. Who, and how? Reads: severity, disposition. Writes: route, handling, contact.
void ChooseRoute(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

// 7. By when? Reads: all before. Writes: deadlines, promises, priority.serve_by.
void SetDeadlines(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

// 7. What does the customer hear at once? Reads: all before. Writes: reply, acknowledgement.
void WriteMessages(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

// 8. Why? Reads: all before. Writes: explanation.
void Explain(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision);

}  // namespace triage::decide

#endif  // TRIAGE_SRC_DECIDE_DECIDE_H_
