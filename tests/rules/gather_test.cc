// Facts of complaints and customers, good and bad. The numbers are rows of the catalogue of bad inputs.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/rules/facts.h"
#include "tests/rules/fixtures.h"

namespace triage::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// 2026-11-23T10:00:00Z, a Monday.
constexpr int64_t kNow = 1795428000;

struct Gathered {
  Built built;
  Facts facts;
  v1::Decision decision;

  Gathered(const std::string& complaint, const std::string& customer,
           absl::TimeZone zone = absl::UTCTimeZone(), const std::string& rules = "")
      : built(rules), complaint_(Parse<v1::Complaint>(complaint)), customer_(Parse<v1::Customer>(customer)) {
    built.facts.Gather(complaint_, &customer_, absl::FromUnixSeconds(kNow), zone, &facts, &decision);
  }
  std::string operator[](std::string_view name) const {
    const uint32_t fact = built.Fact(name);
    const FactValue& value = facts[fact];
    if (!value.known) return "missing";
    switch (built.facts.type(fact)) {
      case FactType::kFlag:
        return value.flag ? "true" : "false";
      case FactType::kText:
        return std::string(value.text);
      default:
        return absl::StrCat(value.number);
    }
  }
  std::vector<std::string> Codes() const {
    std::vector<std::string> codes;
    for (const v1::Degradation& d : decision.degraded()) {
      codes.push_back(d.needs_person() ? d.code() + " (person)" : d.code());
    }
    return codes;
  }

 private:
  v1::Complaint complaint_;
  v1::Customer customer_;
};

struct Row {
  const char* name;
  const char* complaint;
  const char* customer;
  const char* fact;
  const char* expected;
  std::vector<std::string> codes = {};
};

void Check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Gathered gathered(row.complaint, row.customer);
    EXPECT_EQ(gathered[row.fact], row.expected);
    EXPECT_EQ(gathered.Codes(), row.codes);
    for (const v1::Degradation& d : gathered.decision.degraded())
      EXPECT_THAT(d.detail(), Not(HasSubstr("SECRET")));
  }
}

TEST(Gather, FactsOfTheComplaint) {
  Check({
      {"told wait", "channel: PHONE waited_seconds: 200", "", "complaint.waited_minutes", "3.33333"},
      {"wait since it came", "channel: CHAT received_at { seconds: 1795427400 }", "",
       "complaint.waited_minutes", "10"},
      {"mail does not wait on a line", "channel: MAIL received_at { seconds: 1795427400 }", "",
       "complaint.waited_minutes", "missing"},
      {"a wait below nothing",
       "channel: PHONE waited_seconds: -5",
       "",
       "complaint.waited_minutes",
       "missing",
       {"complaint_out_of_range"}},
      {"received later than now",
       "channel: PHONE received_at { seconds: 1795428600 }",
       "",
       "complaint.waited_minutes",
       "0",
       {"complaint_out_of_range"}},
      {"hour of now", "", "", "complaint.hour", "10"},
      {"hour of arrival", "received_at { seconds: 1795390200 }", "", "complaint.hour", "23"},
      {"claim", "claimed { currency: 'EUR' minor_units: 5001 }", "", "complaint.claimed", "50.01"},
      {"claim at the limit", "claimed { currency: 'EUR' minor_units: 5000 }", "",
       "complaint.claimed_above_authority", "false"},
      {"claim above the limit", "claimed { currency: 'EUR' minor_units: 5001 }", "",
       "complaint.claimed_above_authority", "true"},
      {"no claim", "", "", "complaint.claimed_above_authority", "missing"},
      {"86 claim in another currency",
       "claimed { currency: 'USD' minor_units: 1 }",
       "",
       "complaint.claimed",
       "missing",
       {"currency_mismatch (person)"}},
      {"claim below nothing",
       "claimed { currency: 'EUR' minor_units: -1 }",
       "",
       "complaint.claimed",
       "missing",
       {"complaint_out_of_range (person)"}},
      {"attachment", "attachments { name: 'a' }", "", "complaint.has_attachment", "true"},
      {"no attachment", "", "", "complaint.has_attachment", "false"},
      {"reply", "in_reply_to: '<1@x>'", "", "complaint.reply", "true"},
      {"case", "case_id: 'K-1'", "", "complaint.has_case", "true"},
      {"team", "about_team: 'store'", "", "complaint.about_team", "store"},
      {"nobody complained about", "", "", "complaint.about_agent", "missing"},
      {"attribute", "attributes { name: 'days_late' number: 4 }", "", "complaint.attribute.days_late", "4"},
      {"attribute of another type",
       "attributes { name: 'days_late' text: 'SECRET' }",
       "",
       "complaint.attribute.days_late",
       "missing",
       {"complaint_out_of_range"}},
      {"attribute without value",
       "attributes { name: 'gift' }",
       "",
       "complaint.attribute.gift",
       "missing",
       {"complaint_out_of_range"}},
      {"attribute that is no number",
       "attributes { name: 'days_late' number: nan }",
       "",
       "complaint.attribute.days_late",
       "missing",
       {"complaint_out_of_range"}},
      {"attribute without end",
       "attributes { name: 'days_late' number: inf }",
       "",
       "complaint.attribute.days_late",
       "missing",
       {"complaint_out_of_range"}},
      {"the last of one name speaks",
       "attributes { name: 'days_late' number: 4 } attributes { name: 'days_late' number: 5 }", "",
       "complaint.attribute.days_late", "5"},
      {"undeclared attributes are the host's own", "attributes { name: 'other' number: nan }", "",
       "complaint.attribute.days_late", "missing"},
  });
}

