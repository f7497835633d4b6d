#include "src/calendar/quiet_hours.h"

#include <random>
#include <string>

#include "gtest/gtest.h"

namespace triage::calendar {
namespace {

absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone)) << name;
  return zone;
}

std::string Show(absl::Time t, const absl::TimeZone& zone) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%E*S %Ez", t, zone);
}

struct Row {
  std::string name;
  std::string zone;
  std::string t;  // with the offset
  int begin;
  int end;
  std::string allowed;  // equal to `t` if it is not quiet
};

class QuietHours : public ::testing::TestWithParam<Row> {};

TEST_P(QuietHours, NextAllowedIsTheFirstInstantThatIsNotQuiet) {
  const Row& row = GetParam();
  const absl::TimeZone zone = Zone(row.zone);
  absl::Time t;
  std::string error;
  ASSERT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M:%E*S %Ez", row.t, &t, &error)) << error;
  EXPECT_EQ(Show(NextAllowed(t, zone, row.begin, row.end), zone), row.allowed);
  EXPECT_EQ(InQuietHours(t, zone, row.begin, row.end), row.t != row.allowed);
}

constexpr int kEvening = 21 * 60, kMorning = 8 * 60;

INSTANTIATE_TEST_SUITE_P(
    Rows, QuietHours,
    ::testing::Values(Row{"Evening", "Europe/Rome", "2026-04-09 23:15:00 +02:00", kEvening, kMorning,
                          "2026-04-10 08:00:00 +02:00"},
                      Row{"AfterMidnight", "Europe/Rome", "2026-04-10 00:00:00 +02:00", kEvening, kMorning,
                          "2026-04-10 08:00:00 +02:00"},
                      Row{"TheBeginIsQuiet", "Europe/Rome", "2026-04-09 21:00:00 +02:00", kEvening, kMorning,
                          "2026-04-10 08:00:00 +02:00"},
                      Row{"TheSecondBeforeIsNot", "Europe/Rome", "2026-04-09 20:59:59 +02:00", kEvening,
                          kMorning, "2026-04-09 20:59:59 +02:00"},
                      Row{"TheEndIsNot", "Europe/Rome", "2026-04-09 08:00:00 +02:00", kEvening, kMorning,
                          "2026-04-09 08:00:00 +02:00"},
                      Row{"FractionOfASecond", "Europe/Rome", "2026-04-09 07:59:59.75 +02:00", kEvening,
                          kMorning, "2026-04-09 08:00:00 +02:00"},
                      Row{"InsideOneDay", "Asia/Jerusalem", "2026-04-09 13:30:10 +03:00", 13 * 60, 16 * 60,
                          "2026-04-09 16:00:00 +03:00"},
                      Row{"UntilMidnight", "UTC", "2026-04-09 23:30:10 +00:00", 22 * 60, 24 * 60,
                          "2026-04-10 00:00:00 +00:00"},
                      Row{"EqualEndsAreNoQuietHours", "UTC", "2026-04-09 23:30:00 +00:00", 600, 600,
                          "2026-04-09 23:30:00 +00:00"},
                      Row{"NightOfTheMissingHour", "Asia/Jerusalem", "2026-03-26 22:00:00 +02:00", kEvening,
                          kMorning, "2026-03-27 08:00:00 +03:00"},
                      Row{"NightOfTheDoubledHour", "Asia/Jerusalem", "2026-10-24 22:00:00 +03:00", kEvening,
                          kMorning, "2026-10-25 08:00:00 +02:00"},
                      Row{"EndInTheMissingHour", "Europe/Rome", "2026-03-29 01:00:00 +01:00", kEvening, 150,
                          "2026-03-29 03:00:00 +02:00"},
                      Row{"EndInTheDoubledHour", "Europe/Rome", "2026-10-25 01:00:00 +02:00", kEvening, 150,
                          "2026-10-25 02:30:00 +02:00"},
                      Row{"EndInTheDoubledHourAgain", "Europe/Rome", "2026-10-25 02:10:00 +01:00", kEvening,
                          150, "2026-10-25 02:30:00 +01:00"},
                      Row{"TheClockGoesBackOutOfQuietHours", "Europe/Rome", "2026-10-25 02:50:00 +02:00", 150,
                          190, "2026-10-25 02:00:00 +01:00"},
                      Row{"ADayThatTheClockSkipped", "Pacific/Apia", "2011-12-29 23:00:00 -10:00", kEvening,
                          kMorning, "2011-12-31 08:00:00 +14:00"}),
    [](const auto& info) { return info.param.name; });

TEST(QuietHoursProperty, AgreesWithCountingMinutes) {
  const char* const zones[] = {"Asia/Jerusalem", "Europe/Rome", "America/New_York", "Australia/Lord_Howe"};
  const absl::CivilDay starts[] = {absl::CivilDay(2026, 3, 6),   absl::CivilDay(2026, 3, 25),
                                   absl::CivilDay(2026, 4, 3),   absl::CivilDay(2026, 10, 2),
                                   absl::CivilDay(2026, 10, 23), absl::CivilDay(2026, 10, 30)};
  std::mt19937 random(5);
  for (int n = 0; n < 4000; ++n) {
    const absl::TimeZone zone = Zone(zones[random() % 4]);
    const int begin = static_cast<int>(random() % 1441);
    const int end = static_cast<int>(random() % 1441);
    const absl::Time t =
        absl::FromCivil(starts[random() % 6], zone) + absl::Minutes(static_cast<int>(random() % (5 * 1440)));
    const auto quiet = [&](absl::Time at) {
      const absl::CivilSecond wall = zone.At(at).cs;
      const int minute = wall.hour() * 60 + wall.minute();
      return begin <= end ? begin <= minute && minute < end : begin <= minute || minute < end;
    };
    if (begin == 0 && end == 1440) continue;
    absl::Time expected = t;
    while (quiet(expected)) expected += absl::Minutes(1);
    ASSERT_EQ(Show(NextAllowed(t, zone, begin, end), zone), Show(expected, zone))
        << begin << "-" << end << " from " << Show(t, zone);
    ASSERT_EQ(InQuietHours(t, zone, begin, end), quiet(t));
  }
}

TEST(QuietHours, AnyInputGivesAnAnswer) {
  const absl::TimeZone rome = Zone("Europe/Rome");
  const absl::Time now = absl::FromUnixSeconds(1775000000);
  EXPECT_EQ(NextAllowed(now, rome, 0, 1440), absl::InfiniteFuture());
  EXPECT_EQ(NextAllowed(now, rome, -5, 99999), absl::InfiniteFuture());
  EXPECT_EQ(NextAllowed(now, rome, -5, 0), now);
  EXPECT_TRUE(InQuietHours(now, rome, 1, 5000));
  EXPECT_LE(NextAllowed(now, rome, 1, 5000), now + absl::Hours(24));
  EXPECT_EQ(NextAllowed(absl::InfiniteFuture(), rome, kEvening, kMorning), absl::InfiniteFuture());
  EXPECT_EQ(NextAllowed(absl::InfinitePast(), rome, kEvening, kMorning), absl::InfinitePast());
  EXPECT_FALSE(InQuietHours(absl::InfinitePast(), rome, 0, 1440));
}

}  // namespace
}  // namespace triage::calendar
