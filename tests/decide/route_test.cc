#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::Customer;
using ::testing::ElementsAre;
using testing::InBucharest;
using testing::kNow;
using testing::Mail;
using testing::Shop;

constexpr const char* kRules = R"(
rule { id: "to_haifa" why: "w" when { signal: "broken" } then { team: "haifa" skill: "repair" inform: "legal" } }
rule { id: "to_eilat" why: "w" when { signal: "late" } then { team: "eilat" skill: ["parcels", "repair"] } }
rule { id: "staff" why: "w" when { signal: "rude" } then { other_manager: true } }
rule { id: "third" why: "w" when { signal: "furious" } then { authority_level: 3 } }
)";

struct TeamRow {
  const char* name;
  const char* body;
  const char* complaint;  // fields beside
  const char* team;
  const char* rule;
  int authority;
};

void PrintTo(const TeamRow& row, std::ostream* out) { *out << row.name; }

class TeamTest : public ::testing::TestWithParam<TeamRow> {};

TEST_P(TeamTest, IsChosenByPrecedenceThenAuthority) {
  const TeamRow& row = GetParam();
  static const Engine engine = Shop(kRules);
  v1::Complaint complaint = testing::Parsed<v1::Complaint>(row.complaint);
  complaint.MergeFrom(Mail(row.body));
  const v1::Route route = engine.Triage(complaint, kNow).route();
  EXPECT_EQ(route.team(), row.team);
  EXPECT_EQ(route.team_rule(), row.rule);
  EXPECT_EQ(route.authority_level(), row.authority);
  EXPECT_EQ(route.avoid_team(), complaint.about_team());
}

