// The part of Policy::Build that holds promises against deadlines.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "src/base/civil_names.h"
#include "src/decide/policy/parts.h"
#include "src/decide/policy/terms.h"

namespace triage::decide {
namespace {

// Promises and deadlines are compared as customers meet them: for complaints of every half hour of a year.
constexpr size_t kSamples = size_t{2} * 24 * 366;

absl::Time Sample(size_t i) {
  static const absl::Time kStart = absl::FromCivil(absl::CivilDay(2026, 1, 1), absl::UTCTimeZone());
  return kStart + static_cast<int64_t>(i) * absl::Minutes(30);
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

bool Meet(EnumSet a, EnumSet b) { return a.bits == 0 || b.bits == 0 || (a.bits & b.bits) != 0; }

class PromiseChecker {
 public:
  PromiseChecker(const Policy::Compiled& policy, IssueSink& issues) : policy_(policy), issues_(issues) {}

  // False where it found an error.
  bool Check(const Checked& checked) {
    if (checked.promise->within.time == absl::InfiniteDuration()) return true;  // an error already
    const TeamTerms& team = policy_.teams[static_cast<size_t>(checked.team)];
    const int calendar = checked.promise->calendar == kNone ? team.calendar : checked.promise->calendar;
    const std::vector<absl::Time>& promised = Dues(checked.promise->within, calendar);
    if (!CheckOpen(checked, team, promised)) return false;
    for (const DeadlineTerms& deadline : policy_.deadlines) {
      if (Concerns(deadline, checked) && !CheckDeadline(checked, team, promised, deadline)) return false;
    }
    return true;
  }

 private:
  // When a complaint of each sample is due. Kept: many promises and deadlines are the same lengths of time.
  const std::vector<absl::Time>& Dues(const TimeTerms& within, int calendar) {
    auto& dues = dues_[{within.unit, within.time, within.days, calendar}];
    if (dues.empty()) {
      dues.reserve(kSamples);
      for (size_t i = 0; i < kSamples; ++i) dues.push_back(DueAt(policy_, within, calendar, Sample(i)));
    }
    return dues;
  }

  // Somebody of the team must work between the complaint and the time that is promised.
  bool CheckOpen(const Checked& checked, const TeamTerms& team, const std::vector<absl::Time>& promised) {
    const std::vector<absl::Time>& open =
        Dues({TimeTerms::Unit::kBusinessTime, absl::ZeroDuration(), 0}, team.calendar);
    for (size_t i = 0; i < kSamples; ++i) {
      if (open[i] < promised[i]) continue;
      issues_.Error("promise_while_closed", checked.place,
                    absl::StrCat("the promise of ", checked.name, " cannot be kept: to a complaint of ",
                                 Instant(Sample(i)), " it says ", Instant(promised[i]), ", and team \"",
                                 team.team->id(), "\" does not work before that"),
                    "promise business hours or days, or route to a team that works round the clock");
      return false;
    }
    return true;
  }

  static bool Concerns(const DeadlineTerms& deadline, const Checked& checked) {
    return deadline.kind == DeadlineOf(checked.promise->kind) && Meet(deadline.severity, checked.severity) &&
           Meet(deadline.channel, checked.channel) && deadline.segments.empty() &&
           (deadline.teams.empty() ||
            std::find(deadline.teams.begin(), deadline.teams.end(), checked.team) != deadline.teams.end());
  }

  bool CheckDeadline(const Checked& checked, const TeamTerms& team, const std::vector<absl::Time>& promised,
                     const DeadlineTerms& deadline) {
    const int calendar = deadline.calendar == kNone ? team.calendar : deadline.calendar;
    const std::vector<absl::Time>& due = Dues(deadline.within, calendar);
    for (size_t i = 0; i < kSamples; ++i) {
      if (promised[i] <= due[i]) continue;
      issues_.Error("promise_too_long", checked.place,
                    absl::StrCat("the promise of ", checked.name,
                                 " is longer than the deadline of its route (", deadline.source, ", team \"",
                                 team.team->id(), "\"): a complaint of ", Instant(Sample(i)), " is due ",
                                 Instant(due[i]), ", but the customer is told ", Instant(promised[i])),
                    "shorten the promise, or lengthen the deadline");
      return false;
    }
    return true;
  }

  std::string Instant(absl::Time time) const {
    return DayAndTime(absl::ToCivilSecond(time, policy_.house_zone));
  }

  const Policy::Compiled& policy_;
  IssueSink& issues_;
  std::map<std::tuple<TimeTerms::Unit, absl::Duration, int, int>, std::vector<absl::Time>> dues_;
};

}  // namespace

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
  // The severities of a rule's own promise are not known: it is compared with deadlines that hold for any.
  constexpr EnumSet kNoSeverity{1u << 31};

  PromiseChecker checker(policy, issues);
  std::set<std::pair<int, int>> seen;  // reply and team
  for (const Effect& effect : policy.effects) {
    const int team = effect.team == kNone ? policy.default_team : effect.team;
    for (size_t i = 0; i < effect.promises.size(); ++i) {
      checker.Check({&effect.promises[i], team, kNoSeverity, SetOf(effect.rule->when().channel()),
                     Place{effect.then, "promise", static_cast<int>(i)},
                     absl::StrCat("rule \"", effect.rule->id(), "\"")});
    }
    if (effect.reply == kNone) continue;
    const MessageTerms& reply = policy.replies[static_cast<size_t>(effect.reply)];
    if (!reply.promise.has_value() || !seen.emplace(effect.reply, team).second) continue;
    const auto source = std::find_if(policy.rules->reply().begin(), policy.rules->reply().end(),
                                     [&](const v1::Reply& each) { return each.id() == reply.id; });
    checker.Check({&*reply.promise, team, EnumSet{kAnswered},
                   EnumSet{reply.is_public ? kPublic | kPrivate : kPrivate}, Place{&*source, "promise"},
                   absl::StrCat("reply \"", reply.id, "\"")});
  }
  for (const v1::AcknowledgementPolicy& source : policy.rules->acknowledgement()) {
    const MessageTerms* terms = FindMessage(policy.acknowledgements, source.id());
    if (terms == nullptr || !terms->promise.has_value()) continue;
    const std::string name = absl::StrCat("acknowledgement \"", source.id(), "\"");
    for (int team = 0; team < static_cast<int>(policy.teams.size()); ++team) {
      // The same words would be wrong for every team: one error is enough.
      if (!checker.Check(
              {&*terms->promise, team, terms->severity, terms->channel, Place{&source, "promise"}, name}))
        break;
    }
  }
}

}  // namespace triage::decide
