#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::Customer;
using testing::kNow;
using testing::Mail;
using testing::Said;
using testing::Shop;

constexpr v1::Disposition::Kind kSuppress = v1::Disposition::SUPPRESS, kAnswer = v1::Disposition::AUTO_REPLY,
                                kQueue = v1::Disposition::QUEUE, kEscalate = v1::Disposition::ESCALATE;

v1::Complaint WithHeader(v1::Complaint complaint, const char* name, const char* value) {
  v1::Header* header = complaint.add_headers();
  header->set_name(name);
  header->set_value(value);
  return complaint;
}

v1::Complaint OutOfOffice(const char* body) {
  return WithHeader(Mail(body), "Auto-Submitted", "auto-replied");
}
v1::Complaint OfAList(const char* body) { return WithHeader(Mail(body), "List-Id", "<news.example.org>"); }

v1::Complaint OfNoChannel(v1::Complaint complaint) {
  complaint.clear_channel();
  return complaint;
}

struct Row {
  const char* name;
  v1::Complaint complaint;
  const char* customer;  // null: unknown
  v1::Disposition::Kind disposition;
  const char* code;
  const char* rule;
  const char* reply;
  const char* guard;  // empty: acknowledged
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

constexpr const char* kRules = R"(
rule { id: "veto" why: "He asks for a person" when { signal: "wants_reason" } then { no_auto_reply: true } }
rule { id: "now" why: "Somebody must look now" when { fact { name: "complaint.attribute.urgent" is: true } }
  then { escalate: true } }
rule { id: "public_late" why: "Others read it" when { signal: "unpaid" } then { reply: "public_sorry" } }
limits { text_bytes: 1024 }
)";

class DispositionTest : public ::testing::TestWithParam<Row> {};

TEST_P(DispositionTest, IsOneOfFourWithItsReason) {
  const Row& row = GetParam();
  static const Engine engine = Shop(kRules);
  const v1::Customer customer = Customer(row.customer == nullptr ? "" : row.customer);
  const v1::Decision decision = row.customer == nullptr ? engine.Triage(row.complaint, kNow)
                                                        : engine.Triage(row.complaint, customer, kNow);
  EXPECT_EQ(decision.disposition(), row.disposition) << decision.ShortDebugString();
  ASSERT_EQ(decision.disposition_reasons_size(), 1);
  EXPECT_EQ(decision.disposition_reasons(0).code(), row.code);
  EXPECT_EQ(decision.disposition_reasons(0).rule(), row.rule);
  EXPECT_FALSE(decision.disposition_reasons(0).detail().empty());
  EXPECT_EQ(decision.reply().template_(), row.reply);
  EXPECT_EQ(decision.acknowledgement().guard(), row.guard);
  EXPECT_EQ(decision.acknowledgement().send(), std::string(row.guard).empty());
}

v1::Complaint Urgent(v1::Complaint complaint) {
  v1::Attribute* attribute = complaint.add_attributes();
  attribute->set_name("urgent");
  attribute->set_flag(true);
  return complaint;
}

