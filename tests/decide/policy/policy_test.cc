#include "src/decide/policy/policy.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using ::testing::ElementsAreArray;
using testing::ErrorsOf;
using ::testing::HasSubstr;
using testing::IssuesOf;
using testing::Shop;

// A rule set is the shop and `text`, which begins on line 2.
struct Row {
  const char* name;
  std::string text;
  std::vector<std::string> errors;  // "code at line:column: message"
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class PolicyTest : public ::testing::TestWithParam<Row> {};

TEST_P(PolicyTest, IsRefusedWhereItIsWrong) {
  EXPECT_THAT(ErrorsOf(GetParam().text), ElementsAreArray(GetParam().errors));
}

std::string Within(const char* amount) {
  return absl::StrCat("deadline { id: 'x' kind: RESOLVE\n within { ", amount, " } }");
}

INSTANTIATE_TEST_SUITE_P(
    Times, PolicyTest,
    ::testing::Values(
        // TRUST 23
        Row{"deadline_zero",
            Within("minutes: 0"),
            {"bad_time at 3:11: a time of 0: it must be above 0 and below 100 years"}},
        Row{"deadline_negative",
            Within("hours: -4"),
            {"bad_time at 3:11: a time of -4: it must be above 0 and below 100 years"}},
        Row{"deadline_of_a_hundred_years", Within("days: 36525"), {}},
        Row{"deadline_above_a_hundred_years",
            Within("days: 36526"),
            {"bad_time at 3:11: a time of 36526: it must be above 0 and below 100 years"}},
        Row{"deadline_of_all_minutes",
            Within("minutes: 9223372036854775807"),
            {"bad_time at 3:11: a time of 9223372036854775807: it must be above 0 and below 100 years"}},
        Row{"deadline_of_too_many_business_days",
            Within("business_days: 40000"),
            {"bad_time at 3:11: a time of 40000: it must be above 0 and below 100 years"}},
        Row{"deadline_without_a_time",
            "deadline { id: 'x' kind: RESOLVE }",
            {"no_time at 2:12: no length of time"}},
        Row{"deadline_of_no_kind",
            "deadline { id: 'x' within { hours: 1 } }",
            {"no_kind at 2:12: a deadline of no kind"}},
        Row{"deadline_on_an_unknown_calendar",
            "deadline { id: 'x' kind: RESOLVE within { hours: 1 } calendar: 'offce' }",
            {"unknown_calendar at 2:54: unknown calendar \"offce\""}},
        Row{"patience_zero",
            "patience { minutes: 0 }",
            {"bad_patience at 2:12: patience of 0 minutes, outside 1 to 525600"}},
        Row{"patience_above_a_year",
            "patience { minutes: 525601 }",
            {"bad_patience at 2:12: patience of 525601 minutes, outside 1 to 525600"}}),
    [](const auto& info) { return std::string(info.param.name); });

std::string Hours(const char* days, const char* from, const char* to) {
  return absl::StrCat("calendar { id: 'c'\n hours { days: [", days, "] from: '", from, "' to: '", to,
                      "' } }");
}

INSTANTIATE_TEST_SUITE_P(
    Calendars, PolicyTest,
    ::testing::Values(
        // TRUST 24
        Row{"unknown_zone",
            "calendar { id: 'c' zone: 'Asia/Jeruslem' round_the_clock: true }",
            {"bad_calendar at 2:12: calendar \"c\": unknown time zone \"Asia/Jeruslem\": did you mean "
             "\"Asia/Jerusalem\"?"}},
        Row{"unknown_zone_of_the_house",
            "house { time_zone: 'Europe/Bucarest' } calendar { id: 'office' round_the_clock: true zone: "
            "'UTC' }",
            {"unknown_zone at 2:9: unknown time zone \"Europe/Bucarest\""}},
        Row{"no_working_time",
            "calendar { id: 'c' }",
            {"bad_calendar at 2:12: calendar \"c\": the calendar's week has no working time"}},
        Row{"hours_that_are_empty",
            Hours("'MON', 'TUE'", "09:00", "09:00"),
            {"bad_calendar at 2:12: calendar \"c\": the calendar's week has no working time",
             "bad_time at 3:45: working hours that begin and end at the same time"}},
        Row{"hours_of_no_day",
            "calendar { id: 'c' hours { days: 'MON' from: '9:00' to: '17:00' }\n"
            " hours { from: '09:00' to: '17:00' } }",
            {"no_days at 3:10: working hours of no day"}},
        Row{"hours_of_no_such_day",
            Hours("'MON', 'Tuesday'", "9:00", "17:00"),
            {"unknown_day at 3:10: \"Tuesday\" is no day"}},
        Row{"hours_at_no_such_time",
            Hours("'MON'", "9h", "25:00"),
            {"bad_calendar at 2:12: calendar \"c\": the calendar's week has no working time",
             "bad_time at 3:24: \"9h\" is no time of day: write it as 17:30",
             "bad_time at 3:35: there is no time of day \"25:00\": times are 00:00 to 24:00"}},
        Row{"hours_that_overlap_at_midnight",
            "calendar { id: 'c' hours { days: ['MON'] from: '22:00' to: '06:00' }\n"
            " hours { days: ['TUE'] from: '05:00' to: '12:00' } }",
            {"bad_calendar at 2:12: calendar \"c\": Monday: 22:00-30:00 runs past midnight into 05:00-12:00 "
             "of Tuesday"}},
        Row{"a_night_shift_that_only_touches",
            "calendar { id: 'c' hours { days: ['MON'] from: '22:00' to: '06:00' }\n"
            " hours { days: ['TUE'] from: '06:00' to: '12:00' } }",
            {}},
        // TRUST 25
        Row{"holiday_29_february_2027",
            "calendar { id: 'c' hours { days: 'MON' from: '9:00' to: '17:00' }\n holiday { day: '2027-02-29' "
            "} }",
            {"bad_day at 3:12: there is no day \"2027-02-29\": that month ends on 2027-02-28"}},
        Row{"holiday_with_half_its_hours",
            "calendar { id: 'c' hours { days: 'MON' from: '9:00' to: '17:00' }\n holiday { day: '2027-02-22' "
            "from: '10:00' } }",
            {"bad_time at 3:12: \"\" is no time of day: write it as 17:30"}}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Teams, PolicyTest,
    ::testing::Values(
        // TRUST 26
        Row{"team_not_declared",
            "rule { id: 'r' why: 'w' when { always: true }\n then { team: 'frnt' } }",
            {"unknown_team at 3:9: unknown team \"frnt\""}},
        Row{"informed_team_not_declared",
            "rule { id: 'r' why: 'w' when { always: true }\n then { inform: ['legal', 'press'] } }",
            {"unknown_team at 3:9: unknown team \"press\""}},
        // TRUST 28
        Row{"default_team_not_declared",
            "house { default_team: 'nobody' }",
            {"unknown_team at 2:9: unknown team \"nobody\""}},
        Row{"team_without_a_calendar",
            "team { id: 't' precedence: 1 }",
            {"no_calendar at 2:8: team \"t\" has no calendar"}},
        Row{"same_precedence",
            "team { id: 't'\n precedence: 10 calendar: 'office' }",
            {"same_precedence at 3:2: \"t\" and \"front\" have the same precedence 10"}},
        Row{"hands_on_to_nobody",
            "team { id: 't' precedence: 1 calendar: 'office' hands_on_to: 'x' }",
            {"unknown_team at 2:49: unknown team \"x\""}},
        Row{"hands_on_in_a_circle",
            "team { id: 'north' precedence: 80 calendar: 'office'\n hands_on_to: 'seniors' }",
            {"hand_on_cycle at 3:2: team \"north\" hands on in a circle"}},
        Row{"manages_nobody",
            "team { id: 't' precedence: 1 calendar: 'office' manages: ['front', 'bck'] }",
            {"unknown_team at 2:49: unknown team \"bck\""}}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Numbers, PolicyTest,
    ::testing::Values(
        Row{"cap_of_points_zero",
            "score_group { id: 'g' cap: 0 }",
            {"bad_cap at 2:23: the cap is 0, outside 1 to 1000"}},
        Row{"cap_of_points_too_large",
            "score_group { id: 'g' cap: 1001 }",
            {"bad_cap at 2:23: the cap is 1001, outside 1 to 1000"}},
        Row{"cap_of_urgency",
            "urgency_group { id: 'g' max_percent: 101 }",
            {"bad_cap at 2:25: max_percent is 101, outside 1 to 100"}},
        Row{"thresholds_that_fall",
            "thresholds { moderate: 5 }",
            {"bad_thresholds at 2:14: thresholds must rise from 1 on; these are 10, 5, 60, 100"}},
        Row{"thresholds_below_one",
            "thresholds { low: -5 }",
            {"bad_thresholds at 2:14: thresholds must rise from 1 on; these are -5, 30, 60, 100"}},
        Row{"urgency_above_all",
            "queue { max_urgency_percent: 101 }",
            {"bad_queue at 2:9: max_urgency_percent is 101, outside 0 to 100"}},
        Row{"negative_margin",
            "queue { margin_minutes: -1 }",
            {"bad_queue at 2:9: margin_minutes is -1, outside 0 to 525600"}},
        Row{"authority_of_no_level",
            "authority { level: 101 }",
            {"bad_level at 2:13: level 101 is outside 1 to 100"}},
        Row{"authority_without_a_currency",
            "authority { level: 7 up_to { minor_units: 5 } }",
            {"bad_money at 2:22: no sum of money"}},
        Row{"negative_authority",
            "authority { level: 7 up_to { currency: 'EUR' minor_units: -5 } }",
            {"bad_money at 2:22: no sum of money"}},
        Row{"contacts",
            "contact { per_days: 400 }",
            {"bad_contact at 2:11: max_contacts is at least 0, per_days 1 to 366"}},
        Row{"quiet_hours_that_are_none",
            "contact { quiet_from: '08:00' quiet_to: '08:00' }",
            {"bad_time at 2:31: quiet hours are two different times of the day, and not all of it"}},
        Row{"quiet_hours_all_day",
            "contact { quiet_from: '00:00' quiet_to: '24:00' }",
            {"bad_time at 2:31: quiet hours are two different times of the day, and not all of it"}},
        Row{"quiet_hours_at_no_time",
            "contact { quiet_from: 'late' }",
            {"bad_time at 2:11: quiet hours are two different times of the day, and not all of it"}},
        Row{"currency",
            "house { currency: 'euro' }",
            {"bad_currency at 2:9: the currency is no code of ISO 4217"}},
        Row{"category_without_an_id",
            "category { precedence: 3 }",
            {"missing_id at 2:12: a category without an id"}}),
    [](const auto& info) { return std::string(info.param.name); });

// TRUST 28.
TEST(Policy, ARuleSetWithoutADefaultTeamIsRefused) {
  std::vector<Issue> issues;
  const auto engine =
      Engine::CompileText("empty.txtpb", "name: \"x\"\nsignal { id: 's' pattern: 'abc' }", nullptr, &issues);
  EXPECT_EQ(engine.status().code(), absl::StatusCode::kInvalidArgument);
  ASSERT_EQ(issues.size(), 1);
  EXPECT_EQ(issues[0].code, "no_default_team");
  EXPECT_EQ(issues[0].message, "no default team: complaints that no rule routes would go to nobody");
  EXPECT_THAT(issues[0].hint, HasSubstr("house { default_team:"));
  EXPECT_EQ(issues[0].line, 1);
}

TEST(Policy, HintsNameTheNearest) {
  const std::vector<Issue> issues =
      IssuesOf("rule { id: 'r' why: 'w' when { always: true } then { team: 'frnt' category: 'producct' } }");
  ASSERT_EQ(issues.size(), 2);
  EXPECT_EQ(issues[0].hint, "did you mean \"front\"?");
  EXPECT_EQ(issues[0].path, "rule[\"r\"].then.team");
  EXPECT_EQ(issues[1].hint, "did you mean \"product\"?");
}

TEST(Policy, ALanguageWithoutWordFormsIsAWarning) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileText(
      "de.txtpb",
      "house { language: 'de' default_team: 't' }\ncalendar { id: 'c' round_the_clock: true }\n"
      "team { id: 't' precedence: 1 calendar: 'c' }",
      nullptr, &issues);
  ASSERT_TRUE(engine.ok()) << engine.status();
  ASSERT_EQ(issues.size(), 1);
  EXPECT_EQ(issues[0].level, Issue::Level::kWarning);
  EXPECT_EQ(issues[0].code, "unknown_language");
}

TEST(Policy, TheZoneOfACustomerIsHisOwnWhereItIsKnown) {
  const struct {
    const char* zone;
    const char* used;
  } rows[] = {{"", "Europe/Bucharest"},
              {"Asia/Jerusalem", "Asia/Jerusalem"},
              {"Nowhere/Else", "Europe/Bucharest"},
              {"../../etc/passwd", "Europe/Bucharest"}};
  const Engine engine = Shop();
  for (const auto& row : rows) {
    v1::Customer customer;
    customer.mutable_preferences()->set_time_zone(row.zone);
    EXPECT_EQ(engine.Triage(testing::Mail("Hello"), customer, testing::kNow).contact().time_zone(), row.used)
        << row.zone;
  }
}

}  // namespace
}  // namespace triage
