#include "src/cli/output/latencies.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "gtest/gtest.h"

namespace triage::cli {
namespace {

TEST(Latencies, EmptyIsZero) {
  const Latencies none;
  EXPECT_EQ(none.count(), 0);
  EXPECT_EQ(none.min(), 0);
  EXPECT_EQ(none.Quantile(0.5), 0);
}

TEST(Latencies, SmallTimesAreExact) {
  Latencies times;
  for (int i = 1; i <= 100; ++i) times.Add(i);
  EXPECT_EQ(times.count(), 100);
  EXPECT_EQ(times.min(), 1);
  EXPECT_EQ(times.sum(), 5050);
  EXPECT_EQ(times.Quantile(0.5), 50);
  EXPECT_EQ(times.Quantile(0.99), 99);
  EXPECT_EQ(times.Quantile(1), 100);
  EXPECT_EQ(times.Quantile(0), 1);
}

TEST(Latencies, QuantilesAreWithinOnePercentOfTheSortedList) {
  std::mt19937_64 random(7);
  Latencies times;
  std::vector<int64_t> all;
  for (int i = 0; i < 20001; ++i) {
    const auto value = static_cast<int64_t>(std::exp2(static_cast<double>(random() % 4000) / 100.0));
    times.Add(value);
    all.push_back(value);
  }
  std::sort(all.begin(), all.end());
  for (const double share : {0.01, 0.25, 0.5, 0.9, 0.99, 1.0}) {
    const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(all.size()))) - 1;
    EXPECT_NEAR(static_cast<double>(times.Quantile(share)), static_cast<double>(all[rank]),
                0.01 * static_cast<double>(all[rank]) + 0.5)
        << share;
  }
}

TEST(Latencies, ExtremesStayInRange) {
  Latencies times;
  times.Add(-5);
  EXPECT_EQ(times.Quantile(1), 0);
  times.Add(std::numeric_limits<int64_t>::max() / 2);
  EXPECT_GT(times.Quantile(1), int64_t{1} << 60);
}

TEST(Latencies, MicrosecondsHaveTwoDecimals) {
  EXPECT_EQ(Microseconds(7412), "7.41");
  EXPECT_EQ(Microseconds(0), "0.00");
}

}  // namespace
}  // namespace triage::cli
