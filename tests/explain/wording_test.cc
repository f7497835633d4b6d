#include "src/explain/wording.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace triage {
namespace {

google::protobuf::Timestamp At(int64_t seconds) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(seconds);
  return stamp;
}

constexpr int64_t kMonday = 1795428000;  // Mon 23 Nov 2026 10:00 UTC

struct TimeCase {
  std::string name;
  std::string zone;
  int64_t seconds;
  std::string expected;
};

class TimeTest : public ::testing::TestWithParam<TimeCase> {};

TEST_P(TimeTest, IsWritten) {
  const Wording wording(GetParam().zone, absl::FromUnixSeconds(kMonday));
  EXPECT_EQ(wording.Time(At(GetParam().seconds)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Wording, TimeTest,
    ::testing::Values(
        TimeCase{"Utc", "UTC", kMonday, "Mon 23 Nov 10:00 UTC"},
        TimeCase{"Jerusalem", "Asia/Jerusalem", kMonday, "Mon 23 Nov 12:00 Asia/Jerusalem"},
        TimeCase{"AnotherYear", "UTC", kMonday + 86400 * 45, "Thu 7 Jan 2027 10:00 UTC"},
        TimeCase{"NoZone", "", kMonday, "Mon 23 Nov 10:00 UTC"},
        TimeCase{"UnknownZone", "Nowhere/Land", kMonday, "Mon 23 Nov 10:00 UTC"},
        TimeCase{"PathOutOfTheZones", "../../etc/passwd", kMonday, "Mon 23 Nov 10:00 UTC"},
        TimeCase{"AbsolutePath", "/etc/localtime", kMonday, "Mon 23 Nov 10:00 UTC"},
        TimeCase{"BeforeAllTimes", "UTC", std::numeric_limits<int64_t>::min(), "Thu 1 Jan 1970 00:00 UTC"},
        TimeCase{"AfterAllTimes", "UTC", std::numeric_limits<int64_t>::max(), "Fri 31 Dec 9999 23:59 UTC"}),
    [](const ::testing::TestParamInfo<TimeCase>& info) { return info.param.name; });

struct LengthCase {
  std::string name;
  int64_t seconds;
  std::string expected;
};

class LengthTest : public ::testing::TestWithParam<LengthCase> {};

TEST_P(LengthTest, HasTheTwoLargestUnits) { EXPECT_EQ(Length(GetParam().seconds), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Wording, LengthTest,
                         ::testing::Values(LengthCase{"Nothing", 0, "0 s"}, LengthCase{"Negative", -5, "0 s"},
                                           LengthCase{"Seconds", 59, "59 s"},
                                           LengthCase{"Minutes", 1800, "30 min"},
                                           LengthCase{"Hours", 5400, "1 h 30 min"},
                                           LengthCase{"OneDay", 86400, "1 day"},
                                           LengthCase{"Days", 2 * 86400 + 3 * 3600 + 59, "2 days 3 h"},
                                           LengthCase{"NoHours", 86400 + 60, "1 day"},
                                           LengthCase{"Longest", std::numeric_limits<int64_t>::max(),
                                                      "106751991167300 days 15 h"}),
                         [](const ::testing::TestParamInfo<LengthCase>& info) { return info.param.name; });

TEST(EnumWordTest, SpacesAndLowerCase) {
  EXPECT_EQ(EnumWord("FIRST_RESPONSE"), "first response");
  EXPECT_EQ(EnumWord(""), "unknown");
}

}  // namespace
}  // namespace triage
