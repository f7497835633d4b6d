// Stage 7: by when, and what have we promised?
#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/timestamp.h"
#include "src/decide/decide.h"
#include "src/decide/policy/compiled.h"
#include "src/decide/policy/terms.h"

namespace triage::decide {
namespace {

constexpr int kDeadlineKinds = v1::Deadline::RESOLVE + 1;

// A deadline that applies, before it is known to be the earliest of its kind.
struct Candidate {
  absl::Time due = absl::InfiniteFuture();
  absl::Time from;
  TimeTerms within;
  int calendar = kNone;
  const std::string* source = nullptr;
  bool is_public = false;
};

TimeTerms Shorter(TimeTerms terms, int percent) {
  terms.time -= terms.time * percent / 100;
  terms.days = std::max(terms.days * (100 - percent) / 100, std::min(terms.days, 1));
  return terms;
}

// "2 hours round the clock", "9 business hours in Asia/Jerusalem: Thu 15:10-17:00, Sun 09:00-16:10".
void AppendArithmetic(const Policy::Compiled& policy, const TimeTerms& within, int calendar, absl::Time from,
                      std::string* out) {
  const calendar::Calendar& counted = policy.calendars[static_cast<size_t>(calendar)];
  switch (within.unit) {
    case TimeTerms::Unit::kClock: {
      const int64_t minutes = absl::ToInt64Minutes(within.time);
      if (minutes % 60 == 0) {
        absl::StrAppend(out, minutes / 60, minutes == 60 ? " hour" : " hours");
      } else {
        absl::StrAppend(out, minutes, minutes == 1 ? " minute" : " minutes");
      }
      absl::StrAppend(out, " by the clock");
      break;
    }
    case TimeTerms::Unit::kBusinessTime:
      counted.AppendExplanation(from, within.time, out);
      break;
    case TimeTerms::Unit::kBusinessDays:
      counted.AppendDaysExplanation(from, within.days, out);
      break;
  }
}

bool Applies(const CaseAtHand& at_hand, const DeadlineTerms& terms, const v1::Decision& decision, int team) {
  if (!terms.severity.Has(decision.severity()) || !terms.channel.Has(ChannelOf(at_hand.complaint)))
    return false;
  if (!terms.teams.empty() && std::find(terms.teams.begin(), terms.teams.end(), team) == terms.teams.end()) {
    return false;
  }
  if (terms.segments.empty()) return true;
  return at_hand.customer != nullptr &&
         std::find(terms.segments.begin(), terms.segments.end(), at_hand.customer->standing().segment()) !=
             terms.segments.end();
}

int TeamIndex(const Policy::Compiled& policy, const std::string& id) {
  for (size_t i = 0; i < policy.teams.size(); ++i) {
    if (policy.teams[i].team->id() == id) return static_cast<int>(i);
  }
  return policy.default_team;
}

// The deadlines and promises of one decision, while they are collected.
class Schedule {
 public:
  Schedule(const CaseAtHand& at_hand, const Policy::Compiled& policy, int team, int shorter_percent,
           v1::Decision* decision)
      : at_hand_(at_hand),
        policy_(policy),
        team_calendar_(policy.teams[static_cast<size_t>(team)].calendar),
        shorter_percent_(shorter_percent),
        decision_(decision) {}

  void Consider(const DeadlineTerms& terms) {
    const TimeTerms within = Shorter(terms.within, shorter_percent_);
    Keep(terms.kind, {.due = absl::InfiniteFuture(),
                      .from = at_hand_.arrived,
                      .within = within,
                      .calendar = CalendarOf(terms.calendar),
                      .source = &terms.source,
                      .is_public = terms.is_public});
  }

  // A promise runs from now, when it is made; it is a deadline too.
  void Promise(const PromiseTerms& terms, const std::string& source) {
    const int calendar = CalendarOf(terms.calendar);
    const absl::Time due = DueAt(policy_, terms.within, calendar, at_hand_.now);
    v1::PromiseMade* made = decision_->add_promises();
    made->set_kind(terms.kind);
    SetTimestamp(due, made->mutable_due());
    AppendArithmetic(policy_, terms.within, calendar, at_hand_.now, made->mutable_explanation());
    made->set_rule(source);
    Keep(DeadlineOf(terms.kind), {.due = absl::InfiniteFuture(),
                                  .from = at_hand_.now,
                                  .within = terms.within,
                                  .calendar = calendar,
                                  .source = &source,
                                  .is_public = false});
  }

