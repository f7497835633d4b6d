#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/queue/conformance.h"
#include "tests/queue/model.h"

namespace triage {
namespace {

class Dice {
 public:
  explicit Dice(uint32_t seed) : random_(seed) {}
  int Below(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }
  bool OneIn(int n) { return Below(n) == 0; }

 private:
  std::mt19937 random_;
};

v1::QueueItem RandomItem(Dice& dice, const std::string& id) {
  v1::QueueItem item = MakeItem(id, absl::Minutes(dice.Below(30)), absl::Minutes(dice.Below(20)));
  item.set_head_of_queue(dice.OneIn(4));
  if (dice.OneIn(2)) item.set_team(dice.OneIn(2) ? "red" : "blue");
  if (dice.OneIn(3)) item.add_skills("chat");
  if (dice.OneIn(4)) item.add_skills("legal");
  if (dice.OneIn(3)) item.set_language(dice.OneIn(2) ? "he" : "ro");
  item.set_authority_level(dice.Below(3));
  item.set_hostility(dice.OneIn(3) ? dice.Below(101) : 0);
  if (dice.OneIn(5)) item.set_owner(dice.OneIn(2) ? "agent0" : "agent1");
  if (dice.OneIn(6)) item.set_avoid_agent("agent1");
  if (dice.OneIn(6)) item.set_avoid_team("blue");
  if (dice.OneIn(6)) SetTimestamp(kNow + absl::Minutes(dice.Below(60)), item.mutable_not_before());
  return item;
}

std::vector<v1::Agent> Roster() {
  std::vector<v1::Agent> roster;
  for (int i = 0; i < 4; ++i) roster.push_back(MakeAgent(absl::StrFormat("agent%d", i), 3 + i));
  roster[0].add_teams("red");
  roster[0].add_skills("chat");
  roster[0].set_authority_level(2);
  roster[1].add_teams("blue");
  roster[1].add_teams("red");
  roster[1].add_languages("he");
  roster[1].set_authority_level(1);
  roster[1].set_hostility_budget(45);
  roster[2].add_teams("blue");
  roster[2].add_skills("chat");
  roster[2].add_skills("legal");
  roster[2].set_authority_level(9);
  return roster;
}

TEST_P(QueueConformance, EqualsTheObviousQueueOnRandomOperations) {
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    QueueOptions options;
    options.head_run = 1 + dice.Below(4);
    options.owner_wait = absl::Minutes(dice.Below(40));
    auto queue = Make(options);
    ModelQueue model(options);
    const std::vector<v1::Agent> roster = Roster();
    std::map<int64_t, uint64_t> tokens = {{0, 0}};  // of the model -> of the queue
    std::vector<std::pair<std::string, int64_t>> receipts;
    uint64_t last_token = 0;
    absl::Time now = kNow;
    int pushed = 0;
    for (int step = 0; step < 1500 && !HasFailure(); ++step) {
      now += dice.OneIn(50) ? -absl::Minutes(5) : absl::Seconds(dice.Below(40));
      // Mostly a receipt of late, which may still be live.
      std::pair<std::string, int64_t> receipt = {"none", 0};
      if (!receipts.empty()) {
        const int back = dice.Below(std::min<int>(8, static_cast<int>(receipts.size())));
        receipt = receipts[receipts.size() - 1 - static_cast<size_t>(back)];
      }
      const std::string any = absl::StrFormat("item%d", dice.Below(pushed + 2));
      switch (dice.Below(9)) {
        case 0:
        case 1:
        case 2: {
          const bool again = dice.OneIn(10);
          const v1::QueueItem item = RandomItem(dice, again ? any : absl::StrFormat("item%d", ++pushed));
          // What was absent from the pushed item is absent from the model's, which asks `not_before` of the
          // entry.
          v1::QueueItem plain = item;
          plain.clear_not_before();
          const bool known = !*queue->Push(plain, now);
          ASSERT_EQ(known, !model.Push(plain, now)) << "push " << item.id();
          if (!known && item.has_not_before()) {
            QueueChange pause;
            pause.not_before = ToTime(item.not_before());
            ASSERT_EQ(queue->Reprioritise(item.id(), pause, now).code(),
                      model.Reprioritise(item.id(), pause, now));
          }
          break;
        }
        case 3:
        case 4: {
          const v1::Agent& agent = roster[static_cast<size_t>(dice.Below(4))];
          const absl::Duration length = absl::Minutes(1 + dice.Below(20));
          bool exhausted = false;
          const ModelQueue::Entry* expected = model.Lease(agent, now, length, &exhausted);
          const auto lease = queue->Lease(agent, now, length);
          if (exhausted) {
            ASSERT_EQ(lease.status().code(), absl::StatusCode::kResourceExhausted);
          } else if (expected == nullptr) {
            ASSERT_TRUE(lease.ok() && !lease->has_value()) << "step " << step;
          } else {
            ASSERT_TRUE(lease.ok() && lease->has_value()) << "step " << step;
            ASSERT_EQ((*lease)->item().id(), expected->item.id()) << "step " << step;
            ASSERT_EQ((*lease)->delivery(), expected->delivery);
            ASSERT_GT((*lease)->token(), last_token);
            last_token = (*lease)->token();
            tokens[expected->token] = last_token;
            receipts.emplace_back(expected->item.id(), expected->token);
          }
          break;
        }
        case 5:
          ASSERT_EQ(queue->Acknowledge(receipt.first, tokens[receipt.second], now).code(),
                    model.Acknowledge(receipt.first, receipt.second, now));
          break;
        case 6: {
          const absl::Time not_before =
              dice.OneIn(2) ? absl::InfinitePast() : now + absl::Minutes(dice.Below(9));
          ASSERT_EQ(queue->Release(receipt.first, tokens[receipt.second], now, not_before).code(),
                    model.Release(receipt.first, receipt.second, now, not_before));
          break;
        }
        case 7: {
          const absl::Duration length = absl::Minutes(1 + dice.Below(30));
          ASSERT_EQ(queue->Extend(receipt.first, tokens[receipt.second], now, length).status().code(),
                    model.Extend(receipt.first, receipt.second, now, length));
          break;
        }
        default: {
          if (dice.OneIn(4)) {
            ASSERT_EQ(queue->Withdraw(any, now).code(), model.Withdraw(any, now));
            break;
          }
          QueueChange change;
          if (dice.OneIn(2)) change.head_of_queue = dice.OneIn(2);
          if (dice.OneIn(2)) change.serve_by = now + absl::Minutes(dice.Below(30));
          if (dice.OneIn(4)) change.not_before = now + absl::Minutes(dice.Below(30));
          ASSERT_EQ(queue->Reprioritise(any, change, now).code(), model.Reprioritise(any, change, now));
        }
      }
      const auto statistics = *queue->Statistics(now);
      ASSERT_EQ(statistics.waiting() + statistics.delayed(), model.In(ModelQueue::State::kHere))
          << "step " << step;
      ASSERT_EQ(statistics.leased(), model.In(ModelQueue::State::kLeased)) << "step " << step;
      ASSERT_EQ(statistics.done(), model.In(ModelQueue::State::kDone)) << "step " << step;
    }
    EXPECT_GT(receipts.size(), 100u) << "too little happened";
  }
}

TEST_P(QueueConformance, PeekAndLeaseGiveTheSortedOrder) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    Dice dice(seed);
    auto queue = Make();
    std::vector<ModelQueue::Entry> sorted;
    for (int i = 0; i < 300; ++i) {
      ModelQueue::Entry entry;
      entry.item = MakeItem(absl::StrFormat("%d", dice.Below(1'000'000) * 1000 + i),
                            absl::Minutes(dice.Below(5)), absl::Minutes(dice.Below(5)));
      EXPECT_TRUE(*queue->Push(entry.item, kNow));
      sorted.push_back(entry);
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return ModelQueue::Key(a) < ModelQueue::Key(b); });
    const auto peeked = *queue->Peek(1000, kNow);
    ASSERT_EQ(peeked.size(), sorted.size());
    for (size_t i = 0; i < sorted.size(); ++i) {
      ASSERT_EQ(peeked[i].id(), sorted[i].item.id());
      ASSERT_EQ(NextId(*queue, MakeAgent(), kNow), sorted[i].item.id());
    }
  }
}

