// The part of Policy::Build that compiles what rules do, and checks what is promised.
#include <algorithm>
#include <utility>

#include "src/base/civil_names.h"
#include "src/decide/policy_parts.h"

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

// ---- promises ------------------------------------------------------------------------------------------

// Promises and deadlines are compared as customers meet them: for complaints of every half hour of a year.
constexpr int kSamples = 2 * 24 * 366;
absl::Time SampleStart() { return absl::FromCivil(absl::CivilDay(2026, 1, 1), absl::UTCTimeZone()); }

absl::Time Due(const Policy::Compiled& policy, const TimeTerms& within, int calendar, absl::Time from) {
  switch (within.unit) {
    case TimeTerms::Unit::kBusinessTime:
      return policy.calendars[static_cast<size_t>(calendar)].Add(from, within.time, false).due;
    case TimeTerms::Unit::kBusinessDays:
      return policy.calendars[static_cast<size_t>(calendar)].AddDays(from, within.days, false).due;
    default:
      return from + within.time;
  }
}

std::string Instant(const Policy::Compiled& policy, absl::Time time) {
  return DayAndTime(absl::ToCivilSecond(time, policy.house_zone));
}

// A promise as it is checked: on which calendar, for whom, and where it stands.
struct Checked {
  const PromiseTerms* promise;
  int team;
  EnumSet severity;  // of the decisions that make it
  EnumSet channel;
  Place place;
  std::string name;
};

v1::Deadline::Kind KindOf(v1::Promise::Kind promise) {
  if (promise == v1::Promise::NEWS) return v1::Deadline::NEXT_UPDATE;
  if (promise == v1::Promise::ANSWER || promise == v1::Promise::CALLBACK) return v1::Deadline::FIRST_RESPONSE;
  return v1::Deadline::RESOLVE;
}

bool Meet(EnumSet a, EnumSet b) { return a.bits == 0 || b.bits == 0 || (a.bits & b.bits) != 0; }

// False where it found an error.
bool CheckPromise(const Policy::Compiled& policy, const Checked& checked, IssueSink& issues) {
  if (checked.promise->within.time == absl::InfiniteDuration()) return true;  // an error already
  const int team_calendar = policy.teams[static_cast<size_t>(checked.team)].calendar;
  const std::string& team = policy.teams[static_cast<size_t>(checked.team)].team->id();
  const int calendar = checked.promise->calendar == kNone ? team_calendar : checked.promise->calendar;
  const calendar::Calendar& working = policy.calendars[static_cast<size_t>(team_calendar)];
  for (int i = 0; i < kSamples; ++i) {
    const absl::Time from = SampleStart() + i * absl::Minutes(30);
    const absl::Time promised = Due(policy, checked.promise->within, calendar, from);
    if (working.Between(from, promised) > absl::ZeroDuration()) continue;
    issues.Error("promise_while_closed", checked.place,
                 absl::StrCat("the promise of ", checked.name, " cannot be kept: to a complaint of ",
                              Instant(policy, from), " it says ", Instant(policy, promised), ", and team \"",
                              team, "\" does not work before that"),
                 "promise business hours or days, or route to a team that works round the clock");
    return false;
  }
  for (const DeadlineTerms& deadline : policy.deadlines) {
    if (deadline.kind != KindOf(checked.promise->kind) || !Meet(deadline.severity, checked.severity) ||
        !Meet(deadline.channel, checked.channel) || !deadline.segments.empty()) {
      continue;
    }
    if (!deadline.teams.empty() &&
        std::find(deadline.teams.begin(), deadline.teams.end(), checked.team) == deadline.teams.end()) {
      continue;
    }
    const int due_calendar = deadline.calendar == kNone ? team_calendar : deadline.calendar;
    for (int i = 0; i < kSamples; ++i) {
      const absl::Time from = SampleStart() + i * absl::Minutes(30);
      const absl::Time promised = Due(policy, checked.promise->within, calendar, from);
      const absl::Time due = Due(policy, deadline.within, due_calendar, from);
      if (promised <= due) continue;
      issues.Error(
          "promise_too_long", checked.place,
          absl::StrCat("the promise of ", checked.name, " is longer than the deadline of its route (",
                       deadline.source, ", team \"", team, "\"): a complaint of ", Instant(policy, from),
                       " is due ", Instant(policy, due), ", but the customer is told ",
                       Instant(policy, promised)),
          "shorten the promise, or lengthen the deadline");
      return false;
    }
  }
  return true;
}

