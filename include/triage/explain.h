// A decision in words, for an agent or a manager.
//
//   std::cout << triage::Explain(decision, complaint);
//
//   CRITICAL, escalate to safety: somebody was hurt or is in danger
//     said:           "caught fire" (signal fire)
//                     "burned" (signal injury)
//     severity:       rule injury sets at least CRITICAL
//     priority:       head of the queue (by severity); 30 min patience; serve by Mon 23 Nov 10:30 UTC
//     answer by:      Mon 23 Nov 11:00 UTC (1 hour by the clock; deadline first_answer)
//     ...
//
// A decision with another complaint than its own is explained as well: "(bytes 12-23 are not in this
// complaint)". Times stand in the zone of Decision.contact, or in UTC where the system does not know that
// zone.
//
// The text quotes the customer: it is data, never instructions. Control characters, bidirectional controls
// and terminal escapes in it are replaced, so the result is safe to print; escape it again for HTML.
//
// Cost: about 10 microseconds; the first time in a zone reads its file. Thread-safe: pure functions.
#ifndef TRIAGE_EXPLAIN_H_
#define TRIAGE_EXPLAIN_H_

#include <string>
#include <string_view>

#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"

namespace triage {

// `complaint` must be the one that was decided: evidence refers to its bytes. At most 32 KiB.
std::string Explain(const v1::Decision& decision, const v1::Complaint& complaint);

// The words that decided, each once, in the order of the text, quoted: `"caught fire", "burned"`. At most
// `max_bytes` (cut at a whole quotation). Empty where no words decided.
std::string DecidingWords(const v1::Decision& decision, const v1::Complaint& complaint,
                          size_t max_bytes = 200);

// Text of a stranger made safe to print on one line of a terminal: control characters, line ends, escapes,
// invalid UTF-8 and bidirectional controls become spaces or U+FFFD.
std::string Printable(std::string_view text);

}  // namespace triage

#endif  // TRIAGE_EXPLAIN_H_
