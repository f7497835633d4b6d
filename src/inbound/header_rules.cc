#include "src/inbound/header_rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "src/inbound/address.h"
#include "src/inbound/header_value.h"

namespace triage::inbound {
namespace {

using Value = std::string_view;

// ---- Auto-Submitted: every instance; a keyword, then comments and parameters ----

bool SaysNo(Value value, const Policy&) { return IsKeyword(value, "no"); }

bool SaysReplied(Value value, const Policy&) { return SameWord(FirstToken(value), "auto-replied"); }

bool SaysNotified(Value value, const Policy&) { return SameWord(FirstToken(value), "auto-notified"); }

bool SaysNothing(Value value, const Policy&) { return FirstToken(value).empty(); }

bool SaysOther(Value value, const Policy& policy) {
  return !SaysNo(value, policy) && !SaysReplied(value, policy) && !SaysNotified(value, policy) &&
         !SaysNothing(value, policy);
}

// ---- Return-Path and senders ----

// "<>", with white space or comments anywhere in it.
bool IsNullPath(Value value, const Policy&) {
  SkipComments(&value);
  if (value.empty() || value.front() != '<') return false;
  value.remove_prefix(1);
  SkipComments(&value);
  return !value.empty() && value.front() == '>';
}

bool IsBlank(Value value, const Policy&) { return Trim(value).empty(); }

template <typename Predicate>
bool AnyAddress(Value value, Predicate predicate) {
  while (true) {
    const std::string_view address = NextAddress(&value);
    if (address.empty()) return false;
    if (predicate(address)) return true;
  }
}

bool FromDaemon(Value value, const Policy&) { return AnyAddress(value, IsMailerDaemon); }

// Old mailers give "MAILER-DAEMON (Mail Delivery Subsystem)" or "<MAILER-DAEMON>", without a domain.
bool FromBareDaemon(Value value, const Policy& policy) {
  if (FromDaemon(value, policy)) return true;
  SkipComments(&value);
  if (!value.empty() && value.front() == '<') value = value.substr(1, value.find('>') - 1);
  return SameWord(FirstToken(value), "mailer-daemon");
}

bool FromPostmaster(Value value, const Policy&) {
  return AnyAddress(value, [](std::string_view from) { return SameWord(LocalPart(from), "postmaster"); });
}

bool FromNoReply(Value value, const Policy&) { return AnyAddress(value, IsNoReply); }

bool FromListService(Value value, const Policy&) { return AnyAddress(value, IsListService); }

bool FromUs(Value value, const Policy& policy) {
  return AnyAddress(value, [&](std::string_view address) { return IsOwn(address, policy.own_addresses); });
}

// ---- what we wrote ourselves ----

bool HasOwnMessageId(Value value, const Policy& policy) {
  if (policy.own_message_id_domain.empty()) return false;
  return AnyAddress(value,
                    [&](std::string_view id) { return SameWord(Domain(id), policy.own_message_id_domain); });
}

bool IsOwnLoop(Value value, const Policy& policy) {
  if (FromUs(value, policy) || HasOwnMessageId(value, policy)) return true;
  const std::string_view token = FirstToken(value);
  return !token.empty() && SameWord(token, policy.own_message_id_domain);
}

bool IsForeignLoop(Value value, const Policy& policy) { return !IsOwnLoop(value, policy); }

// ---- reports ----

bool IsReport(Value value, std::string_view type, std::string_view global_type) {
  if (!SameWord(FirstToken(value), "multipart/report")) return false;
  const std::string_view given = Parameter(value, "report-type");
  return SameWord(given, type) || SameWord(given, global_type);
}

bool IsDeliveryStatus(Value value, const Policy&) {
  return IsReport(value, "delivery-status", "global-delivery-status") ||
         SameWord(FirstToken(value), "message/delivery-status");
}

bool IsDispositionNotification(Value value, const Policy&) {
  return IsReport(value, "disposition-notification", "global-disposition-notification") ||
         SameWord(FirstToken(value), "message/disposition-notification");
}

bool IsFeedbackReport(Value value, const Policy&) {
  return IsReport(value, "feedback-report", "feedback-report") ||
         SameWord(FirstToken(value), "message/feedback-report");
}

bool IsOtherReport(Value value, const Policy& policy) {
  return SameWord(FirstToken(value), "multipart/report") && !IsDeliveryStatus(value, policy) &&
         !IsDispositionNotification(value, policy) && !IsFeedbackReport(value, policy);
}

// ---- lists ----

// "Support <support.example.com>" or the bare id.
std::string_view ListId(Value value) {
  const size_t open = value.rfind('<');
  if (open == Value::npos) return Trim(value);
  value.remove_prefix(open + 1);
  return Trim(value.substr(0, value.find('>')));
}

bool IsOwnList(Value value, const Policy& policy) {
  const std::string_view id = ListId(value);
  return std::any_of(policy.own_lists.begin(), policy.own_lists.end(),
                     [id](const std::string& own) { return SameWord(id, own); });
}

bool IsForeignList(Value value, const Policy& policy) { return !IsOwnList(value, policy); }

// ---- conventions ----

bool IsThere(Value, const Policy&) { return true; }

bool IsNotNo(Value value, const Policy&) {
  const std::string_view token = FirstToken(value);
  return !SameWord(token, "no") && !SameWord(token, "false") && token != "0";
}

bool IsBulk(Value value, const Policy&) { return SameWord(FirstToken(value), "bulk"); }
bool IsJunk(Value value, const Policy&) { return SameWord(FirstToken(value), "junk"); }
bool IsList(Value value, const Policy&) { return SameWord(FirstToken(value), "list"); }

bool IsAutoReply(Value value, const Policy&) {
  const std::string_view token = FirstToken(value);
  return SameWord(token, "auto_reply") || SameWord(token, "auto-reply") || SameWord(token, "autoreply");
}

bool SuppressesAnswer(Value value, const Policy&) {
  return HasToken(value, "All") || HasToken(value, "AutoReply") || HasToken(value, "OOF");
}

// ---- names of rows ----

constexpr auto kHuman = v1::Inbound::HUMAN;
constexpr auto kBounce = v1::Inbound::BOUNCE;
constexpr auto kAbuse = v1::Inbound::ABUSE_REPORT;
constexpr auto kReceipt = v1::Inbound::RECEIPT;
constexpr auto kEcho = v1::Inbound::OWN_ECHO;
constexpr auto kReply = v1::Inbound::AUTO_REPLY;
constexpr auto kList = v1::Inbound::LIST;
constexpr auto kBulk = v1::Inbound::BULK;
constexpr auto kNotice = v1::Inbound::NOTIFICATION;
constexpr auto kUnknown = v1::Inbound::UNKNOWN;

constexpr auto kProof = Strength::kProof;
constexpr auto kSign = Strength::kSign;
constexpr auto kConvention = Strength::kConvention;
constexpr auto kDoubt = Strength::kDoubt;
constexpr auto kTrace = Strength::kTrace;

constexpr auto kStands = ThroughOwnList::kStands;
constexpr auto kVoid = ThroughOwnList::kVoid;

constexpr bool kForbids = true;
constexpr bool kAllows = false;

constexpr std::string_view kSubmitted = "RFC 3834 section 5";
constexpr std::string_view kResponder = "RFC 3834 section 2";
constexpr std::string_view kOurs = "house of the rule set";
constexpr std::string_view kUsage = "widespread use, no standard";
constexpr std::string_view kExchange = "Microsoft MS-OXCMAIL";
constexpr std::string_view kListFields = "RFC 2369";

}  // namespace

// clang-format off
constexpr Rule kRuleTable[kRules] = {
  // name, source, standard, origin, strength, answer, through an own list, predicates
  {"auto_submitted_no", "Auto-Submitted", kSubmitted,
   kHuman, Strength::kHuman, kAllows, kStands, SaysNo, nullptr},
  {"auto_submitted_replied", "Auto-Submitted", kSubmitted,
   kReply, kProof, kForbids, kStands, SaysReplied, nullptr},
  {"auto_submitted_notified", "Auto-Submitted", "RFC 5436",
   kNotice, kProof, kForbids, kStands, SaysNotified, nullptr},
  {"auto_submitted_other", "Auto-Submitted", kSubmitted,
   kNotice, kSign, kForbids, kStands, SaysOther, nullptr},
  {"auto_submitted_blank", "Auto-Submitted", kSubmitted,
   kNotice, kDoubt, kForbids, kStands, SaysNothing, nullptr},

  {"delivery_status", "Content-Type", "RFC 3464 section 2",
   kBounce, kProof, kForbids, kStands, IsDeliveryStatus, nullptr},
  {"feedback_report", "Content-Type", "RFC 5965 section 2",
   kAbuse, kProof, kForbids, kStands, IsFeedbackReport, nullptr},
  {"disposition_notification", "Content-Type", "RFC 8098 section 3",
   kReceipt, kProof, kForbids, kStands, IsDispositionNotification, nullptr},
  {"other_report", "Content-Type", "RFC 6522 section 3",
   kNotice, kSign, kForbids, kStands, IsOtherReport, nullptr},

  {"null_path", "Return-Path", "RFC 5321 section 4.5.5",
   kBounce, kSign, kForbids, kStands, IsNullPath, nullptr},
  {"blank_path", "Return-Path", "RFC 5321 section 4.5.5",
   kBounce, kDoubt, kForbids, kStands, IsBlank, nullptr},
  {"daemon_path", "Return-Path", kResponder, kBounce, kProof, kForbids, kStands, FromBareDaemon, nullptr},
  {"list_service_path", "Return-Path", kResponder, kList, kTrace, kForbids, kVoid, FromListService, nullptr},
  {"no_reply_path", "Return-Path", kUsage, kNotice, kTrace, kForbids, kStands, FromNoReply, nullptr},

  {"failed_recipients", "X-Failed-Recipients", "Exim", kBounce, kProof, kForbids, kStands, IsThere, nullptr},
  {"exchange_ndr", "X-MS-Exchange-Message-Is-Ndr", "Microsoft Exchange",
   kBounce, kProof, kForbids, kStands, IsThere, nullptr},

  {"from_daemon", "From", kResponder, kBounce, kProof, kForbids, kStands, FromBareDaemon, nullptr},
  {"from_null", "From", "RFC 5321 section 4.5.5", kBounce, kSign, kForbids, kStands, IsNullPath, nullptr},
  {"from_postmaster", "From", "RFC 5321 section 4.5.1",
   kBounce, kDoubt, kForbids, kStands, FromPostmaster, nullptr},
  {"from_no_reply", "From", kUsage, kNotice, kTrace, kForbids, kStands, FromNoReply, nullptr},
  {"from_list_service", "From", kResponder, kList, kTrace, kForbids, kVoid, FromListService, nullptr},
  {"from_us", "From", kOurs, kEcho, kProof, kForbids, ThroughOwnList::kDoubt, FromUs, nullptr},
  {"sender_daemon", "Sender", kResponder, kBounce, kProof, kForbids, kStands, FromBareDaemon, nullptr},

  {"own_message_id", "Message-ID", kOurs, kEcho, kProof, kForbids, kStands, HasOwnMessageId, nullptr},
  {"own_loop", kLoopHeader, kOurs, kEcho, kProof, kForbids, kStands, IsOwnLoop, nullptr},
  {"foreign_loop", kLoopHeader, kUsage, kReply, kProof, kForbids, kStands, IsForeignLoop, nullptr},
  {"own_x_loop", "X-Loop", kOurs, kEcho, kProof, kForbids, kStands, IsOwnLoop, nullptr},
  {"foreign_x_loop", "X-Loop", kUsage, kNotice, kDoubt, kForbids, kStands, IsForeignLoop, nullptr},

  {"autoreply", "X-Autoreply", kUsage, kReply, kProof, kForbids, kStands, IsNotNo, nullptr},
  {"auto_reply", "X-Auto-Reply", kUsage, kReply, kProof, kForbids, kStands, IsNotNo, nullptr},
  {"autoreply_from", "X-Autoreply-From", kUsage, kReply, kProof, kForbids, kStands, IsThere, nullptr},
  {"autorespond", "X-Autorespond", kUsage, kReply, kProof, kForbids, kStands, IsNotNo, nullptr},
  {"autoresponder", "X-Autoresponder", kUsage, kReply, kProof, kForbids, kStands, IsNotNo, nullptr},
  {"autogenerated", "X-Autogenerated", kUsage, kNotice, kSign, kForbids, kStands, IsNotNo, nullptr},
  {"precedence_auto_reply", "Precedence", kUsage, kReply, kProof, kForbids, kStands, IsAutoReply, nullptr},
  {"precedence_bulk", "Precedence", kResponder, kBulk, kConvention, kForbids, kVoid, IsBulk, nullptr},
  {"precedence_junk", "Precedence", kResponder, kBulk, kConvention, kForbids, kStands, IsJunk, nullptr},
  {"precedence_list", "Precedence", kResponder, kList, kConvention, kForbids, kVoid, IsList, nullptr},
  {"suppress", "X-Auto-Response-Suppress", kExchange,
   kUnknown, Strength::kNone, kForbids, kStands, SuppressesAnswer, nullptr},

  {"own_list", "List-Id", kOurs, kUnknown, Strength::kNone, kAllows, kStands, IsOwnList, nullptr},
  {"list_id", "List-Id", "RFC 2919 section 3", kList, kConvention, kForbids, kStands, IsForeignList, nullptr},
  {"list_post", "List-Post", kListFields, kList, kConvention, kForbids, kVoid, IsThere, nullptr},
  {"list_unsubscribe", "List-Unsubscribe", kListFields,
   kBulk, kConvention, kForbids, kVoid, IsThere, nullptr},
  {"mailing_list", "Mailing-List", kUsage, kList, kConvention, kForbids, kVoid, IsThere, nullptr},
  {"x_mailing_list", "X-Mailing-List", kUsage, kList, kConvention, kForbids, kVoid, IsThere, nullptr},
  {"been_there", "X-BeenThere", "Mailman", kList, kConvention, kForbids, kVoid, IsThere, nullptr},
  {"feedback_id", "Feedback-ID", kUsage, kNotice, kDoubt, kForbids, kStands, IsThere, nullptr},

  {"from_program", "from_program", "field of the complaint", kNotice, kProof, kForbids, kStands, nullptr,
   [](const Facts& facts) { return facts.from_program; }},
  {"own_account", "from", kOurs, kEcho, kProof, kForbids, kStands, nullptr,
   [](const Facts& facts) { return facts.own_account; }},
  {"no_sender", "From", "RFC 5322 section 3.6.2", kUnknown, Strength::kNone, kForbids, kStands, nullptr,
   [](const Facts& facts) { return facts.no_sender; }},
  {"several_senders", "From", "RFC 5322 section 3.6.2", kUnknown, Strength::kNone, kForbids, kStands, nullptr,
   [](const Facts& facts) { return facts.several_senders; }},
  {"beyond_limits", "headers", "limits of the rule set",
   kUnknown, Strength::kNone, kForbids, kStands, nullptr,
   [](const Facts& facts) { return facts.beyond_limits; }},
};
// clang-format on

namespace {

constexpr bool FactsComeLast() {
  for (size_t i = 0; i < kRules; ++i) {
    if ((kRuleTable[i].header_holds == nullptr) != (i >= kFirstFact)) return false;
  }
  return true;
}
static_assert(FactsComeLast());

// Rows by the length of their header's name: the first one, and for each the next.
struct RulesByLength {
  std::array<uint8_t, 32> first{};
  std::array<uint8_t, kRules> next{};
};

constexpr RulesByLength IndexRules() {
  RulesByLength index;
  for (uint8_t& rule : index.first) rule = kRules;
  for (size_t i = kFirstFact; i-- > 0;) {
    uint8_t& first = index.first[kRuleTable[i].source.size()];
    index.next[i] = first;
    first = static_cast<uint8_t>(i);
  }
  return index;
}

constexpr RulesByLength kByLength = IndexRules();

}  // namespace

size_t FirstRule(size_t name_length) {
  return name_length < kByLength.first.size() ? kByLength.first[name_length] : kRules;
}
size_t NextRule(size_t rule) { return kByLength.next[rule]; }

namespace {

// For each length of a name, the first letters (bit 0 for 'a') of the headers of that length that rules name.
using Letters = std::array<uint32_t, 32>;

constexpr uint32_t LetterBit(char c) {
  const unsigned index = (static_cast<unsigned char>(c) | 0x20u) - 'a';
  return index < 26 ? 1u << index : 0;
}

constexpr Letters FirstLetters() {
  Letters letters{};
  for (const Rule& rule : kRuleTable) {
    if (rule.header_holds != nullptr) letters[rule.source.size()] |= LetterBit(rule.source[0]);
  }
  return letters;
}

constexpr Letters kLetters = FirstLetters();

// Smaller comes first.
int Order(v1::Inbound::Origin origin) {
  static constexpr v1::Inbound::Origin kOrder[] = {kBounce, kAbuse, kReceipt, kEcho,
                                                   kReply,  kList,  kBulk,    kNotice};
  return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), origin) - std::begin(kOrder));
}

}  // namespace

