#include "src/rules/facts.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rules/fixtures.h"

namespace triage::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FactTable, KnowsBuiltInAndDeclaredFacts) {
  const Built built;
  EXPECT_THAT(built.issues.Codes(), IsEmpty());
  struct Row {
    const char* name;
    FactType type;
    bool of_customer;
    bool needs_identity;
  };
  const Row rows[] = {
      {"complaint.waited_minutes", FactType::kNumber, false, false},
      {"complaint.claimed", FactType::kMoney, false, false},
      {"complaint.claimed_above_authority", FactType::kFlag, false, false},
      {"complaint.about_agent", FactType::kText, false, false},
      {"complaint.attribute.days_late", FactType::kNumber, false, false},
      {"complaint.attribute.gift", FactType::kFlag, false, false},
      {"customer.known", FactType::kFlag, true, false},
      {"customer.verified", FactType::kFlag, true, false},
      {"customer.tier", FactType::kText, true, true},
      {"customer.vip", FactType::kFlag, true, true},
      {"customer.tenure_years", FactType::kNumber, true, true},
      {"customer.loyalty_points", FactType::kNumber, true, true},
      {"customer.lifetime_value", FactType::kMoney, true, true},
      {"customer.value_percentile", FactType::kNumber, true, true},
      {"customer.churn_risk", FactType::kNumber, true, false},
      {"customer.contacts_7d", FactType::kNumber, true, false},
      {"customer.open_promises", FactType::kNumber, true, false},
      {"customer.attribute.contract", FactType::kText, true, true},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const uint32_t fact = built.Fact(row.name);
    EXPECT_EQ(built.facts.name(fact), row.name);
    EXPECT_EQ(built.facts.type(fact), row.type);
    EXPECT_EQ(built.facts.of_customer(fact), row.of_customer);
    EXPECT_EQ(built.facts.needs_identity(fact), row.needs_identity);
  }
  EXPECT_FALSE(built.facts.Index("customer.npss"));
  EXPECT_FALSE(built.facts.Index("customer.attribute.unheard_of"));
  const std::vector<std::string_view> names = built.facts.names();
  EXPECT_EQ(names.size(), built.facts.size());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST(FactTable, RefusesDeclarationsThatMeanNothing) {
  struct Row {
    const char* name;
    const char* rules;
    const char* code;
  };
  const Row rows[] = {
      {"no prefix", "attribute { name: 'days_late' type: NUMBER }", "bad_name"},
      {"a built-in fact's name", "attribute { name: 'customer.vip' type: FLAG }", "bad_name"},
      {"no name after the prefix", "attribute { name: 'customer.attribute.' type: FLAG }", "bad_name"},
      {"a dash", "attribute { name: 'customer.attribute.a-b' type: FLAG }", "bad_name"},
      {"no type", "attribute { name: 'customer.attribute.a' }", "missing_type"},
      {"twice",
       "attribute { name: 'customer.attribute.a' type: FLAG } attribute { name: 'customer.attribute.a' type: "
       "TEXT }",
       "duplicate_id"},
      {"a currency that is none", "house { currency: 'euro' }", "bad_currency"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    KeptIssues issues;
    FactTable::Build(Parse<v1::RuleSet>(row.rules), issues);
    EXPECT_THAT(issues.Codes(), ElementsAre(row.code));
  }
}

TEST(FactTable, ForgettingIsGatheringWithoutCustomer) {
  const Built built;
  const v1::Complaint complaint = Parse<v1::Complaint>(R"pb(
    channel: PHONE
    waited_seconds: 60
    about_team: "store"
    attributes { name: "gift" flag: true })pb");
  const v1::Customer customer = Parse<v1::Customer>(R"pb(
    identity { id: "C-1" verified: true }
    standing { vip: true tier: "gold" }
    satisfaction { nps: 3 }
    attributes { name: "contract" text: "flex" })pb");
  const absl::Time now = absl::FromUnixSeconds(1795000000);
  Facts known;
  Facts unknown;
  Facts forgotten;
  v1::Decision decision;
  built.facts.Gather(complaint, &customer, now, absl::UTCTimeZone(), &known, &decision);
  built.facts.Gather(complaint, nullptr, now, absl::UTCTimeZone(), &unknown, &decision);
  built.facts.ForgetCustomer(known, &forgotten);
  ASSERT_EQ(forgotten.values.size(), unknown.values.size());
  for (uint32_t i = 0; i < built.facts.size(); ++i) {
    SCOPED_TRACE(built.facts.name(i));
    EXPECT_EQ(forgotten[i].known, unknown[i].known);
    EXPECT_EQ(forgotten[i].flag, unknown[i].flag);
    EXPECT_EQ(forgotten[i].number, unknown[i].number);
    EXPECT_EQ(forgotten[i].text, unknown[i].text);
  }
}

}  // namespace
}  // namespace triage::rules
