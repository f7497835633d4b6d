// The table of what headers and fields say of a message. A row is a rule and also a row of the tests.
//
// Rows are independent: each that holds for any instance of its header gives its reason, whatever order the
// headers came in. How the rows that hold make one origin is said at OriginOf() below.
//
// All is constant: thread-safe.
#ifndef TRIAGE_SRC_INBOUND_HEADER_RULES_H_
#define TRIAGE_SRC_INBOUND_HEADER_RULES_H_

#include <bitset>
#include <cstddef>
#include <string_view>

#include "src/inbound/inbound.h"

namespace triage::inbound {

// How much a row proves of the origin.
enum class Strength : uint8_t {
  kNone,        // nothing: the row is about the answer alone
  kHuman,       // the sender states that a person wrote it: `Auto-Submitted: no`
  kTrace,       // nothing alone, but it confirms a doubt
  kDoubt,       // alone UNSURE; with another doubt or a trace the row's origin
  kConvention,  // its origin, unless the sender states a person: then UNSURE
  kSign,        // surely a machine; of which kind, another row may say better
  kProof,       // the row's origin
};

// What becomes of a row in a message that came through a list by which the host reads its mail.
enum class ThroughOwnList : uint8_t {
  kStands,
  kVoid,   // the list put it there: it counts for nothing
  kDoubt,  // it counts as a doubt: lists replace the sender by themselves
};

// Fields that are no headers.
struct Facts {
  bool is_mail = false;
  bool from_program = false;
  bool no_sender = false;        // mail without an address in From
  bool several_senders = false;  // two different addresses in From
  bool own_account = false;      // not mail: `from` is one of our own addresses
  bool beyond_limits = false;    // header lines or bytes were not read
};

struct Rule {
  std::string_view name;      // for tests, unique
  std::string_view source;    // the header's name, as reasons give it, or the field's
  std::string_view standard;  // the document, or the program that writes the header
  v1::Inbound::Origin origin;
  Strength strength;
  bool forbids_answer;
  ThroughOwnList through_own_list;
  // Exactly one of these is set. The value is one line, within the limit, not trimmed.
  bool (*header_holds)(std::string_view value, const Policy& policy);
  bool (*fact_holds)(const Facts& facts);
};

inline constexpr size_t kRules = 52;
extern const Rule kRuleTable[kRules];

// The rows whose header's name is so long, ascending: `for (i = FirstRule(n); i < kRules; i = NextRule(i))`.
// Few rows of the table need a closer look.
size_t FirstRule(size_t name_length);
size_t NextRule(size_t rule);
// The rows of facts come last.
inline constexpr size_t kFirstFact = kRules - 5;

// The rows that hold for one message.
using HeldRules = std::bitset<kRules>;

// The header in which our own automatic mail carries one of our addresses or our Message-ID domain.
inline constexpr std::string_view kLoopHeader = "X-Triage-Loop";

// False for most headers that no rule names, true for all that a rule names; a few nanoseconds.
bool MayHaveRule(std::string_view header);

// Takes from `held` the rows that an own list makes void. Returns true where the message came through an own
// list and no other.
bool DropVoid(HeldRules* held);

// The origin that rows make which hold (after DropVoid). The strongest of these that applies:
//   1. a kProof gives its origin;
//   2. a kSign, or a kConvention that no kHuman contradicts, gives the first origin of it and all
//      doubts; contradicted conventions alone give UNSURE;
//   3. two doubts, or a doubt and a trace, that no kHuman contradicts, give the first origin of the doubts;
//      otherwise a doubt gives UNSURE;
//   4. HUMAN.
// The first of several origins is the first of: bounce, abuse report, receipt, own echo, automatic reply,
// list, bulk, notification.
v1::Inbound::Origin OriginOf(const HeldRules& held, bool through_own_list);

}  // namespace triage::inbound

#endif  // TRIAGE_SRC_INBOUND_HEADER_RULES_H_
