#include "src/queue/memory/service_rate.h"

#include "gtest/gtest.h"

namespace triage::queue {
namespace {

TEST(ServiceRate, CountsTheLastHourOfEachTeam) {
  const uint64_t minute = 60'000'000, now = 1'000'000 * minute;
  ServiceRate rate;
  rate.Served(1, now);
  rate.Served(1, now + 59 * minute);
  rate.Served(2, now);
  EXPECT_EQ(rate.LastHour(1, now + 59 * minute), 2);
  EXPECT_EQ(rate.LastHour(1, now + 60 * minute), 1) << "the first has fallen out";
  EXPECT_EQ(rate.LastHour(1, now), 1) << "a clock that went back sees nothing of the future";
  EXPECT_EQ(rate.LastHour(3, now), 0);
}

}  // namespace
}  // namespace triage::queue
