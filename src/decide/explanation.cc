// Stage 8: why?
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "src/decide/decide.h"
#include "src/decide/policy/compiled.h"

namespace triage::decide {
namespace {

// The rules to which the severity is owed: the one with the floor, else those that gave points. To be asked
// in the order of the ids, which is that of fired rules and of points: so all questions together are linear.
class DecidingRules {
 public:
  explicit DecidingRules(const v1::SeverityReason& reason)
      : reason_(reason),
        by_floor_(reason.floor() != v1::Severity::UNKNOWN && reason.floor() >= reason.from_score()) {}

  bool Has(const std::string& rule) {
    if (by_floor_) return rule == reason_.floor_rule();
    while (next_ < reason_.points_size() && reason_.points(next_).rule() < rule) ++next_;
    return next_ < reason_.points_size() && reason_.points(next_).rule() == rule;
  }

 private:
  const v1::SeverityReason& reason_;
  const bool by_floor_;
  int next_ = 0;
};

void AddDecidingEvidence(v1::Decision* decision) {
  auto* deciding = decision->mutable_explanation()->mutable_deciding_evidence();
  DecidingRules rules(decision->severity_reason());
  for (const v1::FiredRule& fired : decision->fired_rules()) {
    if (rules.Has(fired.id())) deciding->MergeFrom(fired.evidence());
  }
  std::sort(deciding->begin(), deciding->end());
  const auto unique = std::unique(deciding->begin(), deciding->end());
  deciding->Truncate(static_cast<int>(unique - deciding->begin()));
}

// The sentence of the rule that decided; empty where none did.
std::string_view DecidingWhy(const v1::Decision& decision) {
  DecidingRules rules(decision.severity_reason());
  for (const v1::FiredRule& fired : decision.fired_rules()) {
    if (rules.Has(fired.id())) return fired.why();
  }
  return {};
}

void Summarise(v1::Decision* decision) {
  std::string* summary = decision->mutable_explanation()->mutable_summary();
  absl::StrAppend(summary, v1::Severity::Level_Name(decision->severity()), ", ",
                  v1::Disposition::Kind_Name(decision->disposition()));
  if (decision->disposition() == v1::Disposition::AUTO_REPLY)
    absl::StrAppend(summary, " ", decision->reply().template_());
  if (!decision->route().team().empty()) absl::StrAppend(summary, " to ", decision->route().team());
  const std::string_view why = DecidingWhy(*decision);
  if (!why.empty()) {
    absl::StrAppend(summary, ": ", absl::string_view(why.data(), why.size()));
  } else if (decision->disposition_reasons_size() > 0) {
    absl::StrAppend(summary, ": ", decision->disposition_reasons(0).detail());
  }
}

void AddNearMisses(const CaseAtHand& at_hand, const Policy::Compiled& policy, v1::Decision* decision) {
  const int most = policy.rules->explain().near_misses() > 0 ? policy.rules->explain().near_misses() : 3;
  v1::Explanation* explanation = decision->mutable_explanation();
  for (const rules::Miss& miss : at_hand.firing.near_misses) {
    if (explanation->near_misses_size() >= most) return;
    const Effect& effect = policy.effects[miss.rule];
    const v1::Severity::Level would_be = effect.then->severity_at_least();
    if (would_be <= decision->severity()) continue;
    v1::NearMiss* near = explanation->add_near_misses();
    near->set_rule(effect.rule->id());
    near->set_would_be(would_be);
    near->set_missing(at_hand.rulebook.DescribeAtom(miss.atom));
  }
}

}  // namespace

void Explain(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision) {
  AddDecidingEvidence(decision);
  Summarise(decision);
  AddNearMisses(at_hand, policy.compiled(), decision);
}

}  // namespace triage::decide
