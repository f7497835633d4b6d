// Stage 6: suppress, answer, queue or escalate? And may the customer hear at once that we have it?
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "src/decide/decide.h"
#include "src/decide/policy/compiled.h"
#include "src/decide/unread.h"

namespace triage::decide {
namespace {

using Origin = v1::Inbound::Origin;

void Because(std::string_view code, const std::string& rule, std::string detail, v1::Decision* decision) {
  v1::DispositionReason* reason = decision->add_disposition_reasons();
  reason->set_code(std::string(code));
  reason->set_rule(rule);
  reason->set_detail(std::move(detail));
}

// Mail that only machines read and write. A notification or a list may carry a person's words (a contact form
// that sends mail): with grave words in it a person looks.
bool IsSuppressed(Origin origin, v1::Severity::Level severity) {
  switch (origin) {
    case v1::Inbound::AUTO_REPLY:
    case v1::Inbound::BOUNCE:
    case v1::Inbound::RECEIPT:
    case v1::Inbound::ABUSE_REPORT:
    case v1::Inbound::OWN_ECHO:
      return true;
    case v1::Inbound::LIST:
    case v1::Inbound::BULK:
    case v1::Inbound::NOTIFICATION:
      return severity < v1::Severity::SERIOUS;
    default:
      return false;
  }
}

bool IsPublic(v1::Channel::Kind channel) {
  return channel == v1::Channel::SOCIAL || channel == v1::Channel::REVIEW;
}

// The first thing that forbids an automatic reply, written as a reason; nothing does where it returns false.
bool Vetoed(const CaseAtHand& at_hand, const Policy::Compiled& policy, const MessageTerms& reply,
            v1::Decision* decision) {
  for (const uint32_t rule : at_hand.firing.rules) {
    if (!policy.effects[rule].then->no_auto_reply()) continue;
    const v1::Rule& veto = *policy.effects[rule].rule;
    Because("vetoed", veto.id(), veto.why(), decision);
    return true;
  }
  if (decision->severity() > v1::Severity::MODERATE) {
    Because("severity", "", "too grave for an automatic reply", decision);
    return true;
  }
  if (!decision->inbound().may_answer()) {
    Because("cannot_answer", "", "this message must not be answered automatically", decision);
    return true;
  }
  const v1::Channel::Kind channel = at_hand.complaint.channel();
  if (channel == v1::Channel::PHONE || channel == v1::Channel::LETTER) {
    Because("cannot_answer", "", "this channel has no automatic replies", decision);
    return true;
  }
  if (IsPublic(channel) && !reply.is_public) {
    Because("cannot_answer", "", absl::StrCat("reply ", reply.id, " is not made for the public"), decision);
    return true;
  }
  if (policy.rules->house().answer_verified_only() && !at_hand.verified) {
    Because("identity", "", "only verified customers are answered automatically", decision);
    return true;
  }
  if (decision->text().judged_quoted()) {
    Because("degraded", "", "only quoted text was found", decision);
    return true;
  }
  for (const v1::Degradation& degraded : decision->degraded()) {
    if (!degraded.needs_person()) continue;
    Because("degraded", "", degraded.detail(), decision);
    return true;
  }
  if (at_hand.findings.problem_elsewhere) {
    Because("unread", "", "a part taken for a quotation or a signature names a problem", decision);
    return true;
  }
  if (UnreadWords(at_hand.reading, at_hand.signals, at_hand.findings) > policy.max_unread_words) {
    Because("unread", "", "more was written than the rules recognise: a person reads it", decision);
    return true;
  }
  return false;
}

// The eligible reply of the highest precedence; kNone where no rule names one.
int EligibleReply(const CaseAtHand& at_hand, const Policy::Compiled& policy, const v1::Rule** by) {
  int best = kNone;
  for (const uint32_t rule : at_hand.firing.rules) {
    const int reply = policy.effects[rule].reply;
    if (reply == kNone) continue;
    if (best != kNone && policy.replies[static_cast<size_t>(reply)].precedence <=
                             policy.replies[static_cast<size_t>(best)].precedence) {
      continue;
    }
    best = reply;
    *by = policy.effects[rule].rule;
  }
  return best;
}

void ChooseDisposition(const CaseAtHand& at_hand, const Policy::Compiled& policy, v1::Decision* decision) {
  const Origin origin = decision->inbound().origin();
  if (IsSuppressed(origin, decision->severity())) {
    decision->set_disposition(v1::Disposition::SUPPRESS);
    decision->mutable_priority()->clear_head_of_queue();
    decision->mutable_priority()->clear_head_rule();
    Because("machine_mail", "", absl::StrCat("a machine wrote this: ", v1::Inbound::Origin_Name(origin)),
            decision);
    return;
  }
  if (decision->severity() == v1::Severity::CRITICAL) {
    decision->set_disposition(v1::Disposition::ESCALATE);
    Because("severity", decision->severity_reason().floor_rule(),
            "critical complaints go to a person at once", decision);
    return;
  }
  for (const uint32_t rule : at_hand.firing.rules) {
    if (!policy.effects[rule].then->escalate()) continue;
    const v1::Rule& why = *policy.effects[rule].rule;
    decision->set_disposition(v1::Disposition::ESCALATE);
    Because("rule", why.id(), why.why(), decision);
    return;
  }
  decision->set_disposition(v1::Disposition::QUEUE);
  if (origin != v1::Inbound::HUMAN) {
    Because("unsure_origin", "", "a person must see whether a machine wrote this", decision);
    return;
  }
  const v1::Rule* by = nullptr;
  const int reply = EligibleReply(at_hand, policy, &by);
  if (reply == kNone) {
    Because("default", "", "no automatic reply is made for this", decision);
    return;
  }
  const MessageTerms& terms = policy.replies[static_cast<size_t>(reply)];
  if (Vetoed(at_hand, policy, terms, decision)) return;
  decision->set_disposition(v1::Disposition::AUTO_REPLY);
  decision->mutable_reply()->set_template_(terms.id);
  Because("eligible", by->id(), by->why(), decision);
}

// The guard that forbids an acknowledgement; empty where none does.
std::string_view AcknowledgementGuard(const CaseAtHand& at_hand, const Policy::Compiled& policy,
                                      const v1::Decision& decision) {
  if (decision.disposition() == v1::Disposition::SUPPRESS) return "machine_mail";
  if (!decision.inbound().may_answer()) return "not_answerable";
  if (decision.disposition() == v1::Disposition::AUTO_REPLY) return "reply_is_enough";
  const v1::Channel::Kind channel = at_hand.complaint.channel();
  if (channel == v1::Channel::PHONE || channel == v1::Channel::CHAT) return "live_channel";
  if (policy.rules->house().answer_verified_only() && !at_hand.verified) return "address_unverified_budget";
  return "";
}

bool Suits(const MessageTerms& terms, const CaseAtHand& at_hand, const v1::Decision& decision) {
  if (!terms.severity.Has(decision.severity())) return false;
  return terms.channel.Has(ChannelOf(at_hand.complaint));
}

void ChooseAcknowledgement(const CaseAtHand& at_hand, const Policy::Compiled& policy,
                           v1::Decision* decision) {
  v1::Acknowledgement* acknowledgement = decision->mutable_acknowledgement();
  const std::string_view guard = AcknowledgementGuard(at_hand, policy, *decision);
  if (!guard.empty()) {
    acknowledgement->set_guard(std::string(guard));
    return;
  }
  const auto suits = [&](const MessageTerms& terms) { return Suits(terms, at_hand, *decision); };
  const auto found = std::find_if(policy.acknowledgements.begin(), policy.acknowledgements.end(), suits);
  if (found == policy.acknowledgements.end()) {
    acknowledgement->set_guard(decision->severity() == v1::Severity::NONE ? "not_a_complaint"
                                                                          : "no_template");
    return;
  }
  acknowledgement->set_send(true);
  acknowledgement->mutable_message()->set_template_(found->id);
}

// What the text stage could not do in full leans to a person.
void NoteDoubts(v1::Decision* decision) {
  if (!decision->text().truncated()) return;
  v1::Degradation* degraded = decision->add_degraded();
  degraded->set_code("truncated");
  degraded->set_detail("the text is longer than the limit: its head and tail were examined");
  degraded->set_needs_person(true);
}

}  // namespace

void Dispose(const CaseAtHand& at_hand, const Policy& policy, v1::Decision* decision) {
  NoteDoubts(decision);
  ChooseDisposition(at_hand, policy.compiled(), decision);
  ChooseAcknowledgement(at_hand, policy.compiled(), decision);
}

}  // namespace triage::decide
