// The moves of an item between states, which the operations in memory_queue.cc are made of.
#include <algorithm>
#include <utility>

#include "src/base/timestamp.h"
#include "src/queue/memory/memory_queue.h"

namespace triage::queue {

void MemoryQueue::Advance(Micros now) {
  while (!timers_.empty() && timers_.Top().first <= now) {
    const Slot slot = timers_.Top().slot;
    StoredItem& item = items_[slot];
    if (item.state == ItemState::kLeased) {
      Record(slot, v1::QueueEvent::EXPIRED, now, item.agent, item.token);
      counts_.set_expired_ever(counts_.expired_ever() + 1);
      EndLease(slot);
    } else {
      Dequeue(slot);
      // Final, also for calls with an earlier `now`.
      if (item.not_before <= now) item.not_before = 0;
    }
    Enqueue(slot, now);
  }
  while (!done_.empty() && done_.front().first + remember_done_ <= now) {
    const Slot slot = done_.front().second;
    done_.pop_front();
    history_.erase(slot);
    items_.Remove(slot);
    counts_.set_done(counts_.done() - 1);
  }
}

void MemoryQueue::Enqueue(Slot slot, Micros now) {
  StoredItem& item = items_[slot];
  if (item.not_before > now) {
    item.state = ItemState::kDelayed;
    SetTimer(slot, item.not_before);
    counts_.set_delayed(counts_.delayed() + 1);
    return;
  }
  item.not_before = 0;
  item.state = ItemState::kWaiting;
  // Times are below 2^58: the sum cannot overflow.
  const Micros free_at = std::min(item.serve_by, item.arrival + owner_wait_);
  const bool kept = item.owner != 0 && !item.head && now < free_at;
  item.waits_in = waiting_.Insert(slot, item.needs, kept ? item.owner : 0);
  if (kept) SetTimer(slot, free_at);
  counts_.set_waiting(counts_.waiting() + 1);
  if (item.head) counts_.set_head_waiting(counts_.head_waiting() + 1);
}

void MemoryQueue::Dequeue(Slot slot) {
  StoredItem& item = items_[slot];
  ClearTimer(slot);
  if (item.state == ItemState::kDelayed) {
    counts_.set_delayed(counts_.delayed() - 1);
    return;
  }
  waiting_.Remove(slot, item.waits_in);
  item.waits_in = nullptr;
  counts_.set_waiting(counts_.waiting() - 1);
  if (item.head) counts_.set_head_waiting(counts_.head_waiting() - 1);
}

void MemoryQueue::SetTimer(Slot slot, Micros at) {
  ClearTimer(slot);
  if (timer_places_.size() < items_.slots()) {
    timer_places_.resize(std::max(items_.slots(), timer_places_.size() * 2));
  }
  items_[slot].timer = at;
  timers_.Push({at, 0, slot, slot}, timer_places_);
}

void MemoryQueue::ClearTimer(Slot slot) {
  if (items_[slot].timer == StoredItem::kNoTimer) return;
  items_[slot].timer = StoredItem::kNoTimer;
  timers_.Remove(slot, timer_places_);
}

void MemoryQueue::EndLease(Slot slot) {
  ClearTimer(slot);
  const NameId agent = items_[slot].agent;
  --agents_[agent].leases;
  ForgetAgentIfIdle(agent);
  counts_.set_leased(counts_.leased() - 1);
}

void MemoryQueue::ForgetAgentIfIdle(NameId id) {
  const auto it = agents_.find(id);
  if (it != agents_.end() && it->second.leases == 0 && it->second.head_run == 0) agents_.erase(it);
}

void MemoryQueue::Finish(Slot slot, Micros now) {
  StoredItem& item = items_[slot];
  waiting_.Release(item.needs);
  item.needs = nullptr;
  item.state = ItemState::kDone;
  items_.KeepOnlyId(slot);
  done_.emplace_back(now, slot);
  counts_.set_done(counts_.done() + 1);
}

void MemoryQueue::Record(Slot slot, v1::QueueEvent::Kind kind, Micros at, NameId agent, uint64_t token) {
  if (keep_history_) history_[slot].push_back({kind, at, agent, token});
}

v1::Lease MemoryQueue::MakeLease(Slot slot) const {
  const StoredItem& item = items_[slot];
  v1::Lease lease;
  items_.Unpack(slot, lease.mutable_item());
  lease.set_token(item.token);
  lease.set_agent(std::string(names_.Name(item.agent)));
  SetTimestamp(FromMicros(item.leased_at), lease.mutable_leased_at());
  SetTimestamp(FromMicros(item.timer), lease.mutable_expires_at());
  lease.set_delivery(item.delivery);
  lease.set_reason(item.reason);
  return lease;
}

}  // namespace triage::queue
