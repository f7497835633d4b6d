#include "tests/queue/conformance.h"

#include <string>
#include <vector>

namespace triage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr absl::StatusCode kLate = absl::StatusCode::kFailedPrecondition;

TEST_P(QueueConformance, ServesByLaneThenServeByThenArrivalThenId) {
  auto queue = Make();
  for (const auto& item : {MakeItem("late", absl::Hours(9)), MakeItem("b"), MakeItem("a"),
                           MakeItem("earlier", absl::Minutes(61), -absl::Minutes(1)),
                           MakeItem("soon", absl::Minutes(5)), MakeHeadItem("head")}) {
    EXPECT_TRUE(*queue->Push(item, kNow));
  }
  const auto peeked = queue->Peek(10, kNow);
  std::vector<std::string> served, seen;
  for (const auto& item : *peeked) seen.push_back(item.id());
  for (int i = 0; i < 6; ++i) served.push_back(NextId(*queue, MakeAgent(), kNow));
  EXPECT_THAT(served, ElementsAre("head", "soon", "earlier", "a", "b", "late"));
  EXPECT_EQ(seen, served);
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "-");
}

TEST_P(QueueConformance, AFloodOfHeadItemsLeavesEverySixthTurnToTheRest) {
  auto queue = Make();
  for (int i = 0; i < 40; ++i) queue->Push(MakeHeadItem(absl::StrFormat("head%02d", i)), kNow).IgnoreError();
  for (int i = 0; i < 3; ++i) queue->Push(MakeItem(absl::StrFormat("rest%d", i)), kNow).IgnoreError();
  const auto peeked = *queue->Peek(30, kNow);
  for (int i = 0; i < 30; ++i) {
    const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
    const bool rest = i % 6 == 5 && i < 18;
    EXPECT_EQ(lease.item().head_of_queue(), !rest) << i;
    EXPECT_EQ(lease.reason(), rest ? "most overdue" : "head of queue");
    EXPECT_EQ(peeked[static_cast<size_t>(i)].id(), lease.item().id());
  }
}

TEST_P(QueueConformance, ARunOfHeadItemsIsCountedForEachAgent) {
  QueueOptions options;
  options.head_run = 2;
  auto queue = Make(options);
  for (int i = 0; i < 20; ++i) queue->Push(MakeHeadItem(absl::StrFormat("head%02d", i)), kNow).IgnoreError();
  v1::QueueItem legal = MakeItem("legal");
  legal.set_team("legal");
  queue->Push(legal, kNow).IgnoreError();
  queue->Push(MakeItem("general"), kNow).IgnoreError();
  v1::Agent lawyer = MakeAgent("lawyer");
  lawyer.add_teams("legal");
  // The others take turns with the lawyer; his own third turn is still his.
  std::vector<std::string> lawyers;
  for (int i = 0; i < 4; ++i) {
    NextId(*queue, MakeAgent("other"), kNow);
    lawyers.push_back(NextId(*queue, lawyer, kNow));
  }
  EXPECT_THAT(lawyers, testing::Contains("legal"));
}

TEST_P(QueueConformance, Trust99PushingAKnownIdChangesNothing) {
  auto queue = Make();
  EXPECT_TRUE(*queue->Push(MakeItem("a"), kNow));
  v1::QueueItem again = MakeHeadItem("a");
  EXPECT_FALSE(*queue->Push(again, kNow)) << "waiting";
  const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
  EXPECT_FALSE(lease.item().head_of_queue());
  EXPECT_FALSE(*queue->Push(again, kNow)) << "leased";
  EXPECT_TRUE(queue->Acknowledge("a", lease.token(), kNow).ok());
  EXPECT_FALSE(*queue->Push(again, kNow + absl::Hours(24))) << "done";
  EXPECT_EQ(queue->Statistics(kNow)->waiting(), 0);
  EXPECT_TRUE(*queue->Push(again, kNow + absl::Hours(8 * 24))) << "forgotten";
  EXPECT_EQ(*queue->PushBatch({MakeItem("b"), MakeItem("b"), MakeItem("c")}, kNow), 2);
}