TEST(Gather, FactsOfTheCustomer) {
  Check({
      {"an empty record knows nobody", "", "", "customer.known", "false"},
      {"known", "", "identity { id: 'C-1' }", "customer.known", "true"},
      {"not verified unless the host says so", "", "identity { id: 'C-1' }", "customer.verified", "false"},
      {"verified", "", "identity { verified: true }", "customer.verified", "true"},
      {"83 standing is known without identity; priority asks for it", "", "standing { vip: true }",
       "customer.vip", "true"},
      {"absent is unknown, not false", "", "standing {}", "customer.vip", "missing"},
      {"tier as the rule set writes it", "", "standing { tier: 'BRONZE' }", "customer.tier", "Bronze"},
      {"85 unknown tier", "", "standing { tier: 'glod' }", "customer.tier", "missing", {"unknown_name"}},
      {"84 VIP and blocked",
       "",
       "standing { vip: true blocked: true }",
       "customer.vip",
       "true",
       {"contradictory (person)"}},
      {"loyalty", "", "relationship { loyalty_points: 12 }", "customer.loyalty_points", "12"},
      {"80 loyalty below nothing",
       "",
       "relationship { loyalty_points: -1 }",
       "customer.loyalty_points",
       "missing",
       {"customer_out_of_range"}},
      {"value", "", "relationship { lifetime_value { currency: 'EUR' minor_units: 12345 } }",
       "customer.lifetime_value", "123.45"},
      {"86 value in another currency",
       "",
       "relationship { lifetime_value { currency: 'RON' minor_units: 1 } }",
       "customer.lifetime_value",
       "missing",
       {"currency_mismatch"}},
      {"82 value beyond counting",
       "",
       "relationship { lifetime_value { currency: 'EUR' minor_units: 9223372036854775807 } }",
       "customer.lifetime_value",
       "missing",
       {"customer_out_of_range"}},
      {"78 value that is no number",
       "",
       "relationship { value_percentile: nan }",
       "customer.value_percentile",
       "missing",
       {"customer_out_of_range"}},
      {"82 percentile of 1e300",
       "",
       "relationship { value_percentile: 1e300 }",
       "customer.value_percentile",
       "missing",
       {"customer_out_of_range"}},
      {"percentile at the top", "", "relationship { value_percentile: 100 }", "customer.value_percentile",
       "100"},
      {"NPS 0", "", "satisfaction { nps: 0 }", "customer.nps", "0"},
      {"NPS 10", "", "satisfaction { nps: 10 }", "customer.nps", "10"},
      {"81 NPS 11", "", "satisfaction { nps: 11 }", "customer.nps", "missing", {"customer_out_of_range"}},
      {"81 NPS -1", "", "satisfaction { nps: -1 }", "customer.nps", "missing", {"customer_out_of_range"}},
      {"79 churn 1", "", "satisfaction { churn_risk: 1 }", "customer.churn_risk", "1"},
      {"79 churn 1.7",
       "",
       "satisfaction { churn_risk: 1.7 }",
       "customer.churn_risk",
       "missing",
       {"customer_out_of_range"}},
      {"79 churn -0.2",
       "",
       "satisfaction { churn_risk: -0.2 }",
       "customer.churn_risk",
       "missing",
       {"customer_out_of_range"}},
      {"satisfaction of 101 percent",
       "",
       "satisfaction { csat_percent: 101 }",
       "customer.csat_percent",
       "missing",
       {"customer_out_of_range"}},
      {"window of exactly 90 days", "", "history { windows { days: 90 complaints: 7 upheld: 1 } }",
       "customer.complaints_90d", "7"},
      {"a window of 91 days is another", "", "history { windows { days: 91 complaints: 7 } }",
       "customer.complaints_90d", "missing"},
      {"share upheld", "", "history { windows { days: 90 complaints: 8 upheld: 2 } }",
       "customer.upheld_share_90d", "0.25"},
      {"no complaints, no share", "", "history { windows { days: 90 complaints: 0 } }",
       "customer.upheld_share_90d", "missing"},
      {"more upheld than complained",
       "",
       "history { windows { days: 90 complaints: 2 upheld: 3 } }",
       "customer.upheld_share_90d",
       "missing",
       {"customer_out_of_range"}},
      {"fewer complaints than none",
       "",
       "history { windows { days: 30 complaints: -2 } }",
       "customer.complaints_30d",
       "missing",
       {"customer_out_of_range"}},
      {"attribute", "", "attributes { name: 'contract' text: 'flex' }", "customer.attribute.contract",
       "flex"},
      {"old attribute",
       "",
       "attributes { name: 'contract' text: 'flex' as_of { seconds: 1600000000 } }",
       "customer.attribute.contract",
       "missing",
       {"customer_stale"}},
  });
}