  // When the first response is due; infinite where nothing says.
  absl::Time first_response() const { return earliest_[v1::Deadline::FIRST_RESPONSE].due; }

  void Write() const {
    for (int kind = v1::Deadline::ACKNOWLEDGE; kind < kDeadlineKinds; ++kind) {
      const Candidate& winner = earliest_[static_cast<size_t>(kind)];
      if (winner.source == nullptr) continue;
      v1::Deadline* deadline = decision_->add_deadlines();
      deadline->set_kind(static_cast<v1::Deadline::Kind>(kind));
      SetTimestamp(winner.due, deadline->mutable_due());
      deadline->set_calendar(policy_.calendar_ids[static_cast<size_t>(winner.calendar)]);
      deadline->set_source(*winner.source);
      deadline->set_is_public(winner.is_public);
      AppendArithmetic(policy_, winner.within, winner.calendar, winner.from, deadline->mutable_explanation());
    }
  }

 private:
  int CalendarOf(int calendar) const { return calendar == kNone ? team_calendar_ : calendar; }

  // Of several the earliest wins; of equal ones the first by source, so that the order of rules never
  // matters.
  void Keep(v1::Deadline::Kind kind, Candidate candidate) {
    candidate.due = DueAt(policy_, candidate.within, candidate.calendar, candidate.from);
    Candidate& best = earliest_[static_cast<size_t>(kind)];
    if (best.source != nullptr &&
        std::tie(best.due, *best.source) <= std::tie(candidate.due, *candidate.source)) {
      return;
    }
    best = candidate;
  }

  const CaseAtHand& at_hand_;
  const Policy::Compiled& policy_;
  const int team_calendar_;
  const int shorter_percent_;
  v1::Decision* decision_;
  std::array<Candidate, kDeadlineKinds> earliest_;
};

}  // namespace

void SetDeadlines(const CaseAtHand& at_hand, const Policy& policy_set, v1::Decision* decision) {
  const Policy::Compiled& policy = policy_set.compiled();
  v1::Priority* priority = decision->mutable_priority();
  const absl::Time end_of_patience = at_hand.arrived + absl::Seconds(priority->patience_seconds());
  if (decision->disposition() == v1::Disposition::SUPPRESS) {
    SetTimestamp(end_of_patience, priority->mutable_serve_by());
    return;
  }

  int shorter_percent = 0;
  for (const uint32_t rule : at_hand.firing.rules) {
    shorter_percent = std::max(shorter_percent, policy.effects[rule].then->deadlines_shorter_percent());
  }
  const int team = TeamIndex(policy, decision->route().team());
  Schedule schedule(at_hand, policy, team, shorter_percent, decision);
  for (const DeadlineTerms& terms : policy.deadlines) {
    if (Applies(at_hand, terms, *decision, team)) schedule.Consider(terms);
  }
  for (const uint32_t rule : at_hand.firing.rules) {
    const Effect& effect = policy.effects[rule];
    for (const DeadlineTerms& terms : effect.deadlines) {
      if (terms.channel.Has(ChannelOf(at_hand.complaint))) schedule.Consider(terms);
    }
    for (const PromiseTerms& terms : effect.promises) schedule.Promise(terms, effect.rule->id());
  }
  const MessageTerms* message = nullptr;
  if (decision->disposition() == v1::Disposition::AUTO_REPLY) {
    message = FindMessage(policy.replies, decision->reply().template_());
  } else if (decision->acknowledgement().send()) {
    message = FindMessage(policy.acknowledgements, decision->acknowledgement().message().template_());
  }
  if (message != nullptr && message->promise.has_value()) schedule.Promise(*message->promise, message->id);
  schedule.Write();

  const absl::Time before_deadline = schedule.first_response() - policy.margin;
  SetTimestamp(std::max(std::min(end_of_patience, before_deadline), at_hand.arrived),
               priority->mutable_serve_by());
}

}  // namespace triage::decide