TEST_P(QueueConformance, Trust100And101OnlyTheLiveLeaseChangesAnItem) {
  auto queue = Make();
  queue->Push(MakeItem("a"), kNow).IgnoreError();
  EXPECT_EQ(queue->Acknowledge("a", 0, kNow).code(), kLate) << "not leased";
  const v1::Lease first = Take(*queue, MakeAgent(), kNow);
  EXPECT_EQ(queue->Acknowledge("a", first.token() + 1, kNow).code(), kLate) << "wrong token";
  EXPECT_EQ(queue->Release("a", first.token() + 1, kNow).code(), kLate);
  EXPECT_EQ(queue->Extend("a", first.token() + 1, kNow, absl::Minutes(1)).status().code(), kLate);
  EXPECT_EQ(queue->Acknowledge("b", first.token(), kNow).code(), absl::StatusCode::kNotFound);

  const absl::Time ended = kNow + absl::Minutes(20);
  EXPECT_EQ(queue->Acknowledge("a", first.token(), ended).code(), kLate) << "expired";
  EXPECT_EQ(queue->Acknowledge("a", first.token(), kNow).code(), kLate) << "an end that was seen is final";
  const v1::Lease second = Take(*queue, MakeAgent("noa"), ended);
  EXPECT_EQ(second.delivery(), 2);
  EXPECT_GT(second.token(), first.token());
  EXPECT_EQ(queue->Acknowledge("a", first.token(), ended).code(), kLate) << "somebody else has it";
  EXPECT_TRUE(queue->Acknowledge("a", second.token(), ended).ok());
  EXPECT_TRUE(queue->Acknowledge("a", second.token(), ended).ok()) << "a retry of a lost answer";
  EXPECT_EQ(queue->Acknowledge("a", first.token(), ended).code(), kLate);
  EXPECT_EQ(queue->Statistics(ended)->acknowledged_ever(), 1);
}

TEST_P(QueueConformance, Trust98AClockThatJumps) {
  auto queue = Make();
  queue->Push(MakeItem("a"), kNow).IgnoreError();
  const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
  const absl::Time hour_back = kNow - absl::Hours(1);
  EXPECT_EQ(NextId(*queue, MakeAgent(), hour_back), "-") << "still leased";
  EXPECT_TRUE(queue->Extend("a", lease.token(), hour_back, absl::Minutes(20)).ok());
  EXPECT_EQ(ToTime(queue->Leases("", kNow)->at(0).expires_at()), kNow + absl::Minutes(20)) << "never earlier";
  const absl::Time far = kNow + absl::Hours(10 * 365 * 24);
  const v1::Lease again = Take(*queue, MakeAgent("noa"), far);
  EXPECT_EQ(again.delivery(), 2);
  EXPECT_EQ(queue->Acknowledge("a", lease.token(), kNow).code(), kLate);
  EXPECT_TRUE(queue->Acknowledge("a", again.token(), kNow).ok()) << "the clock is right again";
}

TEST_P(QueueConformance, ExtendKeepsALeaseAlive) {
  auto queue = Make();
  queue->Push(MakeItem("a"), kNow).IgnoreError();
  const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
  EXPECT_EQ(*queue->Extend("a", lease.token(), kNow + absl::Minutes(19), absl::Minutes(20)),
            kNow + absl::Minutes(39));
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow + absl::Minutes(38)), "-");
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow + absl::Minutes(39)), "a");
}

TEST_P(QueueConformance, ReleasedItemsKeepTheirPlaceAndHeedNotBefore) {
  auto queue = Make();
  queue->Push(MakeItem("a"), kNow).IgnoreError();
  queue->Push(MakeItem("b"), kNow).IgnoreError();
  v1::Lease lease = Take(*queue, MakeAgent(), kNow);
  EXPECT_TRUE(queue->Release("a", lease.token(), kNow).ok());
  lease = Take(*queue, MakeAgent(), kNow);
  EXPECT_EQ(lease.item().id(), "a");
  EXPECT_EQ(lease.delivery(), 2);
  EXPECT_TRUE(queue->Release("a", lease.token(), kNow, kNow + absl::Hours(1)).ok());
  EXPECT_EQ(queue->Statistics(kNow)->delayed(), 1);
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "b");
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "-");
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow + absl::Hours(1)), "a") << "before b, whose lease has ended too";
}

TEST_P(QueueConformance, ReprioritiseMovesWhatWaitsIsPausedOrIsLeased) {
  auto queue = Make();
  for (const char* id : {"a", "b", "c"}) queue->Push(MakeItem(id), kNow).IgnoreError();
  QueueChange head;
  head.head_of_queue = true;
  EXPECT_TRUE(queue->Reprioritise("c", head, kNow).ok());
  QueueChange pause;
  pause.not_before = absl::InfiniteFuture();
  EXPECT_TRUE(queue->Reprioritise("a", pause, kNow).ok());
  const v1::Lease c = Take(*queue, MakeAgent(), kNow);
  EXPECT_EQ(c.item().id(), "c");
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "b");
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "-") << "a is paused";
  QueueChange resume;
  resume.not_before = absl::InfinitePast();
  resume.serve_by = kNow - absl::Hours(3);
  EXPECT_TRUE(queue->Reprioritise("a", resume, kNow).ok());
  EXPECT_EQ(queue->Statistics(kNow)->overdue(), 1);
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "a");
  EXPECT_TRUE(queue->Reprioritise("c", pause, kNow).ok()) << "leased";
  EXPECT_TRUE(queue->Release("c", c.token(), kNow).ok());
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "-") << "heeded on its return";
  EXPECT_EQ(queue->Reprioritise("x", head, kNow).code(), absl::StatusCode::kNotFound);
}

