// What an item asks of an agent, and who may take it.
//
// Names become small numbers once, when an item is pushed; items that ask the same share one Requirement. So
// a lease compares numbers, and only once for each different requirement that waits, not for each item.
//
//   Names names;
//   Requirement needs = MakeRequirement(item, names);      // team "safety", authority 2, ...
//   Profile dana = MakeProfile(agent, names);              // authority 1
//   MayTake(dana, needs);                                  // false
//
// Names are kept as long as the queue is: they name teams, skills, languages and agents, never customers.
// Thread-compatible.
#ifndef TRIAGE_SRC_QUEUE_REQUIREMENT_H_
#define TRIAGE_SRC_QUEUE_REQUIREMENT_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "triage/v1/queue.pb.h"

namespace triage::queue {

// A name's number; 0 is the empty name.
using NameId = uint32_t;

class Names {
 public:
  NameId Intern(std::string_view name);
  // Nothing where the name was never interned: then no item asks for it.
  std::optional<NameId> Find(std::string_view name) const;
  std::string_view Name(NameId id) const { return id == 0 ? std::string_view() : *names_[id - 1]; }

 private:
  absl::flat_hash_map<std::string, NameId> ids_;
  std::vector<std::unique_ptr<const std::string>> names_;
};

struct Requirement {
  NameId team = 0;
  NameId language = 0;
  NameId avoid_team = 0;
  NameId avoid_agent = 0;
  NameId owner = 0;  // 0: nobody is waited for
  int32_t authority = 0;
  int32_t hostility = 0;                  // a multiple of kHostilityStep
  absl::InlinedVector<NameId, 4> skills;  // ascending, each once

  friend bool operator==(const Requirement& a, const Requirement& b) { return a.Tie() == b.Tie(); }
  template <typename H>
  friend H AbslHashValue(H h, const Requirement& r) {
    return H::combine(std::move(h), r.Tie());
  }

 private:
  std::tuple<const NameId&, const NameId&, const NameId&, const NameId&, const NameId&, const int32_t&,
             const int32_t&, const absl::InlinedVector<NameId, 4>&>
  Tie() const {
    return std::tie(team, language, avoid_team, avoid_agent, owner, authority, hostility, skills);
  }
};

// Units of hostility count in steps, rounded up, so that few different requirements exist.
inline constexpr int32_t kHostilityStep = 10;
inline constexpr int32_t kMaxHostility = 100;

// The agent, as far as it matters for items that were ever pushed.
struct Profile {
  NameId id = 0;  // 0: no item names him
  bool any_language = true;
  int32_t authority = 0;
  int32_t hostility_budget = std::numeric_limits<int32_t>::max();
  absl::InlinedVector<NameId, 4> teams, skills, languages;
};

// The owner is left out: the queue decides for how long he is waited for.
Requirement MakeRequirement(const v1::QueueItem& item, Names& names);
Profile MakeProfile(const v1::Agent& agent, const Names& names);

// Everything but the owner.
bool MayTake(const Profile& agent, const Requirement& needs);

// "ro-MD" and "RO" are "ro"; "und" is empty.
std::string LanguageSubtag(std::string_view language);

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_REQUIREMENT_H_
