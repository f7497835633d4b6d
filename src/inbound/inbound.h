// Stage 1: did a person write this, and may it be answered? Two verdicts, since neither follows from the
// other: `X-Auto-Response-Suppress` forbids an answer to mail that a person wrote.
//
//   const Policy policy = MakePolicy(rules.house(), rules.limits());
//   v1::Inbound verdict;
//   Judge(complaint, policy, &verdict);
//   // `Auto-Submitted: auto-replied`: origin AUTO_REPLY, may_answer false, and the reason
//   //   {source: "Auto-Submitted" value: "auto-replied" standard: "RFC 3834 section 5"}.
//   // `Auto-Submitted: no`: origin HUMAN, may_answer true.
//   // `Auto-Submitted: no` beside `Precedence: bulk`: origin UNSURE, may_answer false.
//
// Guarantees: total and pure; every origin but HUMAN has may_answer false; neither the order nor the case of
// header names changes anything, nor does a header that no rule names (as long as the limits hold). What
// lies beyond the limits is counted, never read, and forbids an answer: it might have forbidden one. Reasons
// hold at most 80 bytes of a value, valid UTF-8 without control characters.
//
// Only what stands in headers and fields is judged, not the words of subject and body. Headers are read for
// MAIL and for a channel that is not known.
//
// Cost: about 2 microseconds for a mail of 20 headers; a mail without reasons allocates nothing. The limits
// bound the rest. Judge is thread-safe; a Policy is never changed after MakePolicy.
#ifndef TRIAGE_SRC_INBOUND_INBOUND_H_
#define TRIAGE_SRC_INBOUND_INBOUND_H_

#include <cstddef>
#include <string>
#include <vector>

#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::inbound {

// What the host says of itself, in lower case, ready to compare.
struct Policy {
  // "support@example.com", or "@example.com" for every address of that domain (not of its subdomains).
  std::vector<std::string> own_addresses;
  // List-Ids through which the host reads its mail, without angle brackets.
  std::vector<std::string> own_lists;
  // The right side of the Message-IDs that the host gives. Empty: no message is known by its id.
  std::string own_message_id_domain;
  // Header lines read, and bytes read of each.
  size_t header_lines = 256;
  size_t header_bytes = 8192;
};

// Numbers of `limits` that are not above zero mean the default.
Policy MakePolicy(const v1::House& house, const v1::Limits& limits);

// Replaces `*verdict`.
void Judge(const v1::Complaint& complaint, const Policy& policy, v1::Inbound* verdict);

}  // namespace triage::inbound

#endif  // TRIAGE_SRC_INBOUND_INBOUND_H_
