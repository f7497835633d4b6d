// What a decision is about: its id and the names of its input.
#ifndef TRIAGE_SRC_IDENTIFY_H_
#define TRIAGE_SRC_IDENTIFY_H_

#include "absl/time/time.h"
#include "src/program.h"
#include "src/text/language.h"

namespace triage {

// Clears the decision and writes its id, complaint_id, customer_id, decided_at, ruleset and fingerprint. The
// id is a hash of the rule set, `now`, and the complaint's id, text and customer: the same input has the same
// id (effects are keyed by it), and another input has, but for one chance in 2^64 or so, another.
void Identify(const Program& program, const v1::Complaint& complaint, const v1::Customer* customer,
              absl::Time now, v1::Decision* decision);

// When the complaint came in: received_at, where that is not after `now`, else `now`.
absl::Time ArrivalTime(const v1::Complaint& complaint, absl::Time now);

// The language that the host or the CRM names; kUnknown where neither does.
text::Language LanguageHint(const v1::Complaint& complaint, const v1::Customer* customer);

}  // namespace triage

#endif  // TRIAGE_SRC_IDENTIFY_H_
