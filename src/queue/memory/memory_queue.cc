#include "src/queue/memory/memory_queue.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/timestamp.h"
#include "src/queue/arguments.h"
#include "src/queue/order.h"

namespace triage::queue {
namespace {

uint64_t DurationMicros(absl::Duration duration) {
  return ToMicros(kFirstTime + std::max(duration, absl::ZeroDuration()));
}

}  // namespace

MemoryQueue::MemoryQueue(const QueueOptions& options)
    : head_run_(std::max(options.head_run, 1)),
      owner_wait_(DurationMicros(options.owner_wait)),
      remember_done_(DurationMicros(options.remember_done)),
      keep_history_(options.keep_history),
      waiting_(&items_),
      timers_(NoTies()) {}

// ---- those who bring work

absl::StatusOr<bool> MemoryQueue::Push(const v1::QueueItem& item, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  if (absl::Status status = CheckItem(item); !status.ok()) return status;
  std::string bytes = item.SerializeAsString();
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  return PushPacked(item, std::move(bytes), ToMicros(now));
}

absl::StatusOr<int64_t> MemoryQueue::PushBatch(absl::Span<const v1::QueueItem> items, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  for (const v1::QueueItem& item : items) {
    if (absl::Status status = CheckItem(item); !status.ok()) return status;
  }
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  int64_t added = 0;
  for (const v1::QueueItem& item : items)
    added += PushPacked(item, item.SerializeAsString(), ToMicros(now)) ? 1 : 0;
  return added;
}

bool MemoryQueue::PushPacked(const v1::QueueItem& item, std::string bytes, Micros now) {
  if (items_.Find(item.id()).has_value()) return false;
  const Slot slot = items_.Add(item.id(), std::move(bytes));
  StoredItem& stored = items_[slot];
  stored.arrival = item.has_arrived_at() ? ToMicros(ToTime(item.arrived_at())) : now;
  stored.serve_by = item.has_serve_by() ? ToMicros(ToTime(item.serve_by())) : stored.arrival;
  stored.not_before = item.has_not_before() ? ToMicros(ToTime(item.not_before())) : 0;
  stored.head = item.head_of_queue();
  stored.needs = waiting_.Acquire(MakeRequirement(item, names_));
  // Who is complained about does not get it, also where he is the owner.
  if (item.owner() != item.avoid_agent()) stored.owner = names_.Intern(item.owner());
  Record(slot, v1::QueueEvent::PUSHED, now);
  Enqueue(slot, now);
  counts_.set_pushed_ever(counts_.pushed_ever() + 1);
  return true;
}

absl::Status MemoryQueue::Reprioritise(std::string_view id, const QueueChange& change, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const std::optional<Slot> slot = items_.Find(id);
  if (!slot.has_value()) return UnknownItem(id);
  StoredItem& item = items_[*slot];
  if (item.state == ItemState::kDone) return NotInState(id, "is done");
  const bool leased = item.state == ItemState::kLeased;
  if (!leased) Dequeue(*slot);
  if (change.head_of_queue.has_value()) item.head = *change.head_of_queue;
  if (change.serve_by.has_value()) item.serve_by = ToMicros(*change.serve_by);
  if (change.not_before.has_value()) item.not_before = ToMicros(*change.not_before);
  if (!leased) Enqueue(*slot, ToMicros(now));
  Record(*slot, v1::QueueEvent::REPRIORITISED, ToMicros(now));
  return absl::OkStatus();
}

absl::Status MemoryQueue::Withdraw(std::string_view id, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const std::optional<Slot> slot = items_.Find(id);
  if (!slot.has_value()) return UnknownItem(id);
  if (items_[*slot].state == ItemState::kDone) return NotInState(id, "is done");
  if (items_[*slot].state == ItemState::kLeased) return NotInState(id, "is leased");
  Dequeue(*slot);
  items_[*slot].token = 0;
  Record(*slot, v1::QueueEvent::WITHDRAWN, ToMicros(now));
  Finish(*slot, ToMicros(now));
  counts_.set_withdrawn_ever(counts_.withdrawn_ever() + 1);
  return absl::OkStatus();
}

absl::StatusOr<int64_t> MemoryQueue::EraseCustomer(std::string_view customer_id, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  if (customer_id.empty()) return absl::InvalidArgumentError("the customer's id is empty");
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  int64_t erased = 0;
  v1::QueueItem item;
  for (Slot slot = 0; slot < items_.slots(); ++slot) {
    const ItemState state = items_[slot].state;
    if (state == ItemState::kFree || state == ItemState::kDone) continue;
    items_.Unpack(slot, &item);
    if (item.customer_id() != customer_id) continue;
    if (state == ItemState::kLeased) {
      EndLease(slot);
    } else {
      Dequeue(slot);
    }
    waiting_.Release(items_[slot].needs);
    history_.erase(slot);
    items_.Remove(slot);
    ++erased;
  }
  counts_.set_erased_ever(counts_.erased_ever() + erased);
  return erased;
}

// ---- agents

absl::StatusOr<int> MemoryQueue::Room(const v1::Agent& agent, NameId id) const {
  const auto it = agents_.find(id);
  const int held = it == agents_.end() ? 0 : it->second.leases;
  if (held < CapacityOf(agent)) return CapacityOf(agent) - held;
  return absl::ResourceExhaustedError(
      absl::StrCat("agent '", agent.id(), "' holds ", held, " of ", CapacityOf(agent), " leases"));
}

absl::StatusOr<std::optional<v1::Lease>> MemoryQueue::Lease(const v1::Agent& agent, absl::Time now,
                                                            absl::Duration length) {
  if (absl::Status status = CheckLease(agent, now, length); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const NameId id = names_.Intern(agent.id());
  if (const absl::StatusOr<int> room = Room(agent, id); !room.ok()) return room.status();
  return LeaseNext(MakeProfile(agent, names_), id, ToMicros(now), ToMicros(now + length));
}

absl::StatusOr<std::vector<v1::Lease>> MemoryQueue::LeaseBatch(const v1::Agent& agent, absl::Time now,
                                                               absl::Duration length, int max) {
  if (absl::Status status = CheckLease(agent, now, length); !status.ok()) return status;
  if (max < 1) return absl::InvalidArgumentError("a batch of leases has at least one");
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const NameId id = names_.Intern(agent.id());
  const absl::StatusOr<int> room = Room(agent, id);
  if (!room.ok()) return room.status();
  const Profile profile = MakeProfile(agent, names_);
  std::vector<v1::Lease> leases;
  while (static_cast<int>(leases.size()) < std::min(max, *room)) {
    std::optional<v1::Lease> lease = LeaseNext(profile, id, ToMicros(now), ToMicros(now + length));
    if (!lease.has_value()) break;
    leases.push_back(std::move(*lease));
  }
  return leases;
}

std::optional<v1::Lease> MemoryQueue::LeaseNext(const Profile& agent, NameId id, Micros now, Micros end) {
  const Waiting::Choice choice = waiting_.First(agent);
  if (!choice.head.has_value() && !choice.ordinary.has_value()) return std::nullopt;
  AgentState& state = agents_[id];
  const bool turn_of_ordinary = choice.ordinary.has_value() && state.head_run >= head_run_;
  const bool head = choice.head.has_value() && !turn_of_ordinary;
  const Slot slot = head ? *choice.head : *choice.ordinary;
  state.head_run = head ? std::min(state.head_run + 1, head_run_) : 0;
  ++state.leases;

  StoredItem& item = items_[slot];
  if (head) {
    item.reason = "head of queue";
  } else if (choice.head.has_value()) {
    item.reason = "most overdue";
  } else {
    item.reason = item.owner == id ? "owner" : "next";
  }
  Dequeue(slot);
  item.state = ItemState::kLeased;
  item.not_before = 0;
  item.agent = id;
  item.token = ++last_token_;
  item.leased_at = now;
  ++item.delivery;
  SetTimer(slot, end);
  Record(slot, v1::QueueEvent::LEASED, now, id, item.token);
  counts_.set_leased(counts_.leased() + 1);
  counts_.set_leased_ever(counts_.leased_ever() + 1);
  return MakeLease(slot);
}

absl::StatusOr<Slot> MemoryQueue::LiveLease(std::string_view id, uint64_t token) const {
  const std::optional<Slot> slot = items_.Find(id);
  if (!slot.has_value()) return UnknownItem(id);
  const StoredItem& item = items_[*slot];
  if (item.state == ItemState::kDone) return NotInState(id, "is done");
  if (item.state != ItemState::kLeased) return NotInState(id, "is not leased: its lease has ended");
  if (item.token != token) return NotInState(id, "is leased under another token");
  return *slot;
}

absl::StatusOr<absl::Time> MemoryQueue::Extend(std::string_view id, uint64_t token, absl::Time now,
                                               absl::Duration length) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  if (absl::Status status = CheckLength(length); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const absl::StatusOr<Slot> slot = LiveLease(id, token);
  if (!slot.ok()) return slot.status();
  const Micros end = std::max(items_[*slot].timer, ToMicros(now + length));
  SetTimer(*slot, end);
  Record(*slot, v1::QueueEvent::EXTENDED, ToMicros(now), items_[*slot].agent, token);
  return FromMicros(end);
}

absl::Status MemoryQueue::Acknowledge(std::string_view id, uint64_t token, absl::Time now) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const std::optional<Slot> done = items_.Find(id);
  if (done.has_value() && items_[*done].state == ItemState::kDone && token != 0 &&
      items_[*done].token == token) {
    return absl::OkStatus();  // said before
  }
  const absl::StatusOr<Slot> slot = LiveLease(id, token);
  if (!slot.ok()) return slot.status();
  Record(*slot, v1::QueueEvent::ACKNOWLEDGED, ToMicros(now), items_[*slot].agent, token);
  served_.Served(items_[*slot].needs->needs.team, ToMicros(now));
  EndLease(*slot);
  Finish(*slot, ToMicros(now));
  counts_.set_acknowledged_ever(counts_.acknowledged_ever() + 1);
  return absl::OkStatus();
}

absl::Status MemoryQueue::Release(std::string_view id, uint64_t token, absl::Time now,
                                  absl::Time not_before) {
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const absl::StatusOr<Slot> slot = LiveLease(id, token);
  if (!slot.ok()) return slot.status();
  StoredItem& item = items_[*slot];
  Record(*slot, v1::QueueEvent::RELEASED, ToMicros(now), item.agent, token);
  item.not_before = std::max(item.not_before, ToMicros(not_before));
  EndLease(*slot);
  Enqueue(*slot, ToMicros(now));
  return absl::OkStatus();
}

absl::StatusOr<v1::Lease> MemoryQueue::HandOver(std::string_view id, uint64_t token, const v1::Agent& to,
                                                absl::Time now, absl::Duration length) {
  if (absl::Status status = CheckLease(to, now, length); !status.ok()) return status;
  MutexHold hold(lock_);
  Advance(ToMicros(now));
  const absl::StatusOr<Slot> slot = LiveLease(id, token);
  if (!slot.ok()) return slot.status();
  StoredItem& item = items_[*slot];
  const NameId to_id = names_.Intern(to.id());
  if (!MayTake(MakeProfile(to, names_), item.needs->needs)) {
    return NotInState(id, absl::StrCat("asks for what agent '", to.id(), "' may not take"));
  }
  if (to_id != item.agent) {
    if (const absl::StatusOr<int> room = Room(to, to_id); !room.ok()) return room.status();
  }
  ++agents_[to_id].leases;
  --agents_[item.agent].leases;
  ForgetAgentIfIdle(item.agent);
  item.agent = to_id;
  item.token = ++last_token_;
  item.leased_at = ToMicros(now);
  item.reason = "handed over";
  SetTimer(*slot, ToMicros(now + length));
  Record(*slot, v1::QueueEvent::HANDED_OVER, ToMicros(now), to_id, item.token);
  return MakeLease(*slot);
}

}  // namespace triage::queue

namespace triage {

std::unique_ptr<Queue> NewMemoryQueue(const QueueOptions& options) {
  return std::make_unique<queue::MemoryQueue>(options);
}

}  // namespace triage