const MessageTerms* Find(const std::vector<MessageTerms>& messages, const std::string& id) {
  for (const MessageTerms& message : messages) {
    if (message.id == id) return &message;
  }
  return nullptr;
}

}  // namespace

void BuildEffects(const v1::RuleSet& rules, const rules::RuleBook& rulebook, const rules::FactTable& facts,
                  const NameTables& names, Policy::Compiled* policy, IssueSink& issues) {
  for (uint32_t i = 0; i < rulebook.size(); ++i) {
    const v1::Rule& rule = rules.rule(rulebook.source_index(i));
    policy->effects.push_back(BuildEffect(rules, rule, rulebook.asks_identity(i), facts, names, issues));
  }
}

void CheckPromises(const Policy::Compiled& policy, IssueSink& issues) {
  // With a route or a calendar missing there is an error already, and nothing to compare with.
  if (policy.default_team == kNone || policy.calendars.empty()) return;
  // Automatic replies are given up to MODERATE.
  constexpr uint32_t kAnswered =
      (1u << v1::Severity::NONE) | (1u << v1::Severity::LOW) | (1u << v1::Severity::MODERATE);
  constexpr uint32_t kPublic = (1u << v1::Channel::SOCIAL) | (1u << v1::Channel::REVIEW);
  constexpr uint32_t kPrivate = (1u << v1::Channel::MAIL) | (1u << v1::Channel::CHAT) |
                                (1u << v1::Channel::WEB_FORM) | (1u << v1::Channel::SURVEY) |
                                (1u << v1::Channel::SMS);
  std::vector<std::pair<int, int>> seen;  // reply and team
  for (const Effect& effect : policy.effects) {
    const int team = effect.team == kNone ? policy.default_team : effect.team;
    for (int i = 0; i < static_cast<int>(effect.promises.size()); ++i) {
      // The severities of its decisions are not known: it is compared with deadlines that hold for any (bit
      // 31 is none).
      CheckPromise(policy,
                   {&effect.promises[static_cast<size_t>(i)],
                    team,
                    EnumSet{1u << 31},
                    SetOf(effect.rule->when().channel()),
                    {effect.then, "promise", i},
                    absl::StrCat("rule \"", effect.rule->id(), "\"")},
                   issues);
    }
    if (effect.reply == kNone) continue;
    const MessageTerms& reply = policy.replies[static_cast<size_t>(effect.reply)];
    const std::pair<int, int> pair(effect.reply, team);
    if (!reply.promise.has_value() || std::find(seen.begin(), seen.end(), pair) != seen.end()) continue;
    seen.push_back(pair);
    const auto source = std::find_if(policy.rules->reply().begin(), policy.rules->reply().end(),
                                     [&](const v1::Reply& each) { return each.id() == reply.id; });
    const EnumSet channels{reply.is_public ? kPublic | kPrivate : kPrivate};
    CheckPromise(policy,
                 {&*reply.promise,
                  team,
                  EnumSet{kAnswered},
                  channels,
                  {&*source, "promise"},
                  absl::StrCat("reply \"", reply.id, "\"")},
                 issues);
  }
  for (const v1::AcknowledgementPolicy& source : policy.rules->acknowledgement()) {
    const MessageTerms* terms = Find(policy.acknowledgements, source.id());
    if (terms == nullptr || !terms->promise.has_value()) continue;
    for (int team = 0; team < static_cast<int>(policy.teams.size()); ++team) {
      const bool sound = CheckPromise(policy,
                                      {&*terms->promise,
                                       team,
                                       terms->severity,
                                       terms->channel,
                                       {&source, "promise"},
                                       absl::StrCat("acknowledgement \"", source.id(), "\"")},
                                      issues);
      if (!sound) break;  // the same words would be wrong for every team
    }
  }
}

}  // namespace triage::decide
