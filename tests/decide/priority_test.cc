#include <string>
#include <vector>

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

constexpr const char* kUrgent = R"(
rule { id: "u_vip" why: "w" when { fact { name: "customer.vip" is: true } }
  then { urgency { group: "standing" percent: 30 } } }
rule { id: "u_gold" why: "w" when { fact { name: "customer.tier" equals: "gold" } }
  then { urgency { group: "standing" percent: 40 } } }
rule { id: "u_contacts" why: "w" when { fact { name: "customer.contacts_7d" at_least: 1 } }
  then { urgency { group: "contact" percent: 15 per: "customer.contacts_7d" } } }
rule { id: "u_text" why: "w" when { signal: "lawyer" } then { urgency { group: "text" percent: 100 } } }
rule { id: "u_flag" why: "w" when { fact { name: "complaint.attribute.urgent" is: true } }
  then { head_of_queue: true } }
)";

constexpr const char* kContact = "contacts { at { seconds: 1795400000 } channel: MAIL } ";

struct UrgencyRow {
  const char* name;
  const char* body;
  std::string customer;
  int percent;
  int64_t base_seconds;
  int64_t patience_seconds;
  std::vector<std::string> contributions;
};

void PrintTo(const UrgencyRow& row, std::ostream* out) { *out << row.name; }

class UrgencyTest : public ::testing::TestWithParam<UrgencyRow> {};

TEST_P(UrgencyTest, TakesPatienceWithinTheCaps) {
  const UrgencyRow& row = GetParam();
  const v1::Decision decision = Shop(kUrgent).Triage(Mail(row.body), Customer(row.customer), kNow);
  const v1::Priority& priority = decision.priority();
  std::vector<std::string> contributions;
  for (const auto& each : priority.contributions()) {
    contributions.push_back(absl::StrCat(each.rule(), " ", each.percent(), each.capped() ? " capped" : ""));
  }
  EXPECT_THAT(contributions, ::testing::ElementsAreArray(row.contributions));
  EXPECT_EQ(priority.urgency_percent(), row.percent);
  EXPECT_EQ(priority.base_patience_seconds(), row.base_seconds);
  EXPECT_EQ(priority.patience_seconds(), row.patience_seconds);
  EXPECT_EQ(priority.gained_seconds(), row.base_seconds - row.patience_seconds);
}

const std::string kVerified = "identity { id: 'C' verified: true } ";

INSTANTIATE_TEST_SUITE_P(
    Rows, UrgencyTest,
    ::testing::Values(
        UrgencyRow{"nobody_known", "It is late.", "", 0, 120000, 120000, {}},
        UrgencyRow{
            "vip", "It is late.", kVerified + "standing { vip: true }", 30, 120000, 84000, {"u_vip 30"}},
        // TRUST 83
        UrgencyRow{"vip_whom_nobody_verified",
                   "It is late.",
                   "identity { id: 'C' } standing { vip: true }",
                   0,
                   120000,
                   120000,
                   {"u_vip 0 capped"}},
        UrgencyRow{"cap_of_the_group",
                   "It is late.",
                   kVerified + "standing { vip: true tier: 'gold' }",
                   50,
                   120000,
                   60000,
                   {"u_gold 40", "u_vip 10 capped"}},
        UrgencyRow{"once_for_each_contact",
                   "It is late.",
                   absl::StrCat("history { ", kContact, kContact, " }"),
                   30,
                   120000,
                   84000,
                   {"u_contacts 30"}},
        UrgencyRow{"contacts_up_to_the_cap",
                   "It is late.",
                   absl::StrCat("history { ", kContact, kContact, kContact, kContact, " }"),
                   40,
                   120000,
                   72000,
                   {"u_contacts 40 capped"}},
        // Invariant 8: text alone lifts priority only up to its cap.
        UrgencyRow{"text_alone", "My lawyer will write.", "", 20, 14400, 11520, {"u_text 20 capped"}},
        UrgencyRow{"all_of_it_up_to_the_total",
                   "My lawyer will write.",
                   absl::StrCat(kVerified, "standing { vip: true tier: 'gold' } history { ", kContact,
                                kContact, kContact, " }"),
                   80,
                   14400,
                   2880,
                   {"u_contacts 40 capped", "u_gold 40", "u_text 0 capped", "u_vip 0 capped"}}),
    [](const auto& info) { return std::string(info.param.name); });

