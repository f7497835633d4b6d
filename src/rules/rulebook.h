// Stage 4: which rules hold?
//
// All rules are evaluated on the same findings and facts; no rule sees what another does. A rule whose
// condition cannot hold unless one of certain signals is said is looked at only when one of them is, so that
// cost follows what the text says, not how many rules there are.
//
//   RuleBook book = RuleBook::Build(rules, signals, facts, issues);
//   book.Evaluate({findings, gathered, complaint.channel(), language}, facts, &firing);
//   for (uint32_t rule : firing.rules) Use(book.id(rule));
//   // `signal: "injry"`: issues gets `unknown signal "injry"`, with the hint `did you mean "injury"?`.
//
// Guarantees: the same rules fire as if all were evaluated; nothing allocates once `firing` has its size; no
// depth of conditions, number of rules or input makes Evaluate recurse. A rule with an error is left out of
// the book.
//
// A near miss is looked for among rules with a severity floor that some signal of the text brings up, or that
// need none, within 512 atoms for all of them together: of the rest nothing is told.
//
// Cost: 0.1 to 0.3 microseconds where a text brings up a few rules of 1,000 or 10,000; about 10 ns for each
// rule that it brings up.
//
// Rules are numbered in the order of their ids: the order in the file never matters. RuleBook is immutable
// after Build: thread-safe.
#ifndef TRIAGE_SRC_RULES_RULEBOOK_H_
#define TRIAGE_SRC_RULES_RULEBOOK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "src/base/issue_sink.h"
#include "src/rules/facts.h"
#include "src/signals/signals.h"
#include "src/text/language.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::rules {

// All that a condition can ask about.
struct Situation {
  const signals::Findings& findings;
  const Facts& facts;
  v1::Channel::Kind channel = v1::Channel::UNKNOWN;
  text::Language language = text::Language::kUnknown;
};

// A rule that would hold if one atom of its condition did.
struct Miss {
  uint32_t rule = 0;
  uint32_t atom = 0;  // RuleBook::DescribeAtom
};

struct Firing {
  std::vector<uint32_t> rules;  // that hold, ascending
  // Rules with severity effects (points or a floor) that ask about the customer, and hold for a customer of
  // whom nothing is known: with them no fact of a customer can lower a severity (DESIGN 4.3). Ascending.
  std::vector<uint32_t> for_anybody;
  std::vector<Miss> near_misses;     // ascending by rule; only rules with a severity floor
  Facts forgotten;                   // memory for the second look
  std::vector<uint32_t> brought_up;  // memory
  std::vector<uint32_t> candidates;  // memory: a bit for each rule that was looked at, 32 a word
};

class RuleBook {
 public:
  // Compiles RuleSet.rule: names, types and structure of the conditions are checked, and what is wrong goes
  // to `issues`. (Effects are checked by decide::Policy, but for two: that there is one, and that no rule
  // about the customer has `severity_at_most`.)
  static RuleBook Build(const v1::RuleSet& rules, const signals::SignalSet& signals, const FactTable& facts,
                        IssueSink& issues);

  size_t size() const;
  const std::string& id(uint32_t rule) const;
  // The rule's message in the RuleSet given to Build, by its index there.
  int source_index(uint32_t rule) const;
  // Signals that the rule's condition asks to be said: its evidence.
  const std::vector<uint32_t>& signals(uint32_t rule) const;
  // True where the condition asks about a fact of the customer; ... that needs a verified identity.
  bool asks_customer(uint32_t rule) const;
  bool asks_identity(uint32_t rule) const;
  std::string DescribeAtom(uint32_t atom) const;  // "signal injury", "customer.vip is true"

  // Replaces `firing`.
  void Evaluate(const Situation& situation, const FactTable& table, Firing* firing) const;

 private:
  struct Program;
  std::shared_ptr<const Program> program_;
};

}  // namespace triage::rules

#endif  // TRIAGE_SRC_RULES_RULEBOOK_H_
