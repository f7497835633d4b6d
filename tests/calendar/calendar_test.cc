#include "src/calendar/calendar.h"

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::calendar {
namespace {

using ::testing::HasSubstr;

constexpr int kMon = 0, kTue = 1, kWed = 2, kThu = 3, kFri = 4, kSat = 5, kSun = 6;

// "2026-04-09 15:10" on the clock of `zone`; the first one if the clock shows it twice.
absl::Time At(const std::string& wall, const std::string& zone) {
  absl::TimeZone tz;
  absl::Time t;
  std::string error;
  EXPECT_TRUE(absl::LoadTimeZone(zone, &tz)) << zone;
  EXPECT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M", wall, tz, &t, &error)) << wall << error;
  return t;
}

std::string Show(absl::Time t, const absl::TimeZone& zone) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%E*S %Ez", t, zone);
}

CalendarSpec Week(const std::string& zone, const std::vector<int>& days, std::vector<WorkingInterval> hours) {
  CalendarSpec spec;
  spec.zone = zone;
  for (const int day : days) spec.week[static_cast<size_t>(day)] = hours;
  return spec;
}

CalendarSpec Israel() { return Week("Asia/Jerusalem", {kSun, kMon, kTue, kWed, kThu}, {{9 * 60, 17 * 60}}); }
CalendarSpec Lunch() {
  return Week("Europe/Rome", {kMon, kTue, kWed, kThu, kFri}, {{9 * 60, 13 * 60}, {14 * 60, 18 * 60}});
}
CalendarSpec Nights(const std::string& zone) {
  return Week(zone, {kMon, kTue, kWed, kThu, kFri, kSat, kSun}, {{22 * 60, 30 * 60}});
}
CalendarSpec Always(const std::string& zone) {
  return Week(zone, {kMon, kTue, kWed, kThu, kFri, kSat, kSun}, {{0, 24 * 60}});
}
CalendarSpec With(CalendarSpec spec, std::vector<CalendarSpec::Exception> exceptions) {
  spec.exceptions = std::move(exceptions);
  return spec;
}
CalendarSpec RoundTheClock(const std::string& zone) {
  CalendarSpec spec;
  spec.zone = zone;
  spec.round_the_clock = true;
  return spec;
}

// Every day from `day` on, closed.
std::vector<CalendarSpec::Exception> ClosedFrom(absl::CivilDay day, int days) {
  std::vector<CalendarSpec::Exception> closed;
  for (int i = 0; i < days; ++i) closed.push_back({day + i, "closed", {}});
  return closed;
}

Calendar Built(const CalendarSpec& spec) {
  absl::StatusOr<Calendar> calendar = Calendar::Build(spec);
  EXPECT_TRUE(calendar.ok()) << calendar.status();
  return *std::move(calendar);
}

struct AddCase {
  std::string name;
  CalendarSpec spec;
  std::string from;
  absl::Duration amount;
  std::string due;  // with the offset
  std::string explanation;
};

class CalendarAdd : public ::testing::TestWithParam<AddCase> {};

TEST_P(CalendarAdd, GivesDueTimeAndExplanation) {
  const AddCase& row = GetParam();
  const Calendar calendar = Built(row.spec);
  const absl::Time from = At(row.from, calendar.zone().name());
  const BusinessTime result = calendar.Add(from, row.amount);
  EXPECT_EQ(Show(result.due, calendar.zone()), row.due);
  EXPECT_EQ(result.explanation, row.explanation);
  EXPECT_EQ(calendar.Between(from, result.due), row.amount);
  const BusinessTime quick = calendar.Add(from, row.amount, /*explain=*/false);
  EXPECT_EQ(quick.due, result.due);
  EXPECT_EQ(quick.explanation, "");
  std::string appended = "because ";
  calendar.AppendExplanation(from, row.amount, &appended);
  EXPECT_EQ(appended, "because " + row.explanation);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, CalendarAdd,
    ::testing::Values(
        AddCase{"OverTheWeekend", Israel(), "2026-04-09 15:10", absl::Hours(9), "2026-04-12 16:10:00 +03:00",
                "9 business hours in Asia/Jerusalem: Thu 15:10-17:00, Sun 09:00-16:10"},
        AddCase{"EndOfAnIntervalIsNotTheNextBeginning", Israel(), "2026-04-09 15:00", absl::Hours(2),
                "2026-04-09 17:00:00 +03:00", "2 business hours in Asia/Jerusalem: Thu 15:00-17:00"},
        AddCase{"StartBeforeHours", Israel(), "2026-04-09 03:00", absl::Hours(1),
                "2026-04-09 10:00:00 +03:00", "1 business hour in Asia/Jerusalem: Thu 09:00-10:00"},
        AddCase{"StartAtTheEnd", Israel(), "2026-04-09 17:00", absl::Minutes(1), "2026-04-12 09:01:00 +03:00",
                "1 business minute in Asia/Jerusalem: Sun 09:00-09:01"},
        AddCase{"NothingInHoursIsNow", Israel(), "2026-04-09 15:10", absl::ZeroDuration(),
                "2026-04-09 15:10:00 +03:00", "0 business hours in Asia/Jerusalem: Thu 15:10"},
        AddCase{"NothingOutOfHoursIsTheNextOpening", Israel(), "2026-04-10 15:10", absl::ZeroDuration(),
                "2026-04-12 09:00:00 +03:00", "0 business hours in Asia/Jerusalem: Sun 09:00"},
        AddCase{"LunchBreak", Lunch(), "2026-04-09 12:30", absl::Minutes(90), "2026-04-09 15:00:00 +02:00",
                "90 business minutes in Europe/Rome: Thu 12:30-13:00, Thu 14:00-15:00"},
        AddCase{"StartInTheLunchBreak", Lunch(), "2026-04-09 13:20", absl::Hours(1),
                "2026-04-09 15:00:00 +02:00", "1 business hour in Europe/Rome: Thu 14:00-15:00"},
        AddCase{"TheRestIsCounted", Lunch(), "2026-04-09 09:00", absl::Hours(40),
                "2026-04-15 18:00:00 +02:00",
                "40 business hours in Europe/Rome: Thu 09:00-13:00, Thu 14:00-18:00, Fri 09:00-13:00, "
                "Fri 14:00-18:00 and 24 more hours until Wed 18:00"},
        AddCase{"ADateWhereTheWeekdayIsNotEnough", Lunch(), "2026-04-09 17:00", absl::Hours(41),
                "2026-04-16 18:00:00 +02:00",
                "41 business hours in Europe/Rome: Thu 17:00-18:00, Fri 09:00-13:00, Fri 14:00-18:00, "
                "Mon 09:00-13:00 and 28 more hours until Thu 16 Apr 18:00"},
        AddCase{"NightShift", Nights("Europe/Bucharest"), "2026-04-09 23:00", absl::Hours(8),
                "2026-04-10 23:00:00 +03:00",
                "8 business hours in Europe/Bucharest: Thu 23:00-Fri 06:00, Fri 22:00-23:00"},
        AddCase{"NightShiftAfterMidnight", Nights("Europe/Bucharest"), "2026-04-09 02:00", absl::Hours(5),
                "2026-04-09 23:00:00 +03:00",
                "5 business hours in Europe/Bucharest: Thu 02:00-06:00, Thu 22:00-23:00"},
        AddCase{"NightShiftGoesOnIntoAHoliday",
                With(Nights("Europe/Bucharest"), {{absl::CivilDay(2026, 4, 10), "Good Friday", {}}}),
                "2026-04-09 23:00", absl::Hours(8), "2026-04-11 23:00:00 +03:00",
                "8 business hours in Europe/Bucharest: Thu 23:00-Fri 06:00, Sat 22:00-23:00; "
                "closed Fri (Good Friday)"},
        AddCase{"MinuteBeforeMidnight", Always("UTC"), "2026-04-09 23:59", absl::Minutes(2),
                "2026-04-10 00:01:00 +00:00", "2 business minutes in UTC: Thu 23:59-Fri 00:01"},
        AddCase{"AlwaysOpenLosesNothingAtMidnight", Always("UTC"), "2026-04-09 12:00", absl::Hours(240),
                "2026-04-19 12:00:00 +00:00", "240 business hours in UTC: Thu 12:00-Sun 19 Apr 12:00"},
        AddCase{"UntilMidnight", Always("UTC"), "2026-04-09 20:00", absl::Hours(4),
                "2026-04-10 00:00:00 +00:00", "4 business hours in UTC: Thu 20:00-24:00"},
        AddCase{"RoundTheClock", RoundTheClock(""), "2026-04-09 15:10", absl::Hours(1),
                "2026-04-09 16:10:00 +00:00", "1 hour, round the clock in UTC: Thu 15:10-16:10"},
        AddCase{"RoundTheClockOverSummerTime", RoundTheClock("Europe/Rome"), "2026-03-28 12:00",
                absl::Hours(24), "2026-03-29 13:00:00 +02:00",
                "24 hours, round the clock in Europe/Rome: Sat 12:00-Sun 13:00"},
        AddCase{"MissingHourJerusalem", Always("Asia/Jerusalem"), "2026-03-27 01:30", absl::Hours(1),
                "2026-03-27 03:30:00 +03:00", "1 business hour in Asia/Jerusalem: Fri 01:30-03:30"},
        AddCase{"DoubledHourJerusalem", Always("Asia/Jerusalem"), "2026-10-25 00:30", absl::Hours(2),
                "2026-10-25 01:30:00 +02:00", "2 business hours in Asia/Jerusalem: Sun 00:30-01:30"},
        AddCase{"MissingHourBucharest", Nights("Europe/Bucharest"), "2026-03-28 22:00", absl::Hours(7),
                "2026-03-29 06:00:00 +03:00", "7 business hours in Europe/Bucharest: Sat 22:00-Sun 06:00"},
        AddCase{"DoubledHourBucharest", Nights("Europe/Bucharest"), "2026-10-24 22:00", absl::Hours(9),
                "2026-10-25 06:00:00 +02:00", "9 business hours in Europe/Bucharest: Sat 22:00-Sun 06:00"},
        AddCase{"IntervalInsideTheMissingHourRome", Week("Europe/Rome", {kSun}, {{2 * 60, 3 * 60}}),
                "2026-03-28 12:00", absl::Hours(1), "2026-04-05 03:00:00 +02:00",
                "1 business hour in Europe/Rome: Sun 5 Apr 02:00-03:00"},
        AddCase{"IntervalOfTheDoubledHourRome", Week("Europe/Rome", {kSun}, {{2 * 60, 3 * 60}}),
                "2026-10-24 12:00", absl::Hours(2), "2026-10-25 03:00:00 +01:00",
                "2 business hours in Europe/Rome: Sun 02:00-03:00"},
        AddCase{"IntervalThatEndsWhereTheClockChanges", Week("Europe/Rome", {kSun}, {{60, 120}}),
                "2026-03-29 00:00", absl::Hours(1), "2026-03-29 03:00:00 +02:00",
                "1 business hour in Europe/Rome: Sun 01:00-02:00"},
        AddCase{"HalfOfTheDoubledHourTwiceRome", Week("Europe/Rome", {kSun}, {{2 * 60, 2 * 60 + 30}}),
                "2026-10-24 12:00", absl::Hours(1), "2026-10-25 02:30:00 +01:00",
                "1 business hour in Europe/Rome: Sun 02:00-02:30, Sun 02:00-02:30"},
        AddCase{"MissingHourNewYork", Always("America/New_York"), "2026-03-08 01:59", absl::Minutes(2),
                "2026-03-08 03:01:00 -04:00", "2 business minutes in America/New_York: Sun 01:59-03:01"},
        AddCase{"DoubledHourNewYork", Always("America/New_York"), "2026-11-01 01:59", absl::Minutes(2),
                "2026-11-01 01:01:00 -05:00", "2 business minutes in America/New_York: Sun 01:59-01:01"},
        AddCase{"LeapDay", Always("UTC"), "2028-02-28 23:00", absl::Hours(26), "2028-03-01 01:00:00 +00:00",
                "26 business hours in UTC: Mon 23:00-Wed 01:00"},
        AddCase{"LeapDayClosed", With(Lunch(), {{absl::CivilDay(2028, 2, 29), "", {}}}), "2028-02-28 17:00",
                absl::Hours(2), "2028-03-01 10:00:00 +01:00",
                "2 business hours in Europe/Rome: Mon 17:00-18:00, Wed 09:00-10:00; closed Tue"},
        AddCase{"ExceptionOpensAWeekendAndShortensADay",
                With(Israel(), {{absl::CivilDay(2026, 4, 9), "eve", {{9 * 60, 13 * 60}}},
                                {absl::CivilDay(2026, 4, 10), "sale", {{10 * 60, 12 * 60}}}}),
                "2026-04-09 12:00", absl::Hours(4), "2026-04-12 10:00:00 +03:00",
                "4 business hours in Asia/Jerusalem: Thu 12:00-13:00, Fri 10:00-12:00, Sun 09:00-10:00"},
        AddCase{"HolidaysLongerThanAWeek", With(Israel(), ClosedFrom(absl::CivilDay(2026, 4, 1), 10)),
                "2026-03-31 16:00", absl::Hours(2), "2026-04-12 10:00:00 +03:00",
                "2 business hours in Asia/Jerusalem: Tue 16:00-17:00, Sun 12 Apr 09:00-10:00; "
                "closed Wed (closed), Thu (closed) and 5 more days"},
        AddCase{"ClosedForMoreThanAYear", With(Always("UTC"), ClosedFrom(absl::CivilDay(2026, 1, 1), 800)),
                "2025-12-31 23:00", absl::Hours(2), "2028-03-11 01:00:00 +00:00",
                "2 business hours in UTC: Wed 23:00-24:00, Sat 11 Mar 2028 00:00-01:00; "
                "closed Thu (closed), Fri (closed) and 798 more days"}),
    [](const auto& info) { return info.param.name; });

TEST(Calendar, CountsFractionsOfASecond) {
  const Calendar calendar = Built(Israel());
  const absl::Time from = At("2026-04-09 16:59", "Asia/Jerusalem") + absl::Milliseconds(59250);
  EXPECT_EQ(calendar.Add(from, absl::Milliseconds(750)).due, At("2026-04-09 17:00", "Asia/Jerusalem"));
  EXPECT_EQ(calendar.Add(from, absl::Milliseconds(751)).due,
            At("2026-04-12 09:00", "Asia/Jerusalem") + absl::Milliseconds(1));
  EXPECT_EQ(calendar.Add(from, absl::ZeroDuration()).due, from);
  EXPECT_EQ(calendar.Add(from + absl::Milliseconds(800), absl::Hours(1)).due,
            At("2026-04-12 10:00", "Asia/Jerusalem"));
  EXPECT_EQ(calendar.Between(from, from + absl::Hours(1)), absl::Milliseconds(750));
}

TEST(Calendar, AnyTimeAndAmountGivesAnAnswer) {
  const Calendar calendar = Built(Israel());
  const absl::Time now = At("2026-04-09 15:10", "Asia/Jerusalem");
  EXPECT_EQ(calendar.Add(absl::InfiniteFuture(), absl::Hours(1)).due, absl::InfiniteFuture());
  EXPECT_EQ(calendar.Add(now, absl::InfiniteDuration()).due, absl::InfiniteFuture());
  EXPECT_EQ(calendar.Add(now, absl::Hours(24 * 366 * 9000)).due, absl::InfiniteFuture());
  EXPECT_THAT(calendar.Add(now, absl::InfiniteDuration()).explanation, HasSubstr("never"));
  EXPECT_LT(calendar.Add(absl::InfinitePast(), absl::Hours(1)).due, absl::UnixEpoch());
  EXPECT_EQ(calendar.Add(now, -absl::Hours(1)).due, now);
  EXPECT_EQ(calendar.Between(now, now - absl::Hours(30)), absl::ZeroDuration());
  EXPECT_GT(calendar.Between(absl::InfinitePast(), absl::InfiniteFuture()), absl::Hours(1));
  EXPECT_EQ(calendar.AddDays(absl::InfiniteFuture(), 1).due, absl::InfiniteFuture());
  EXPECT_EQ(calendar.AddDays(now, std::numeric_limits<int>::max()).due, absl::InfiniteFuture());
  EXPECT_EQ(calendar.WorstCase(absl::InfiniteDuration(), 2026), absl::InfiniteDuration());
}

struct DaysCase {
  std::string name;
  CalendarSpec spec;
  std::string from;
  int days;
  std::string due;
  std::string explanation;
};

class CalendarAddDays : public ::testing::TestWithParam<DaysCase> {};

TEST_P(CalendarAddDays, GivesTheEndOfTheDay) {
  const DaysCase& row = GetParam();
  const Calendar calendar = Built(row.spec);
  const absl::Time from = At(row.from, calendar.zone().name());
  const BusinessTime result = calendar.AddDays(from, row.days);
  EXPECT_EQ(Show(result.due, calendar.zone()), row.due);
  EXPECT_EQ(result.explanation, row.explanation);
  EXPECT_EQ(calendar.AddDays(from, row.days, /*explain=*/false).due, result.due);
  EXPECT_EQ(calendar.AddDays(from, row.days, /*explain=*/false).explanation, "");
}

INSTANTIATE_TEST_SUITE_P(
    Rows, CalendarAddDays,
    ::testing::Values(
        DaysCase{"OverTheWeekend", Israel(), "2026-04-09 15:10", 2, "2026-04-13 17:00:00 +03:00",
                 "2 business days in Asia/Jerusalem: Sun, Mon until 17:00"},
        DaysCase{"TheDayOfTheStartDoesNotCount", Israel(), "2026-04-12 08:00", 1,
                 "2026-04-13 17:00:00 +03:00", "1 business day in Asia/Jerusalem: Mon until 17:00"},
        DaysCase{"LessThanOneIsOne", Israel(), "2026-04-12 08:00", -3, "2026-04-13 17:00:00 +03:00",
                 "1 business day in Asia/Jerusalem: Mon until 17:00"},
        DaysCase{
            "TheRestIsCounted", Israel(), "2026-04-12 08:00", 7, "2026-04-21 17:00:00 +03:00",
            "7 business days in Asia/Jerusalem: Mon, Tue, Wed, Thu and 3 more days until Tue 21 Apr 17:00"},
        DaysCase{"HolidaySkipped", With(Israel(), {{absl::CivilDay(2026, 4, 12), "Passover", {}}}),
                 "2026-04-09 08:00", 1, "2026-04-13 17:00:00 +03:00",
                 "1 business day in Asia/Jerusalem: Mon until 17:00; closed Sun (Passover)"},
        DaysCase{"NightShiftEndsOnTheNextDay", Nights("Europe/Rome"), "2026-04-09 12:00", 1,
                 "2026-04-11 06:00:00 +02:00", "1 business day in Europe/Rome: Fri until Sat 06:00"},
        DaysCase{"UntilMidnight", Always("UTC"), "2026-04-09 12:00", 1, "2026-04-11 00:00:00 +00:00",
                 "1 business day in UTC: Fri until 24:00"},
        DaysCase{"EndInTheMissingHour", Week("Europe/Rome", {kSat, kSun}, {{0, 2 * 60 + 30}}),
                 "2026-03-28 12:00", 1, "2026-03-29 03:00:00 +02:00",
                 "1 business day in Europe/Rome: Sun until 02:00"},
        DaysCase{"EndInTheDoubledHour", Week("Europe/Rome", {kSat, kSun}, {{0, 2 * 60 + 30}}),
                 "2026-10-24 12:00", 1, "2026-10-25 02:30:00 +01:00",
                 "1 business day in Europe/Rome: Sun until 02:30"},
        DaysCase{"ClosedForMoreThanAYear", With(Israel(), ClosedFrom(absl::CivilDay(2026, 4, 10), 500)),
                 "2026-04-09 12:00", 1, "2027-08-23 17:00:00 +03:00",
                 "1 business day in Asia/Jerusalem: Mon 23 Aug 2027 until 17:00; closed Sun (closed), Mon "
                 "(closed) "
                 "and 354 more days"}),
    [](const auto& info) { return info.param.name; });

// The oracle: what is worked, minute by minute, by asking the zone what its clock shows.
bool OracleWorks(const CalendarSpec& spec, const absl::TimeZone& zone, absl::Time t) {
  const absl::CivilSecond wall = zone.At(t).cs;
  const absl::CivilDay today(wall);
  const int minute = wall.hour() * 60 + wall.minute();
  for (const int back : {0, 1}) {
    const absl::CivilDay day = today - back;
    const std::vector<WorkingInterval>* intervals =
        &spec.week[static_cast<size_t>(absl::GetWeekday(day))];  // absl: monday is 0
    for (const CalendarSpec::Exception& exception : spec.exceptions) {
      if (exception.day == day) intervals = &exception.intervals;
    }
    for (const WorkingInterval& i : *intervals) {
      if (i.begin <= minute + back * 1440 && minute + back * 1440 < i.end) return true;
    }
  }
  return false;
}

// The instant after `minutes` (>= 1) worked minutes.
absl::Time OracleAdd(const CalendarSpec& spec, const absl::TimeZone& zone, absl::Time from, int minutes) {
  while (minutes > 0) {
    if (OracleWorks(spec, zone, from)) --minutes;
    from += absl::Minutes(1);
  }
  return from;
}

class RandomCalendars {
 public:
  explicit RandomCalendars(uint32_t seed) : random_(seed) {}

  int Number(int low, int high) {
    return low + static_cast<int>(random_() % static_cast<uint32_t>(high - low + 1));
  }

  // Sorted, without overlaps; the last may run past midnight.
  std::vector<WorkingInterval> Hours() {
    std::vector<WorkingInterval> hours;
    int minute = Number(0, 3) == 0 ? 0 : Number(0, 900);
    for (int n = Number(0, 3); n > 0 && minute < 1440; --n) {
      const int end = Number(0, 4) == 0 ? 1440 : minute + Number(1, 700);
      if (end <= minute) break;
      hours.push_back({minute, std::min(end, 2880)});
      minute = end + Number(0, 200);
    }
    return hours;
  }

  // One that Build accepts, with exceptions in the `days` from `first`.
  CalendarSpec Next(absl::CivilDay first, int days) {
    static const char* const kZones[] = {
        "Asia/Jerusalem", "Europe/Bucharest",    "Europe/Rome",  "America/New_York",  "UTC",
        "Asia/Kolkata",   "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca"};
    for (;;) {
      CalendarSpec spec;
      spec.zone = kZones[Number(0, 9)];
      int week = 0;
      for (auto& hours : spec.week) {
        hours = Hours();
        for (const WorkingInterval& i : hours) week += i.end - i.begin;
      }
      if (week < 300) continue;  // the oracle would count for minutes
      for (int n = Number(0, 6); n > 0; --n) {
        spec.exceptions.push_back(
            {first + Number(0, days), "x", Number(0, 1) == 0 ? Hours() : std::vector<WorkingInterval>()});
      }
      if (Calendar::Build(spec).ok()) return spec;
    }
  }

 private:
  std::mt19937 random_;
};

// Days on which the clocks of the zones above change, and quiet ones; 2011-12-30 is missing in Apia.
const absl::CivilDay kStarts[] = {absl::CivilDay(2026, 3, 25),  absl::CivilDay(2026, 3, 6),
                                  absl::CivilDay(2026, 10, 22), absl::CivilDay(2026, 10, 29),
                                  absl::CivilDay(2011, 12, 27), absl::CivilDay(2028, 2, 26),
                                  absl::CivilDay(2026, 7, 10),  absl::CivilDay(2018, 2, 14),
                                  absl::CivilDay(2026, 2, 13),  absl::CivilDay(2026, 4, 2)};

TEST(CalendarProperty, AgreesWithCountingMinutes) {
  RandomCalendars random(20260409);
  for (int n = 0; n < 400; ++n) {
    const absl::CivilDay first = kStarts[random.Number(0, 9)];
    const CalendarSpec spec = random.Next(first, 12);
    const Calendar calendar = Built(spec);
    const absl::Time from =
        absl::FromCivil(first, calendar.zone()) + absl::Minutes(random.Number(0, 6 * 1440));
    const int minutes = random.Number(1, random.Number(0, 1) == 0 ? 90 : 2400);
    SCOPED_TRACE(testing::Message() << "calendar " << n << " " << spec.zone << " from "
                                    << Show(from, calendar.zone()) << " minutes " << minutes);
    const absl::Time expected = OracleAdd(spec, calendar.zone(), from, minutes);
    ASSERT_EQ(Show(calendar.Add(from, absl::Minutes(minutes), false).due, calendar.zone()),
              Show(expected, calendar.zone()));
    ASSERT_EQ(calendar.Between(from, expected), absl::Minutes(minutes));
    ASSERT_EQ(calendar.Between(from, expected - absl::Minutes(1)), absl::Minutes(minutes - 1));
    absl::Time open = from;
    while (!OracleWorks(spec, calendar.zone(), open)) open += absl::Minutes(1);
    ASSERT_EQ(calendar.Add(from, absl::ZeroDuration(), false).due, open);
  }
}

TEST(CalendarProperty, BetweenUndoesAdd) {
  RandomCalendars random(7);
  for (int n = 0; n < 2000; ++n) {
    const absl::CivilDay first = kStarts[random.Number(0, 9)];
    const Calendar calendar = Built(random.Next(first, 400));
    const absl::Time from =
        absl::FromCivil(first, calendar.zone()) + absl::Milliseconds(random.Number(0, 1 << 30)) * 30;
    const absl::Duration amount = absl::Milliseconds(random.Number(0, 1 << 30)) * random.Number(1, 20);
    const BusinessTime due = calendar.Add(from, amount);
    ASSERT_GE(due.due, from);
    ASSERT_EQ(calendar.Between(from, due.due), amount) << n << due.explanation;
    ASSERT_LE(calendar.Add(from, amount / 2, false).due, due.due);
    ASSERT_LE(due.explanation.size(), 250u) << due.explanation;
  }
}

TEST(CalendarProperty, AddDaysAgreesWithCountingDays) {
  RandomCalendars random(31);
  for (int n = 0; n < 300; ++n) {
    const absl::CivilDay first = kStarts[random.Number(0, 9)];
    const CalendarSpec spec = random.Next(first, 25);
    const Calendar calendar = Built(spec);
    const absl::TimeZone zone = calendar.zone();
    const absl::Time from = absl::FromCivil(first, zone) + absl::Minutes(random.Number(0, 6 * 1440));
    const int days = random.Number(1, 40);
    absl::CivilDay day(zone.At(from).cs);
    int last_end = 0;
    for (int left = days; left > 0;) {
      ++day;
      const std::vector<WorkingInterval>* intervals = &spec.week[static_cast<size_t>(absl::GetWeekday(day))];
      for (const CalendarSpec::Exception& exception : spec.exceptions) {
        if (exception.day == day) intervals = &exception.intervals;
      }
      if (intervals->empty()) continue;
      last_end = intervals->back().end;
      --left;
    }
    // The minute after the last one at which the clock shows less than the end.
    const absl::CivilMinute end = absl::CivilMinute(day) + last_end;
    absl::Time due = absl::FromCivil(end, zone) + absl::Hours(27);
    while (absl::CivilMinute(zone.At(due - absl::Minutes(1)).cs) >= end) due -= absl::Minutes(1);
    ASSERT_EQ(Show(calendar.AddDays(from, days, false).due, zone), Show(due, zone))
        << n << " " << spec.zone << " " << days << " days from " << Show(from, zone);
  }
}

TEST(CalendarProperty, WorstCaseIsNeverExceededAndIsReached) {
  RandomCalendars random(99);
  for (int n = 0; n < 6; ++n) {
    const CalendarSpec spec = random.Next(absl::CivilDay(2026, 2, 1), 600);
    const Calendar calendar = Built(spec);
    const absl::Duration amount = absl::Minutes(random.Number(0, 4) == 0 ? 0 : random.Number(1, 4000));
    const absl::Duration worst = calendar.WorstCase(amount, 2026);
    absl::Duration sampled;
    const absl::Time end = absl::FromCivil(absl::CivilDay(2028, 1, 1), calendar.zone());
    for (absl::Time t = absl::FromCivil(absl::CivilDay(2026, 1, 1), calendar.zone()); t < end;
         t += absl::Minutes(1)) {
      const absl::Time due = calendar.Add(t, amount, false).due;
      sampled = std::max(sampled, due - t);
      // Just after the minute, where the longest waits of starts inside working time are.
      const absl::Time after = t + absl::Nanoseconds(1);
      sampled = std::max(sampled, calendar.Add(after, amount, false).due - after);
    }
    EXPECT_GE(worst, sampled) << n;
    EXPECT_LE(worst - sampled, absl::Nanoseconds(1)) << n;
  }
}

TEST(Calendar, WorstCaseOfAFractionIsReached) {
  const Calendar calendar = Built(Israel());
  // Started just after Thu 16:59:58.5, it ends on Sunday morning.
  const absl::Duration weekend = absl::Hours(64);
  EXPECT_EQ(calendar.WorstCase(absl::Milliseconds(1500), 2026),
            weekend + absl::Milliseconds(1500) + absl::Hours(1));
  EXPECT_EQ(Built(RoundTheClock("Europe/Rome")).WorstCase(absl::Hours(5), 2026), absl::Hours(5));
}

}  // namespace
}  // namespace triage::calendar