struct PatienceRow {
  const char* name;
  v1::Channel::Kind channel;
  const char* body;
  int64_t minutes;
};

void PrintTo(const PatienceRow& row, std::ostream* out) { *out << row.name; }

class PatienceTest : public ::testing::TestWithParam<PatienceRow> {};

TEST_P(PatienceTest, TheShortestThatAppliesCounts) {
  const PatienceRow& row = GetParam();
  const Engine engine = Shop("patience { severity: NONE channel: MAIL minutes: 77 }");
  EXPECT_EQ(engine.Triage(Said(row.channel, row.body), kNow).priority().base_patience_seconds(),
            row.minutes * 60);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, PatienceTest,
    ::testing::Values(PatienceRow{"low", v1::Channel::MAIL, "It is late.", 2000},
                      PatienceRow{"critical", v1::Channel::MAIL, "I was burned.", 15},
                      PatienceRow{"chat_is_shorter_than_low", v1::Channel::CHAT, "It is late.", 5},
                      PatienceRow{"chat_is_shorter_than_critical", v1::Channel::CHAT, "I was burned.", 5},
                      PatienceRow{"both_must_apply", v1::Channel::WEB_FORM, "Hello", 2880},
                      PatienceRow{"mail_without_complaint", v1::Channel::MAIL, "Hello", 77},
                      PatienceRow{"an_unknown_channel_is_mail", v1::Channel::UNKNOWN, "Hello", 77},
                      PatienceRow{"so_is_one_of_a_newer_host", static_cast<v1::Channel::Kind>(77), "Hello",
                                  77},
                      PatienceRow{"and_a_negative_one", static_cast<v1::Channel::Kind>(-3), "Hello", 77}),
    [](const auto& info) { return std::string(info.param.name); });

struct HeadRow {
  const char* name;
  const char* body;
  bool urgent;
  bool head;
  const char* rule;
};

void PrintTo(const HeadRow& row, std::ostream* out) { *out << row.name; }

class HeadTest : public ::testing::TestWithParam<HeadRow> {};

TEST_P(HeadTest, BySeverityOrByRule) {
  v1::Complaint complaint = Mail(GetParam().body);
  if (GetParam().urgent) {
    v1::Attribute* attribute = complaint.add_attributes();
    attribute->set_name("urgent");
    attribute->set_flag(true);
  }
  const v1::Decision decision = Shop(kUrgent).Triage(complaint, kNow);
  EXPECT_EQ(decision.priority().head_of_queue(), GetParam().head);
  EXPECT_EQ(decision.priority().head_rule(), GetParam().rule);
}

INSTANTIATE_TEST_SUITE_P(Rows, HeadTest,
                         ::testing::Values(HeadRow{"ordinary", "It is late.", false, false, ""},
                                           HeadRow{"serious_is_not_enough", "My lawyer.", false, false, ""},
                                           HeadRow{"critical", "I was burned.", false, true, "severity"},
                                           HeadRow{"by_rule", "It is late.", true, true, "u_flag"},
                                           HeadRow{"by_both", "I was burned.", true, true, "u_flag"}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(SetPriority, MachineMailNeverComesToTheHead) {
  v1::Complaint bounce = Mail("I was burned.");
  v1::Header* header = bounce.add_headers();
  header->set_name("Auto-Submitted");
  header->set_value("auto-replied");
  bounce.set_envelope_sender("<>");
  const v1::Decision decision = Shop().Triage(bounce, kNow);
  ASSERT_EQ(decision.disposition(), v1::Disposition::SUPPRESS);
  EXPECT_FALSE(decision.priority().head_of_queue());
  EXPECT_EQ(decision.priority().head_rule(), "");
}

TEST(SetPriority, HostilityIsTheTone) {
  EXPECT_EQ(Shop().Triage(Mail("Outrageous and shameful."), kNow).priority().hostility(), 60);
  EXPECT_EQ(Shop().Triage(Mail("It is late."), kNow).priority().hostility(), 0);
}

TEST(SetPriority, TheQueuePolicySaysWhoGoesToTheHead) {
  const Engine engine = Shop("queue { head_of_queue: [CRITICAL, SERIOUS] default_patience_minutes: 7 }");
  EXPECT_TRUE(engine.Triage(Mail("My lawyer."), kNow).priority().head_of_queue());
  EXPECT_EQ(engine.Triage(Mail("Hello"), kNow).priority().base_patience_seconds(), 420);
}

}  // namespace
}  // namespace triage