TEST_P(QueueConformance, NothingIsOvertakenByWhatArrivesLaterThanTheLargestDifferenceOfPatience) {
  const int shortest = 10, longest = 90;  // minutes
  for (uint32_t seed = 1; seed <= 5; ++seed) {
    Dice dice(seed);
    auto queue = Make();
    std::vector<absl::Time> served;  // arrivals, in the order of service
    absl::Time now = kNow;
    for (int minute = 0; minute < 600; ++minute, now += absl::Minutes(1)) {
      for (int i = dice.Below(4); i > 0; --i) {
        const int patience = shortest + dice.Below(longest - shortest + 1);
        const auto id = absl::StrFormat("%d-%d", minute, i);
        EXPECT_TRUE(*queue->Push(MakeItem(id, absl::Minutes(patience), now - kNow), now));
      }
      const auto lease = *queue->Lease(MakeAgent(), now, absl::Hours(100));
      if (lease.has_value()) served.push_back(ToTime(lease->item().arrived_at()));
    }
    ASSERT_GT(served.size(), 500u);
    absl::Time latest = absl::InfinitePast();
    for (const absl::Time arrival : served) {
      ASSERT_LE(latest - arrival, absl::Minutes(longest - shortest));
      latest = std::max(latest, arrival);
    }
  }
}