INSTANTIATE_TEST_SUITE_P(
    People, DispositionTest,
    ::testing::Values(
        Row{"eligible", Mail("It is late."), nullptr, kAnswer, "eligible", "late_only", "sorry_late",
            "reply_is_enough"},
        Row{"something_else_wrong", Mail("Late and broken."), nullptr, kQueue, "default", "", "", ""},
        Row{"no_rule_at_all", Mail("Hello"), nullptr, kQueue, "default", "", "", "not_a_complaint"},
        Row{"vetoed", Mail("Late. Explain!"), nullptr, kQueue, "vetoed", "veto", "", ""},
        Row{"serious", Mail("Late. My lawyer knows."), nullptr, kQueue, "severity", "", "", ""},
        Row{"critical", Mail("Late. I was injured."), nullptr, kEscalate, "severity", "injury", "", ""},
        Row{"escalated_by_a_rule", Urgent(Mail("It is late.")), nullptr, kEscalate, "rule", "now", "", ""},
        Row{"out_of_range_facts_are_no_doubt", Mail("It is late."), "satisfaction { nps: 11 }", kAnswer,
            "eligible", "late_only", "sorry_late", "reply_is_enough"},
        // Invariant 2
        Row{"longer_than_the_limit", Mail("It is late. " + std::string(5000, 'x')), nullptr, kQueue,
            "degraded", "", "", ""},
        Row{"only_quoted_text", Mail("> It is late.\n"), nullptr, kQueue, "degraded", "", "", ""}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Channels, DispositionTest,
    ::testing::Values(
        Row{"chat", Said(v1::Channel::CHAT, "It is late."), nullptr, kAnswer, "eligible", "late_only",
            "sorry_late", "reply_is_enough"},
        Row{"chat_that_waits", Said(v1::Channel::CHAT, "It is broken."), nullptr, kQueue, "default", "", "",
            "live_channel"},
        Row{"telephone", Said(v1::Channel::PHONE, "It is late."), nullptr, kQueue, "cannot_answer", "", "",
            "live_channel"},
        Row{"letter", Said(v1::Channel::LETTER, "It is late."), nullptr, kQueue, "cannot_answer", "", "", ""},
        Row{"post_with_a_private_reply", Said(v1::Channel::SOCIAL, "It is late."), nullptr, kQueue,
            "cannot_answer", "", "", "no_template"},
        Row{"post_with_a_public_reply", Said(v1::Channel::SOCIAL, "I was overcharged."), nullptr, kAnswer,
            "eligible", "public_late", "public_sorry", "reply_is_enough"},
        Row{"review_with_a_public_reply", Said(v1::Channel::REVIEW, "I was overcharged."), nullptr, kAnswer,
            "eligible", "public_late", "public_sorry", "reply_is_enough"},
        Row{"the_reply_of_the_higher_precedence", Said(v1::Channel::WEB_FORM, "late, overcharged"), nullptr,
            kAnswer, "eligible", "public_late", "public_sorry", "reply_is_enough"},
        Row{"unknown_channel", OfNoChannel(Mail("It is broken.")), nullptr, kQueue, "default", "", "", ""},
        Row{"survey", Said(v1::Channel::SURVEY, "It is broken."), nullptr, kQueue, "default", "", "", ""},
        Row{"sms", Said(v1::Channel::SMS, "It is broken."), nullptr, kQueue, "default", "", "", ""}),
    [](const auto& info) { return std::string(info.param.name); });

// Invariant 5.
INSTANTIATE_TEST_SUITE_P(
    Machines, DispositionTest,
    ::testing::Values(
        Row{"out_of_office", OutOfOffice("It is late."), nullptr, kSuppress, "machine_mail", "", "",
            "machine_mail"},
        Row{"out_of_office_with_grave_words", OutOfOffice("I was injured."), nullptr, kSuppress,
            "machine_mail", "", "", "machine_mail"},
        Row{"list", OfAList("It is late."), nullptr, kSuppress, "machine_mail", "", "", "machine_mail"},
        // A person wrote through it (TRUST 67): somebody looks, nobody is answered.
        Row{"list_with_grave_words", OfAList("I was injured."), nullptr, kEscalate, "severity", "injury", "",
            "not_answerable"},
        Row{"list_with_a_threat", OfAList("My lawyer knows."), nullptr, kQueue, "unsure_origin", "", "",
            "not_answerable"},
        Row{"auto_submitted_no", WithHeader(Mail("It is late."), "Auto-Submitted", "no"), nullptr, kAnswer,
            "eligible", "late_only", "sorry_late", "reply_is_enough"},
        // It may not be answered, but a person wrote it.
        Row{"asks_for_no_answer", WithHeader(Mail("It is late."), "X-Auto-Response-Suppress", "All"), nullptr,
            kQueue, "cannot_answer", "", "", "not_answerable"}),
    [](const auto& info) { return std::string(info.param.name); });

struct VerifiedRow {
  const char* name;
  const char* body;
  const char* customer;
  v1::Disposition::Kind disposition;
  const char* code;
  const char* guard;
};

TEST(Dispose, AHouseMayAnswerVerifiedCustomersAlone) {
  const Engine engine = Shop("house { answer_verified_only: true }");
  const VerifiedRow rows[] = {
      {"unverified, eligible", "It is late.", "", kQueue, "identity", "address_unverified_budget"},
      {"unverified", "It is broken.", "", kQueue, "default", "address_unverified_budget"},
      {"verified, eligible", "It is late.", "identity { id: 'C' verified: true }", kAnswer, "eligible",
       "reply_is_enough"},
      {"verified", "It is broken.", "identity { id: 'C' verified: true }", kQueue, "default", ""},
  };
  for (const VerifiedRow& row : rows) {
    SCOPED_TRACE(row.name);
    const v1::Decision decision = engine.Triage(Mail(row.body), Customer(row.customer), kNow);
    EXPECT_EQ(decision.disposition(), row.disposition);
    EXPECT_EQ(decision.disposition_reasons(0).code(), row.code);
    EXPECT_EQ(decision.acknowledgement().guard(), row.guard);
  }
}

TEST(Dispose, TheAcknowledgementOfTheHighestPrecedenceThatSuitsIsSent) {
  const Engine engine = Shop(R"(
    acknowledgement { id: "grave" precedence: 30 severity: CRITICAL text { language: "en" body: "We call you." } }
    acknowledgement { id: "post" precedence: 20 channel: SOCIAL text { language: "en" body: "We read you." } }
    acknowledgement { id: "thanks" precedence: 5 severity: NONE text { language: "en" body: "Thank you." } })");
  const struct {
    const char* name;
    v1::Complaint complaint;
    const char* id;
    const char* guard;
    bool is_public;
  } rows[] = {
      {"critical", Mail("I was injured"), "grave", "", false},
      {"critical post", Said(v1::Channel::SOCIAL, "I was injured"), "post", "", true},
      {"ordinary", Mail("It is broken"), "received", "", false},
      {"praise", Mail("thank you"), "thanks", "", false},
      {"praise in public", Said(v1::Channel::REVIEW, "thank you"), "", "not_a_complaint", false},
      {"review", Said(v1::Channel::REVIEW, "It is broken"), "", "no_template", false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const v1::Acknowledgement sent = engine.Triage(row.complaint, kNow).acknowledgement();
    EXPECT_EQ(sent.message().template_(), row.id);
    EXPECT_EQ(sent.guard(), row.guard);
    EXPECT_EQ(sent.message().is_public(), row.is_public);
  }
}

TEST(Dispose, TruncationIsSaid) {
  const v1::Decision decision =
      Shop("limits { text_bytes: 1024 }").Triage(Mail(std::string(5000, 'x')), kNow);
  ASSERT_EQ(decision.degraded_size(), 1);
  EXPECT_EQ(decision.degraded(0).code(), "truncated");
  EXPECT_TRUE(decision.degraded(0).needs_person());
}

}  // namespace
}  // namespace triage
