// How Policy::Build puts the compiled policy together: one function a part of the rule set.
// For src/decide/ alone. Thread-safe: functions without state.
#ifndef TRIAGE_SRC_DECIDE_POLICY_PARTS_H_
#define TRIAGE_SRC_DECIDE_POLICY_PARTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/nearest_name.h"
#include "src/decide/policy/compiled.h"

namespace triage::decide {

// Ids of one kind of entry, and their numbers.
class Names {
 public:
  explicit Names(std::string_view kind) : kind_(kind) {}

  // Gives the next number to `id`; false where it is empty or taken, which is then an issue.
  bool Add(const std::string& id, Place place, IssueSink& issues);

  // The number of `id`; kNone and an issue where it is unknown; kNone alone where it is empty.
  int Resolve(const std::string& id, Place place, IssueSink& issues) const;

 private:
  std::string_view kind_;
  std::vector<std::string> ids_;
  absl::flat_hash_map<std::string, int> index_;
};

// The names that entries use to refer to each other.
struct NameTables {
  Names calendars{"calendar"}, teams{"team"}, categories{"category"}, playbooks{"playbook"}, replies{"reply"};
  Names score_groups{"score_group"}, urgency_groups{"urgency_group"};
};

// Where two entries of a kind have one precedence, which of them wins would be chance.
template <typename Entries>
void CheckPrecedence(const Entries& entries, IssueSink& issues) {
  absl::flat_hash_map<int, std::string> seen;
  for (const auto& entry : entries) {
    const auto [first, is_new] = seen.emplace(entry.precedence(), entry.id());
    if (is_new) continue;
    issues.Error("same_precedence", {&entry, "precedence"},
                 absl::StrCat("\"", entry.id(), "\" and \"", first->second, "\" have the same precedence ",
                              entry.precedence()),
                 "give each its own number; the higher wins");
  }
}

EnumSet SetOf(const google::protobuf::RepeatedField<int>& values);

TimeTerms BuildWithin(const v1::Within& within, Place place, IssueSink& issues);
DeadlineTerms BuildDeadline(const v1::DeadlinePolicy& deadline, const NameTables& names, std::string source,
                            IssueSink& issues);
PromiseTerms BuildPromise(const v1::PromiseRule& promise, const NameTables& names, IssueSink& issues);

// policy.cc: calendars, teams, groups, patience ... in the order in which they refer to each other.
// messages.cc:
void BuildMessages(const v1::RuleSet& rules, NameTables* names, Policy::Compiled* policy, IssueSink& issues);
// effects.cc:
void BuildEffects(const v1::RuleSet& rules, const rules::RuleBook& rulebook, const rules::FactTable& facts,
                  const NameTables& names, Policy::Compiled* policy, IssueSink& issues);
// Promises against deadlines: a promise that is longer than the deadline of its kind, or that falls where
// nobody works.
void CheckPromises(const Policy::Compiled& policy, IssueSink& issues);

}  // namespace triage::decide

#endif  // TRIAGE_SRC_DECIDE_POLICY_PARTS_H_
