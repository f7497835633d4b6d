// The queue in memory: the engine that the others are compared with.
//
//   auto queue = std::make_unique<triage::queue::MemoryQueue>(triage::QueueOptions{});
//   queue->Push(item, now);                       // true
//   queue->Acknowledge(item.id(), 1, now);        // FailedPrecondition: it is not leased
//
// States of an item, and what moves it:
//
//   Push -> waiting <-> delayed          not_before; Reprioritise, Release
//           waiting  -> leased           Lease
//           leased   -> waiting/delayed  Release, or the end of the lease
//           leased   -> done             Acknowledge
//           waiting, delayed -> done     Withdraw
//           done     -> forgotten        remember_done later
//
// Whatever happens by time hangs in one heap of timers; every call first runs those that are due at its
// `now`.
//
// Invariants, while the lock is free:
//   1. An item is in a bucket's heap if and only if it waits.
//   2. An item has a timer if and only if it is delayed, leased, or kept for its owner.
//   3. The token of every lease is larger than that of all leases before it.
//   4. leases of an agent = items leased to him.
//
// Thread-safe: one lock for all; messages are parsed and serialised outside of it where that is possible.
#ifndef TRIAGE_SRC_QUEUE_MEMORY_MEMORY_QUEUE_H_
#define TRIAGE_SRC_QUEUE_MEMORY_MEMORY_QUEUE_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "src/queue/memory/item_store.h"
#include "src/queue/memory/mutex.h"
#include "src/queue/memory/service_rate.h"
#include "src/queue/memory/slot_heap.h"
#include "src/queue/memory/waiting.h"
#include "src/queue/requirement.h"
#include "triage/queue.h"

namespace triage::queue {

class MemoryQueue final : public Queue {
 public:
  explicit MemoryQueue(const QueueOptions& options);

  absl::StatusOr<bool> Push(const v1::QueueItem& item, absl::Time now) override;
  absl::StatusOr<int64_t> PushBatch(absl::Span<const v1::QueueItem> items, absl::Time now) override;
  absl::Status Reprioritise(std::string_view id, const QueueChange& change, absl::Time now) override;
  absl::Status Withdraw(std::string_view id, absl::Time now) override;
  absl::StatusOr<int64_t> EraseCustomer(std::string_view customer_id, absl::Time now) override;

  absl::StatusOr<std::optional<v1::Lease>> Lease(const v1::Agent& agent, absl::Time now,
                                                 absl::Duration length) override;
  absl::StatusOr<std::vector<v1::Lease>> LeaseBatch(const v1::Agent& agent, absl::Time now,
                                                    absl::Duration length, int max) override;
  absl::StatusOr<absl::Time> Extend(std::string_view id, uint64_t token, absl::Time now,
                                    absl::Duration length) override;
  absl::Status Acknowledge(std::string_view id, uint64_t token, absl::Time now) override;
  absl::Status Release(std::string_view id, uint64_t token, absl::Time now, absl::Time not_before) override;
  absl::StatusOr<v1::Lease> HandOver(std::string_view id, uint64_t token, const v1::Agent& to, absl::Time now,
                                     absl::Duration length) override;

  absl::StatusOr<std::vector<v1::QueueItem>> Peek(int n, absl::Time now) override;
  absl::StatusOr<std::vector<v1::Lease>> Leases(std::string_view agent_id, absl::Time now) override;
  absl::StatusOr<std::vector<v1::QueueItem>> Unservable(absl::Span<const v1::Agent> roster,
                                                        absl::Time now) override;
  absl::StatusOr<v1::WaitEstimate> EstimateWait(const v1::QueueItem& item, absl::Time now) override;
  absl::StatusOr<std::vector<v1::QueueEvent>> History(std::string_view id, absl::Time now) override;
  absl::StatusOr<v1::QueueStatistics> Statistics(absl::Time now) override;

 private:
  // The clock of one call, in microseconds.
  using Micros = uint64_t;

  struct AgentState {
    int leases = 0;
    int head_run = 0;  // head items in a row; see order.h
  };
  struct Event {
    v1::QueueEvent::Kind kind;
    Micros at;
    NameId agent;
    uint64_t token;
  };
  struct NoTies {
    bool operator()(Slot, Slot) const { return false; }
  };

  // Runs what is due: ended leases, delays and waits for owners; forgets what was done long ago.
  void Advance(Micros now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  // Into a bucket or to the timers, by not_before and owner.
  void Enqueue(Slot slot, Micros now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  // Out of its bucket and the timers.
  void Dequeue(Slot slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  void SetTimer(Slot slot, Micros at) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  void ClearTimer(Slot slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);

  bool PushPacked(const v1::QueueItem& item, std::string bytes, Micros now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  std::optional<v1::Lease> LeaseNext(const Profile& agent, NameId id, Micros now, Micros end)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  // How many more leases the agent may hold, at least 1; else ResourceExhausted.
  absl::StatusOr<int> Room(const v1::Agent& agent, NameId id) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  // The slot of the live lease `token` of `id`.
  absl::StatusOr<Slot> LiveLease(std::string_view id, uint64_t token) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  // A leased item becomes one that nobody holds, and is in no bucket yet.
  void EndLease(Slot slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  // A waiting, delayed or just returned item is finished.
  void Finish(Slot slot, Micros now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  void ForgetAgentIfIdle(NameId id) ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);

  void Record(Slot slot, v1::QueueEvent::Kind kind, Micros at, NameId agent = 0, uint64_t token = 0)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  v1::Lease MakeLease(Slot slot) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);
  std::vector<v1::QueueItem> Unpack(const std::vector<Slot>& slots) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(lock_);

  const int head_run_;
  const Micros owner_wait_;
  const Micros remember_done_;
  const bool keep_history_;

  Mutex lock_;
  Names names_ ABSL_GUARDED_BY(lock_);
  ItemStore items_ ABSL_GUARDED_BY(lock_);
  Waiting waiting_ ABSL_GUARDED_BY(lock_);
  SlotHeap<NoTies> timers_ ABSL_GUARDED_BY(lock_);
  std::vector<uint32_t> timer_places_ ABSL_GUARDED_BY(lock_);
  std::deque<std::pair<Micros, Slot>> done_ ABSL_GUARDED_BY(lock_);  // oldest first
  absl::flat_hash_map<NameId, AgentState> agents_ ABSL_GUARDED_BY(lock_);
  absl::flat_hash_map<Slot, std::vector<Event>> history_ ABSL_GUARDED_BY(lock_);
  ServiceRate served_ ABSL_GUARDED_BY(lock_);
  uint64_t last_token_ ABSL_GUARDED_BY(lock_) = 0;
  v1::QueueStatistics counts_ ABSL_GUARDED_BY(lock_);  // the counts that need no look at the items
};

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_MEMORY_MEMORY_QUEUE_H_