TEST(Gather, OutOfRangeSaysWhatAndWhy) {
  const Gathered gathered("", "satisfaction { nps: 11 }");
  ASSERT_EQ(gathered.decision.degraded_size(), 1);
  EXPECT_EQ(gathered.decision.degraded(0).detail(), "customer.nps is 11: outside 0..10, taken as missing");
}

TEST(Gather, UnknownTierNamesTheNearestAndNotItself85) {
  const Gathered gathered("", "standing { tier: 'glod' }");
  ASSERT_EQ(gathered.decision.degraded_size(), 1);
  EXPECT_EQ(gathered.decision.degraded(0).detail(),
            "customer.tier is no tier of the rule set (the nearest is \"gold\"), taken as missing");
  const Gathered far("", "standing { tier: 'SECRETSECRET' }");
  EXPECT_EQ(far.decision.degraded(0).detail(), "customer.tier is no tier of the rule set, taken as missing");
}

TEST(Gather, MissingRecord77) {
  const Built built;
  Facts facts;
  v1::Decision decision;
  built.facts.Gather(v1::Complaint(), nullptr, absl::FromUnixSeconds(kNow), absl::UTCTimeZone(), &facts,
                     &decision);
  EXPECT_EQ(decision.degraded_size(), 0);
  for (uint32_t i = 0; i < built.facts.size(); ++i) {
    if (!built.facts.of_customer(i)) continue;
    SCOPED_TRACE(built.facts.name(i));
    const bool told = built.facts.name(i) == "customer.known" || built.facts.name(i) == "customer.verified";
    EXPECT_EQ(facts[i].known, told);
    EXPECT_FALSE(facts[i].flag);
  }
}

