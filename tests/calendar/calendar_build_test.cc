// What Calendar::Build and the parsers of days and times refuse; calendar_test.cc has what they give.
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/calendar/calendar.h"

namespace triage::calendar {
namespace {

using ::testing::HasSubstr;

constexpr int kMon = 0, kTue = 1, kWed = 2, kThu = 3, kFri = 4, kSat = 5, kSun = 6;

CalendarSpec Week(const std::string& zone, const std::vector<int>& days, std::vector<WorkingInterval> hours) {
  CalendarSpec spec;
  spec.zone = zone;
  for (const int day : days) spec.week[static_cast<size_t>(day)] = hours;
  return spec;
}

CalendarSpec Israel() { return Week("Asia/Jerusalem", {kSun, kMon, kTue, kWed, kThu}, {{9 * 60, 17 * 60}}); }
CalendarSpec Nights(const std::string& zone) {
  return Week(zone, {kMon, kTue, kWed, kThu, kFri, kSat, kSun}, {{22 * 60, 30 * 60}});
}
CalendarSpec With(CalendarSpec spec, std::vector<CalendarSpec::Exception> exceptions) {
  spec.exceptions = std::move(exceptions);
  return spec;
}
// TRUST 24 and 25: every refusal names what is wrong.
struct RefusalCase {
  std::string name;
  CalendarSpec spec;
  std::string message;
};

class CalendarRefuses : public ::testing::TestWithParam<RefusalCase> {};

TEST_P(CalendarRefuses, WithAReason) {
  const absl::StatusOr<Calendar> calendar = Calendar::Build(GetParam().spec);
  ASSERT_FALSE(calendar.ok());
  EXPECT_THAT(std::string(calendar.status().message()), HasSubstr(GetParam().message));
}

CalendarSpec NightBeforeMorning() {
  CalendarSpec spec = Week("UTC", {kMon}, {{22 * 60, 30 * 60}});
  spec.week[kTue] = {{5 * 60, 9 * 60}};
  return spec;
}
CalendarSpec SundayIntoMonday() {
  CalendarSpec spec = Week("UTC", {kSun}, {{22 * 60, 30 * 60}});
  spec.week[kMon] = {{0, 60}};
  return spec;
}
CalendarSpec RoundTheClockWithHours() {
  CalendarSpec spec = Israel();
  spec.round_the_clock = true;
  return spec;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, CalendarRefuses,
    ::testing::Values(
        RefusalCase{"MisspeltZone", Week("Asia/Jeruslem", {kMon}, {{0, 60}}),
                    "unknown time zone \"Asia/Jeruslem\": did you mean \"Asia/Jerusalem\"?"},
        RefusalCase{"ZoneThatIsAPath", Week("/dev/zero", {kMon}, {{0, 60}}),
                    "unknown time zone \"/dev/zero\""},
        RefusalCase{"ZoneOutsideTheFolder", Week("../../etc/passwd", {kMon}, {{0, 60}}), "unknown time zone"},
        RefusalCase{"NoZone", Week("", {kMon}, {{0, 60}}), "names no time zone"},
        RefusalCase{"NoWorkingTime", Week("UTC", {}, {}), "no working time"},
        RefusalCase{"WorkOnlyOnExceptions",
                    With(Week("UTC", {}, {}), {{absl::CivilDay(2026, 4, 9), "", {{60, 120}}}}),
                    "no working time"},
        RefusalCase{"EndBeforeBegin", Week("UTC", {kWed}, {{720, 540}}),
                    "Wednesday: 12:00-09:00 does not end"},
        RefusalCase{"EmptyInterval", Week("UTC", {kWed}, {{540, 540}}),
                    "Wednesday: 09:00-09:00 does not end"},
        RefusalCase{"NegativeBegin", Week("UTC", {kWed}, {{-1, 540}}),
                    "Wednesday: an interval from minute -1"},
        RefusalCase{"BeginOnTheNextDay", Week("UTC", {kWed}, {{1440, 1500}}), "must begin in 0 to 1439"},
        RefusalCase{"LongerThanTwoDays", Week("UTC", {kWed}, {{0, 2881}}), "end at 2880 or before"},
        RefusalCase{"Overlap", Week("UTC", {kFri}, {{840, 1020}, {540, 900}}),
                    "Friday: 09:00-15:00 and 14:00-17:00 overlap"},
        RefusalCase{"OverlapAcrossMidnight", NightBeforeMorning(),
                    "Monday: 22:00-30:00 runs past midnight into 05:00-09:00 of Tuesday"},
        RefusalCase{"OverlapAcrossTheWeek", SundayIntoMonday(), "Sunday: 22:00-30:00 runs past midnight"},
        RefusalCase{
            "ExceptionOverlapsTheNightBefore",
            With(Nights("UTC"), {{absl::CivilDay(2026, 4, 10), "sale", {{5 * 60, 6 * 60}}}}),
            "Thursday 2026-04-09: 22:00-30:00 runs past midnight into 05:00-06:00 of 2026-04-10 (sale)"},
        RefusalCase{"ExceptionOverlapsTheNextDay",
                    With(Israel(), {{absl::CivilDay(2026, 4, 12), "stocktaking", {{20 * 60, 34 * 60}}}}),
                    "2026-04-12 (stocktaking): 20:00-34:00 runs past midnight into 09:00-17:00 of Monday"},
        RefusalCase{
            "ExceptionTwice",
            With(Israel(), {{absl::CivilDay(2026, 4, 12), "a", {}}, {absl::CivilDay(2026, 4, 12), "b", {}}}),
            "the day has two exceptions"},
        RefusalCase{"ExceptionInTheYearOne", With(Israel(), {{absl::CivilDay(1, 4, 12), "", {}}}),
                    "not in the years 1970 to 2199"},
        RefusalCase{"BadIntervalOfAnException",
                    With(Israel(), {{absl::CivilDay(2026, 4, 12), "eve", {{60, 30}}}}),
                    "2026-04-12 (eve): 01:00-00:30 does not end"},
        RefusalCase{"RoundTheClockWithHours", RoundTheClockWithHours(), "round the clock has no hours"}),
    [](const auto& info) { return info.param.name; });

struct ParseCase {
  std::string name;
  std::string text;
  std::string result;  // or a part of the message
};

TEST(ParseDay, TakesDaysThatExist) {
  const ParseCase rows[] = {
      {"plain", "2027-02-28", "2027-02-28"},
      {"leap day", "2028-02-29", "2028-02-29"},
      {"TRUST 25", "2027-02-29", "there is no day \"2027-02-29\": that month ends on 2027-02-28"},
      {"month 13", "2027-13-01", "there is no day \"2027-13-01\""},
      {"day 0", "2027-01-00", "there is no day"},
      {"other order", "29-02-2027", "is no day: write it as 2027-02-28"},
      {"empty", "", "is no day"},
      {"short", "2027-2-28", "is no day"},
      {"sign", "2027-02-+1", "is no day"},
      {"far", "9999-01-01", "not in the years 1970 to 2199"},
  };
  for (const ParseCase& row : rows) {
    SCOPED_TRACE(row.name);
    const absl::StatusOr<absl::CivilDay> day = ParseDay(row.text);
    const std::string shown =
        day.ok() ? absl::FormatCivilTime(*day) : "refused: " + std::string(day.status().message());
    EXPECT_THAT(shown, HasSubstr(row.result));
    EXPECT_EQ(day.ok(), row.text == row.result);
  }
}

TEST(ParseMinuteOfDay, TakesTimesThatExist) {
  const ParseCase rows[] = {
      {"evening", "17:30", "1050"},
      {"one digit", "9:05", "545"},
      {"midnight", "00:00", "0"},
      {"end of the day", "24:00", "1440"},
      {"after the end", "24:01", "there is no time of day \"24:01\""},
      {"minute 60", "09:60", "there is no time of day"},
      {"hour 25", "25:00", "there is no time of day"},
      {"no colon", "0900", "is no time of day: write it as 17:30"},
      {"empty", "", "is no time of day"},
      {"American", "5:30pm", "is no time of day"},
      {"sign", "-9:00", "is no time of day"},
      {"letters", "ab:cd", "is no time of day"},
  };
  for (const ParseCase& row : rows) {
    SCOPED_TRACE(row.name);
    const absl::StatusOr<int> minute = ParseMinuteOfDay(row.text);
    if (minute.ok()) {
      EXPECT_EQ(std::to_string(*minute), row.result);
    } else {
      EXPECT_THAT(std::string(minute.status().message()), HasSubstr(row.result));
    }
  }
}

}  // namespace
}  // namespace triage::calendar
