// How items move between their states, seen from outside: by refusals, Peek, Leases and Statistics.
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "src/queue/arguments.h"
#include "tests/queue/conformance.h"

namespace triage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::Duration kLength = absl::Minutes(20);
constexpr absl::Duration kMoment = absl::Microseconds(1);

v1::Lease TakeOne(Queue& queue, absl::Time now, const v1::Agent& agent = MakeAgent()) {
  auto lease = queue.Lease(agent, now, kLength);
  EXPECT_TRUE(lease.ok()) << lease.status();
  if (!lease.ok() || !lease->has_value()) {
    ADD_FAILURE() << "nothing to lease";
    return v1::Lease();
  }
  return **lease;
}

void PushOne(Queue& queue, const v1::QueueItem& item, absl::Time now = kNow) {
  const absl::StatusOr<bool> pushed = queue.Push(item, now);
  ASSERT_TRUE(pushed.ok()) << pushed.status();
  EXPECT_TRUE(*pushed);
}

std::vector<std::string> PeekIds(Queue& queue, absl::Time now) {
  std::vector<std::string> ids;
  const auto items = queue.Peek(100, now);
  EXPECT_TRUE(items.ok()) << items.status();
  if (!items.ok()) return ids;
  for (const v1::QueueItem& item : *items) ids.push_back(item.id());
  return ids;
}

v1::QueueItem NotBefore(const std::string& id, absl::Time not_before) {
  v1::QueueItem item = MakeItem(id);
  SetTimestamp(not_before, item.mutable_not_before());
  return item;
}

QueueChange ServeBy(absl::Time serve_by) {
  QueueChange change;
  change.serve_by = serve_by;
  return change;
}

QueueChange PauseUntil(absl::Time not_before) {
  QueueChange change;
  change.not_before = not_before;
  return change;
}

// ---- what each operation may do in each state

// All that a look at the queue tells.
std::string Picture(Queue& queue, absl::Time now) {
  std::string picture = queue.Statistics(now)->DebugString();
  const auto items = *queue.Peek(100, now);
  for (const v1::QueueItem& item : items) picture += item.DebugString();
  const auto leases = *queue.Leases("", now);
  for (const v1::Lease& lease : leases) picture += lease.DebugString();
  return picture;
}

// The end of a refusal, or "" where the operation is allowed.
struct StateRow {
  std::string name;
  // Brings item "a" there by kNow + 1h at the latest; returns the token to try.
  std::function<uint64_t(Queue&)> reach;
  std::string by_token;  // Extend, Release, HandOver
  std::string acknowledge;
  std::string withdraw;
  std::string reprioritise;
};

void PrintTo(const StateRow& row, std::ostream* out) { *out << row.name; }

uint64_t Pushed(Queue& queue, const v1::QueueItem& item) {
  PushOne(queue, item);
  return 0;
}

uint64_t Leased(Queue& queue) {
  PushOne(queue, MakeItem("a"));
  return TakeOne(queue, kNow + absl::Minutes(50)).token();
}

const char* const kUnknown = "no item 'a' in the queue";
const char* const kEnded = "item 'a' is not leased: its lease has ended";
const char* const kOther = "item 'a' is leased under another token";
const char* const kHeld = "item 'a' is leased";
const char* const kDone = "item 'a' is done";

