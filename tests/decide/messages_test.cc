#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::Customer;
using ::testing::HasSubstr;
using testing::kNow;
using testing::Mail;
using ::testing::Not;
using testing::Said;
using testing::Shop;

struct Row {
  const char* name;
  const char* body;
  const char* customer;
  const char* language;
  const char* subject;
  const char* text;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class ReplyTest : public ::testing::TestWithParam<Row> {};

TEST_P(ReplyTest, SpeaksTheCustomersLanguageAndTime) {
  const Row& row = GetParam();
  static const Engine engine = Shop();
  v1::Complaint complaint = Mail(row.body);
  complaint.set_reference("A-10");
  const v1::Decision decision = engine.Triage(complaint, Customer(row.customer), kNow);
  ASSERT_EQ(decision.disposition(), v1::Disposition::AUTO_REPLY) << decision.ShortDebugString();
  EXPECT_EQ(decision.reply().language(), row.language);
  EXPECT_EQ(decision.reply().subject(), row.subject);
  EXPECT_EQ(decision.reply().body(), row.text);
  EXPECT_FALSE(decision.reply().is_public());
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ReplyTest,
    ::testing::Values(
        Row{"english", "My parcel is late again, where is it?",
            "identity { id: 'C' verified: true display_name: 'Dana' }", "en", "Your parcel A-10",
            "Dear Dana, news by Wed 25 Nov 2026, 18:00. https://shop.example/track"},
        Row{"hebrew", "החבילה שלי מאחרת, והמשלוח מאחר כבר שבוע.",
            "identity { verified: true display_name: 'דנה' }", "he", "החבילה A-10",
            "דנה, עדכון עד 25/11/2026 18:00."},
        Row{"romanian", "Coletul meu este întârziat și nu știu unde este.",
            "identity { verified: true display_name: 'Ana' }", "ro", "Coletul A-10",
            "Ana, vești până la 25.11.2026, 18:00."},
        Row{"italian", "Il mio pacco è in ritardo e non so dove sia.",
            "identity { verified: true display_name: 'Lia' }", "it", "Il pacco A-10",
            "Lia, notizie entro 25/11/2026 18:00."},
        Row{"due_in_the_customers_zone", "My parcel is late again, where is it?",
            "identity { verified: true display_name: 'Dana' } preferences { time_zone: 'America/New_York' }",
            "en", "Your parcel A-10",
            "Dear Dana, news by Wed 25 Nov 2026, 11:00. https://shop.example/track"},
        Row{"a_language_without_a_text_is_the_houses", "late", "preferences { language: 'de' }", "en",
            "Your parcel A-10", "Dear , news by Wed 25 Nov 2026, 18:00. https://shop.example/track"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(WriteMessages, ASingleDigitOfTheDayLeavesNoGap) {
  const v1::Decision decision = Shop().Triage(Mail("It is late."), kNow + absl::Hours(24 * 8));
  EXPECT_THAT(decision.reply().body(), HasSubstr("news by Thu 3 Dec 2026, 18:00"));
}

// A name that nobody verified could be anybody's: it is not used.
TEST(WriteMessages, TheNameOfAnUnverifiedCustomerIsNotUsed) {
  const v1::Decision decision =
      Shop().Triage(Mail("It is late."), Customer("identity { id: 'C' display_name: 'Mallory' }"), kNow);
  ASSERT_EQ(decision.disposition(), v1::Disposition::AUTO_REPLY);
  EXPECT_THAT(decision.reply().body(), Not(HasSubstr("Mallory")));
}

// TRUST 2, finding 12: values of the CRM and the host may be hostile.
TEST(WriteMessages, HostileValuesStayValues) {
  v1::Complaint complaint = Mail("It is late.");
  complaint.set_reference("A-1\r\nBcc: victim@example.org");
  v1::Customer customer = Customer("identity { id: 'C' verified: true }");
  customer.mutable_identity()->set_display_name(
      "Eve\r\nX: <script>alert(1)</script>\x1b[31m {due} \xE2\x80\xAE");
  const v1::OutgoingMessage reply = Shop().Triage(complaint, customer, kNow).reply();
  ASSERT_FALSE(reply.body().empty());
  EXPECT_EQ(reply.subject(), "Your parcel A-1 Bcc: victim@example.org");
  EXPECT_THAT(reply.body(), HasSubstr("Dear Eve X: <script>alert(1)</script> [31m {due} , news by Wed"));
  EXPECT_THAT(reply.body(), Not(HasSubstr("\n")));
  EXPECT_THAT(reply.html(), HasSubstr("Dear Eve X: &lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(reply.html(), Not(HasSubstr("<script")));
}

// TRUST finding 6: a message to a stranger carries nothing that the sender wrote.
TEST(WriteMessages, NothingOfTheComplaintComesBack) {
  v1::Complaint complaint = Mail("It is late. PAYLOAD-BODY");
  complaint.set_subject("PAYLOAD-SUBJECT");
  for (const char* body : {"It is late. PAYLOAD-BODY", "It is broken. PAYLOAD-BODY"}) {
    complaint.set_body(body);
    const v1::Decision decision = Shop().Triage(complaint, kNow);
    const v1::OutgoingMessage& sent =
        decision.has_reply() ? decision.reply() : decision.acknowledgement().message();
    EXPECT_FALSE(sent.body().empty());
    EXPECT_THAT(sent.ShortDebugString(), Not(HasSubstr("PAYLOAD")));
  }
}

TEST(WriteMessages, APublicAnswerHasNoPersonalData) {
  const Engine engine = Shop(R"(
    reply { id: "public_sorry" precedence: 5 is_public: true text { language: "en" body: "{company} is sorry. {team}" } }
    rule { id: "public" why: "w" when { signal: "unpaid" } then { reply: "public_sorry" } })");
  v1::Complaint complaint = Said(v1::Channel::SOCIAL, "I was overcharged.");
  complaint.set_reference("A-10");
  const v1::OutgoingMessage reply =
      engine.Triage(complaint, Customer("identity { verified: true display_name: 'Dana' }"), kNow).reply();
  EXPECT_TRUE(reply.is_public());
  EXPECT_EQ(reply.body(), "Small Shop is sorry. front");
}

TEST(WriteMessages, AnAcknowledgementNamesTheCase) {
  v1::Complaint complaint = Mail("It is broken.");
  complaint.set_case_id("K-7");
  const v1::Acknowledgement sent = Shop().Triage(complaint, kNow).acknowledgement();
  ASSERT_TRUE(sent.send());
  EXPECT_EQ(sent.message().template_(), "received");
  EXPECT_EQ(sent.message().subject(), "We have your message");
  EXPECT_EQ(sent.message().body(), "Case K-7: Small Shop has your message.");
  EXPECT_EQ(sent.message().html(), "");
}

TEST(WriteMessages, ACallHasItsOwnTime) {
  const Engine engine = Shop(R"(
    rule { id: "call" why: "w" when { signal: "broken" }
      then { promise { kind: CALLBACK within { business_hours: 1 } } } }
    acknowledgement { id: "received" precedence: 10 text { language: "en" body: "We call you by {callback_due}." } })");
  EXPECT_EQ(engine.Triage(Mail("It is broken."), kNow).acknowledgement().message().body(),
            "We call you by Mon 23 Nov 2026, 13:00.");
}

TEST(WriteMessages, AReplyIsCutAtItsLimit) {
  const Engine engine = Shop("limits { reply_bytes: 256 }");
  v1::Customer customer = Customer("identity { verified: true }");
  customer.mutable_identity()->set_display_name(std::string(900, 'a'));
  const v1::OutgoingMessage reply = engine.Triage(Mail("It is late."), customer, kNow).reply();
  EXPECT_EQ(reply.body().size(), 256);
  EXPECT_LE(reply.html().size(), 256);
}

}  // namespace
}  // namespace triage
