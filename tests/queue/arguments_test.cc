#include "src/queue/arguments.h"

#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/timestamp.h"
#include "tests/queue/conformance.h"

namespace triage::queue {
namespace {

using ::testing::HasSubstr;

// An empty `why` means that nothing is refused; else the status is InvalidArgument and says `why`.
void ExpectRefusal(const absl::Status& status, const std::string& why) {
  if (why.empty()) {
    EXPECT_TRUE(status.ok()) << status;
    return;
  }
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(why));
}

TEST(Arguments, NowLiesInTheYearsThatLeaveRoomForALease) {
  const std::string why = "`now` is before 1970 or after 9998";
  const struct {
    const char* name;
    absl::Time now;
    std::string refusal;
  } rows[] = {
      {"the first time", kFirstTime, ""},
      {"just before the first time", kFirstTime - absl::Nanoseconds(1), why},
      {"an ordinary day", kNow, ""},
      {"the last time that leaves room", kLastTime - kMaxLease, ""},
      {"just after it", kLastTime - kMaxLease + absl::Nanoseconds(1), why},
      {"the last time of all", kLastTime, why},
      {"the infinite past", absl::InfinitePast(), why},
      {"the infinite future", absl::InfiniteFuture(), why},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    ExpectRefusal(CheckNow(row.now), row.refusal);
  }
}

v1::QueueItem Hostile(int hostility) {
  v1::QueueItem item = MakeItem("a");
  item.set_hostility(hostility);
  return item;
}

// An item whose message has exactly `bytes` bytes.
v1::QueueItem OfSize(size_t bytes) {
  v1::QueueItem item = MakeItem("a");
  item.set_decision(std::string(bytes - 1024, 'x'));
  item.mutable_decision()->append(bytes - item.ByteSizeLong(), 'x');
  return item;
}

v1::QueueItem OnlyId() {
  v1::QueueItem item;
  item.set_id("a");
  return item;
}

TEST(Arguments, AnItemHasAnIdALevelOfHostilityAndASize) {
  const struct {
    const char* name;
    v1::QueueItem item;
    std::string refusal;
  } rows[] = {
      {"nothing at all", v1::QueueItem(), "the item has no id"},
      {"everything but an id", MakeItem(""), "the item has no id"},
      {"nothing but an id", OnlyId(), ""},
      {"the longest id", MakeItem(std::string(kMaxIdBytes, 'x')), ""},
      {"a longer id", MakeItem(std::string(kMaxIdBytes + 1, 'x')), "id is longer than 256 bytes"},
      {"no hostility", Hostile(0), ""},
      {"the most hostility", Hostile(100), ""},
      {"less than none", Hostile(-1), "item 'a': hostility -1 is outside 0..100"},
      {"more than the most", Hostile(101), "item 'a': hostility 101 is outside 0..100"},
      {"the largest item", OfSize(kMaxItemBytes), ""},
      {"a larger item", OfSize(kMaxItemBytes + 1), "item 'a' is larger than 16777216 bytes"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    ExpectRefusal(CheckItem(row.item), row.refusal);
  }
}

TEST(Arguments, ARefusalNeverRepeatsAnIdThatIsTooLong) {
  const absl::Status status = CheckItem(MakeItem(std::string(100'000, 'x')));
  EXPECT_LT(status.message().size(), 100u);
}

TEST(Arguments, ALeaseLastsFromAMicrosecondToAYear) {
  const std::string why = "not between a microsecond and 365 days";
  const struct {
    const char* name;
    absl::Duration length;
    std::string refusal;
  } rows[] = {
      {"the shortest", absl::Microseconds(1), ""},
      {"shorter", absl::Nanoseconds(999), why},
      {"nothing", absl::ZeroDuration(), why},
      {"negative", -absl::Minutes(1), why},
      {"the longest", kMaxLease, ""},
      {"longer", kMaxLease + absl::Nanoseconds(1), why},
      {"without end", absl::InfiniteDuration(), why},
      {"without beginning", -absl::InfiniteDuration(), why},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    ExpectRefusal(CheckLength(row.length), row.refusal);
    ExpectRefusal(CheckLease(MakeAgent(), kNow, row.length), row.refusal);
  }
}

TEST(Arguments, ALeaseHasAnAgentATimeAndALength) {
  const struct {
    const char* name;
    std::string agent;
    absl::Time now;
    absl::Duration length;
    std::string refusal;
  } rows[] = {
      {"all is well", "dana", kNow, absl::Minutes(20), ""},
      {"nobody", "", kNow, absl::Minutes(20), "the agent has no id"},
      {"no such time", "dana", kLastTime, absl::Minutes(20), "`now`"},
      {"no such length", "dana", kNow, absl::ZeroDuration(), "length of a lease"},
      {"all is wrong: the agent is named first", "", kLastTime, absl::ZeroDuration(), "the agent has no id"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    ExpectRefusal(CheckLease(MakeAgent(row.agent), row.now, row.length), row.refusal);
  }
}

TEST(Arguments, EveryLeaseThatIsAllowedEndsAtATimeThatExists) {
  EXPECT_TRUE(CheckLease(MakeAgent(), kLastTime - kMaxLease, kMaxLease).ok());
  EXPECT_EQ(kLastTime - kMaxLease + kMaxLease, kLastTime);
}

TEST(Arguments, AnAgentHasRoomForOneLeaseAtLeast) {
  const struct {
    int capacity;
    int leases;
  } rows[] = {{std::numeric_limits<int>::min(), 1},
              {-5, 1},
              {0, 1},
              {1, 1},
              {2, 2},
              {std::numeric_limits<int>::max(), std::numeric_limits<int>::max()}};
  for (const auto& row : rows) EXPECT_EQ(CapacityOf(MakeAgent("dana", row.capacity)), row.leases);
  EXPECT_EQ(CapacityOf(v1::Agent()), 1) << "not said";
}

TEST(Arguments, RefusalsNameTheItem) {
  const std::string_view part = std::string_view("d-1 and more").substr(0, 3);
  EXPECT_EQ(UnknownItem(part).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(UnknownItem(part).message(), "no item 'd-1' in the queue");
  EXPECT_EQ(UnknownItem("").message(), "no item '' in the queue");
  EXPECT_EQ(NotInState(part, "is done").code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(NotInState(part, "is done").message(), "item 'd-1' is done");
}

}  // namespace
}  // namespace triage::queue
