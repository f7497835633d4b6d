// Names of decisions: the same input has the same id, another input another one.
#include "src/identify.h"

#include <set>
#include <string>

#include "gtest/gtest.h"
#include "src/base/timestamp.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::Customer;
using testing::kNow;
using testing::Mail;
using testing::Shop;

TEST(IdentifyTest, TheSameInputHasTheSameId) {
  const v1::Complaint complaint = Mail("My lamp is broken");
  const std::string id = Shop().Triage(complaint, kNow).id();
  EXPECT_EQ(id.size(), 16u);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(Shop().Triage(complaint, kNow).id(), id) << "compiled anew";
}

TEST(IdentifyTest, EveryPartOfTheInputCounts) {
  const Engine shop = Shop();
  const v1::Complaint base = Mail("My lamp is broken");
  std::set<std::string> ids;
  const auto is_new = [&](const v1::Decision& decision) { return ids.insert(decision.id()).second; };
  EXPECT_TRUE(is_new(shop.Triage(base, kNow)));
  EXPECT_TRUE(is_new(shop.Triage(base, kNow + absl::Nanoseconds(1)))) << "now";
  EXPECT_TRUE(is_new(Shop("house { company: 'Other' }").Triage(base, kNow))) << "rule set";
  EXPECT_TRUE(is_new(shop.Triage(base, Customer("identity { id: 'C-1' }"), kNow))) << "customer";
  EXPECT_TRUE(is_new(shop.Triage(base, Customer("identity { id: 'C-2' }"), kNow))) << "another customer";
  EXPECT_TRUE(is_new(shop.Triage(base, v1::Customer(), kNow))) << "a customer without id is not nobody";
  v1::Complaint other = base;
  other.set_id("T-2");
  EXPECT_TRUE(is_new(shop.Triage(other, kNow))) << "id";
  other = base;
  other.set_subject("My lamp");
  EXPECT_TRUE(is_new(shop.Triage(other, kNow))) << "subject";
  other = base;
  other.set_body(base.body() + " ");
  EXPECT_TRUE(is_new(shop.Triage(other, kNow))) << "body";
}

// A word that moves from one part to the next is another complaint.
TEST(IdentifyTest, PartsDoNotRunTogether) {
  const Engine shop = Shop();
  v1::Complaint subject;
  subject.set_subject("lamp");
  v1::Complaint body;
  body.set_body("lamp");
  v1::Complaint id;
  id.set_id("lamp");
  const std::set<std::string> ids = {shop.Triage(subject, kNow).id(), shop.Triage(body, kNow).id(),
                                     shop.Triage(id, kNow).id()};
  EXPECT_EQ(ids.size(), 3u);
}

TEST(IdentifyTest, BytesThatAreNoUtf8AreRepairedInNamesAndStillTellInputsApart) {
  const Engine shop = Shop();
  v1::Complaint complaint = Mail("x");
  complaint.set_id("T-\xFF");
  const v1::Decision first = shop.Triage(complaint, kNow);
  EXPECT_EQ(first.complaint_id(), "T-\xEF\xBF\xBD");
  complaint.set_id("T-\xFE");
  const v1::Decision second = shop.Triage(complaint, kNow);
  EXPECT_EQ(second.complaint_id(), first.complaint_id());
  EXPECT_NE(second.id(), first.id());
}

TEST(IdentifyTest, ArrivalIsNeverAfterNow) {
  const struct {
    const char* name;
    const char* received;  // nullptr: absent
    absl::Time arrival;
  } kRows[] = {
      {"absent: now", nullptr, kNow},
      {"an hour ago", "received_at { seconds: 1795424400 }", kNow - absl::Hours(1)},
      {"now", "received_at { seconds: 1795428000 }", kNow},
      {"TRUST 76: in 2099", "received_at { seconds: 4070908800 }", kNow},
      {"TRUST 76: in 1970", "received_at { }", absl::UnixEpoch()},
      {"before 1970", "received_at { seconds: -5 }", absl::UnixEpoch()},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.name);
    const auto complaint = testing::Parsed<v1::Complaint>(row.received == nullptr ? "" : row.received);
    EXPECT_EQ(ArrivalTime(complaint, kNow), row.arrival);
  }
}

TEST(IdentifyTest, TheHostNamesTheLanguageBeforeTheCrm) {
  const struct {
    const char* name;
    const char* complaint;
    const char* crm;  // nullptr: no customer
    text::Language language;
  } kRows[] = {
      {"nobody does", "", nullptr, text::Language::kUnknown},
      {"the host", "he", nullptr, text::Language::kHebrew},
      {"the CRM", "", "ro", text::Language::kRomanian},
      {"both: the host", "it", "ro", text::Language::kItalian},
      {"a region is no matter", "ro-MD", nullptr, text::Language::kRomanian},
      {"one that we do not know: the CRM", "xx", "ro", text::Language::kRomanian},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.name);
    v1::Complaint complaint;
    complaint.set_language(row.complaint);
    v1::Customer customer;
    if (row.crm != nullptr) customer.mutable_preferences()->set_language(row.crm);
    EXPECT_EQ(LanguageHint(complaint, row.crm == nullptr ? nullptr : &customer), row.language);
  }
}

}  // namespace
}  // namespace triage
