// What the queue in memory tells: see the third group of include/triage/queue.h.
#include <algorithm>
#include <limits>
#include <utility>

#include "src/base/timestamp.h"
#include "src/queue/arguments.h"
#include "src/queue/memory/memory_queue.h"

namespace triage::queue {

std::vector<v1::QueueItem> MemoryQueue::Unpack(const std::vector<Slot>& slots) const {
  std::vector<v1::QueueItem> items(slots.size());
  for (size_t i = 0; i < slots.size(); ++i) items_.Unpack(slots[i], &items[i]);
  return items;
}

absl::StatusOr<std::vector<v1::QueueItem>> MemoryQueue::Peek(int n, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  if (n < 0) return absl::InvalidArgumentError("the number of items is negative");
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const size_t wanted = static_cast<size_t>(n);
  const std::vector<Slot> head = waiting_.InOrder(true, wanted);
  const std::vector<Slot> ordinary = waiting_.InOrder(false, wanted);
  std::vector<Slot> served;
  int run = 0;
  for (size_t h = 0, o = 0; served.size() < wanted && (h < head.size() || o < ordinary.size());) {
    const bool is_head = h < head.size() && (o == ordinary.size() || run < head_run_);
    run = is_head ? std::min(run + 1, head_run_) : 0;
    served.push_back(is_head ? head[h++] : ordinary[o++]);
  }
  return Unpack(served);
}

absl::StatusOr<std::vector<v1::Lease>> MemoryQueue::Leases(std::string_view agent_id, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  std::vector<v1::Lease> leases;
  for (const HeapEntry& entry : timers_.entries()) {
    const StoredItem& item = items_[entry.slot];
    if (item.state != ItemState::kLeased) continue;
    if (agent_id.empty() || names_.Name(item.agent) == agent_id) leases.push_back(MakeLease(entry.slot));
  }
  std::sort(leases.begin(), leases.end(),
            [](const v1::Lease& a, const v1::Lease& b) { return a.token() < b.token(); });
  return leases;
}

absl::StatusOr<std::vector<v1::QueueItem>> MemoryQueue::Unservable(absl::Span<const v1::Agent> roster,
                                                                   absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  std::vector<Profile> profiles;
  for (const v1::Agent& agent : roster) profiles.push_back(MakeProfile(agent, names_));
  std::vector<HeapEntry> found;
  waiting_.ForEachBucket([&](const Bucket& bucket) {
    const auto may_take = [&](const Profile& profile) { return MayTake(profile, bucket.needs); };
    if (std::any_of(profiles.begin(), profiles.end(), may_take)) return;
    for (const ItemHeap* heap : {&bucket.head, &bucket.ordinary}) {
      found.insert(found.end(), heap->entries().begin(), heap->entries().end());
    }
  });
  const ItemHeap order(IdsInOrder{&items_});
  std::sort(found.begin(), found.end(),
            [&](const HeapEntry& a, const HeapEntry& b) { return order.Before(a, b); });
  std::vector<Slot> slots;
  for (const HeapEntry& entry : found) slots.push_back(entry.slot);
  return Unpack(slots);
}

absl::StatusOr<v1::WaitEstimate> MemoryQueue::EstimateWait(const v1::QueueItem& item, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  if (absl::Status status = CheckItem(item); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const Micros arrival = item.has_arrived_at() ? ToMicros(ToTime(item.arrived_at())) : ToMicros(now);
  const Micros serve_by = item.has_serve_by() ? ToMicros(ToTime(item.serve_by())) : arrival;
  const OrderKey key = MakeOrderKey(item.head_of_queue(), serve_by, arrival, item.id());
  // 0, that of the empty name, where no item of the queue ever named this team: then nothing is counted.
  const NameId team = item.team().empty() ? 0 : names_.Find(item.team()).value_or(0);
  v1::WaitEstimate estimate;
  if (team == 0 && !item.team().empty()) return estimate;
  int64_t ahead = 0;
  const ItemStore* items = &items_;
  waiting_.ForEachBucket([&](const Bucket& bucket) {
    if (bucket.needs.team != team) return;
    for (const ItemHeap* heap : {&bucket.head, &bucket.ordinary}) {
      for (const HeapEntry& entry : heap->entries()) {
        const OrderKey other = {entry.first, entry.second, entry.third};
        ahead += ComesBefore(other, (*items)[entry.slot].id(), key, item.id()) ? 1 : 0;
      }
    }
  });
  estimate.set_ahead(ahead);
  estimate.set_served_last_hour(served_.LastHour(team, ToMicros(now)));
  if (estimate.served_last_hour() > 0) {
    estimate.set_wait_seconds((ahead + 1) * 3600 / estimate.served_last_hour());
  }
  return estimate;
}

absl::StatusOr<std::vector<v1::QueueEvent>> MemoryQueue::History(std::string_view id, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  if (!keep_history_) return absl::FailedPreconditionError("the queue was made without keep_history");
  const std::optional<Slot> slot = items_.Find(id);
  if (!slot.has_value()) return UnknownItem(id);
  std::vector<v1::QueueEvent> events;
  for (const Event& event : history_[*slot]) {
    v1::QueueEvent& out = events.emplace_back();
    out.set_kind(event.kind);
    SetTimestamp(FromMicros(event.at), out.mutable_at());
    out.set_agent(std::string(names_.Name(event.agent)));
    out.set_token(event.token);
  }
  return events;
}

absl::StatusOr<v1::QueueStatistics> MemoryQueue::Statistics(absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  v1::QueueStatistics statistics = counts_;
  Micros oldest = std::numeric_limits<Micros>::max();
  int64_t overdue = 0;
  for (Slot slot = 0; slot < items_.slots(); ++slot) {
    const StoredItem& item = items_[slot];
    if (item.state != ItemState::kWaiting && item.state != ItemState::kDelayed) continue;
    oldest = std::min(oldest, item.arrival);
    if (item.state == ItemState::kWaiting && item.serve_by < ToMicros(now)) ++overdue;
  }
  statistics.set_overdue(overdue);
  if (statistics.waiting() + statistics.delayed() > 0) {
    SetTimestamp(FromMicros(oldest), statistics.mutable_oldest_arrival());
  }
  return statistics;
}

}  // namespace triage::queue