const std::vector<StateRow>& StateRows() {
  static const auto* const rows = new std::vector<StateRow>{
      {"NeverPushed", [](Queue&) { return uint64_t{1}; }, kUnknown, kUnknown, kUnknown, kUnknown},
      {"Waiting", [](Queue& queue) { return Pushed(queue, MakeItem("a")); }, kEnded, kEnded, "", ""},
      {"Delayed", [](Queue& queue) { return Pushed(queue, NotBefore("a", kNow + absl::Hours(9))); }, kEnded,
       kEnded, "", ""},
      {"Leased", Leased, "", "", kHeld, ""},
      {"LeasedUnderAnotherToken", [](Queue& queue) { return Leased(queue) + 1; }, kOther, kOther, kHeld, ""},
      {"HandedOver",
       [](Queue& queue) {
         const uint64_t token = Leased(queue);
         EXPECT_TRUE(queue.HandOver("a", token, MakeAgent("noa"), kNow + absl::Minutes(55), kLength).ok());
         return token;
       },
       kOther, kOther, kHeld, ""},
      {"Released",
       [](Queue& queue) {
         const uint64_t token = Leased(queue);
         EXPECT_TRUE(queue.Release("a", token, kNow + absl::Minutes(55)).ok());
         return token;
       },
       kEnded, kEnded, "", ""},
      {"Expired",
       [](Queue& queue) {
         PushOne(queue, MakeItem("a"));
         return TakeOne(queue, kNow + absl::Minutes(40)).token();
       },
       kEnded, kEnded, "", ""},
      {"Acknowledged",
       [](Queue& queue) {
         const uint64_t token = Leased(queue);
         EXPECT_TRUE(queue.Acknowledge("a", token, kNow + absl::Minutes(55)).ok());
         return token;
       },
       kDone, "", kDone, kDone},
      {"AcknowledgedUnderAnotherToken",
       [](Queue& queue) {
         const uint64_t token = Leased(queue);
         EXPECT_TRUE(queue.Acknowledge("a", token, kNow + absl::Minutes(55)).ok());
         return token - 1;
       },
       kDone, kDone, kDone, kDone},
      {"WithdrawnAfterALease",
       [](Queue& queue) {
         const uint64_t token = Leased(queue);
         EXPECT_TRUE(queue.Release("a", token, kNow + absl::Minutes(55)).ok());
         EXPECT_TRUE(queue.Withdraw("a", kNow + absl::Minutes(55)).ok());
         return token;
       },
       kDone, kDone, kDone, kDone},
      {"WithdrawnAndNeverLeased",
       [](Queue& queue) {
         PushOne(queue, MakeItem("a"));
         EXPECT_TRUE(queue.Withdraw("a", kNow + absl::Minutes(55)).ok());
         return uint64_t{0};
       },
       kDone, kDone, kDone, kDone},
      {"ErasedWhileLeased",
       [](Queue& queue) {
         const uint64_t token = Leased(queue);
         EXPECT_EQ(*queue.EraseCustomer("customer-a", kNow + absl::Minutes(55)), 1);
         return token;
       },
       kUnknown, kUnknown, kUnknown, kUnknown},
      {"Forgotten",
       [](Queue& queue) {
         PushOne(queue, MakeItem("a"));
         const uint64_t token = TakeOne(queue, kNow).token();
         EXPECT_TRUE(queue.Acknowledge("a", token, kNow).ok());
         return token;
       },
       kUnknown, kUnknown, kUnknown, kUnknown},
  };
  return *rows;
}

struct Operation {
  std::string name;
  std::function<absl::Status(Queue&, uint64_t token, absl::Time now)> run;
  std::string StateRow::*refusal;
};

const std::vector<Operation>& Operations() {
  static const auto* const operations = new std::vector<Operation>{
      {"Extend",
       [](Queue& queue, uint64_t token, absl::Time now) {
         return queue.Extend("a", token, now, kLength).status();
       },
       &StateRow::by_token},
      {"Release", [](Queue& queue, uint64_t token, absl::Time now) { return queue.Release("a", token, now); },
       &StateRow::by_token},
      {"HandOver",
       [](Queue& queue, uint64_t token, absl::Time now) {
         return queue.HandOver("a", token, MakeAgent("uri"), now, kLength).status();
       },
       &StateRow::by_token},
      {"Acknowledge",
       [](Queue& queue, uint64_t token, absl::Time now) { return queue.Acknowledge("a", token, now); },
       &StateRow::acknowledge},
      {"Withdraw", [](Queue& queue, uint64_t, absl::Time now) { return queue.Withdraw("a", now); },
       &StateRow::withdraw},
      {"Reprioritise",
       [](Queue& queue, uint64_t, absl::Time now) {
         return queue.Reprioritise("a", ServeBy(kNow + absl::Hours(2)), now);
       },
       &StateRow::reprioritise},
  };
  return *operations;
}

