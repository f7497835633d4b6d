#include "src/queue/memory/waiting.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace triage::queue {

Bucket* Waiting::Acquire(const Requirement& needs) {
  const auto [it, is_new] = open_.try_emplace(needs);
  if (is_new) {
    it->second = std::make_unique<Bucket>(needs, store_);
    it->second->place = open_list_.size();
    open_list_.push_back(it->second.get());
  }
  ++it->second->users;
  return it->second.get();
}

void Waiting::Release(Bucket* bucket) {
  --bucket->users;
  // Teams, skills and languages are few: their buckets stay, ready for the next item. Agents complained about
  // are not.
  if (bucket->users > 0 || bucket->needs.avoid_agent == 0) return;
  open_list_.back()->place = bucket->place;
  open_list_[bucket->place] = open_list_.back();
  open_list_.pop_back();
  const Requirement needs = bucket->needs;  // outlives the bucket that `erase` destroys
  open_.erase(needs);
}

Bucket* Waiting::Insert(Slot slot, Bucket* needs, NameId owner) {
  Bucket* bucket = needs;
  if (owner != 0) {
    Requirement kept = needs->needs;
    kept.owner = owner;
    std::vector<std::unique_ptr<Bucket>>& list = kept_[owner];
    auto it = std::find_if(list.begin(), list.end(), [&](const auto& b) { return b->needs == kept; });
    if (it == list.end()) it = list.insert(list.end(), std::make_unique<Bucket>(std::move(kept), store_));
    bucket = it->get();
  }
  if (places_.size() < store_->slots()) places_.resize(std::max(store_->slots(), places_.size() * 2));
  const StoredItem& item = (*store_)[slot];
  bucket->lane(item.head).Push(ToEntry(item.key(), slot), places_);
  return bucket;
}

void Waiting::Remove(Slot slot, Bucket* waits_in) {
  waits_in->lane((*store_)[slot].head).Remove(slot, places_);
  const NameId owner = waits_in->needs.owner;
  if (owner == 0 || !waits_in->empty()) return;
  const auto it = kept_.find(owner);
  auto& list = it->second;
  list.erase(std::find_if(list.begin(), list.end(), [&](const auto& b) { return b.get() == waits_in; }));
  if (list.empty()) kept_.erase(it);
}

void Waiting::Consider(const Bucket& bucket, const Profile& agent, const HeapEntry** head,
                       const HeapEntry** ordinary) const {
  const auto beats = [](const ItemHeap& heap, const HeapEntry* best) {
    return !heap.empty() && (best == nullptr || heap.Before(heap.Top(), *best));
  };
  // The keys are compared first: that is cheaper than the requirements.
  const bool new_head = beats(bucket.head, *head);
  const bool new_ordinary = beats(bucket.ordinary, *ordinary);
  if ((!new_head && !new_ordinary) || !MayTake(agent, bucket.needs)) return;
  if (new_head) *head = &bucket.head.Top();
  if (new_ordinary) *ordinary = &bucket.ordinary.Top();
}

Waiting::Choice Waiting::First(const Profile& agent) const {
  const HeapEntry* head = nullptr;
  const HeapEntry* ordinary = nullptr;
  for (const Bucket* bucket : open_list_) Consider(*bucket, agent, &head, &ordinary);
  if (const auto it = kept_.find(agent.id); agent.id != 0 && it != kept_.end()) {
    for (const auto& bucket : it->second) Consider(*bucket, agent, &head, &ordinary);
  }
  Choice choice;
  if (head != nullptr) choice.head = head->slot;
  if (ordinary != nullptr) choice.ordinary = ordinary->slot;
  return choice;
}

std::vector<Slot> Waiting::InOrder(bool head_lane, size_t n) const {
  // Walks all heaps at once from their tops: a child is looked at only after its parent was taken.
  struct Cursor {
    const ItemHeap* heap;
    size_t place;
    const HeapEntry& entry() const { return heap->entries()[place]; }
  };
  const auto later = [](const Cursor& a, const Cursor& b) { return a.heap->Before(b.entry(), a.entry()); };
  std::priority_queue<Cursor, std::vector<Cursor>, decltype(later)> next(later);
  ForEachBucket([&](const Bucket& bucket) {
    const ItemHeap& heap = head_lane ? bucket.head : bucket.ordinary;
    if (!heap.empty()) next.push({&heap, 0});
  });
  std::vector<Slot> slots;
  while (slots.size() < n && !next.empty()) {
    const Cursor taken = next.top();
    next.pop();
    slots.push_back(taken.entry().slot);
    const size_t begin = taken.place * ItemHeap::kChildren + 1;
    const size_t end = std::min(begin + ItemHeap::kChildren, taken.heap->size());
    for (size_t child = begin; child < end; ++child) next.push({taken.heap, child});
  }
  return slots;
}

void Waiting::ForEachBucket(const std::function<void(const Bucket&)>& visit) const {
  for (const Bucket* bucket : open_list_) visit(*bucket);
  for (const auto& [owner, list] : kept_) {
    for (const auto& bucket : list) visit(*bucket);
  }
}

}  // namespace triage::queue
