#include "src/queue/memory/item_store.h"

#include <utility>

#include "absl/hash/hash.h"
#include "src/base/compat.h"
#include "src/base/timestamp.h"

namespace triage::queue {

size_t ItemStore::HashOf(std::string_view id) { return absl::Hash<absl::string_view>()(Absl(id)); }

Slot ItemStore::Add(std::string_view id, std::string bytes) {
  Slot slot;
  if (free_.empty()) {
    slot = static_cast<Slot>(items_.size());
    items_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
    items_[slot] = StoredItem();
  }
  StoredItem& item = items_[slot];
  item.bytes = std::move(bytes);
  item.id_begin = static_cast<uint32_t>(item.bytes.find(id));
  item.id_size = static_cast<uint32_t>(id.size());
  item.timer = StoredItem::kNoTimer;
  ids_.insert(IdRef{HashOf(id), slot});
  return slot;
}

void ItemStore::KeepOnlyId(Slot slot) {
  StoredItem& item = items_[slot];
  // A new string: assigning to the old one would keep its memory.
  item.bytes = std::string(item.id());
  item.id_begin = 0;
}

void ItemStore::Remove(Slot slot) {
  const auto it = ids_.find(IdQuery{HashOf(items_[slot].id()), items_[slot].id()});
  ids_.erase(it);
  items_[slot] = StoredItem();
  free_.push_back(slot);
}

std::optional<Slot> ItemStore::Find(std::string_view id) const {
  const auto it = ids_.find(IdQuery{HashOf(id), id});
  if (it == ids_.end()) return std::nullopt;
  return it->slot;
}

void ItemStore::Unpack(Slot slot, v1::QueueItem* item) const {
  const StoredItem& stored = items_[slot];
  // Our own bytes: they parse.
  item->ParseFromString(stored.bytes);
  item->set_head_of_queue(stored.head);
  SetTimestamp(FromMicros(stored.serve_by), item->mutable_serve_by());
  SetTimestamp(FromMicros(stored.arrival), item->mutable_arrived_at());
  if (stored.not_before == 0) {
    item->clear_not_before();
  } else {
    SetTimestamp(FromMicros(stored.not_before), item->mutable_not_before());
  }
}

}  // namespace triage::queue
