#include "src/cli/customers/customer_columns.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace triage::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

v1::Customer Text(const std::string& text) {
  v1::Customer customer;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &customer)) << text;
  return customer;
}

v1::AttributeDeclaration::Type Types(const std::string& name) {
  if (name == "score") return v1::AttributeDeclaration::NUMBER;
  if (name == "recalled") return v1::AttributeDeclaration::FLAG;
  return v1::AttributeDeclaration::UNKNOWN;
}

TEST(CustomerColumns, EachColumnSetsItsFact) {
  struct Row {
    const char* column;
    const char* cell;
    const char* customer;
  };
  constexpr Row kRows[] = {
      {"identity.verified", "true", "identity { verified: true }"},
      {"identity.display_name", "רונית ברק", "identity { display_name: 'רונית ברק' }"},
      {"standing.vip", "no", "standing { vip: false }"},
      {"relationship.since", "2020-01-01T00:00:00Z", "relationship { since { seconds: 1577836800 } }"},
      {"relationship.lifetime_value", "612.40 EUR",
       "relationship { lifetime_value { currency: 'EUR' minor_units: 61240 } }"},
      {"satisfaction.churn_risk", "0.18", "satisfaction { churn_risk: 0.18 }"},
      {"history.windows[90].complaints", "3", "history { windows { days: 90 complaints: 3 } }"},
      {"history.last_contact", "2020-01-01", "history { contacts { at { seconds: 1577836800 } } }"},
      {"open_case.owner", "agent_yael", "open_cases { owner: 'agent_yael' }"},
      {"open_case.answered", "yes", "open_cases { answered: true }"},
      {"preferences.refused", "PHONE;SMS", "preferences { refused: PHONE refused: SMS }"},
      {"attribute.contract", "007", "attributes { name: 'contract' text: '007' }"},
      {"attribute.score", "7.5", "attributes { name: 'score' number: 7.5 }"},
      {"attribute.recalled", "yes", "attributes { name: 'recalled' flag: true }"},
      {"as_of", "1970-01-02", "as_of { seconds: 86400 }"},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.column);
    std::vector<std::string> wrong;
    const auto columns = CustomerColumns::Read({"identity.id", row.column}, Types, false, &wrong);
    ASSERT_TRUE(columns) << testing::PrintToString(wrong);
    v1::Customer customer;
    EXPECT_TRUE(columns->Set(1, row.cell, &customer).ok());
    EXPECT_EQ(customer.SerializeAsString(), Text(row.customer).SerializeAsString()) << customer.DebugString();
    v1::Customer untouched;
    EXPECT_TRUE(columns->Set(1, "", &untouched).ok());
    EXPECT_EQ(untouched.ByteSizeLong(), 0U);
  }
}

TEST(CustomerColumns, CellsOfOneWindowAndOneCaseMeet) {
  std::vector<std::string> wrong;
  const auto columns =
      CustomerColumns::Read({"identity.id", "history.windows[90].complaints", "history.windows[30].upheld",
                             "history.windows[90].upheld", "open_case.id", "open_case.team"},
                            nullptr, false, &wrong);
  ASSERT_TRUE(columns);
  v1::Customer customer;
  const char* const cells[] = {"C-1", "9", "2", "1", "K-1", "care"};
  for (size_t i = 0; i < columns->size(); ++i) ASSERT_TRUE(columns->Set(i, cells[i], &customer).ok());
  EXPECT_EQ(customer.SerializeAsString(),
            Text("identity { id: 'C-1' } history { windows { days: 90 complaints: 9 upheld: 1 }"
                 " windows { days: 30 upheld: 2 } } open_cases { id: 'K-1' team: 'care' }")
                .SerializeAsString())
      << customer.DebugString();
}

TEST(CustomerColumns, ABadCellNamesItsColumnAndLeavesNothing) {
  const std::vector<std::string> header = {
      "identity.id",         "standing.vip",    "history.windows[90].complaints",
      "open_case.opened_at", "attribute.score", "history.last_contact"};
  std::vector<std::string> wrong;
  const auto columns = CustomerColumns::Read(header, Types, false, &wrong);
  ASSERT_TRUE(columns);
  for (size_t i = 1; i < header.size(); ++i) {
    SCOPED_TRACE(header[i]);
    v1::Customer customer;
    const absl::Status status = columns->Set(i, "nonsense", &customer);
    EXPECT_THAT(std::string(status.message()), HasSubstr(header[i] + ": \"nonsense\" is "));
    EXPECT_EQ(customer.ByteSizeLong(), 0U) << customer.DebugString();
  }
  v1::Customer customer;
  EXPECT_THAT(std::string(columns->Set(0, "\xFF", &customer).message()), HasSubstr("is not UTF-8 text"));
}

TEST(CustomerColumns, AWrongHeaderTellsAllThatIsWrong) {
  std::vector<std::string> wrong;
  EXPECT_FALSE(CustomerColumns::Read({"standing.vpi", "tier", "identity", "promises.kind",
                                      "history.windows[x].upheld", "standing.tier", "standing.tier", ""},
                                     nullptr, false, &wrong));
  EXPECT_THAT(wrong, ElementsAre("unknown column \"standing.vpi\"; did you mean \"standing.vip\"?",
                                 "unknown column \"tier\"; did you mean \"standing.tier\"?",
                                 "unknown column \"identity\"", "unknown column \"promises.kind\"",
                                 HasSubstr("unknown column \"history.windows[x].upheld\"; did you mean"),
                                 "the column \"standing.tier\" is there twice", "unknown column \"\"",
                                 HasSubstr("\"identity.id\" is missing")));
}

TEST(CustomerColumns, UnknownColumnsMayBeLeftOut) {
  std::vector<std::string> wrong;
  const auto columns = CustomerColumns::Read({"identity.id", "shoe_size"}, nullptr, true, &wrong);
  ASSERT_TRUE(columns);
  EXPECT_THAT(wrong, IsEmpty());
  v1::Customer customer;
  EXPECT_TRUE(columns->Set(1, "43", &customer).ok());
  EXPECT_EQ(customer.ByteSizeLong(), 0U);
}

}  // namespace
}  // namespace triage::cli
