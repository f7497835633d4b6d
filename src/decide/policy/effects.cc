// The part of Policy::Build that compiles what rules do.
#include <algorithm>
#include <utility>

#include "src/base/civil_names.h"
#include "src/decide/policy/parts.h"

namespace triage::decide {
namespace {

void BuildPoints(const v1::Effect& then, const NameTables& names, Effect* effect, IssueSink& issues) {
  for (const v1::Points& add : then.add()) {
    if (add.points() < 1 || add.points() > 1000) {
      issues.Error(
          "bad_points", {&add, "points"},
          absl::StrCat(add.points(), " points: they must lie in 1 to 1000; nothing makes harm smaller"));
      continue;
    }
    const int group = names.score_groups.Resolve(add.group(), {&add, "group"}, issues);
    if (add.group().empty())
      issues.Error("missing_group", {&add, ""}, "points without a group", "write group: \"...\"");
    if (group != kNone) effect->add.push_back({group, add.points()});
  }
}

void BuildUrgency(const v1::RuleSet& rules, const v1::Rule& rule, bool asks_identity,
                  const rules::FactTable& facts, const NameTables& names, Effect* effect, IssueSink& issues) {
  for (const v1::Urgency& urgency : rule.then().urgency()) {
    if (urgency.percent() < 1 || urgency.percent() > 100) {
      issues.Error("bad_percent", {&urgency, "percent"},
                   absl::StrCat(urgency.percent(), " percent: it must lie in 1 to 100"));
    }
    const int group = names.urgency_groups.Resolve(urgency.group(), {&urgency, "group"}, issues);
    if (urgency.group().empty()) {
      issues.Error("missing_group", {&urgency, ""}, "urgency without a group", "write group: \"...\"");
    }
    UrgencyTerms terms{group, urgency.percent(), std::nullopt};
    if (!urgency.per().empty()) {
      terms.per = facts.Index(urgency.per());
      if (!terms.per.has_value()) {
        issues.Error("unknown_fact", {&urgency, "per"}, absl::StrCat("unknown fact \"", urgency.per(), "\""),
                     NameHint(urgency.per(), facts.names()));
      } else if (facts.type(*terms.per) != rules::FactType::kNumber) {
        issues.Error("wrong_type", {&urgency, "per"}, absl::StrCat("\"", urgency.per(), "\" is no number"));
      }
    }
    if (group == kNone) continue;
    const bool of_identity = asks_identity || (terms.per.has_value() && facts.needs_identity(*terms.per));
    const auto source =
        std::find_if(rules.urgency_group().begin(), rules.urgency_group().end(),
                     [&](const v1::UrgencyGroup& each) { return each.id() == urgency.group(); });
    if (of_identity && !source->needs_verified_identity()) {
      issues.Error("identity_not_needed", {&urgency, "group"},
                   absl::StrCat("rule \"", rule.id(), "\" hurries for who the customer is, but group \"",
                                urgency.group(),
                                "\" does not need a verified identity: a From address could claim it"),
                   "use a group with needs_verified_identity: true");
    }
    effect->urgency.push_back(terms);
  }
}

// A skill that no team has would leave the complaint to nobody. Rule sets whose teams declare no skills keep
// them elsewhere.
void CheckSkill(const v1::RuleSet& rules, const v1::Effect& then, int i, IssueSink& issues) {
  std::vector<std::string_view> known;
  for (const v1::Team& team : rules.team())
    known.insert(known.end(), team.skills().begin(), team.skills().end());
  if (known.empty() || std::find(known.begin(), known.end(), then.skill(i)) != known.end()) return;
  issues.Warning("unknown_skill", {&then, "skill", i},
                 absl::StrCat("no team has the skill \"", then.skill(i), "\""),
                 NameHint(then.skill(i), known));
}

Effect BuildEffect(const v1::RuleSet& rules, const v1::Rule& rule, bool asks_identity,
                   const rules::FactTable& facts, const NameTables& names, IssueSink& issues) {
  const v1::Effect& then = rule.then();
  Effect effect;
  effect.rule = &rule;
  effect.then = &then;
  BuildPoints(then, names, &effect, issues);
  BuildUrgency(rules, rule, asks_identity, facts, names, &effect, issues);
  effect.category = names.categories.Resolve(then.category(), {&then, "category"}, issues);
  effect.playbook = names.playbooks.Resolve(then.playbook(), {&then, "playbook"}, issues);
  effect.team = names.teams.Resolve(then.team(), {&then, "team"}, issues);
  effect.reply = names.replies.Resolve(then.reply(), {&then, "reply"}, issues);
  for (int i = 0; i < then.skill_size(); ++i) CheckSkill(rules, then, i, issues);
  for (int i = 0; i < then.inform_size(); ++i)
    names.teams.Resolve(then.inform(i), {&then, "inform", i}, issues);
  for (const v1::PromiseRule& promise : then.promise())
    effect.promises.push_back(BuildPromise(promise, names, issues));
  for (const v1::DeadlinePolicy& deadline : then.deadline()) {
    if (!deadline.severity().empty() || !deadline.team().empty() || !deadline.segment().empty()) {
      issues.Error("condition_in_effect", {&deadline, ""},
                   "a deadline of a rule asks for nothing: the rule's `when` does",
                   "leave severity, team and segment out");
    }
    effect.deadlines.push_back(BuildDeadline(deadline, names, absl::StrCat("rule ", rule.id()), issues));
  }
  if (then.deadlines_shorter_percent() < 0 || then.deadlines_shorter_percent() > 90) {
    issues.Error("bad_percent", {&then, "deadlines_shorter_percent"},
                 absl::StrCat(then.deadlines_shorter_percent(), " percent: it must lie in 1 to 90"));
  }
  if (then.authority_level() < 0 || then.authority_level() > 100) {
    issues.Error("bad_level", {&then, "authority_level"},
                 absl::StrCat("level ", then.authority_level(), " is outside 1 to 100"));
  }
  if (then.authority_for_claim() && rules.authority().empty()) {
    issues.Error("no_authority", {&then, "authority_for_claim"}, "no authority levels are declared",
                 "write authority { level: 1 up_to { currency: \"EUR\" minor_units: 5000 } }");
  }
  if (!then.reply().empty() && then.no_auto_reply()) {
    issues.Error("reply_and_veto", {&then, "reply"}, "this rule allows an automatic reply and forbids it");
  }
  return effect;
}

}  // namespace

void BuildEffects(const v1::RuleSet& rules, const rules::RuleBook& rulebook, const rules::FactTable& facts,
                  const NameTables& names, Policy::Compiled* policy, IssueSink& issues) {
  for (uint32_t i = 0; i < rulebook.size(); ++i) {
    const v1::Rule& rule = rules.rule(rulebook.source_index(i));
    policy->effects.push_back(BuildEffect(rules, rule, rulebook.asks_identity(i), facts, names, issues));
  }
}

}  // namespace triage::decide
