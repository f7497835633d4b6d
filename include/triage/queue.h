// The queue: which complaint next, for this agent, and nothing lost.
//
//   auto queue = triage::NewMemoryQueue();
//   queue->Push(triage::ToQueueItem(decision, complaint), now);        // true; false: known already
//   triage::v1::Agent dana;
//   dana.set_id("dana");
//   dana.add_teams("delivery");
//   auto lease = queue->Lease(dana, now, absl::Minutes(20));            // StatusOr<optional<v1::Lease>>
//   if (!lease.ok() || !lease->has_value()) return;                     // refused, or nothing for Dana now
//   const std::string& id = (*lease)->item().id();
//   queue->Acknowledge(id, (*lease)->token() + 1, now);                 // FailedPrecondition: not this lease
//   queue->Acknowledge(id, (*lease)->token(), now);                     // Ok: done
//
// The order is one static key: lane (head of queue first), then serve-by, then arrival, then id. Waiting
// changes no key; src/queue/order.h proves what follows from that. An agent gets the first item in this order
// that he may take; but after `head_run` head items in a row he gets his first ordinary one, so that a flood
// of the head lane starves nobody.
//
// What an agent may take: the item's team is empty or one of his; he has all its skills, its language, at
// least its authority, and hostility budget for it; he is not in its avoid_team, nor its avoid_agent; and it
// is not kept for another owner. An agent without teams or skills gets only what needs none; one without
// languages gets all of them.
//
// Guarantees, the same for every engine (tests/queue/conformance.h):
//   1. Once Push has returned true the item is served until it is acknowledged, withdrawn or erased.
//   2. At most one lease of an item is live. Its token is larger than every token given before, and only (id,
//      token) of the live lease changes the item: a holder who is too late changes nothing.
//   3. A lease ends at expires_at by the `now` of the calls; an end that one call has seen is final. So
//      delivery is at least once: make effects idempotent by the decision id, and check Lease.delivery.
//   4. A known id is never queued twice, nor again for `remember_done` after it was done.
//   5. A call that returns an error has changed nothing, except that ended leases have returned to the queue.
//
// What it does not do: read a clock, start threads, call back, wait for items, know who is on shift, or
// understand the decision. `now` is the caller's; if it jumps back, leases last longer by the jump and order
// is untouched; if it jumps forward, leases end early and are delivered again under new tokens.
//
// Errors: InvalidArgument (an empty id, a length that is not positive, ...), NotFound (an id never pushed,
// erased or forgotten), FailedPrecondition (known, but not in the state or not under the token),
// ResourceExhausted (the agent's capacity). Durable engines add Unavailable (try again) and DataLoss.
//
// Queue is thread-safe.
#ifndef TRIAGE_QUEUE_H_
#define TRIAGE_QUEUE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"
#include "triage/v1/queue.pb.h"

namespace triage {

// Head of queue, times, requirements of `decision` as the queue wants them. Arrival is Complaint.received_at,
// or else the time of the decision. The decision itself is not packed in: set QueueItem.decision where leases
// shall carry it.
v1::QueueItem ToQueueItem(const v1::Decision& decision, const v1::Complaint& complaint);

// Whether a person has to look: QUEUE and ESCALATE, and UNKNOWN too. Push no others.
bool NeedsAgent(const v1::Decision& decision);

// What changes the place of an item; what is absent stays.
struct QueueChange {
  std::optional<bool> head_of_queue;
  std::optional<absl::Time> serve_by;
  // Later than now: pauses the item. absl::InfinitePast(): resumes it. A leased item heeds it on its return.
  std::optional<absl::Time> not_before;
};

struct QueueOptions {
  // As QueuePolicy.head_run, at least 1. Small: ordinary items wait less behind a flood, grave ones more.
  int head_run = 5;
  // How long after arrival an item is kept for its owner. Long: the same person answers, but later.
  absl::Duration owner_wait = absl::Hours(4);
  // How long a done id is remembered. Short: saves 200 bytes an id, and a late duplicate is worked twice.
  absl::Duration remember_done = absl::Hours(7 * 24);
  // Keeps History(). Costs about 40 bytes an event.
  bool keep_history = false;
};

class Queue {
 public:
  virtual ~Queue() = default;
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  // ---- of those who bring work. Logarithmic in the items.

