#include "src/queue/requirement.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "src/base/compat.h"

namespace triage::queue {
namespace {

template <typename List>
bool Holds(const List& list, NameId id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

template <typename Strings>
void FindAll(const Strings& strings, const Names& names, absl::InlinedVector<NameId, 4>& ids) {
  for (const std::string& name : strings) {
    if (const auto id = names.Find(name)) ids.push_back(*id);
  }
}

}  // namespace

NameId Names::Intern(std::string_view name) {
  if (name.empty()) return 0;
  const auto [it, is_new] = ids_.try_emplace(Absl(name), static_cast<NameId>(names_.size() + 1));
  if (is_new) names_.push_back(std::make_unique<const std::string>(name));
  return it->second;
}

std::optional<NameId> Names::Find(std::string_view name) const {
  const auto it = ids_.find(Absl(name));
  if (it == ids_.end()) return std::nullopt;
  return it->second;
}

std::string LanguageSubtag(std::string_view language) {
  std::string subtag(language.substr(0, language.find_first_of("-_")));
  absl::AsciiStrToLower(&subtag);
  if (subtag == "und") subtag.clear();
  return subtag;
}

Requirement MakeRequirement(const v1::QueueItem& item, Names& names) {
  Requirement needs;
  needs.team = names.Intern(item.team());
  needs.language = item.language().empty() ? 0 : names.Intern(LanguageSubtag(item.language()));
  needs.avoid_team = names.Intern(item.avoid_team());
  needs.avoid_agent = names.Intern(item.avoid_agent());
  needs.authority = std::max(item.authority_level(), 0);
  needs.hostility = (item.hostility() + kHostilityStep - 1) / kHostilityStep * kHostilityStep;
  for (const std::string& skill : item.skills()) {
    if (const NameId id = names.Intern(skill); id != 0) needs.skills.push_back(id);
  }
  std::sort(needs.skills.begin(), needs.skills.end());
  needs.skills.erase(std::unique(needs.skills.begin(), needs.skills.end()), needs.skills.end());
  return needs;
}

Profile MakeProfile(const v1::Agent& agent, const Names& names) {
  Profile profile;
  profile.id = names.Find(agent.id()).value_or(0);
  profile.authority = agent.authority_level();
  if (agent.has_hostility_budget()) profile.hostility_budget = agent.hostility_budget();
  FindAll(agent.teams(), names, profile.teams);
  FindAll(agent.skills(), names, profile.skills);
  profile.any_language = agent.languages().empty();
  for (const std::string& language : agent.languages()) {
    if (const auto id = names.Find(LanguageSubtag(language))) profile.languages.push_back(*id);
  }
  return profile;
}

bool MayTake(const Profile& agent, const Requirement& needs) {
  if (needs.authority > std::max(agent.authority, 0)) return false;
  if (needs.hostility > 0 && needs.hostility > agent.hostility_budget) return false;
  if (needs.team != 0 && !Holds(agent.teams, needs.team)) return false;
  if (needs.avoid_team != 0 && Holds(agent.teams, needs.avoid_team)) return false;
  if (needs.avoid_agent != 0 && needs.avoid_agent == agent.id) return false;
  if (needs.language != 0 && !agent.any_language && !Holds(agent.languages, needs.language)) return false;
  for (const NameId skill : needs.skills) {
    if (!Holds(agent.skills, skill)) return false;
  }
  return true;
}

}  // namespace triage::queue
