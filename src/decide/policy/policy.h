// What the stages of decision follow, compiled from a rule set: effects of rules by number, groups,
// thresholds, patience, teams, calendars, deadlines, templates, playbooks.
//
// Build() checks what only this stage knows: references between entries, unique precedences, promises that a
// route cannot keep, templates, calendars. Immutable after Build: thread-safe.
#ifndef TRIAGE_SRC_DECIDE_POLICY_POLICY_H_
#define TRIAGE_SRC_DECIDE_POLICY_POLICY_H_

#include <memory>

#include "src/base/issue_sink.h"
#include "src/rules/facts.h"
#include "src/rules/rulebook.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::decide {

class Policy {
 public:
  // `rules` must outlive the policy. What is wrong goes to `issues` and is left out.
  static Policy Build(const v1::RuleSet& rules, const rules::RuleBook& rulebook,
                      const rules::FactTable& facts, IssueSink& issues);

  struct Compiled;  // compiled.h, for this folder alone
  const Compiled& compiled() const { return *compiled_; }

  // The time zone to count a customer's day in: the customer's own where known, else the house's.
  absl::TimeZone ZoneOf(const v1::Customer* customer) const;

 private:
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace triage::decide

#endif  // TRIAGE_SRC_DECIDE_POLICY_POLICY_H_