TEST_P(QueueConformance, AnOrdinaryItemIsServedDuringAnEndlessFloodOfHeadItems) {
  QueueOptions options;
  options.head_run = 3;
  auto queue = Make(options);
  const int before = 7;
  for (int i = 0; i <= before; ++i) queue->Push(MakeItem(absl::StrFormat("o%d", i)), kNow).IgnoreError();
  int leases = 0;
  for (std::string id; id != "o7"; ++leases) {
    ASSERT_LT(leases, (before + 1) * (options.head_run + 1)) << "the bound of order.h";
    for (int i = 0; i < 2; ++i)
      queue->Push(MakeHeadItem(absl::StrFormat("h%d-%d", leases, i)), kNow).IgnoreError();
    id = NextId(*queue, MakeAgent(), kNow);
  }
  EXPECT_EQ(leases, (before + 1) * (options.head_run + 1)) << "the bound is reached";
}

TEST_P(QueueConformance, Trust102EqualPatienceIsFirstInFirstOut) {
  auto queue = Make();
  const int n = 100'000;
  std::vector<v1::QueueItem> batch;
  for (int i = 0; i < n; ++i) {
    // Ids that do not rise, arrivals that do.
    batch.push_back(MakeItem(absl::StrFormat("%08x", static_cast<uint32_t>(i) * 2654435761u), absl::Hours(1),
                             absl::Microseconds(i)));
  }
  EXPECT_EQ(*queue->PushBatch(batch, kNow), n);
  for (int i = 0; i < n; i += 1000) {
    const auto leases = *queue->LeaseBatch(MakeAgent(), kNow, absl::Hours(1), 1000);
    ASSERT_EQ(leases.size(), 1000u);
    for (size_t j = 0; j < leases.size(); ++j) {
      ASSERT_EQ(leases[j].item().id(), batch[static_cast<size_t>(i) + j].id());
    }
  }
}

TEST_P(QueueConformance, ManyThreadsAcknowledgeEachItemOnce) {
  auto queue = Make();
  const int producers = 2, workers = 4, each = 2000;
  std::atomic<int> acknowledged{0};
  std::mutex lock;
  std::map<std::string, int> times;
  std::vector<uint64_t> tokens;
  std::vector<std::thread> threads;
  for (int p = 0; p < producers; ++p) {
    threads.emplace_back([&, p] {
      // Every item is pushed by both producers in turn: only one counts.
      for (int i = 0; i < each; ++i)
        queue->Push(MakeItem(absl::StrFormat("i%d", (i + p * 7) % each)), kNow).IgnoreError();
    });
  }
  for (int w = 0; w < workers; ++w) {
    threads.emplace_back([&, w] {
      const v1::Agent agent = MakeAgent(absl::StrFormat("w%d", w), 1);
      for (int turn = 0; acknowledged.load() < each; ++turn) {
        const auto lease = queue->Lease(agent, kNow, absl::Minutes(1));
        ASSERT_TRUE(lease.ok()) << lease.status();
        if (!lease->has_value()) {
          std::this_thread::yield();
          continue;
        }
        const std::string& id = (*lease)->item().id();
        if (turn % 7 == 0) {
          ASSERT_TRUE(queue->Release(id, (*lease)->token(), kNow).ok());
        } else {
          ASSERT_TRUE(queue->Acknowledge(id, (*lease)->token(), kNow).ok());
          ++acknowledged;
        }
        const std::lock_guard<std::mutex> hold(lock);
        if (turn % 7 != 0) ++times[id];
        tokens.push_back((*lease)->token());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(times.size(), static_cast<size_t>(each));
  for (const auto& [id, n] : times) EXPECT_EQ(n, 1) << id;
  std::sort(tokens.begin(), tokens.end());
  EXPECT_EQ(std::adjacent_find(tokens.begin(), tokens.end()), tokens.end()) << "no token twice";
  EXPECT_EQ(queue->Statistics(kNow)->done(), each);
}

}  // namespace
}  // namespace triage
