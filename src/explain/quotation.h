// The customer's words in a sentence of ours: evidence, quoted. For src/explain/ alone.
//
//   const std::string quoted = Quoted(evidence, complaint).value_or("(not in this complaint)");   //
//   "\"caught fire\""
//
// Total: evidence that lies outside of the complaint (it is not the one that was decided) has no quotation.
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_EXPLAIN_QUOTATION_H_
#define TRIAGE_SRC_EXPLAIN_QUOTATION_H_

#include <optional>
#include <string>

#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"

namespace triage {

// The words of the evidence in double quotes, safe to print, at most about 120 bytes of them. Double quotes
// within become single ones, so that nobody's words end the quotation.
std::optional<std::string> Quoted(const v1::Evidence& evidence, const v1::Complaint& complaint);

}  // namespace triage

#endif  // TRIAGE_SRC_EXPLAIN_QUOTATION_H_