// now less 730 days is 1732356000.
TEST(Gather, StaleRecords87) {
  Check({
      {"as old as allowed", "", "satisfaction { nps: 3 as_of { seconds: 1732356000 } }", "customer.nps", "3"},
      {"a second older",
       "",
       "satisfaction { nps: 3 as_of { seconds: 1732355999 } }",
       "customer.nps",
       "missing",
       {"customer_stale"}},
      {"the record's time where the group has none",
       "",
       "satisfaction { nps: 3 } as_of { seconds: 1732355999 }",
       "customer.nps",
       "missing",
       {"customer_stale"}},
      {"the group's time before the record's", "",
       "satisfaction { nps: 3 as_of { seconds: 1795000000 } } as_of { seconds: 1 }", "customer.nps", "3"},
      {"no time at all is current", "", "satisfaction { nps: 3 }", "customer.nps", "3"},
      {"a proof of identity grows old",
       "",
       "identity { verified: true as_of { seconds: 1 } }",
       "customer.verified",
       "false",
       {"customer_stale"}},
      {"whether he still needs care, a person finds out",
       "",
       "standing { vulnerable: true as_of { seconds: 1 } }",
       "customer.vulnerable",
       "missing",
       {"customer_stale (person)"}},
      {"an old case may be open",
       "",
       "open_cases { id: 'K' as_of { seconds: 1 } }",
       "customer.open_cases",
       "missing",
       {"customer_stale (person)"}},
      {"fresh cases count",
       "",
       "open_cases { id: 'K' as_of { seconds: 1 } } open_cases { id: 'L' }",
       "customer.open_cases",
       "1",
       {"customer_stale (person)"}},
      {"an old record does not say that there are no cases", "", "as_of { seconds: 1 }",
       "customer.open_cases", "missing"},
      {"a fresh record without cases has none", "", "as_of { seconds: 1795000000 }", "customer.open_cases",
       "0"},
  });
}

TEST(Gather, TheRuleSetSaysWhatIsStale) {
  const std::string customer =
      "satisfaction { nps: 3 as_of { seconds: 1795168800 } }";  // three days before now
  EXPECT_EQ(
      Gathered("", customer, absl::UTCTimeZone(), "limits { customer_max_age_days: 3 }")["customer.nps"],
      "3");
  EXPECT_EQ(
      Gathered("", customer, absl::UTCTimeZone(), "limits { customer_max_age_days: 2 }")["customer.nps"],
      "missing");
}

TEST(Gather, CasesContactsAndPromises) {
  Check({
      {"no case", "", "identity { id: 'C' }", "customer.open_case_answered", "false"},
      {"two cases", "", "open_cases { id: 'K' } open_cases { id: 'L' answered: true }", "customer.open_cases",
       "2"},
      {"one is answered", "", "open_cases { id: 'K' } open_cases { id: 'L' answered: true }",
       "customer.open_case_answered", "true"},
      {"seven days are within seven days", "", "history { contacts { at { seconds: 1794823200 } } }",
       "customer.contacts_7d", "1"},
      {"a second more is not", "", "history { contacts { at { seconds: 1794823199 } } }",
       "customer.contacts_7d", "0"},
      {"but within thirty", "", "history { contacts { at { seconds: 1794823199 } } }",
       "customer.contacts_30d", "1"},
      {"ours do not count", "", "history { contacts { at { seconds: 1795427000 } outgoing: true } }",
       "customer.contacts_7d", "0"},
      {"later ones are not known yet", "", "history { contacts { at { seconds: 1795428001 } } }",
       "customer.contacts_7d", "0"},
      {"without history nothing is known", "", "identity { id: 'C' }", "customer.contacts_7d", "missing"},
      {"the last contact", "",
       "history { contacts { at { seconds: 1795255200 } } contacts { at { seconds: 1790000000 } } }",
       "customer.days_since_contact", "2"},
      {"no contact yet", "", "history {}", "customer.days_since_contact", "missing"},
      {"open promises", "",
       "promises { due { seconds: 1795428000 } } promises { closed: true due { seconds: 1 } }",
       "customer.open_promises", "1"},
      {"due now is not broken", "", "promises { due { seconds: 1795428000 } }", "customer.broken_promises",
       "0"},
      {"past due is", "", "promises { due { seconds: 1795427999 } }", "customer.broken_promises", "1"},
      {"without a time it is never broken", "", "promises {}", "customer.broken_promises", "0"},
  });
}

