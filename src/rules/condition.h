// Conditions, from the author's tree to a few branches that run without recursion.
//
// A condition is read into a tree of atoms in which negation stands at the atoms alone (`not` turns "all"
// into "any"), and then laid out as branches: each asks one atom and names the branch to go to where it
// holds, and where it does not. So `not`, "all" and "any" cost nothing at run time, and a condition that
// fails early stops there.
//
//   Reader reader(signals, facts, &atoms, issues);
//   std::optional<Node> tree = reader.Read(rule.when());   // nullopt: `issues` says why
//   uint32_t entry = LayOut(*tree, kHolds, kFails, &branches);
//   Run(atoms, branches, entry, question);
//
// Trees deeper than kMaxDepth are refused, so that no recursion here goes deeper. Thread-compatible.
#ifndef TRIAGE_SRC_RULES_CONDITION_H_
#define TRIAGE_SRC_RULES_CONDITION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/issue_sink.h"
#include "src/rules/atom.h"
#include "src/rules/facts.h"
#include "src/signals/signals.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::rules {

inline constexpr int kMaxDepth = 32;

struct Node {
  enum class Kind : uint8_t {
    kAtom,
    kAll,
    kAny
  };  // kAll without members holds, kAny without members does not
  Kind kind = Kind::kAll;
  bool wanted = true;  // of an atom: false where it must not hold
  uint32_t atom = 0;
  std::vector<Node> members;
};

struct Branch {
  uint32_t atom = 0;
  uint32_t if_true = 0;
  uint32_t if_false = 0;
};

// Where a run ends.
inline constexpr uint32_t kHolds = UINT32_MAX;
inline constexpr uint32_t kFails = UINT32_MAX - 1;

class Reader {
 public:
  Reader(const signals::SignalSet& signals, const FactTable& facts, AtomTable* atoms, IssueSink* issues);

  // Checks everything, so that an author sees all issues at once. nullopt where there is an error.
  std::optional<Node> Read(const v1::Condition& condition);

 private:
  Node ReadTree(const v1::Condition& condition, bool wanted, int depth);
  void ReadSignals(const v1::Condition& condition, bool wanted, std::vector<Node>* members);
  void ReadFact(const v1::Condition& condition, int index, bool wanted, std::vector<Node>* members);
  void ReadChannels(const v1::Condition& condition, bool wanted, std::vector<Node>* members);
  void ReadNothingWrong(const v1::Condition& condition, bool wanted, std::vector<Node>* members);
  std::optional<uint32_t> FindSignal(const google::protobuf::Message& message, std::string_view field,
                                     int index, const std::string& id);
  bool CheckQuestion(const v1::FactTest& test, uint32_t fact);
  void CheckTiers(const v1::FactTest& test, const std::vector<std::string>& texts);
  void CheckTogether(const v1::Condition& condition);
  void AddNamed(const v1::Condition& condition, int depth, std::vector<uint32_t>* named) const;
  void Error(std::string_view code, Place place, std::string message, std::string hint = "");

  const signals::SignalSet& signals_;
  const FactTable& facts_;
  AtomTable* const atoms_;
  IssueSink* const issues_;
  std::vector<std::string_view> signal_names_;  // sorted
  bool failed_ = false;
};

// True where the members of an "all" exclude each other, so that the whole can never hold.
bool NeverHolds(const Node& node, const AtomTable& atoms);

// Appends the branches of `node` and returns where to begin.
uint32_t LayOut(const Node& node, uint32_t if_true, uint32_t if_false, std::vector<Branch>* branches);

inline bool Run(const AtomTable& atoms, const std::vector<Branch>& branches, uint32_t at,
                const Question& question) {
  while (at < kFails) {
    const Branch& branch = branches[at];
    at = atoms.Holds(branch.atom, question) ? branch.if_true : branch.if_false;
  }
  return at == kHolds;
}

}  // namespace triage::rules

#endif  // TRIAGE_SRC_RULES_CONDITION_H_
