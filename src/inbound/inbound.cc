#include "src/inbound/inbound.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "src/base/compat.h"
#include "src/inbound/address.h"
#include "src/inbound/header_rules.h"
#include "src/inbound/header_value.h"

namespace triage::inbound {
namespace {

constexpr size_t kShownBytes = 80;

std::string Lower(std::string_view text) { return absl::AsciiStrToLower(Absl(Trim(text))); }

// What was read of one message: which rows hold, and by which value.
class Reading {
 public:
  explicit Reading(const Policy& policy) : policy_(policy) {}

  // Every instance of a header, or of the field that stands for it.
  void Read(std::string_view name, std::string_view value) {
    name = Trim(name);
    beyond_limits_ += value.size() > policy_.header_bytes;
    if (!MayHaveRule(name)) return;
    value = OneLine(value, policy_.header_bytes);
    for (size_t i = FirstRule(name.size()); i < kRules; i = NextRule(i)) {
      const Rule& rule = kRuleTable[i];
      if (SameWord(name, rule.source) && rule.header_holds(value, policy_)) Hold(i, value);
    }
    if (SameWord(name, "From")) ReadSenders(value);
  }

  // After all headers.
  void ReadFacts(Facts facts) {
    facts.no_sender = facts.is_mail && sender_.empty();
    facts.several_senders = several_senders_;
    facts.beyond_limits = beyond_limits_ > 0;
    for (size_t i = kFirstFact; i < kRules; ++i) {
      if (kRuleTable[i].fact_holds(facts)) Hold(i, {});
    }
  }

  void Ignore(int lines) { beyond_limits_ += lines; }

  void Verdict(v1::Inbound* verdict) {
    const bool through_own_list = DropVoid(&held_);
    verdict->set_origin(OriginOf(held_, through_own_list));
    verdict->set_headers_ignored(beyond_limits_);
    bool may_answer = verdict->origin() == v1::Inbound::HUMAN;
    for (size_t i = 0; i < kRules && held_.any(); ++i) {
      if (!held_.test(i)) continue;
      const Rule& rule = kRuleTable[i];
      // An own list says of the origin only that the list headers are no sign.
      if (rule.strength != Strength::kNone || !rule.forbids_answer) AddReason(i, false, verdict);
      if (rule.forbids_answer) AddReason(i, true, verdict);
      may_answer &= !rule.forbids_answer;
    }
    verdict->set_may_answer(may_answer);
  }

 private:
  // Of several values the least is kept, so that the order of headers does not show.
  void Hold(size_t rule, std::string_view value) {
    if (!held_.test(rule) || value < values_[rule]) values_[rule] = value;
    held_.set(rule);
  }

  void ReadSenders(std::string_view value) {
    while (!several_senders_) {
      const std::string_view address = NextAddress(&value);
      if (address.empty()) return;
      several_senders_ = !sender_.empty() && !SameWord(sender_, address);
      sender_ = address;
    }
  }

  void AddReason(size_t rule, bool about_answer, v1::Inbound* verdict) const {
    v1::Inbound::Reason* reason = verdict->add_reasons();
    reason->set_source(std::string(kRuleTable[rule].source));
    reason->set_value(Shown(values_[rule], kShownBytes));
    reason->set_standard(std::string(kRuleTable[rule].standard));
    reason->set_about_answer(about_answer);
  }

  const Policy& policy_;
  HeldRules held_;
  std::array<std::string_view, kRules> values_;
  std::string_view sender_;
  bool several_senders_ = false;
  int beyond_limits_ = 0;
};

bool IsMail(v1::Channel::Kind channel) {
  return channel == v1::Channel::MAIL || channel == v1::Channel::UNKNOWN;
}

void ReadMail(const v1::Complaint& complaint, const Policy& policy, Reading* reading) {
  const int lines = complaint.headers_size();
  const int read = static_cast<int>(std::min(static_cast<size_t>(lines), policy.header_lines));
  for (int i = 0; i < read; ++i) {
    const v1::Header& header = complaint.headers(i);
    reading->Read(header.name(), header.value());
  }
  reading->Ignore(lines - read);
  // Most hosts give the same in a header and in the field: nothing new is in it the second time. What is
  // beyond the limits counts each time.
  const auto read_field = [&](std::string_view name, std::string_view value) {
    for (int i = 0; i < read && value.size() <= policy.header_bytes; ++i) {
      const v1::Header& header = complaint.headers(i);
      if (header.value() == value && SameWord(header.name(), name)) return;
    }
    reading->Read(name, value);
  };
  if (!complaint.from().empty()) read_field("From", complaint.from());
  if (!complaint.message_id().empty()) read_field("Message-ID", complaint.message_id());
  if (complaint.has_envelope_sender()) read_field("Return-Path", complaint.envelope_sender());
}

}  // namespace

Policy MakePolicy(const v1::House& house, const v1::Limits& limits) {
  Policy policy;
  for (const std::string& address : house.own_address()) {
    std::string lower = Lower(address);
    if (lower.size() > 1) policy.own_addresses.push_back(std::move(lower));
  }
  for (const std::string& list : house.own_list()) {
    std::string lower = Lower(list);
    const size_t open = lower.rfind('<');
    if (open != std::string::npos) lower = lower.substr(open + 1, lower.find('>', open) - open - 1);
    if (!lower.empty()) policy.own_lists.push_back(std::move(lower));
  }
  policy.own_message_id_domain = Lower(house.own_message_id_domain());
  if (limits.header_lines() > 0) policy.header_lines = static_cast<size_t>(limits.header_lines());
  if (limits.header_bytes() > 0) policy.header_bytes = static_cast<size_t>(limits.header_bytes());
  return policy;
}

void Judge(const v1::Complaint& complaint, const Policy& policy, v1::Inbound* verdict) {
  verdict->Clear();
  Reading reading(policy);
  Facts facts;
  facts.from_program = complaint.from_program();
  facts.is_mail = IsMail(complaint.channel());
  if (facts.is_mail) {
    ReadMail(complaint, policy, &reading);
  } else {
    const std::string_view from = Trim(complaint.from());
    facts.own_account =
        !from.empty() && (IsOwn(from, policy.own_addresses) ||
                          std::any_of(policy.own_addresses.begin(), policy.own_addresses.end(),
                                      [from](const std::string& own) { return SameWord(from, own); }));
  }
  reading.ReadFacts(facts);
  reading.Verdict(verdict);
}

}  // namespace triage::inbound
