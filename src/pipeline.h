// Stages 1 to 8, in order.
#ifndef TRIAGE_SRC_PIPELINE_H_
#define TRIAGE_SRC_PIPELINE_H_

#include "absl/time/time.h"
#include "src/program.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/customer.pb.h"
#include "triage/v1/decision.pb.h"

namespace triage {

// What the stages leave for each other besides the decision, kept between calls for its memory alone: every
// stage replaces its own part before anything reads it. Thread-compatible.
struct Workspace {
  text::Reading reading;
  signals::MatchScratch match;
  signals::Findings findings;
  rules::Facts facts;
  rules::Firing firing;
};

// Clears `decision` and fills it. `customer` may be null. Pure and total. Thread-safe.
void RunPipeline(const Program& program, const v1::Complaint& complaint, const v1::Customer* customer,
                 absl::Time now, Workspace& workspace, v1::Decision* decision);

}  // namespace triage

#endif  // TRIAGE_SRC_PIPELINE_H_
