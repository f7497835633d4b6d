// A compiled rule set: what the pipeline runs. Made by src/compile/, held by the engine.
// Immutable: thread-safe.
#ifndef TRIAGE_SRC_PROGRAM_H_
#define TRIAGE_SRC_PROGRAM_H_

#include <string>

#include "src/decide/policy/policy.h"
#include "src/inbound/inbound.h"
#include "src/rules/facts.h"
#include "src/rules/rulebook.h"
#include "src/signals/signals.h"
#include "src/text/read.h"
#include "triage/v1/ruleset.pb.h"

namespace triage {

struct Program {
  v1::RuleSet source;       // merged; parts of the program refer to it, so a Program does not move
  std::string fingerprint;  // of `source` without its tests: 32 hexadecimal digits
  // In the order of the stages.
  inbound::Policy inbound;
  text::TextLimits text;
  signals::SignalSet signals;
  rules::FactTable facts;
  rules::RuleBook rules;
  decide::Policy policy;
  // Of Decision.evidence.
  int evidence_limit = 256;
  bool quote_evidence = false;
};

}  // namespace triage

#endif  // TRIAGE_SRC_PROGRAM_H_
