// Stage 7: who, how, and may we call?
#include <algorithm>

#include "src/base/timestamp.h"
#include "src/base/utf8.h"
#include "src/calendar/quiet_hours.h"
#include "src/decide/decide.h"
#include "src/decide/policy/compiled.h"
#include "src/decide/policy/terms.h"

namespace triage::decide {
namespace {

// The lowest level that may decide on the sum claimed; the highest level there is where no sum suffices or
// the claim is in another currency; 0 where nothing is claimed.
int AuthorityForClaim(const CaseAtHand& at_hand, const Policy::Compiled& policy) {
  if (!at_hand.complaint.has_claimed() || policy.authorities.empty()) return 0;
  const v1::Money& claimed = at_hand.complaint.claimed();
  for (const AuthorityTerms& authority : policy.authorities) {
    if (authority.currency == claimed.currency() && claimed.minor_units() <= authority.up_to_minor) {
      return authority.level;
    }
  }
  return policy.authorities.back().level;
}

// The open case that this complaint belongs to: the one it names, else the one opened last.
const v1::OpenCase* OpenCaseOf(const CaseAtHand& at_hand) {
  if (at_hand.customer == nullptr) return nullptr;
  const v1::OpenCase* found = nullptr;
  for (const v1::OpenCase& open : at_hand.customer->open_cases()) {
    if (!at_hand.complaint.case_id().empty() && open.id() == at_hand.complaint.case_id()) return &open;
    if (found == nullptr || ToTime(open.opened_at()) > ToTime(found->opened_at())) found = &open;
  }
  return found;
}

bool Manages(const TeamTerms& team, const std::string& managed) {
  const auto& list = team.team->manages();
  return std::find(list.begin(), list.end(), managed) != list.end();
}

// The team of the highest precedence among those that hear complaints about staff, but not about
// `about_team`.
int OtherManager(const Policy::Compiled& policy, const std::string& about_team) {
  int best = kNone;
  for (size_t i = 0; i < policy.teams.size(); ++i) {
    const TeamTerms& team = policy.teams[i];
    if (team.team->manages().empty() || team.team->id() == about_team || Manages(team, about_team)) continue;
    if (best == kNone ||
        team.team->precedence() > policy.teams[static_cast<size_t>(best)].team->precedence()) {
      best = static_cast<int>(i);
    }
  }
  return best;
}

// True where the team speaks the language of the complaint, or one of the two is not known.
bool Speaks(const v1::Team& team, const std::string& language) {
  const auto& spoken = team.languages();
  return spoken.empty() || language == "und" ||
         std::find(spoken.begin(), spoken.end(), language) != spoken.end();
}

// From `team` on, over hands_on_to, to the first that may decide at `level` and is not complained about;
// where none may, to the one that may decide most. Nobody of the team complained about may take the
// complaint, so that team is no answer while there is another: then managers hear it, or the first other
// team. (The chain has no cycle: Policy::Build.)
int WithAuthority(const Policy::Compiled& policy, int team, int level, const std::string& about_team,
                  const std::string& language) {
  int best = kNone;
  for (int next = team; next != kNone; next = policy.teams[static_cast<size_t>(next)].hands_on_to) {
    const v1::Team& terms = *policy.teams[static_cast<size_t>(next)].team;
    if (terms.id() == about_team) continue;
    if (terms.authority_level() >= level && Speaks(terms, language)) return next;
    if (best == kNone ||
        terms.authority_level() > policy.teams[static_cast<size_t>(best)].team->authority_level()) {
      best = next;
    }
  }
  if (best != kNone) return best;
  const int manager = OtherManager(policy, about_team);
  if (manager != kNone) return manager;
  const auto other = std::find_if(policy.teams.begin(), policy.teams.end(),
                                  [&](const TeamTerms& terms) { return terms.team->id() != about_team; });
  return other == policy.teams.end() ? team : static_cast<int>(other - policy.teams.begin());
}

void ChooseTeam(const CaseAtHand& at_hand, const Policy::Compiled& policy, v1::Decision* decision) {
  v1::Route* route = decision->mutable_route();
  int team = kNone;
  bool other_manager = false;
  int level = 0;
  for (const uint32_t rule : at_hand.firing.rules) {
    const Effect& effect = policy.effects[rule];
    level = std::max(level, effect.then->authority_level());
    if (effect.then->authority_for_claim()) level = std::max(level, AuthorityForClaim(at_hand, policy));
    other_manager |= effect.then->other_manager();
    if (effect.team == kNone) continue;
    if (team != kNone && policy.teams[static_cast<size_t>(effect.team)].team->precedence() <=
                             policy.teams[static_cast<size_t>(team)].team->precedence()) {
      continue;
    }
    team = effect.team;
    route->set_team_rule(effect.rule->id());
  }
  const std::string& about_team = at_hand.complaint.about_team();
  if (other_manager) {
    const int manager = OtherManager(policy, about_team);
    if (manager != kNone &&
        (team == kNone || policy.teams[static_cast<size_t>(manager)].team->precedence() >
                              policy.teams[static_cast<size_t>(team)].team->precedence())) {
      team = manager;
      for (const uint32_t rule : at_hand.firing.rules) {
        if (policy.effects[rule].then->other_manager()) route->set_team_rule(policy.effects[rule].rule->id());
      }
    }
  }
  if (team == kNone) team = policy.default_team;
  team = WithAuthority(policy, team, level, about_team, decision->text().language());
  route->set_team(policy.teams[static_cast<size_t>(team)].team->id());
  route->set_authority_level(level);
}

void ChoosePerson(const CaseAtHand& at_hand, const Policy::Compiled& policy, v1::Decision* decision) {
  v1::Route* route = decision->mutable_route();
  bool same_owner = false;
  for (const uint32_t rule : at_hand.firing.rules) {
    const v1::Effect& then = *policy.effects[rule].then;
    for (const std::string& skill : then.skill()) AddOnce(skill, route->mutable_skills());
    for (const std::string& team : then.inform()) AddOnce(team, route->mutable_inform());
    same_owner |= then.same_owner();
    if (then.named_handler()) route->set_named_handler(true);
  }
  route->set_avoid_team(RepairUtf8(at_hand.complaint.about_team()));
  route->set_avoid_agent(RepairUtf8(at_hand.complaint.about_agent()));
  route->set_language(decision->text().language() != "und" || at_hand.customer == nullptr
                          ? decision->text().language()
                          : RepairUtf8(at_hand.customer->preferences().language()));
  if (!same_owner && !route->named_handler()) return;
  const v1::OpenCase* open = OpenCaseOf(at_hand);
  if (open == nullptr || open->owner().empty()) return;
  const bool complained_about = open->owner() == route->avoid_agent() ||
                                (!route->avoid_team().empty() && open->team() == route->avoid_team());
  if (!complained_about) route->set_owner(RepairUtf8(open->owner()));
}

void ChooseHandling(const CaseAtHand& at_hand, const Policy::Compiled& policy, v1::Decision* decision) {
  v1::Handling* handling = decision->mutable_handling();
  int best = kNone;
  std::string_view tone;
  for (const uint32_t rule : at_hand.firing.rules) {
    const Effect& effect = policy.effects[rule];
    if (effect.then->offer_needs_approval() && !handling->offer_needs_approval()) {
      handling->set_offer_needs_approval(true);
      handling->set_offer_rule(effect.rule->id());
    }
    const std::string& wanted = effect.then->tone();
    if (!wanted.empty() && (tone.empty() || wanted < tone)) tone = wanted;
    if (effect.playbook == kNone) continue;
    if (best != kNone && policy.playbooks[static_cast<size_t>(effect.playbook)].playbook->precedence() <=
                             policy.playbooks[static_cast<size_t>(best)].playbook->precedence()) {
      continue;
    }
    best = effect.playbook;
    handling->set_playbook_rule(effect.rule->id());
  }
  if (best != kNone) {
    const v1::Playbook& playbook = *policy.playbooks[static_cast<size_t>(best)].playbook;
    handling->set_playbook(playbook.id());
    if (tone.empty()) tone = playbook.tone();
  }
  handling->set_tone(std::string(tone));
}

void PlanContact(const CaseAtHand& at_hand, const Policy::Compiled& policy, v1::Decision* decision) {
  v1::ContactPlan* plan = decision->mutable_contact();
  plan->set_contacts_allowed(policy.max_contacts);
  plan->set_time_zone(at_hand.zone.name());
  if (at_hand.customer != nullptr) {
    const absl::Time window = at_hand.now - absl::Hours(24) * policy.contact_days;
    int used = 0;
    for (const v1::Contact& contact : at_hand.customer->history().contacts()) {
      const absl::Time at = ToTime(contact.at());
      if (contact.outgoing() && at > window && at <= at_hand.now) ++used;
    }
    plan->set_contacts_used(used);
    plan->set_budget_spent(policy.max_contacts > 0 && used >= policy.max_contacts);
    *plan->mutable_refused() = at_hand.customer->preferences().refused();
  }
  if (policy.has_quiet_hours &&
      calendar::InQuietHours(at_hand.now, at_hand.zone, policy.quiet_from, policy.quiet_to)) {
    SetTimestamp(calendar::NextAllowed(at_hand.now, at_hand.zone, policy.quiet_from, policy.quiet_to),
                 plan->mutable_calls_from());
  }
}

}  // namespace

void ChooseRoute(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision) {
  if (decision->disposition() == v1::Disposition::SUPPRESS) return;
  ChooseTeam(at_hand, policy.compiled(), decision);
  ChoosePerson(at_hand, policy.compiled(), decision);
  ChooseHandling(at_hand, policy.compiled(), decision);
  PlanContact(at_hand, policy.compiled(), decision);
}

}  // namespace triage::decide
