// Bounds on what a rule set may hold and ask for, checked before anything is built from it.
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_COMPILE_LIMITS_H_
#define TRIAGE_SRC_COMPILE_LIMITS_H_

#include "src/base/issue_sink.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::compile {

// The schema of the rule language that this library reads.
inline constexpr int kSchema = 1;

// Writes the documented default for each limit that is absent, and refuses those that are out of range;
// refuses more than RuleFileLimits::kRules rules, a newer schema, and text that is not UTF-8 (a message built
// in code may hold it). Returns false where the rule set is too large or too new to look at further.
bool CheckAndCompleteLimits(v1::RuleSet* rules, IssueSink& issues);

}  // namespace triage::compile

#endif  // TRIAGE_SRC_COMPILE_LIMITS_H_
