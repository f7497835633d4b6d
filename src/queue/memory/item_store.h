// Where the items of the memory engine lie, found by slot or by id.
//
// A StoredItem holds the pushed message as bytes, since most of it is only handed back, and beside them what
// the queue compares and changes. Slots of removed items are used again.
//
//   ItemStore store;
//   Slot slot = store.Add("d-1", item.SerializeAsString());
//   store.Find("d-1");   // slot
//   store.Find("d-2");   // nothing
//
// Cost: all constant. About 200 bytes an item and its bytes. Thread-compatible.
#ifndef TRIAGE_SRC_QUEUE_MEMORY_ITEM_STORE_H_
#define TRIAGE_SRC_QUEUE_MEMORY_ITEM_STORE_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "src/queue/memory/slot_heap.h"
#include "src/queue/order.h"
#include "src/queue/requirement.h"
#include "triage/v1/queue.pb.h"

namespace triage::queue {

struct Bucket;

enum class ItemState : uint8_t {
  kFree,     // the slot holds no item
  kWaiting,  // in a bucket; with a timer where it is kept for its owner
  kDelayed,  // timer: not_before
  kLeased,   // timer: the end of the lease
  kDone,     // acknowledged or withdrawn; only the id is left
};

struct StoredItem {
  std::string bytes;      // the message as pushed; when done, the id alone
  uint32_t id_begin = 0;  // the id lies in `bytes`
  uint32_t id_size = 0;

  uint64_t serve_by = 0;  // times in microseconds
  uint64_t arrival = 0;
  uint64_t not_before = 0;
  uint64_t timer = 0;  // when something happens by time; kNoTimer: never
  uint64_t leased_at = 0;
  uint64_t token = 0;          // of the last lease; 0: none
  Bucket* needs = nullptr;     // what it asks of agents, the owner apart
  Bucket* waits_in = nullptr;  // where it waits: `needs`, or the bucket kept for the owner
  NameId owner = 0;
  NameId agent = 0;  // of the last lease
  int32_t delivery = 0;
  ItemState state = ItemState::kFree;
  bool head = false;
  const char* reason = "";  // why it was leased

  static constexpr uint64_t kNoTimer = ~uint64_t{0};

  std::string_view id() const { return std::string_view(bytes).substr(id_begin, id_size); }
  OrderKey key() const { return MakeOrderKey(head, serve_by, arrival, id()); }
};

class ItemStore {
 public:
  ItemStore() = default;
  ItemStore(const ItemStore&) = delete;
  ItemStore& operator=(const ItemStore&) = delete;

  // `bytes` contains `id`, which is not in the store.
  Slot Add(std::string_view id, std::string bytes);
  // Leaves the id alone, and drops what else is known of the item.
  void KeepOnlyId(Slot slot);
  void Remove(Slot slot);
  std::optional<Slot> Find(std::string_view id) const;

  StoredItem& operator[](Slot slot) { return items_[slot]; }
  const StoredItem& operator[](Slot slot) const { return items_[slot]; }
  // One more than the largest slot in use.
  size_t slots() const { return items_.size(); }

  // The message, with everything that has changed since the push.
  void Unpack(Slot slot, v1::QueueItem* item) const;

 private:
  struct IdRef {
    size_t hash;
    Slot slot;
  };
  struct IdQuery {
    size_t hash;
    std::string_view id;
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(const IdRef& ref) const { return ref.hash; }
    size_t operator()(const IdQuery& query) const { return query.hash; }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const IdRef& a, const IdRef& b) const { return a.slot == b.slot; }
    bool operator()(const IdRef& a, const IdQuery& b) const {
      return a.hash == b.hash && (*items)[a.slot].id() == b.id;
    }
    bool operator()(const IdQuery& a, const IdRef& b) const { return (*this)(b, a); }
    const std::deque<StoredItem>* items;
  };
  static size_t HashOf(std::string_view id);

  std::deque<StoredItem> items_;
  std::vector<Slot> free_;
  absl::flat_hash_set<IdRef, Hash, Equal> ids_{0, Hash(), Equal{&items_}};
};

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_MEMORY_ITEM_STORE_H_