bool MayHaveRule(std::string_view header) {
  if (header.empty() || header.size() >= kLetters.size()) return false;
  return (kLetters[header.size()] & LetterBit(header[0])) != 0;
}

bool DropVoid(HeldRules* held) {
  if (held->none()) return false;
  bool own = false;
  bool foreign = false;
  for (size_t i = 0; i < kRules; ++i) {
    if (!held->test(i)) continue;
    own |= kRuleTable[i].header_holds == IsOwnList;
    foreign |= kRuleTable[i].header_holds == IsForeignList;
  }
  if (!own || foreign) return false;
  for (size_t i = 0; i < kRules; ++i) {
    if (kRuleTable[i].through_own_list == kVoid) held->reset(i);
  }
  return true;
}

v1::Inbound::Origin OriginOf(const HeldRules& held, bool through_own_list) {
  if (held.none()) return kHuman;
  // How many rows of each strength hold, and the first origin among those of that strength.
  struct Tally {
    int rows = 0;
    v1::Inbound::Origin origin = kUnknown;
    void Add(v1::Inbound::Origin other) {
      ++rows;
      if (origin == kUnknown || Order(other) < Order(origin)) origin = other;
    }
  };
  std::array<Tally, 7> tallies;
  const auto tally = [&](Strength strength) -> Tally& { return tallies[static_cast<size_t>(strength)]; };
  for (size_t i = 0; i < kRules; ++i) {
    if (!held.test(i)) continue;
    const Rule& rule = kRuleTable[i];
    const bool doubted = through_own_list && rule.through_own_list == ThroughOwnList::kDoubt;
    tally(doubted ? kDoubt : rule.strength).Add(rule.origin);
  }
  if (tally(kProof).rows > 0) return tally(kProof).origin;
  const bool contradicted = tally(Strength::kHuman).rows > 0;
  Tally machine = tally(kSign);
  if (tally(kConvention).rows > 0 && !contradicted) machine.Add(tally(kConvention).origin);
  if (machine.rows > 0) {
    if (tally(kDoubt).rows > 0) machine.Add(tally(kDoubt).origin);
    return machine.origin;
  }
  if (tally(kConvention).rows > 0) return v1::Inbound::UNSURE;
  if (tally(kDoubt).rows > 0) {
    const bool confirmed = tally(kDoubt).rows + tally(kTrace).rows > 1;
    return confirmed && !contradicted && !through_own_list ? tally(kDoubt).origin : v1::Inbound::UNSURE;
  }
  return kHuman;
}

}  // namespace triage::inbound