TEST(Gather, TenureGoesByTheCustomersCalendar) {
  Check({
      {"fifth anniversary today", "", "relationship { since { seconds: 1637661600 } }",
       "customer.tenure_years", "5"},
      {"since today", "", "relationship { since { seconds: 1795420000 } }", "customer.tenure_years", "0"},
      {"from before 1970", "", "relationship { since { seconds: -98028000 } }", "customer.tenure_years",
       "60"},
      {"80 in the future",
       "",
       "relationship { since { seconds: 1795428001 } }",
       "customer.tenure_years",
       "missing",
       {"customer_out_of_range"}},
      {"80 before 1900",
       "",
       "relationship { since { seconds: -2208988801 } }",
       "customer.tenure_years",
       "missing",
       {"customer_out_of_range"}},
  });
  // 2021-11-23T23:00Z is the 24th in Jerusalem: a day short of five years there, and no less than five in
  // London.
  absl::TimeZone jerusalem;
  ASSERT_TRUE(absl::LoadTimeZone("Asia/Jerusalem", &jerusalem));
  const std::string customer = "relationship { since { seconds: 1637708400 } }";
  const Gathered there("", customer, jerusalem);
  EXPECT_LT(there.facts[there.built.Fact("customer.tenure_years")].number, 5);
  EXPECT_EQ(Gathered("", customer)["customer.tenure_years"], "5");
  EXPECT_EQ(there["complaint.hour"], "12");
}

TEST(Gather, LongStringsAreCutAtACharacter) {
  v1::Customer customer;
  customer.mutable_standing()->set_segment("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D");  // four letters of two bytes
  const Built built("limits { customer_string_bytes: 5 }");
  Facts facts;
  v1::Decision decision;
  built.facts.Gather(v1::Complaint(), &customer, absl::FromUnixSeconds(kNow), absl::UTCTimeZone(), &facts,
                     &decision);
  EXPECT_EQ(facts[built.Fact("customer.segment")].text, "\xD7\xA9\xD7\x9C");
  ASSERT_EQ(decision.degraded_size(), 1);
  EXPECT_EQ(decision.degraded(0).code(), "truncated");
}

TEST(Gather, YenHaveNoSmallerUnit) {
  v1::RuleSet rules = BaseRules();
  rules.mutable_house()->set_currency("JPY");
  const Built built(rules, "");
  Facts facts;
  v1::Decision decision;
  built.facts.Gather(Parse<v1::Complaint>("claimed { currency: 'JPY' minor_units: 900 }"), nullptr,
                     absl::FromUnixSeconds(kNow), absl::UTCTimeZone(), &facts, &decision);
  EXPECT_EQ(facts[built.Fact("complaint.claimed")].number, 900);
}

TEST(Gather, ReplacesWhatWasThere) {
  const Built built;
  Facts facts;
  v1::Decision decision;
  const v1::Customer customer = Parse<v1::Customer>("standing { vip: true }");
  const absl::Time now = absl::FromUnixSeconds(kNow);
  built.facts.Gather(v1::Complaint(), &customer, now, absl::UTCTimeZone(), &facts, &decision);
  const FactValue* memory = facts.values.data();
  built.facts.Gather(v1::Complaint(), nullptr, now, absl::UTCTimeZone(), &facts, &decision);
  EXPECT_FALSE(facts[built.Fact("customer.vip")].known);
  EXPECT_EQ(facts.values.data(), memory);
}

}  // namespace
}  // namespace triage::rules
