// Stage 8: why?
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "src/decide/compiled.h"
#include "src/decide/decide.h"

namespace triage::decide {
namespace {

// The rules to which the severity is owed: the one with the floor, else those that gave points.
bool Decides(const v1::SeverityReason& reason, const std::string& rule) {
  if (reason.floor() != v1::Severity::UNKNOWN && reason.floor() >= reason.from_score()) {
    return rule == reason.floor_rule();
  }
  return std::any_of(reason.points().begin(), reason.points().end(),
                     [&rule](const v1::SeverityReason::Points& points) { return points.rule() == rule; });
}

void AddDecidingEvidence(v1::Decision* decision) {
  auto* deciding = decision->mutable_explanation()->mutable_deciding_evidence();
  for (const v1::FiredRule& fired : decision->fired_rules()) {
    if (!Decides(decision->severity_reason(), fired.id())) continue;
    for (const int32_t evidence : fired.evidence()) {
      if (std::find(deciding->begin(), deciding->end(), evidence) == deciding->end()) deciding->Add(evidence);
    }
  }
  std::sort(deciding->begin(), deciding->end());
}

// The sentence of the rule that decided; empty where none did.
std::string_view DecidingWhy(const v1::Decision& decision) {
  const v1::FiredRule* best = nullptr;
  for (const v1::FiredRule& fired : decision.fired_rules()) {
    if (Decides(decision.severity_reason(), fired.id())) {
      best = &fired;
      break;
    }
  }
  return best == nullptr ? std::string_view() : std::string_view(best->why());
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
