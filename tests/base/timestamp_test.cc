#include "src/base/timestamp.h"

#include <cstdint>
#include <limits>

#include "gtest/gtest.h"

namespace triage {
namespace {

TEST(Timestamp, AnyStampIsATimeWithinTheBounds) {
  const struct {
    const char* name;
    int64_t seconds;
    int32_t nanos;
    int64_t expected_seconds;
    int64_t expected_nanos;
  } rows[] = {
      {"the epoch", 0, 0, 0, 0},
      {"an instant", 1767225600, 5, 1767225600, 5},
      {"before the epoch", -1, 999999999, 0, 0},
      {"the last second", 253402300799, 0, 253402300799, 0},
      {"after the last", 253402300800, 0, 253402300799, 0},
      {"most seconds", std::numeric_limits<int64_t>::max(), 0, 253402300799, 0},
      {"fewest seconds", std::numeric_limits<int64_t>::min(), 0, 0, 0},
      {"negative nanoseconds", 10, -1, 10, 0},
      {"a whole second of nanoseconds", 10, 1000000000, 10, 999999999},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    google::protobuf::Timestamp stamp;
    stamp.set_seconds(row.seconds);
    stamp.set_nanos(row.nanos);
    const absl::Time time = ToTime(stamp);
    EXPECT_EQ(time, absl::FromUnixSeconds(row.expected_seconds) + absl::Nanoseconds(row.expected_nanos));
    google::protobuf::Timestamp written;
    SetTimestamp(time, &written);
    EXPECT_EQ(written.seconds(), row.expected_seconds);
    EXPECT_EQ(written.nanos(), row.expected_nanos);
  }
}

TEST(Timestamp, TimesWithoutBoundsAreWrittenAsTheNearest) {
  google::protobuf::Timestamp stamp;
  SetTimestamp(absl::InfinitePast(), &stamp);
  EXPECT_EQ(ToTime(stamp), kFirstTime);
  SetTimestamp(absl::InfiniteFuture(), &stamp);
  EXPECT_EQ(ToTime(stamp), kLastTime);
  EXPECT_EQ(stamp.nanos(), 0);
}

}  // namespace
}  // namespace triage
