// The smallest questions of conditions: is this signal said, is this fact at least 5, is it this channel?
//
// An AtomTable holds each question of a rule set once. Asking one is a comparison or two; nothing allocates.
// AtomTable is immutable once the rules are built: then thread-safe.
#ifndef TRIAGE_SRC_RULES_ATOM_H_
#define TRIAGE_SRC_RULES_ATOM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "src/rules/facts.h"
#include "src/rules/rulebook.h"
#include "src/signals/signals.h"

namespace triage::rules {

struct Atom {
  enum class Kind : uint8_t {
    kSaid,     // subject: signal
    kCount,    // subject: signal; operand: how often at least
    kKnown,    // subject: fact
    kIsTrue,   // a flag that is known and true
    kIsFalse,  // a flag that is known and false; not the opposite of kIsTrue
    kIsOneOf,  // a text; operand: index of a list of texts
    kAtLeast,  // a number or money, against `number`
    kAbove,
    kAtMost,
    kBelow,
    kEquals,
    kChannel,       // operand: bits of v1::Channel::Kind
    kLanguage,      // operand: bits of text::Language
    kNothingWrong,  // operand: index of a list of signals that may be said
  };
  Kind kind = Kind::kSaid;
  uint32_t subject = 0;
  uint32_t operand = 0;
  double number = 0;
};

inline bool AsksFact(const Atom& atom) {
  return atom.kind >= Atom::Kind::kKnown && atom.kind <= Atom::Kind::kEquals;
}

// A situation with what many atoms ask, worked out once.
struct Question {
  const signals::Findings& findings;
  const Facts& facts;
  uint32_t channel_bits = 0;
  uint32_t language_bit = 0;
  uint32_t problems = 0;  // signals of kind PROBLEM that are said
};

// Equal but for the case of Latin, Greek and Cyrillic letters.
bool SameIgnoringCase(std::string_view a, std::string_view b);

// The channels that a complaint's channel stands for: one that is unknown is treated as mail too.
uint32_t ChannelBits(v1::Channel::Kind channel);

class AtomTable {
 public:
  // The index of the atom; the same question has the same index.
  uint32_t Add(Atom atom);
  uint32_t AddOneOf(uint32_t fact, std::vector<std::string> texts);
  // `allowed`: signals of kind PROBLEM, sorted, without repeats.
  uint32_t AddNothingWrong(std::vector<uint32_t> allowed);

  size_t size() const { return atoms_.size(); }
  const Atom& operator[](uint32_t atom) const { return atoms_[atom]; }

  // Is it so? A missing fact answers no.
  bool Holds(uint32_t atom, const Question& question) const;

  // "signal injury", "customer.vip is true"; with `wanted` false "no signal injury", "not: customer.vip is
  // true".
  std::string Describe(uint32_t atom, bool wanted, const std::vector<std::string>& signal_ids,
                       const std::vector<std::string>& fact_names) const;

 private:
  std::vector<Atom> atoms_;
  std::vector<std::vector<std::string>> texts_;
  std::vector<std::vector<uint32_t>> allowed_;
  absl::flat_hash_map<std::string, uint32_t> index_;
};

}  // namespace triage::rules

#endif  // TRIAGE_SRC_RULES_ATOM_H_
