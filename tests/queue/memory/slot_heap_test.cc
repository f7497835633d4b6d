#include "src/queue/memory/slot_heap.h"

#include <algorithm>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace triage::queue {
namespace {

struct BySlot {
  bool operator()(Slot a, Slot b) const { return a < b; }
};

TEST(SlotHeap, EqualsASortedListUnderRandomPushesAndRemovals) {
  std::mt19937 generator(7);
  const auto random = [&](uint32_t below) { return static_cast<uint32_t>(generator() % below); };
  SlotHeap<BySlot> heap{BySlot()};
  std::vector<uint32_t> places(1000);
  std::vector<HeapEntry> list;
  const auto before = [&](const HeapEntry& a, const HeapEntry& b) { return heap.Before(a, b); };
  for (int step = 0; step < 20'000; ++step) {
    const Slot slot = random(1000);
    const auto it =
        std::find_if(list.begin(), list.end(), [&](const HeapEntry& e) { return e.slot == slot; });
    if (it != list.end()) {
      heap.Remove(slot, places);
      list.erase(it);
    } else {
      const HeapEntry entry = {random(8), random(8), random(2), slot};
      heap.Push(entry, places);
      list.push_back(entry);
    }
    ASSERT_EQ(heap.size(), list.size());
    if (!list.empty()) {
      ASSERT_EQ(heap.Top().slot, std::min_element(list.begin(), list.end(), before)->slot);
    }
  }
}

}  // namespace
}  // namespace triage::queue