TEST_P(QueueConformance, WithdrawTakesBackOnlyWhatWaits) {
  auto queue = Make();
  for (const char* id : {"a", "b"}) queue->Push(MakeItem(id), kNow).IgnoreError();
  const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
  EXPECT_EQ(queue->Withdraw("a", kNow).code(), kLate);
  EXPECT_TRUE(queue->Withdraw("b", kNow).ok());
  EXPECT_EQ(queue->Withdraw("b", kNow).code(), kLate) << "done";
  EXPECT_EQ(queue->Acknowledge("b", 0, kNow).code(), kLate);
  EXPECT_FALSE(*queue->Push(MakeItem("b"), kNow));
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "-");
  EXPECT_EQ(queue->Withdraw("x", kNow).code(), absl::StatusCode::kNotFound);
}

TEST_P(QueueConformance, EraseCustomerRemovesAllOfHisItemsAndLeavesTheCounts) {
  QueueOptions options;
  options.keep_history = true;
  auto queue = Make(options);
  for (const char* id : {"a", "b", "c", "d"}) {
    v1::QueueItem item = MakeItem(id);
    item.set_customer_id(*id == 'd' ? "other" : "erased");
    if (*id == 'c') SetTimestamp(kNow + absl::Hours(5), item.mutable_not_before());
    queue->Push(item, kNow).IgnoreError();
  }
  const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
  EXPECT_EQ(*queue->EraseCustomer("erased", kNow), 3);
  EXPECT_EQ(queue->Acknowledge(lease.item().id(), lease.token(), kNow).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(queue->History("a", kNow).status().code(), absl::StatusCode::kNotFound);
  const auto statistics = *queue->Statistics(kNow);
  EXPECT_EQ(statistics.waiting(), 1);
  EXPECT_EQ(statistics.leased() + statistics.delayed(), 0);
  EXPECT_EQ(statistics.pushed_ever(), 4);
  EXPECT_EQ(statistics.erased_ever(), 3);
  EXPECT_EQ(NextId(*queue, MakeAgent("dana", 1), kNow), "d") << "the erased lease holds no capacity";
  EXPECT_EQ(queue->EraseCustomer("", kNow).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(QueueConformance, CapacityBoundsLeasesAtOnce) {
  auto queue = Make();
  for (const char* id : {"a", "b", "c"}) queue->Push(MakeItem(id), kNow).IgnoreError();
  const v1::Agent one = MakeAgent("dana", 0);
  const v1::Lease lease = Take(*queue, one, kNow);
  EXPECT_EQ(NextId(*queue, one, kNow), "RESOURCE_EXHAUSTED");
  EXPECT_TRUE(queue->Acknowledge(lease.item().id(), lease.token(), kNow).ok());
  EXPECT_EQ(NextId(*queue, one, kNow), "b");
  EXPECT_EQ(NextId(*queue, one, kNow + absl::Minutes(20)), "b") << "an ended lease holds no capacity";
  const auto batch = queue->LeaseBatch(MakeAgent("noa", 2), kNow, absl::Minutes(5), 9);
  ASSERT_TRUE(batch.ok());
  EXPECT_EQ(batch->size(), 1u);
}

TEST_P(QueueConformance, HandOverGivesTheLeaseToSomebodyWhoMayTakeIt) {
  auto queue = Make();
  v1::QueueItem item = MakeItem("a");
  item.set_authority_level(2);
  queue->Push(item, kNow).IgnoreError();
  v1::Agent senior = MakeAgent("senior", 1);
  senior.set_authority_level(2);
  v1::Agent head = MakeAgent("head", 1);
  head.set_authority_level(3);
  const v1::Lease lease = Take(*queue, senior, kNow);
  EXPECT_EQ(queue->HandOver("a", lease.token(), MakeAgent("junior"), kNow, absl::Minutes(5)).status().code(),
            kLate);
  EXPECT_EQ(queue->HandOver("a", lease.token() + 1, head, kNow, absl::Minutes(5)).status().code(), kLate);
  const auto handed = queue->HandOver("a", lease.token(), head, kNow, absl::Minutes(5));
  ASSERT_TRUE(handed.ok()) << handed.status();
  EXPECT_EQ(handed->agent(), "head");
  EXPECT_GT(handed->token(), lease.token());
  EXPECT_EQ(queue->Acknowledge("a", lease.token(), kNow).code(), kLate);
  EXPECT_EQ(NextId(*queue, head, kNow), "RESOURCE_EXHAUSTED");
  EXPECT_EQ(NextId(*queue, senior, kNow), "-") << "room again";
  EXPECT_EQ(queue->Leases("head", kNow)->size(), 1u);
  EXPECT_TRUE(queue->Acknowledge("a", handed->token(), kNow).ok());
}

TEST_P(QueueConformance, AnItemIsKeptForItsOwnerForAWhile) {
  auto queue = Make();
  v1::QueueItem owned = MakeItem("owned", absl::Hours(9));
  owned.set_owner("noa");
  queue->Push(owned, kNow).IgnoreError();
  queue->Push(MakeItem("later", absl::Hours(20)), kNow).IgnoreError();
  EXPECT_EQ(NextId(*queue, MakeAgent("dana", 1), kNow), "later");
  const v1::Lease lease = Take(*queue, MakeAgent("noa"), kNow);
  EXPECT_EQ(lease.item().id(), "owned");
  EXPECT_EQ(lease.reason(), "owner");
  EXPECT_TRUE(queue->Release("owned", lease.token(), kNow).ok());
  EXPECT_EQ(NextId(*queue, MakeAgent("uri"), kNow + absl::Hours(4) - absl::Seconds(1)), "later") << "kept";
  EXPECT_EQ(NextId(*queue, MakeAgent("eli"), kNow + absl::Hours(4)), "owned") << "free for all";

  v1::QueueItem head = MakeHeadItem("head");
  head.set_owner("noa");
  queue->Push(head, kNow).IgnoreError();
  EXPECT_EQ(NextId(*queue, MakeAgent("ada"), kNow), "head") << "the head lane waits for nobody";
}

TEST_P(QueueConformance, UnservableNamesWhatNobodyOnTheRosterMayTake) {
  auto queue = Make();
  v1::QueueItem legal = MakeItem("legal"), hebrew = MakeItem("hebrew");
  legal.set_team("legal");
  hebrew.set_language("he");
  for (const auto& item : {hebrew, legal, MakeItem("any")}) queue->Push(item, kNow).IgnoreError();
  v1::Agent dana = MakeAgent("dana"), lawyer = MakeAgent("lawyer");
  dana.add_languages("en");
  lawyer.add_teams("legal");
  lawyer.add_languages("ro");
  const auto ids = [&](std::vector<v1::Agent> roster) {
    std::vector<std::string> found;
    const auto items = *queue->Unservable(roster, kNow);
    for (const auto& item : items) found.push_back(item.id());
    return found;
  };
  EXPECT_THAT(ids({}), ElementsAre("any", "hebrew", "legal"));
  EXPECT_THAT(ids({dana}), ElementsAre("hebrew", "legal"));
  EXPECT_THAT(ids({dana, lawyer}), ElementsAre("hebrew"));
}

TEST_P(QueueConformance, EstimateOfWaitFromDepthAndServiceRate) {
  auto queue = Make();
  for (int i = 0; i < 20; ++i) queue->Push(MakeItem(absl::StrFormat("i%02d", i)), kNow).IgnoreError();
  EXPECT_EQ(queue->EstimateWait(MakeItem("i05"), kNow)->ahead(), 5);
  EXPECT_FALSE(queue->EstimateWait(MakeItem("i05"), kNow)->has_wait_seconds()) << "nothing was served yet";
  for (int i = 0; i < 10; ++i) {
    const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
    EXPECT_TRUE(queue->Acknowledge(lease.item().id(), lease.token(), kNow).ok());
  }
  const auto estimate = *queue->EstimateWait(MakeItem("new"), kNow + absl::Minutes(30));
  EXPECT_EQ(estimate.ahead(), 10);
  EXPECT_EQ(estimate.served_last_hour(), 10);
  EXPECT_EQ(estimate.wait_seconds(), 11 * 360);
  EXPECT_EQ(queue->EstimateWait(MakeHeadItem("new"), kNow)->ahead(), 0);
  EXPECT_EQ(queue->EstimateWait(MakeItem("new"), kNow + absl::Hours(2))->served_last_hour(), 0);
}

TEST_P(QueueConformance, HistoryTellsWhatHappened) {
  QueueOptions options;
  options.keep_history = true;
  auto queue = Make(options);
  queue->Push(MakeItem("a"), kNow).IgnoreError();
  Take(*queue, MakeAgent(), kNow, absl::Minutes(5));
  const v1::Lease lease = Take(*queue, MakeAgent("noa"), kNow + absl::Minutes(6));
  EXPECT_TRUE(queue->Acknowledge("a", lease.token(), kNow + absl::Minutes(7)).ok());
  std::vector<int> kinds;
  const auto events = *queue->History("a", kNow);
  for (const auto& event : events) kinds.push_back(event.kind());
  EXPECT_THAT(kinds, ElementsAre(v1::QueueEvent::PUSHED, v1::QueueEvent::LEASED, v1::QueueEvent::EXPIRED,
                                 v1::QueueEvent::LEASED, v1::QueueEvent::ACKNOWLEDGED));
  EXPECT_EQ(events.back().agent(), "noa");
  EXPECT_EQ(events.back().token(), lease.token());
  EXPECT_EQ(Make()->History("a", kNow).status().code(), kLate) << "not kept";
}

TEST_P(QueueConformance, RefusesWhatMakesNoSense) {
  auto queue = Make();
  const auto refused = [](const absl::Status& status, const char* why) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(why));
  };
  refused(queue->Push(v1::QueueItem(), kNow).status(), "no id");
  refused(queue->Push(MakeItem(std::string(257, 'x')), kNow).status(), "longer than 256");
  v1::QueueItem hostile = MakeItem("a");
  hostile.set_hostility(101);
  refused(queue->PushBatch({MakeItem("b"), hostile}, kNow).status(), "hostility");
  EXPECT_EQ(queue->Statistics(kNow)->waiting(), 0) << "all or none";
  refused(queue->Push(MakeItem("a"), absl::InfiniteFuture()).status(), "`now`");
  refused(queue->Lease(v1::Agent(), kNow, absl::Minutes(1)).status(), "no id");
  refused(queue->Lease(MakeAgent(), kNow, absl::ZeroDuration()).status(), "length");
  refused(queue->Lease(MakeAgent(), kNow, absl::InfiniteDuration()).status(), "length");
  refused(queue->LeaseBatch(MakeAgent(), kNow, absl::Minutes(1), 0).status(), "at least one");
  refused(queue->Peek(-1, kNow).status(), "negative");
}

TEST_P(QueueConformance, Trust103TimesAtTheEndsOfTheCalendar) {
  auto queue = Make();
  v1::QueueItem first = MakeItem("first"), last = MakeItem("last"), none;
  first.mutable_serve_by()->set_seconds(std::numeric_limits<int64_t>::min());
  first.mutable_arrived_at()->set_seconds(std::numeric_limits<int64_t>::max());
  last.mutable_serve_by()->set_seconds(std::numeric_limits<int64_t>::max());
  last.set_owner("noa");
  none.set_id("none");
  for (const auto& item : {last, none, first}) EXPECT_TRUE(*queue->Push(item, kNow));
  EXPECT_EQ(NextId(*queue, MakeAgent(), kNow), "first");
  const v1::Lease lease = Take(*queue, MakeAgent(), kNow);
  EXPECT_EQ(lease.item().id(), "none");
  EXPECT_EQ(ToTime(lease.item().serve_by()), kNow) << "due since it was pushed";
  EXPECT_EQ(NextId(*queue, MakeAgent("noa"), kNow), "last");
}

TEST_P(QueueConformance, LeaseGivesBackTheWholeItem) {
  auto queue = Make();
  v1::QueueItem item = MakeItem("a");
  item.set_team("t");
  item.add_skills("s");
  item.set_decision(std::string("\0\xff bytes", 8));
  queue->Push(item, kNow).IgnoreError();
  v1::Agent agent = MakeAgent();
  agent.add_teams("t");
  agent.add_skills("s");
  const v1::Lease lease = Take(*queue, agent, kNow, absl::Minutes(7));
  EXPECT_EQ(lease.item().SerializeAsString(), item.SerializeAsString());
  EXPECT_EQ(lease.agent(), "dana");
  EXPECT_EQ(lease.delivery(), 1);
  EXPECT_EQ(lease.reason(), "next");
  EXPECT_EQ(ToTime(lease.leased_at()), kNow);
  EXPECT_EQ(ToTime(lease.expires_at()), kNow + absl::Minutes(7));
}

}  // namespace
}  // namespace triage
