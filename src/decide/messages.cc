// Stage 7: what does the customer hear at once?
#include <algorithm>
#include <string>

#include "absl/time/time.h"
#include "src/base/civil_names.h"
#include "src/base/timestamp.h"
#include "src/base/utf8.h"
#include "src/decide/decide.h"
#include "src/decide/policy/compiled.h"
#include "src/decide/policy/terms.h"

namespace triage::decide {
namespace {

// As people of a language write a date and a time: day before month, and in English, where the order is not
// the same for all, with the month in words.
std::string LocalTime(absl::Time time, absl::TimeZone zone, std::string_view language) {
  if (language == "he" || language == "it") return absl::FormatTime("%d/%m/%Y %H:%M", time, zone);
  if (language == "ro") return absl::FormatTime("%d.%m.%Y, %H:%M", time, zone);
  return DayAndTime(absl::ToCivilSecond(time, zone));
}

std::string DueText(const v1::Decision& decision, bool callback, absl::TimeZone zone,
                    std::string_view language) {
  for (const v1::PromiseMade& promise : decision.promises()) {
    if ((promise.kind() == v1::Promise::CALLBACK) != callback) continue;
    return LocalTime(ToTime(promise.due()), zone, language);
  }
  return "";
}

// The text in the language of the complaint; else the customer's; else the house's.
const reply::LocalizedTemplate& Choose(const CaseAtHand& at_hand, const v1::Decision& decision,
                                       const MessageTerms& terms) {
  const auto in = [&terms](std::string_view language) {
    return std::find_if(terms.texts.begin(), terms.texts.end(),
                        [&](const reply::LocalizedTemplate& text) { return text.language == language; });
  };
  auto found = in(decision.text().language());
  if (found == terms.texts.end() && at_hand.customer != nullptr) {
    found = in(text::Tag(text::FromTag(at_hand.customer->preferences().language())));
  }
  return found == terms.texts.end() ? terms.texts.front() : *found;
}

void WriteMessage(const CaseAtHand& at_hand, const Policy::Compiled& policy, const MessageTerms& terms,
                  const v1::Decision& decision, v1::OutgoingMessage* message) {
  const reply::LocalizedTemplate& text = Choose(at_hand, decision, terms);
  const std::string due = DueText(decision, false, at_hand.zone, text.language);
  const std::string callback_due = DueText(decision, true, at_hand.zone, text.language);
  reply::TemplateValues values;
  if (!terms.is_public) {
    if (at_hand.verified) values.customer = at_hand.customer->identity().display_name();
    values.reference = at_hand.complaint.reference();
    values.case_id = at_hand.complaint.case_id();
  }
  values.company = policy.rules->house().company();
  values.team = decision.route().team();
  values.due = due;
  values.callback_due = callback_due;

  const size_t most = static_cast<size_t>(policy.rules->limits().reply_bytes());
  message->set_template_(terms.id);
  message->set_language(text.language);
  message->set_is_public(terms.is_public);
  text.subject.Render(values, 998, message->mutable_subject());  // RFC 5322: the longest line
  text.body.Render(values, most, message->mutable_body());
  if (!text.html.empty()) text.html.Render(values, most, message->mutable_html());
}

}  // namespace

void WriteMessages(const CaseAtHand& at_hand, const Policy& policy_set, v1::Decision* decision) {
  const Policy::Compiled& policy = policy_set.compiled();
  if (decision->disposition() == v1::Disposition::AUTO_REPLY) {
    v1::OutgoingMessage* reply = decision->mutable_reply();
    WriteMessage(at_hand, policy, *FindMessage(policy.replies, reply->template_()), *decision, reply);
  }
  if (decision->acknowledgement().send()) {
    v1::OutgoingMessage* message = decision->mutable_acknowledgement()->mutable_message();
    WriteMessage(at_hand, policy, *FindMessage(policy.acknowledgements, message->template_()), *decision,
                 message);
  }
}

}  // namespace triage::decide