  // True: queued. False: the id is known (waiting, leased, or done and remembered), and nothing changed.
  virtual absl::StatusOr<bool> Push(const v1::QueueItem& item, absl::Time now) = 0;
  // All, or none on an error; returns how many were new. Durable engines: one transaction, one sync.
  virtual absl::StatusOr<int64_t> PushBatch(absl::Span<const v1::QueueItem> items, absl::Time now) = 0;
  // FailedPrecondition: it is done. What is leased keeps its lease and takes the change along.
  virtual absl::Status Reprioritise(std::string_view id, const QueueChange& change, absl::Time now) = 0;
  // Takes back an item that waits. FailedPrecondition: it is leased or done.
  virtual absl::Status Withdraw(std::string_view id, absl::Time now) = 0;
  // Removes all items of a customer, leased ones too, with their history; the counts `*_ever` stay. Returns
  // how many. Linear. Done items hold no customer any more, only the decision id.
  virtual absl::StatusOr<int64_t> EraseCustomer(std::string_view customer_id, absl::Time now) = 0;

  // ---- of agents. Lease: logarithmic in the items he may take, linear in the different requirements that
  // wait; items he may not take cost nothing. The rest: logarithmic.

  // The next item for `agent`, his until now + length (at most 365 days). Empty: nothing for him now.
  // ResourceExhausted: he holds as many leases as his capacity.
  virtual absl::StatusOr<std::optional<v1::Lease>> Lease(const v1::Agent& agent, absl::Time now,
                                                         absl::Duration length) = 0;
  // Up to `max`, as if leased one after the other; fewer at the end of capacity.
  virtual absl::StatusOr<std::vector<v1::Lease>> LeaseBatch(const v1::Agent& agent, absl::Time now,
                                                            absl::Duration length, int max) = 0;
  // Moves the end to now + length, never to an earlier time than it was. Returns the end.
  virtual absl::StatusOr<absl::Time> Extend(std::string_view id, uint64_t token, absl::Time now,
                                            absl::Duration length) = 0;
  // Done. Again with the same token: Ok again, so that a lost answer may be retried.
  virtual absl::Status Acknowledge(std::string_view id, uint64_t token, absl::Time now) = 0;
  // Back to its place in the order, not served before `not_before`.
  virtual absl::Status Release(std::string_view id, uint64_t token, absl::Time now,
                               absl::Time not_before = absl::InfinitePast()) = 0;
  // Gives the live lease to `to`, who must be allowed to take the item and have capacity; the old token ends.
  virtual absl::StatusOr<v1::Lease> HandOver(std::string_view id, uint64_t token, const v1::Agent& to,
                                             absl::Time now, absl::Duration length) = 0;

  // ---- of those who look. They change nothing but the leases that have ended.

  // The first `n` waiting items as one agent who may take all of them would get them. About n log n.
  virtual absl::StatusOr<std::vector<v1::QueueItem>> Peek(int n, absl::Time now) = 0;
  // Live leases of the agent, or of all where it is empty, by token. Linear.
  virtual absl::StatusOr<std::vector<v1::Lease>> Leases(std::string_view agent_id, absl::Time now) = 0;
  // Waiting items that nobody on `roster` may take, whatever he holds, in order: they wait for ever unless
  // somebody changes them. Cost of the different requirements times the roster, plus what is found.
  virtual absl::StatusOr<std::vector<v1::QueueItem>> Unservable(absl::Span<const v1::Agent> roster,
                                                                absl::Time now) = 0;
  // For an item in the queue, or one that is not pushed yet: only its team and its place in the order count.
  // Linear.
  virtual absl::StatusOr<v1::WaitEstimate> EstimateWait(const v1::QueueItem& item, absl::Time now) = 0;
  // What happened to an item, oldest first. FailedPrecondition: without QueueOptions.keep_history.
  virtual absl::StatusOr<std::vector<v1::QueueEvent>> History(std::string_view id, absl::Time now) = 0;
  // Linear in the waiting items.
  virtual absl::StatusOr<v1::QueueStatistics> Statistics(absl::Time now) = 0;

 protected:
  Queue() = default;
};

// Keeps all in memory: it ends with the process. About 300 bytes an item. Options out of range are taken as
// the nearest.
std::unique_ptr<Queue> NewMemoryQueue(const QueueOptions& options = {});

}  // namespace triage

#endif  // TRIAGE_QUEUE_H_
