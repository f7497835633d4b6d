// Stage 5: how soon?
#include <algorithm>
#include <cmath>

#include "absl/container/inlined_vector.h"
#include "src/decide/decide.h"
#include "src/decide/policy/compiled.h"

namespace triage::decide {
namespace {

// How often an urgency counts: the whole part of its fact, once where it names none.
int Times(const UrgencyTerms& urgency, const rules::Facts& facts) {
  if (!urgency.per.has_value()) return 1;
  const rules::FactValue& fact = facts[*urgency.per];
  if (!fact.known) return 0;
  return static_cast<int>(std::clamp(std::floor(fact.number), 0.0, 1000.0));
}

absl::Duration BasePatience(const Policy::Compiled& policy, v1::Severity::Level severity, int channel) {
  absl::Duration base = absl::InfiniteDuration();
  for (const PatienceTerms& terms : policy.patience) {
    if (terms.severity.Has(severity) && terms.channel.Has(channel)) base = std::min(base, terms.patience);
  }
  return base == absl::InfiniteDuration() ? policy.default_patience : base;
}

}  // namespace

void SetPriority(const CaseAtHand& at_hand, const Policy& policy_set, v1::Decision* decision) {
  const Policy::Compiled& policy = policy_set.compiled();
  v1::Priority* priority = decision->mutable_priority();
  absl::InlinedVector<int, 16> sums(policy.urgency_groups.size(), 0);
  int total = 0;
  for (const uint32_t rule : at_hand.firing.rules) {
    const Effect& effect = policy.effects[rule];
    if (effect.then->head_of_queue() && !priority->head_of_queue()) {
      priority->set_head_of_queue(true);
      priority->set_head_rule(effect.rule->id());
    }
    for (const UrgencyTerms& urgency : effect.urgency) {
      const int wanted = std::min(urgency.percent * Times(urgency, at_hand.facts), 100);
      if (wanted == 0) continue;
      const Group& group = policy.urgency_groups[static_cast<size_t>(urgency.group)];
      int& sum = sums[static_cast<size_t>(urgency.group)];
      int granted = std::min({wanted, group.cap - sum, policy.max_urgency_percent - total});
      if (group.needs_identity && !at_hand.verified) granted = 0;
      sum += granted;
      total += granted;
      v1::Priority::Contribution* contribution = priority->add_contributions();
      contribution->set_rule(effect.rule->id());
      contribution->set_group(group.id);
      contribution->set_percent(granted);
      contribution->set_capped(granted < wanted);
    }
  }
  if (!priority->head_of_queue() && policy.head_severities.Has(decision->severity())) {
    priority->set_head_of_queue(true);
    priority->set_head_rule("severity");
  }

  const int64_t base =
      absl::ToInt64Seconds(BasePatience(policy, decision->severity(), ChannelOf(at_hand.complaint)));
  const int64_t gained = base * total / 100;
  priority->set_base_patience_seconds(base);
  priority->set_urgency_percent(total);
  priority->set_patience_seconds(base - gained);
  priority->set_gained_seconds(gained);
  priority->set_hostility(decision->severity_reason().tone());
}

}  // namespace triage::decide
