// Which signals must be said for a rule to be worth a look?
//
//   // signal: "injury" any_signal: "today" any_signal: "now"       ->  injury, or today and now
//   // not { signal: "injury" }                                     ->  nullopt: any text may do
//
// The answer is safe: where none of the signals is said, the condition does not hold. Thread-safe.
#ifndef TRIAGE_SRC_RULES_TRIGGERS_H_
#define TRIAGE_SRC_RULES_TRIGGERS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "src/rules/atom.h"
#include "src/rules/condition.h"

namespace triage::rules {

// A set of signals of which at least one is said wherever `node` holds: of those that its parts give, the
// smallest. Sorted; nullopt where there is none. An empty set: it never holds.
std::optional<std::vector<uint32_t>> Triggers(const Node& node, const AtomTable& atoms);

// The signals that `node` asks to be said, sorted.
std::vector<uint32_t> WantedSignals(const Node& node, const AtomTable& atoms);

// From signals to the rules that they bring up.
class TriggerIndex {
 public:
  // Call once for each rule, in ascending order.
  void Add(uint32_t rule, const std::optional<std::vector<uint32_t>>& triggers, size_t signals);

  // Replaces `candidates` by a bit for each rule that may hold, 32 rules a word.
  void Collect(const std::vector<uint32_t>& said, std::vector<uint32_t>* candidates) const;

 private:
  std::vector<std::vector<uint32_t>> rules_;  // by signal
  std::vector<uint32_t> always_;              // bits
};

}  // namespace triage::rules

#endif  // TRIAGE_SRC_RULES_TRIGGERS_H_
