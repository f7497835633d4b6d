#include "src/cli/customers/read_customers.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/files.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;

class ReadCustomersTest : public testing::Test {
 protected:
  absl::Status Read(const std::string& name, std::string_view text) {
    return ReadCustomers(folder_.Write(name, text), options_, &customers_, &report_);
  }

  const Folder folder_;
  std::ostringstream err_;
  InputReport report_{err_};
  CustomerFileOptions options_;
  CustomerDirectory customers_;
};

TEST_F(ReadCustomersTest, CsvAndJsonLinesMeetInOneDirectory) {
  ASSERT_TRUE(Read("a.csv", "identity.id,standing.vip\nC-1,yes\nC-2,\n").ok());
  ASSERT_TRUE(Read("b.jsonl", "{\"identity\": {\"id\": \"C-3\"}, \"satisfaction\": {\"nps\": 3}}\n\n").ok());
  EXPECT_EQ(customers_.size(), 3U);
  ASSERT_NE(customers_.Find("C-1"), nullptr);
  EXPECT_TRUE(customers_.Find("C-1")->standing().vip());
  EXPECT_FALSE(customers_.Find("C-2")->has_standing());
  EXPECT_EQ(customers_.Find("C-3")->satisfaction().nps(), 3);
  EXPECT_EQ(customers_.Find("C-4"), nullptr);  // TRUST 77
  EXPECT_TRUE(report_.clean());
}

TEST_F(ReadCustomersTest, ABadCellKeepsTheCustomer) {
  ASSERT_TRUE(Read("a.csv", "identity.id,satisfaction.nps,standing.vip\nC-1,seven,yes\n").ok());
  ASSERT_NE(customers_.Find("C-1"), nullptr);
  EXPECT_FALSE(customers_.Find("C-1")->satisfaction().has_nps());
  EXPECT_TRUE(customers_.Find("C-1")->standing().vip());
  EXPECT_EQ(report_.bad_cells(), 1);
  EXPECT_THAT(err_.str(), HasSubstr("a.csv:2:2: satisfaction.nps: \"seven\" is no whole number"));
}

TEST_F(ReadCustomersTest, ARecordWithoutIdIsNamed) {
  ASSERT_TRUE(Read("a.csv", "identity.id,standing.vip\n,yes\nC-2,no\n").ok());
  ASSERT_TRUE(Read("b.jsonl", "{}\nnonsense\n").ok());
  EXPECT_EQ(customers_.size(), 1U);
  EXPECT_EQ(report_.bad_lines(), 3);
  EXPECT_THAT(err_.str(), HasSubstr("a.csv:2: the record has no identity.id"));
  EXPECT_THAT(err_.str(), HasSubstr("b.jsonl:1: the record has no identity.id"));
  EXPECT_THAT(err_.str(), HasSubstr("b.jsonl:2: is no JSON object"));
}

TEST_F(ReadCustomersTest, RowsOfOtherLengths) {
  ASSERT_TRUE(Read("a.csv", "identity.id,standing.tier\nC-1\nC-2,gold,,\nC-3,gold,extra\n").ok());
  EXPECT_EQ(customers_.size(), 3U);
  EXPECT_EQ(report_.bad_cells(), 1);
  EXPECT_THAT(err_.str(), HasSubstr("a.csv:4:3: a cell beyond the last column"));
}

TEST_F(ReadCustomersTest, TheLaterRecordOfAnIdCountsWithANote) {
  ASSERT_TRUE(Read("a.csv", "identity.id,standing.tier\nC-1,gold\nC-1,silver\n").ok());
  EXPECT_EQ(customers_.Find("C-1")->standing().tier(), "silver");
  EXPECT_TRUE(report_.clean());
  EXPECT_THAT(err_.str(), HasSubstr("a.csv:3: note: customer \"C-1\" was there before"));
}

TEST_F(ReadCustomersTest, StrictStopsAtTheFirst) {
  options_.strict = true;
  EXPECT_FALSE(Read("a.csv", "identity.id,standing.vip\nC-1,perhaps\nC-2,no\n").ok());
  EXPECT_EQ(customers_.Find("C-2"), nullptr);
  EXPECT_FALSE(Read("b.jsonl", "{}\n{\"identity\": {\"id\": \"C-3\"}}\n").ok());
  EXPECT_EQ(customers_.Find("C-3"), nullptr);
}

TEST_F(ReadCustomersTest, RefusesFilesThatAreNone) {
  EXPECT_THAT(std::string(Read("a.csv", "").message()), HasSubstr("is empty"));
  EXPECT_THAT(std::string(Read("a.xlsx", "PK").message()), HasSubstr("ends in .csv or .jsonl"));
  EXPECT_THAT(std::string(Read("a.csv", "id,vip\n1,2\n").message()),
              HasSubstr("a.csv:1: unknown column \"vip\""));
  EXPECT_FALSE(ReadCustomers(folder_.Path("none.csv"), options_, &customers_, &report_).ok());
  EXPECT_TRUE(Read("empty.jsonl", "").ok());
}

TEST_F(ReadCustomersTest, AFileThatBreaksOffKeepsWhatStoodBefore) {
  ASSERT_TRUE(Read("a.csv", "identity.id\nC-1\n\"C-2\n").ok());
  EXPECT_NE(customers_.Find("C-1"), nullptr);
  EXPECT_FALSE(report_.clean());
  EXPECT_THAT(err_.str(), HasSubstr("a.csv:3: a quotation"));
}

TEST(CustomerIdOf, IsTheAttribute) {
  v1::Complaint complaint;
  EXPECT_EQ(CustomerIdOf(complaint), "");
  complaint.set_from("C-9");
  complaint.add_attributes()->set_name("days_late");
  EXPECT_EQ(CustomerIdOf(complaint), "");
  v1::Attribute& attribute = *complaint.add_attributes();
  attribute.set_name("customer_id");
  attribute.set_text("C-1");
  EXPECT_EQ(CustomerIdOf(complaint), "C-1");
  attribute.set_number(4711);
  EXPECT_EQ(CustomerIdOf(complaint), "4711");
  attribute.set_number(1e300);
  EXPECT_EQ(CustomerIdOf(complaint), "");
  attribute.set_number(0.5);
  EXPECT_EQ(CustomerIdOf(complaint), "");
}

}  // namespace
}  // namespace triage::cli
