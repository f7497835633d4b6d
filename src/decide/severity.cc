// Stage 5: how grave?
#include <algorithm>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "src/decide/decide.h"
#include "src/decide/policy/compiled.h"
#include "src/decide/policy/terms.h"

namespace triage::decide {
namespace {

using Level = v1::Severity::Level;

Level LevelOf(const Policy::Compiled& policy, int score) {
  int level = v1::Severity::NONE;
  for (const int threshold : policy.thresholds) {
    if (score >= threshold) ++level;
  }
  return static_cast<Level>(level);
}

// Adds the points of one rule to its groups, each up to its cap.
void AddPoints(const Policy::Compiled& policy, const Effect& effect, absl::Span<int> sums,
               v1::SeverityReason* reason) {
  for (const PointsTerms& add : effect.add) {
    const Group& group = policy.score_groups[static_cast<size_t>(add.group)];
    int& sum = sums[static_cast<size_t>(add.group)];
    const int granted = std::min(add.points, group.cap - sum);
    sum += granted;
    v1::SeverityReason::Points* points = reason->add_points();
    points->set_rule(effect.rule->id());
    points->set_group(group.id);
    points->set_points(granted);
    points->set_capped(granted < add.points);
  }
}

void ApplyBounds(const Effect& effect, v1::SeverityReason* reason) {
  const Level floor = effect.then->severity_at_least();
  if (floor > reason->floor()) {
    reason->set_floor(floor);
    reason->set_floor_rule(effect.rule->id());
  }
  const Level ceiling = effect.then->severity_at_most();
  if (ceiling != v1::Severity::UNKNOWN &&
      (reason->ceiling() == v1::Severity::UNKNOWN || ceiling < reason->ceiling())) {
    reason->set_ceiling(ceiling);
    reason->set_ceiling_rule(effect.rule->id());
  }
}

void Classify(const CaseAtHand& at_hand, const Policy::Compiled& policy, v1::Decision* decision) {
  int best = kNone;
  for (const uint32_t rule : at_hand.firing.rules) {
    const Effect& effect = policy.effects[rule];
    for (const std::string& tag : effect.then->tag()) AddOnce(tag, decision->mutable_tags());
    for (const std::string& outcome : effect.then->desired_outcome()) {
      AddOnce(outcome, decision->mutable_desired_outcomes());
    }
    if (effect.category == kNone) continue;
    const CategoryTerms& category = policy.categories[static_cast<size_t>(effect.category)];
    if (best != kNone && category.precedence <= policy.categories[static_cast<size_t>(best)].precedence)
      continue;
    best = effect.category;
    decision->set_category_rule(effect.rule->id());
  }
  if (best != kNone) {
    decision->set_category(policy.categories[static_cast<size_t>(best)].id);
  } else {
    decision->set_category(decision->severity() == v1::Severity::NONE ? "none" : "other");
  }
}

}  // namespace

void ReportRules(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision) {
  // What was kept and counts: bounded by the limit on evidence, whatever the text repeats.
  struct Kept {
    uint32_t signal;
    int32_t evidence;
  };
  absl::InlinedVector<Kept, 64> kept;
  for (size_t i = 0; i < at_hand.findings.all.size(); ++i) {
    const signals::Finding& finding = at_hand.findings.all[i];
    if (at_hand.findings.evidence[i] < 0 || finding.cancelled_by != signals::Finding::kCounts) continue;
    kept.push_back({finding.signal, at_hand.findings.evidence[i]});
  }
  for (const uint32_t rule : at_hand.firing.rules) {
    const v1::Rule& source = *policy.compiled().effects[rule].rule;
    v1::FiredRule* fired = decision->add_fired_rules();
    fired->set_id(source.id());
    fired->set_why(source.why());
    fired->set_owner(source.owner());
    const std::vector<uint32_t>& signals = at_hand.rulebook.signals(rule);
    if (signals.empty()) continue;
    for (const Kept& finding : kept) {
      if (std::find(signals.begin(), signals.end(), finding.signal) == signals.end()) continue;
      fired->add_evidence(finding.evidence);
    }
  }
}

void JudgeSeverity(const CaseAtHand& at_hand, const Policy& policy_set, v1::Decision* decision) {
  const Policy::Compiled& policy = policy_set.compiled();
  v1::SeverityReason* reason = decision->mutable_severity_reason();
  absl::InlinedVector<int, 16> sums(policy.score_groups.size(), 0);

  // The rules that hold, and those that would hold for anybody: what we know of a customer takes nothing
  // away.
  absl::InlinedVector<uint32_t, 16> counted;
  std::set_union(at_hand.firing.rules.begin(), at_hand.firing.rules.end(), at_hand.firing.for_anybody.begin(),
                 at_hand.firing.for_anybody.end(), std::back_inserter(counted));
  for (const uint32_t rule : counted) {
    AddPoints(policy, policy.effects[rule], absl::MakeSpan(sums), reason);
    ApplyBounds(policy.effects[rule], reason);
  }

  int harm = 0;
  int tone = 0;
  for (size_t i = 0; i < sums.size(); ++i) (policy.score_groups[i].tone ? tone : harm) += sums[i];
  reason->set_score(harm + tone);
  reason->set_tone(std::min(tone, 100));
  const Level with_tone = std::min(LevelOf(policy, harm + tone), v1::Severity::MODERATE);
  reason->set_from_score(std::max(LevelOf(policy, harm), with_tone));

  Level level = reason->from_score();
  if (reason->ceiling() != v1::Severity::UNKNOWN) level = std::min(level, reason->ceiling());
  level = std::max(level, reason->floor());  // a floor beats a ceiling
  decision->set_severity(level);
  Classify(at_hand, policy, decision);
}

}  // namespace triage::decide