class Transitions : public testing::TestWithParam<StateRow> {};

// Trust 100, 101: states and tokens guard each operation, and a refusal changes nothing.
TEST_P(Transitions, AreRefusedByStateAndToken) {
  for (const Operation& operation : Operations()) {
    SCOPED_TRACE(operation.name);
    QueueOptions options;
    options.remember_done = absl::Minutes(30);
    const auto queue = NewMemoryQueue(options);
    const uint64_t token = GetParam().reach(*queue);
    const absl::Time now = kNow + absl::Hours(1);
    const std::string before = Picture(*queue, now);
    const absl::Status status = operation.run(*queue, token, now);
    const std::string& refusal = GetParam().*operation.refusal;
    if (refusal.empty()) {
      EXPECT_TRUE(status.ok()) << status;
      continue;
    }
    EXPECT_EQ(status.message(), refusal);
    EXPECT_EQ(status.code(),
              refusal == kUnknown ? absl::StatusCode::kNotFound : absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(Picture(*queue, now), before);
  }
}

// A time that does not exist is refused whatever the state, before leases end by it.
TEST_P(Transitions, AreRefusedAtTimesThatDoNotExist) {
  for (const Operation& operation : Operations()) {
    SCOPED_TRACE(operation.name);
    const auto queue = NewMemoryQueue();
    const uint64_t token = GetParam().reach(*queue);
    const std::string before = Picture(*queue, kNow);
    for (const absl::Time now : {absl::InfinitePast(), absl::InfiniteFuture()}) {
      const absl::Status status = operation.run(*queue, token, now);
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_THAT(std::string(status.message()), HasSubstr("`now`"));
    }
    EXPECT_EQ(Picture(*queue, kNow), before);
  }
}

INSTANTIATE_TEST_SUITE_P(States, Transitions, testing::ValuesIn(StateRows()),
                         [](const testing::TestParamInfo<StateRow>& info) { return info.param.name; });

// ---- extend and hand over

TEST(MemoryTransitions, ALeaseEndsAtItsEndAndNotBefore) {
  const auto queue = NewMemoryQueue();
  PushOne(*queue, MakeItem("a"));
  TakeOne(*queue, kNow);
  EXPECT_EQ(queue->Leases("", kNow + kLength - kMoment)->size(), 1u);
  EXPECT_THAT(*queue->Leases("", kNow + kLength), IsEmpty());
  EXPECT_THAT(PeekIds(*queue, kNow + kLength), ElementsAre("a"));
  EXPECT_THAT(PeekIds(*queue, kNow), ElementsAre("a")) << "an end that was seen is final";
  EXPECT_EQ(queue->Statistics(kNow)->expired_ever(), 1);
}

TEST(MemoryTransitions, ExtendNeverMovesTheEndBack) {
  const struct {
    const char* name;
    absl::Duration after;
    absl::Duration length;
    absl::Duration end;  // after kNow
  } rows[] = {
      {"later", absl::Minutes(10), kLength, absl::Minutes(30)},
      {"earlier", absl::Minutes(10), absl::Minutes(5), absl::Minutes(20)},
      {"the same", absl::Minutes(10), absl::Minutes(10), absl::Minutes(20)},
      {"by a clock that went back", -absl::Hours(1), kLength, absl::Minutes(20)},
      {"as far as a lease can go", absl::ZeroDuration(), queue::kMaxLease, queue::kMaxLease},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue();
    PushOne(*queue, MakeItem("a"));
    const uint64_t token = TakeOne(*queue, kNow).token();
    EXPECT_EQ(*queue->Extend("a", token, kNow + row.after, row.length), kNow + row.end);
    EXPECT_EQ(queue->Leases("", kNow + row.end - kMoment)->size(), 1u);
    EXPECT_THAT(*queue->Leases("", kNow + row.end), IsEmpty());
  }
}

TEST(MemoryTransitions, ExtendAndHandOverRefuseALengthThatNoLeaseHas) {
  const auto queue = NewMemoryQueue();
  PushOne(*queue, MakeItem("a"));
  const uint64_t token = TakeOne(*queue, kNow).token();
  const std::string before = Picture(*queue, kNow);
  for (const absl::Duration length : {absl::ZeroDuration(), -kLength, queue::kMaxLease + absl::Seconds(1)}) {
    for (const absl::Status& status :
         {queue->Extend("a", token, kNow, length).status(),
          queue->HandOver("a", token, MakeAgent("noa"), kNow, length).status()}) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_THAT(std::string(status.message()), HasSubstr("length of a lease"));
    }
  }
  const absl::Status nobody = queue->HandOver("a", token, v1::Agent(), kNow, kLength).status();
  EXPECT_EQ(nobody.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(nobody.message()), HasSubstr("the agent has no id"));
  EXPECT_EQ(Picture(*queue, kNow), before);
}

