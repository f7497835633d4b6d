// The items that wait, kept by what they ask of an agent.
//
// Items with the same Requirement share a bucket with two heaps: head lane and ordinary. The first item for
// an agent is the least among the tops of the buckets that he may take from; items in other buckets are never
// looked at. An item that is kept for its owner waits in a bucket of his, which is shown to nobody else.
//
//   Waiting waiting(&store);
//   Bucket* needs = waiting.Acquire(MakeRequirement(item, names));
//   waiting.Insert(slot, needs, 0);                  // 0: kept for nobody
//   waiting.First(profile).ordinary;                 // slot, or nothing where this agent may take none
//
// Cost: Insert and Remove logarithmic in the items of the bucket; First linear in the buckets.
// Thread-compatible.
#ifndef TRIAGE_SRC_QUEUE_MEMORY_WAITING_H_
#define TRIAGE_SRC_QUEUE_MEMORY_WAITING_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "src/queue/memory/item_store.h"
#include "src/queue/memory/slot_heap.h"
#include "src/queue/requirement.h"

namespace triage::queue {

struct IdsInOrder {
  const ItemStore* store;
  bool operator()(Slot a, Slot b) const { return (*store)[a].id() < (*store)[b].id(); }
};
using ItemHeap = SlotHeap<IdsInOrder>;

struct Bucket {
  Bucket(Requirement what, const ItemStore* store)
      : needs(std::move(what)), head({store}), ordinary({store}) {}
  bool empty() const { return head.empty() && ordinary.empty(); }
  ItemHeap& lane(bool is_head) { return is_head ? head : ordinary; }

  Requirement needs;  // needs.owner: whom it is kept for
  ItemHeap head;
  ItemHeap ordinary;
  size_t users = 0;  // items that refer to it
  size_t place = 0;  // in its list
};

class Waiting {
 public:
  explicit Waiting(const ItemStore* store) : store_(store) {}

  // The bucket of `needs`, which stays until as many Releases. needs.owner is 0.
  Bucket* Acquire(const Requirement& needs);
  void Release(Bucket* bucket);

  // Puts an item in `needs`, or in the bucket like it of `owner`; returns the bucket where it waits.
  Bucket* Insert(Slot slot, Bucket* needs, NameId owner);
  void Remove(Slot slot, Bucket* waits_in);

  // The first item that the agent may take: of the head lane, and of the ordinary one.
  struct Choice {
    std::optional<Slot> head;
    std::optional<Slot> ordinary;
  };
  Choice First(const Profile& agent) const;

  // Up to `n` items of a lane, in order, whoever may take them.
  std::vector<Slot> InOrder(bool head_lane, size_t n) const;

  void ForEachBucket(const std::function<void(const Bucket&)>& visit) const;

 private:
  void Consider(const Bucket& bucket, const Profile& agent, const HeapEntry** head,
                const HeapEntry** ordinary) const;

  const ItemStore* store_;
  absl::flat_hash_map<Requirement, std::unique_ptr<Bucket>> open_;
  std::vector<Bucket*> open_list_;
  absl::flat_hash_map<NameId, std::vector<std::unique_ptr<Bucket>>> kept_;  // by owner; none is empty
  std::vector<uint32_t> places_;
};

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_MEMORY_WAITING_H_
