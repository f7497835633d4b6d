#include "src/cli/commands/crm_files.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/files.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;

TEST(CrmFiles, AttributesHaveTheTypesOfTheRuleSet) {
  const Folder folder;
  v1::RuleSet rules;
  v1::AttributeDeclaration& score = *rules.add_attribute();
  score.set_name("customer.attribute.score");
  score.set_type(v1::AttributeDeclaration::NUMBER);
  std::ostringstream out;
  std::ostringstream err;
  InputReport report(err);
  CustomerDirectory customers;
  const CrmFiles files{{folder.Write("a.csv", "identity.id,attribute.score,attribute.zip\nC-1,7,00185\n")},
                       false};
  ASSERT_TRUE(ReadCustomerFiles(files, rules, false, Console{out, err}, &customers, &report)) << err.str();
  const v1::Customer* customer = customers.Find("C-1");
  ASSERT_NE(customer, nullptr);
  EXPECT_EQ(customer->attributes(0).number(), 7);
  EXPECT_EQ(customer->attributes(1).text(), "00185");
}

TEST(CrmFiles, EachWrongColumnIsALine) {
  const Folder folder;
  std::ostringstream out;
  std::ostringstream err;
  InputReport report(err);
  CustomerDirectory customers;
  CrmFiles files{{folder.Write("a.csv", "identity.id,standing.vpi,shoe_size\nC-1,yes,43\n")}, false};
  EXPECT_FALSE(ReadCustomerFiles(files, {}, false, Console{out, err}, &customers, &report));
  EXPECT_THAT(err.str(),
              HasSubstr("a.csv:1: unknown column \"standing.vpi\"; did you mean \"standing.vip\"?\n"));
  EXPECT_THAT(err.str(), HasSubstr("a.csv:1: unknown column \"shoe_size\"\n"));
  files.ignore_unknown_columns = true;
  EXPECT_TRUE(ReadCustomerFiles(files, {}, false, Console{out, err}, &customers, &report));
  EXPECT_EQ(customers.size(), 1U);
}

}  // namespace
}  // namespace triage::cli