TEST(MemoryTransitions, HandOverAsksWhatALeaseAsks) {
  v1::QueueItem item = MakeItem("a");
  item.set_avoid_agent("accused");
  const struct {
    const char* name;
    v1::Agent to;
    absl::StatusCode code;
    std::string message;
  } rows[] = {
      {"who is complained about", MakeAgent("accused"), absl::StatusCode::kFailedPrecondition,
       "item 'a' asks for what agent 'accused' may not take"},
      {"who has his hands full", MakeAgent("busy", 1), absl::StatusCode::kResourceExhausted,
       "agent 'busy' holds 1 of 1 leases"},
      {"who has room", MakeAgent("noa", 1), absl::StatusCode::kOk, ""},
      {"the holder himself, who is full", MakeAgent("dana", 1), absl::StatusCode::kOk, ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue();
    PushOne(*queue, MakeItem("0"));
    TakeOne(*queue, kNow, MakeAgent("busy", 1));
    PushOne(*queue, item);
    const v1::Lease lease = TakeOne(*queue, kNow, MakeAgent("dana", 1));
    const std::string before = Picture(*queue, kNow);
    const auto handed = queue->HandOver("a", lease.token(), row.to, kNow + kMoment, absl::Minutes(5));
    EXPECT_EQ(handed.status().code(), row.code);
    EXPECT_EQ(handed.status().message(), row.message);
    if (!handed.ok()) {
      EXPECT_EQ(Picture(*queue, kNow), before);
      continue;
    }
    EXPECT_GT(handed->token(), lease.token());
    EXPECT_EQ(handed->agent(), row.to.id());
    EXPECT_EQ(handed->reason(), "handed over");
    EXPECT_EQ(handed->delivery(), 1) << "nothing was lost on the way";
    EXPECT_EQ(ToTime(handed->leased_at()), kNow + kMoment);
    EXPECT_EQ(ToTime(handed->expires_at()), kNow + kMoment + absl::Minutes(5));
    EXPECT_EQ(queue->Statistics(kNow)->leased(), 2);
    EXPECT_TRUE(queue->Acknowledge("a", handed->token(), kNow).ok());
  }
}

// ---- the end of a lease

struct End {
  const char* name;
  std::function<void(Queue&, const v1::Lease&)> run;
  absl::Time after;  // when it has ended
};

std::vector<End> Ends() {
  return {
      {"acknowledged",
       [](Queue& queue, const v1::Lease& lease) {
         EXPECT_TRUE(queue.Acknowledge(lease.item().id(), lease.token(), kNow).ok());
       },
       kNow},
      {"released",
       [](Queue& queue, const v1::Lease& lease) {
         EXPECT_TRUE(queue.Release(lease.item().id(), lease.token(), kNow).ok());
       },
       kNow},
      {"expired", [](Queue&, const v1::Lease&) {}, kNow + kLength},
      {"handed over",
       [](Queue& queue, const v1::Lease& lease) {
         EXPECT_TRUE(queue.HandOver(lease.item().id(), lease.token(), MakeAgent("noa"), kNow, kLength).ok());
       },
       kNow},
      {"erased",
       [](Queue& queue, const v1::Lease& lease) {
         EXPECT_EQ(*queue.EraseCustomer(lease.item().customer_id(), kNow), 1);
       },
       kNow},
  };
}

TEST(MemoryTransitions, EveryEndOfALeaseGivesTheAgentRoomAgain) {
  for (const End& end : Ends()) {
    SCOPED_TRACE(end.name);
    const auto queue = NewMemoryQueue();
    for (const char* id : {"a", "b"}) PushOne(*queue, MakeItem(id));
    const v1::Lease lease = TakeOne(*queue, kNow, MakeAgent("dana", 1));
    const absl::Status full = queue->Lease(MakeAgent("dana", 1), kNow, kLength).status();
    EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_EQ(full.message(), "agent 'dana' holds 1 of 1 leases");
    end.run(*queue, lease);
    EXPECT_THAT(*queue->Leases("dana", end.after), IsEmpty());
    EXPECT_GT(TakeOne(*queue, end.after, MakeAgent("dana", 1)).token(), lease.token());
  }
}

TEST(MemoryTransitions, ARunOfHeadItemsOutlivesTheLeases) {
  for (const End& end : Ends()) {
    SCOPED_TRACE(end.name);
    QueueOptions options;
    options.head_run = 1;
    const auto queue = NewMemoryQueue(options);
    for (const char* id : {"h1", "h2", "h3"}) PushOne(*queue, MakeHeadItem(id));
    PushOne(*queue, MakeItem("rest"));
    const v1::Lease head = TakeOne(*queue, kNow);
    EXPECT_EQ(head.item().id(), "h1");
    end.run(*queue, head);
    const v1::Lease rest = TakeOne(*queue, end.after);
    EXPECT_EQ(rest.item().id(), "rest");
    EXPECT_EQ(rest.reason(), "most overdue");
  }
}

TEST(MemoryTransitions, DoneIdsAreForgottenAfterAWhileAndNotBefore) {
  QueueOptions options;
  options.remember_done = absl::Hours(2);
  const auto queue = NewMemoryQueue(options);
  for (const char* id : {"a", "b"}) PushOne(*queue, MakeItem(id));
  EXPECT_TRUE(queue->Acknowledge("a", TakeOne(*queue, kNow).token(), kNow).ok());
  EXPECT_TRUE(queue->Withdraw("b", kNow + absl::Hours(1)).ok());
  EXPECT_EQ(queue->Statistics(kNow + absl::Hours(2) - kMoment)->done(), 2);
  EXPECT_FALSE(*queue->Push(MakeItem("a"), kNow + absl::Hours(2) - kMoment));
  EXPECT_EQ(queue->Statistics(kNow + absl::Hours(2))->done(), 1);
  EXPECT_TRUE(*queue->Push(MakeItem("a"), kNow + absl::Hours(2)));
  EXPECT_FALSE(*queue->Push(MakeItem("b"), kNow + absl::Hours(3) - kMoment));
  EXPECT_TRUE(*queue->Push(MakeItem("b"), kNow + absl::Hours(3)));
  EXPECT_EQ(queue->Statistics(kNow)->done(), 0);
}

// ---- not_before

TEST(MemoryTransitions, AnItemIsDelayedUntilItsTimeAndNotLonger) {
  const absl::Time due = kNow + absl::Hours(1);
  const auto queue = NewMemoryQueue();
  PushOne(*queue, NotBefore("a", due));
  EXPECT_THAT(PeekIds(*queue, due - kMoment), IsEmpty());
  EXPECT_EQ(queue->Statistics(due - kMoment)->delayed(), 1);
  EXPECT_FALSE(queue->Lease(MakeAgent(), due - kMoment, kLength)->has_value());
  EXPECT_THAT(PeekIds(*queue, due), ElementsAre("a"));
  EXPECT_EQ(queue->Statistics(due)->delayed(), 0);
  EXPECT_EQ(queue->Statistics(due)->waiting(), 1);
}

// Trust 98: ways by which the queue saw that item "a" was due at kNow. The clock may then go back: the delay
// is over all the same, nothing tells of it any more, and nothing brings it back.
TEST(MemoryTransitions, Trust98ADelayThatIsOverStaysOver) {
  const struct {
    const char* name;
    std::function<void(Queue&)> reach;
  } rows[] = {
      {"pushed when it was due already", [](Queue& queue) { PushOne(queue, NotBefore("a", kNow)); }},
      {"pushed long after it was due",
       [](Queue& queue) { PushOne(queue, NotBefore("a", kNow - absl::Minutes(30))); }},
      {"delayed, then due",
       [](Queue& queue) {
         PushOne(queue, NotBefore("a", kNow), kNow - absl::Hours(1));
         EXPECT_THAT(PeekIds(queue, kNow), ElementsAre("a"));
       }},
      {"delayed for less by a change",
       [](Queue& queue) {
         PushOne(queue, NotBefore("a", kNow + absl::Hours(9)));
         EXPECT_TRUE(queue.Reprioritise("a", PauseUntil(kNow - absl::Minutes(1)), kNow).ok());
       }},
      {"changed while it waited",
       [](Queue& queue) {
         PushOne(queue, MakeItem("a"));
         EXPECT_TRUE(queue.Reprioritise("a", PauseUntil(kNow), kNow).ok());
       }},
      {"released when it was due already",
       [](Queue& queue) {
         PushOne(queue, MakeItem("a"));
         EXPECT_TRUE(queue.Release("a", TakeOne(queue, kNow).token(), kNow, kNow).ok());
       }},
      {"paused while it was leased, released when it was due",
       [](Queue& queue) {
         PushOne(queue, MakeItem("a"));
         const uint64_t token = TakeOne(queue, kNow - absl::Minutes(10)).token();
         EXPECT_TRUE(queue.Reprioritise("a", PauseUntil(kNow), kNow - absl::Minutes(5)).ok());
         EXPECT_TRUE(queue.Release("a", token, kNow).ok());
       }},
      {"paused while it was leased, expired when it was due",
       [](Queue& queue) {
         PushOne(queue, MakeItem("a"));
         TakeOne(queue, kNow - kLength);
         EXPECT_TRUE(queue.Reprioritise("a", PauseUntil(kNow - kMoment), kNow - kLength).ok());
         EXPECT_THAT(PeekIds(queue, kNow), ElementsAre("a"));
       }},
  };
  const absl::Time back = kNow - absl::Hours(2);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue();
    row.reach(*queue);
    const auto expect_waiting = [&](absl::Time now) {
      const auto items = *queue->Peek(9, now);
      ASSERT_EQ(items.size(), 1u);
      EXPECT_FALSE(items[0].has_not_before());
      EXPECT_EQ(queue->Statistics(now)->waiting(), 1);
      EXPECT_EQ(queue->Statistics(now)->delayed(), 0);
    };
    // Not at kNow: the operation itself has seen that the item is due, no later call has to.
    expect_waiting(back);
    EXPECT_TRUE(queue->Reprioritise("a", ServeBy(kNow + absl::Hours(5)), back).ok());
    expect_waiting(back);
    const v1::Lease lease = TakeOne(*queue, back);
    EXPECT_FALSE(lease.item().has_not_before());
    EXPECT_TRUE(queue->Release("a", lease.token(), back).ok());
    expect_waiting(back);
    expect_waiting(kNow);
  }
}

