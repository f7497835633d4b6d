// A heap of four children a node, with the places of its entries known, so that any entry can be taken out.
//
// The items themselves stay where they are and are named by their slot, a small number. An entry has the
// whole key, so that a comparison reads nothing else, except the ids where all of two keys is equal.
//
// Invariants:
//   1. entries_[i] does not come before its parent entries_[(i - 1) / 4].
//   2. places[entries_[i].slot] == i. Heaps whose slots never overlap may share one `places`.
//
// Cost: Push and Remove logarithmic; Top constant. 24 bytes an entry. Thread-compatible.
#ifndef TRIAGE_SRC_QUEUE_MEMORY_SLOT_HEAP_H_
#define TRIAGE_SRC_QUEUE_MEMORY_SLOT_HEAP_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "src/queue/order.h"

namespace triage::queue {

using Slot = uint32_t;

struct HeapEntry {
  uint64_t first = 0;
  uint64_t second = 0;
  uint32_t third = 0;
  Slot slot = 0;
};

inline HeapEntry ToEntry(const OrderKey& key, Slot slot) {
  return {key.lane_serve_by, key.arrival, key.id_prefix, slot};
}

// `Ids` is called with two slots whose keys are equal: whether the first comes before the second.
template <typename Ids>
class SlotHeap {
 public:
  explicit SlotHeap(Ids ids) : ids_(ids) {}

  bool empty() const { return entries_.empty(); }
  size_t size() const { return entries_.size(); }
  const HeapEntry& Top() const { return entries_.front(); }
  const std::vector<HeapEntry>& entries() const { return entries_; }

  bool Before(const HeapEntry& a, const HeapEntry& b) const {
    if (a.first != b.first) return a.first < b.first;
    if (a.second != b.second) return a.second < b.second;
    if (a.third != b.third) return a.third < b.third;
    return ids_(a.slot, b.slot);
  }

  // `places` reaches at least to entry.slot.
  void Push(const HeapEntry& entry, std::vector<uint32_t>& places) {
    entries_.push_back(entry);
    Up(entries_.size() - 1, entry, places);
  }

  // Takes out the entry of `slot`, which is in this heap.
  void Remove(Slot slot, std::vector<uint32_t>& places) {
    const size_t hole = places[slot];
    const HeapEntry last = entries_.back();
    entries_.pop_back();
    if (hole == entries_.size()) return;
    if (hole > 0 && Before(last, entries_[(hole - 1) / kChildren])) {
      Up(hole, last, places);
    } else {
      Down(hole, last, places);
    }
  }

  static constexpr size_t kChildren = 4;

 private:
  void Put(size_t place, const HeapEntry& entry, std::vector<uint32_t>& places) {
    entries_[place] = entry;
    places[entry.slot] = static_cast<uint32_t>(place);
  }

  void Up(size_t place, const HeapEntry& entry, std::vector<uint32_t>& places) {
    while (place > 0) {
      const size_t parent = (place - 1) / kChildren;
      if (!Before(entry, entries_[parent])) break;
      Put(place, entries_[parent], places);
      place = parent;
    }
    Put(place, entry, places);
  }

  void Down(size_t place, const HeapEntry& entry, std::vector<uint32_t>& places) {
    for (;;) {
      const size_t begin = place * kChildren + 1;
      const size_t end = std::min(begin + kChildren, entries_.size());
      if (begin >= end) break;
      size_t best = begin;
      for (size_t child = begin + 1; child < end; ++child) {
        if (Before(entries_[child], entries_[best])) best = child;
      }
      if (!Before(entries_[best], entry)) break;
      Put(place, entries_[best], places);
      place = best;
    }
    Put(place, entry, places);
  }

  Ids ids_;
  std::vector<HeapEntry> entries_;
};

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_MEMORY_SLOT_HEAP_H_
