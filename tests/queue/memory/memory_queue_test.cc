#include "src/queue/memory/memory_queue.h"

#include "tests/queue/conformance.h"

namespace triage {
namespace {

INSTANTIATE_TEST_SUITE_P(Memory, QueueConformance, testing::Values(QueueEngine{"memory", NewMemoryQueue}),
                         EngineName);

TEST(MemoryQueue, TheHeadersExampleHolds) {
  v1::Decision decision;
  decision.set_id("d-1");
  decision.mutable_route()->set_team("delivery");
  const auto queue = NewMemoryQueue();
  EXPECT_TRUE(*queue->Push(ToQueueItem(decision, v1::Complaint()), kNow));
  v1::Agent dana;
  dana.set_id("dana");
  dana.add_teams("delivery");
  const auto lease = queue->Lease(dana, kNow, absl::Minutes(20));
  ASSERT_TRUE(lease.ok() && lease->has_value());
  const std::string& id = (*lease)->item().id();
  const absl::Status refused = queue->Acknowledge(id, (*lease)->token() + 1, kNow);
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(refused.message(), "item 'd-1' is leased under another token");
  EXPECT_TRUE(queue->Acknowledge(id, (*lease)->token(), kNow).ok());
}

TEST(MemoryQueue, TakesOptionsOutOfRangeAsTheNearest) {
  QueueOptions options;
  options.head_run = -3;
  options.owner_wait = -absl::Hours(1);
  options.remember_done = absl::InfiniteDuration();
  auto queue = NewMemoryQueue(options);
  v1::QueueItem owned = MakeItem("owned");
  owned.set_owner("noa");
  for (const auto& item : {MakeHeadItem("h1"), MakeHeadItem("h2"), owned})
    EXPECT_TRUE(*queue->Push(item, kNow));
  std::string order;
  for (int i = 0; i < 3; ++i) {
    const auto lease = **queue->Lease(MakeAgent(), kNow, absl::Minutes(1));
    order += lease.item().id() + " ";
    EXPECT_TRUE(queue->Acknowledge(lease.item().id(), lease.token(), kNow).ok());
  }
  EXPECT_EQ(order, "h1 owned h2 ");
  EXPECT_FALSE(*queue->Push(MakeItem("h1"), kNow + absl::Hours(24 * 365 * 1000))) << "remembered";
}

}  // namespace
}  // namespace triage