TEST(MemoryTransitions, ADelayIsTheLaterOfTheReleaseAndAChangeDuringTheLease) {
  const struct {
    const char* name;
    absl::Duration change;
    absl::Duration release;
    absl::Duration due;
  } rows[] = {
      {"the change is later", absl::Hours(3), absl::Hours(1), absl::Hours(3)},
      {"the release is later", absl::Hours(1), absl::Hours(3), absl::Hours(3)},
      {"only the change", absl::Hours(1), -absl::InfiniteDuration(), absl::Hours(1)},
      {"only the release", -absl::InfiniteDuration(), absl::Hours(1), absl::Hours(1)},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue();
    PushOne(*queue, MakeItem("a"));
    const uint64_t token = TakeOne(*queue, kNow).token();
    EXPECT_TRUE(queue->Reprioritise("a", PauseUntil(kNow + row.change), kNow).ok());
    EXPECT_TRUE(queue->Release("a", token, kNow, kNow + row.release).ok());
    EXPECT_THAT(PeekIds(*queue, kNow + row.due - kMoment), IsEmpty());
    EXPECT_THAT(PeekIds(*queue, kNow + row.due), ElementsAre("a"));
  }
}

TEST(MemoryTransitions, WithdrawnAndErasedItemsNeverComeBackByTime) {
  for (const absl::Duration delay : {absl::ZeroDuration(), absl::Hours(1)}) {
    const auto queue = NewMemoryQueue();
    for (const char* id : {"a", "b"}) PushOne(*queue, NotBefore(id, kNow + delay));
    EXPECT_TRUE(queue->Withdraw("a", kNow).ok());
    EXPECT_EQ(*queue->EraseCustomer("customer-b", kNow), 1);
    EXPECT_EQ(*queue->EraseCustomer("customer-b", kNow), 0);
    EXPECT_THAT(PeekIds(*queue, kNow + absl::Hours(2)), IsEmpty());
    const v1::QueueStatistics statistics = *queue->Statistics(kNow + absl::Hours(2));
    EXPECT_EQ(statistics.waiting() + statistics.delayed() + statistics.leased(), 0);
    EXPECT_EQ(statistics.done(), 1);
  }
  const absl::Status nobody = NewMemoryQueue()->EraseCustomer("", kNow).status();
  EXPECT_EQ(nobody.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(nobody.message(), "the customer's id is empty");
}

// ---- the owner

TEST(MemoryTransitions, AnItemIsKeptForItsOwnerForAsLongAsItCanWait) {
  const struct {
    const char* name;
    absl::Duration patience;
    bool head;
    std::string avoid_agent;
    absl::Duration kept;  // after kNow
  } rows[] = {
      {"as long as owners are waited for", absl::Hours(9), false, "", absl::Hours(4)},
      {"never past its serve-by", absl::Hours(1), false, "", absl::Hours(1)},
      {"not in the head lane", absl::Hours(9), true, "", absl::ZeroDuration()},
      {"not when it is due", absl::ZeroDuration(), false, "", absl::ZeroDuration()},
      {"not for an owner who is complained about", absl::Hours(9), false, "noa", absl::ZeroDuration()},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue();
    v1::QueueItem item = MakeItem("a", row.patience);
    item.set_owner("noa");
    item.set_head_of_queue(row.head);
    item.set_avoid_agent(row.avoid_agent);
    PushOne(*queue, item);
    EXPECT_EQ(queue->Statistics(kNow)->waiting(), 1) << "kept or not, it waits";
    if (row.kept > absl::ZeroDuration()) {
      EXPECT_FALSE(queue->Lease(MakeAgent(), kNow + row.kept - kMoment, kLength)->has_value());
    }
    EXPECT_EQ(queue->Statistics(kNow + row.kept)->waiting(), 1);
    EXPECT_TRUE(queue->Lease(MakeAgent(), kNow + row.kept, kLength)->has_value());
  }
}

}  // namespace
}  // namespace triage