INSTANTIATE_TEST_SUITE_P(
    Precedence, TeamTest,
    ::testing::Values(TeamRow{"default_route", "Hello", "", "front", "", 0},
                      TeamRow{"by_rule", "It is late.", "", "eilat", "to_eilat", 0},
                      TeamRow{"the_higher_of_two", "Late and broken.", "", "haifa", "to_haifa", 0},
                      TeamRow{"harm_first", "Broken. I was injured.", "", "safety", "injury", 0}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Authority, TeamTest,
    ::testing::Values(TeamRow{"handed_on_to_who_may_decide", "My lawyer.", "", "seniors", "", 2},
                      TeamRow{"from_the_team_of_the_rule", "Late. My lawyer.", "", "seniors", "to_eilat", 2},
                      TeamRow{"to_the_end_of_the_chain", "Outrageous.", "", "north", "", 3},
                      TeamRow{"a_team_that_hands_on_to_nobody", "Broken. Outrageous.", "", "haifa",
                              "to_haifa", 3},
                      TeamRow{"a_team_that_may", "I was injured. Outrageous.", "", "safety", "injury", 3}),
    [](const auto& info) { return std::string(info.param.name); });

// The rule `money` of the shop asks for the level that the claim needs.
INSTANTIATE_TEST_SUITE_P(
    Claims, TeamTest,
    ::testing::Values(TeamRow{"without_a_sum", "I want my money back.", "", "front", "", 0},
                      TeamRow{"at_the_first_limit", "My money back.",
                              "claimed { currency: 'EUR' minor_units: 5000 }", "front", "", 1},
                      TeamRow{"a_cent_above", "My money back.",
                              "claimed { currency: 'EUR' minor_units: 5001 }", "seniors", "", 2},
                      TeamRow{"at_the_second_limit", "My money back.",
                              "claimed { currency: 'EUR' minor_units: 50000 }", "seniors", "", 2},
                      TeamRow{"above_it", "My money back.", "claimed { currency: 'EUR' minor_units: 50001 }",
                              "north", "", 3},
                      TeamRow{"above_all", "My money back.",
                              "claimed { currency: 'EUR' minor_units: 99999999 }", "north", "", 3},
                      // TRUST 86
                      TeamRow{"in_another_currency", "My money back.",
                              "claimed { currency: 'RON' minor_units: 100 }", "north", "", 3},
                      TeamRow{"nobody_asked", "It is broken.",
                              "claimed { currency: 'EUR' minor_units: 50001 }", "haifa", "to_haifa", 0}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Staff, TeamTest,
    ::testing::Values(
        TeamRow{"a_manager", "Shameful!", "", "north", "staff", 0},
        TeamRow{"not_the_manager_of_that_team", "Shameful!", "about_team: 'haifa'", "south", "staff", 0},
        TeamRow{"not_the_team_itself", "Shameful!", "about_team: 'north'", "south", "staff", 0},
        TeamRow{"a_team_unknown_to_the_rules", "Shameful!", "about_team: 'kiosk'", "north", "staff", 0},
        TeamRow{"harm_stays_with_safety", "Shameful! I was injured.", "about_team: 'haifa'", "safety",
                "injury", 0},
        TeamRow{"never_the_team_complained_about", "Hello", "about_team: 'front'", "seniors", "", 0},
        // It hands on to nobody, and nobody of it may take the complaint: managers hear it.
        TeamRow{"where_the_chain_ends_there", "It is broken.", "about_team: 'haifa'", "south", "to_haifa", 0},
        TeamRow{"even_safety", "I was injured.", "about_team: 'safety'", "north", "injury", 0}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ChooseRoute, SkillsAndInformedTeamsAddUpOnce) {
  const v1::Route route = Shop(kRules).Triage(Mail("Late, broken, my lawyer."), kNow).route();
  EXPECT_THAT(route.skills(), ElementsAre("parcels", "repair"));
  EXPECT_THAT(route.inform(), ElementsAre("legal"));
}

struct OwnerRow {
  const char* name;
  const char* rule;  // same_owner, named_handler or nothing
  const char* complaint;
  const char* customer;
  const char* owner;
};

constexpr const char* kTwoCases =
    R"(open_cases { id: "K1" owner: "ana" team: "front" opened_at { seconds: 1795000000 } }
  open_cases { id: "K2" owner: "bob" team: "haifa" opened_at { seconds: 1795100000 } })";

TEST(ChooseRoute, TheOwnerOfTheOpenCaseKeepsIt) {
  const OwnerRow rows[] = {
      {"nobody asked", "tag: 'x'", "", kTwoCases, ""},
      {"the case opened last", "same_owner: true", "", kTwoCases, "bob"},
      {"the case that is named", "same_owner: true", "case_id: 'K1'", kTwoCases, "ana"},
      {"a case that nobody knows", "same_owner: true", "case_id: 'K9'", kTwoCases, "bob"},
      {"one person for all of his complaints", "named_handler: true", "", kTwoCases, "bob"},
      {"complained about", "same_owner: true", "about_agent: 'bob'", kTwoCases, ""},
      {"of the team complained about", "same_owner: true", "about_team: 'haifa'", kTwoCases, ""},
      {"a case without owner", "same_owner: true", "", "open_cases { id: 'K1' }", ""},
      {"no case", "same_owner: true", "", "", ""},
  };
  for (const OwnerRow& row : rows) {
    SCOPED_TRACE(row.name);
    v1::Complaint complaint = testing::Parsed<v1::Complaint>(row.complaint);
    complaint.MergeFrom(Mail("It is late."));
    const Engine engine =
        Shop(absl::StrCat("rule { id: 'again' why: 'w' when { signal: 'late' } then { ", row.rule, " } }"));
    const v1::Decision decision = engine.Triage(complaint, Customer(row.customer), kNow);
    EXPECT_EQ(decision.route().owner(), row.owner);
    EXPECT_EQ(decision.route().avoid_agent(), complaint.about_agent());
    EXPECT_EQ(decision.route().named_handler(), std::string(row.rule) == "named_handler: true");
  }
}

struct HandlingRow {
  const char* name;
  const char* rules;
  const char* body;
  const char* playbook;
  const char* playbook_rule;
  const char* tone;
};

TEST(ChooseRoute, PlaybookByPrecedenceToneOfARuleBeforeThePlaybooks) {
  const HandlingRow rows[] = {
      {"none", "", "It is late.", "", "", ""},
      {"one", "", "Explain!", "reason", "reason", ""},
      {"the higher, with its tone", "", "Explain, and my money back.", "money", "money", "formal"},
      {"harm", "", "Money back! I was burned.", "harm", "injury", "gentle"},
      {"tone of a rule", "rule { id: 'soft' why: 'w' when { signal: 'late' } then { tone: 'soft' } }",
       "Late. My money back.", "money", "money", "soft"},
      {"the alphabetically first",
       "rule { id: 'a' why: 'w' when { signal: 'late' } then { tone: 'plain' } }"
       "rule { id: 'b' why: 'w' when { signal: 'late' } then { tone: 'gentle' } }",
       "Late. My money back.", "money", "money", "gentle"},
  };
  for (const HandlingRow& row : rows) {
    SCOPED_TRACE(row.name);
    const v1::Handling handling = Shop(row.rules).Triage(Mail(row.body), kNow).handling();
    EXPECT_EQ(handling.playbook(), row.playbook);
    EXPECT_EQ(handling.playbook_rule(), row.playbook_rule);
    EXPECT_EQ(handling.tone(), row.tone);
  }
}

// Rule 7 of the retail pack in small: handling changes, severity does not.
TEST(ChooseRoute, ASerialComplainerGetsANamedHandlerAndTheSameSeverity) {
  const Engine engine = Shop(R"(rule { id: "serial" why: "w"
    when { fact { name: "customer.complaints_90d" above: 6 } fact { name: "customer.upheld_share_90d" below: 0.2 } }
    then { named_handler: true offer_needs_approval: true } })");
  const v1::Customer serial = Customer("history { windows { days: 90 complaints: 7 upheld: 1 } }");
  const v1::Decision of_serial = engine.Triage(Mail("I was injured."), serial, kNow);
  const v1::Decision of_nobody = engine.Triage(Mail("I was injured."), kNow);
  EXPECT_TRUE(of_serial.route().named_handler());
  EXPECT_TRUE(of_serial.handling().offer_needs_approval());
  EXPECT_EQ(of_serial.handling().offer_rule(), "serial");
  EXPECT_EQ(of_serial.severity(), v1::Severity::CRITICAL);  // TRUST 88
  EXPECT_FALSE(of_nobody.route().named_handler());
  EXPECT_EQ(of_nobody.severity(), v1::Severity::CRITICAL);
}

struct ContactRow {
  const char* name;
  std::vector<int> days_ago;  // ours
  int used;
  bool spent;
};

TEST(ChooseRoute, ContactsOfOursInTheWindowSpendTheBudget) {
  const ContactRow rows[] = {
      {"none", {}, 0, false},
      {"two", {1, 2}, 2, false},
      {"three", {0, 1, 6}, 3, true},
      {"older ones do not count", {1, 7, 8}, 1, false},
      {"nor those to come", {-1, -2, 1}, 1, false},
  };
  const Engine engine = Shop();
  for (const ContactRow& row : rows) {
    SCOPED_TRACE(row.name);
    v1::Customer customer =
        Customer("preferences { refused: PHONE } history { contacts { at { seconds: 1795427000 } } }");
    for (const int days : row.days_ago) {
      v1::Contact* contact = customer.mutable_history()->add_contacts();
      contact->set_outgoing(true);
      SetTimestamp(kNow - absl::Hours(24) * days, contact->mutable_at());
    }
    const v1::ContactPlan plan = engine.Triage(Mail("It is broken."), customer, kNow).contact();
    EXPECT_EQ(plan.contacts_used(), row.used);
    EXPECT_EQ(plan.contacts_allowed(), 3);
    EXPECT_EQ(plan.budget_spent(), row.spent);
    EXPECT_THAT(plan.refused(), ElementsAre(v1::Channel::PHONE));
  }
}

struct QuietRow {
  const char* name;
  const char* zone;
  int hours_later;         // than 12:00 in Bucharest
  const char* time_zone;   // used
  const char* calls_from;  // in Bucharest; empty: now
};

TEST(ChooseRoute, NoCallsAtNightInTheCustomersZone) {
  const QuietRow rows[] = {
      {"noon at home", "", 0, "Europe/Bucharest", ""},
      {"at nine in the evening", "", 9, "Europe/Bucharest", "2026-11-24 08:00:00"},
      {"the last hour of the night", "Europe/Bucharest", 19, "Europe/Bucharest", "2026-11-24 08:00:00"},
      {"at eight in the morning", "", 20, "Europe/Bucharest", ""},
      {"night in New York", "America/New_York", 0, "America/New_York", "2026-11-23 15:00:00"},
      {"evening in New York", "America/New_York", 15, "America/New_York", ""},
      {"a zone that nobody knows", "Mars/Olympus", 0, "Europe/Bucharest", ""},
  };
  const Engine engine = Shop();
  for (const QuietRow& row : rows) {
    SCOPED_TRACE(row.name);
    v1::Customer customer;
    customer.mutable_preferences()->set_time_zone(row.zone);
    const v1::ContactPlan plan =
        engine.Triage(Mail("It is broken."), customer, kNow + absl::Hours(row.hours_later)).contact();
    EXPECT_EQ(plan.time_zone(), row.time_zone);
    EXPECT_EQ(plan.has_calls_from() ? InBucharest(plan.calls_from()) : "", row.calls_from);
  }
}

TEST(ChooseRoute, AnAgentWhoSpeaksTheLanguageIsWanted) {
  const Engine engine = Shop();
  EXPECT_EQ(engine.Triage(Mail("Il pacco è in ritardo e nessuno mi risponde."), kNow).route().language(),
            "it");
  EXPECT_EQ(engine.Triage(Mail("???"), kNow).route().language(), "und");
  EXPECT_EQ(engine.Triage(Mail("???"), Customer("preferences { language: 'de' }"), kNow).route().language(),
            "de");
}

// A complaint in a language that the team does not speak goes on; where nobody speaks it, it stays with most
// authority.
TEST(ChooseRoute, GoesOnToATeamThatSpeaksTheLanguage) {
  const auto engine = Engine::CompileText("t.txtpb", R"(
house { default_team: "english" } calendar { id: "c" round_the_clock: true }
team { id: "english" precedence: 1 calendar: "c" languages: "en" hands_on_to: "world" }
team { id: "world" precedence: 2 calendar: "c" languages: ["en", "it", "ro"] authority_level: 1 })");
  ASSERT_TRUE(engine.ok()) << engine.status();
  const auto team = [&](const char* body) {
    v1::Complaint complaint;
    complaint.set_channel(v1::Channel::WEB_FORM);
    complaint.set_body(body);
    return engine->Triage(complaint, absl::FromUnixSeconds(1795428000)).route().team();
  };
  EXPECT_EQ(team("I have been waiting for my parcel and nobody has answered me."), "english");
  EXPECT_EQ(team("Sto aspettando il mio pacco e nessuno mi ha ancora risposto."), "world");
  EXPECT_EQ(team("אני מחכה לחבילה שלי ואף אחד לא עונה לי"), "world");
  EXPECT_EQ(team("12345"), "english");
}

}  // namespace
}  // namespace triage
