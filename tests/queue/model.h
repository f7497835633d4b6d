// The queue as one would write it without a thought for speed: a list that every call walks through.
#ifndef TRIAGE_TESTS_QUEUE_MODEL_H_
#define TRIAGE_TESTS_QUEUE_MODEL_H_

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "src/base/timestamp.h"
#include "triage/queue.h"

namespace triage {

class ModelQueue {
 public:
  explicit ModelQueue(const QueueOptions& options) : options_(options) {}

  enum class State { kHere, kLeased, kDone };
  struct Entry {
    v1::QueueItem item;
    State state = State::kHere;
    absl::Time not_before = absl::InfinitePast();
    bool free_for_all = false;  // the wait for the owner is over
    absl::Time end;
    int64_t token = 0;  // of the model: 1, 2, ...
    int delivery = 0;
    std::string agent;
  };

  bool Push(const v1::QueueItem& item, absl::Time now) {
    Advance(now);
    if (Find(item.id()) != nullptr) return false;
    Entry entry;
    entry.item = item;
    entries_.push_back(entry);
    Return(entries_.back(), now);
    return true;
  }

  // nullptr: nothing, or no capacity.
  const Entry* Lease(const v1::Agent& agent, absl::Time now, absl::Duration length, bool* exhausted) {
    Advance(now);
    int held = 0;
    for (const Entry& e : entries_) held += e.state == State::kLeased && e.agent == agent.id() ? 1 : 0;
    *exhausted = held >= std::max(agent.capacity(), 1);
    if (*exhausted) return nullptr;
    Entry* best[2] = {nullptr, nullptr};  // ordinary, head
    for (Entry& e : entries_) {
      if (e.state != State::kHere || e.not_before > now || !MayTake(agent, e, now)) continue;
      Entry*& b = best[e.item.head_of_queue() ? 1 : 0];
      if (b == nullptr || Key(e) < Key(*b)) b = &e;
    }
    int& run = runs_[agent.id()];
    Entry* taken = best[1] != nullptr && (best[0] == nullptr || run < options_.head_run) ? best[1] : best[0];
    if (taken == nullptr) return nullptr;
    run = taken == best[1] ? run + 1 : 0;
    taken->state = State::kLeased;
    taken->not_before = absl::InfinitePast();
    taken->end = now + length;
    taken->token = ++last_token_;
    taken->agent = agent.id();
    ++taken->delivery;
    return taken;
  }

  absl::StatusCode Acknowledge(const std::string& id, int64_t token, absl::Time now) {
    Advance(now);
    Entry* e = Find(id);
    if (e != nullptr && e->state == State::kDone && e->token == token && token != 0)
      return absl::StatusCode::kOk;
    if (const auto code = Live(e, token); code != absl::StatusCode::kOk) return code;
    e->state = State::kDone;
    return absl::StatusCode::kOk;
  }

  absl::StatusCode Release(const std::string& id, int64_t token, absl::Time now, absl::Time not_before) {
    Advance(now);
    Entry* e = Find(id);
    if (const auto code = Live(e, token); code != absl::StatusCode::kOk) return code;
    e->not_before = std::max(e->not_before, not_before);
    Return(*e, now);
    return absl::StatusCode::kOk;
  }

  absl::StatusCode Extend(const std::string& id, int64_t token, absl::Time now, absl::Duration length) {
    Advance(now);
    Entry* e = Find(id);
    if (const auto code = Live(e, token); code != absl::StatusCode::kOk) return code;
    e->end = std::max(e->end, now + length);
    return absl::StatusCode::kOk;
  }

  absl::StatusCode Reprioritise(const std::string& id, const QueueChange& change, absl::Time now) {
    Advance(now);
    Entry* e = Find(id);
    if (e == nullptr) return absl::StatusCode::kNotFound;
    if (e->state == State::kDone) return absl::StatusCode::kFailedPrecondition;
    if (change.head_of_queue) e->item.set_head_of_queue(*change.head_of_queue);
    if (change.serve_by) SetTimestamp(*change.serve_by, e->item.mutable_serve_by());
    if (change.not_before) e->not_before = *change.not_before;
    if (e->state == State::kHere) Return(*e, now);
    return absl::StatusCode::kOk;
  }

  absl::StatusCode Withdraw(const std::string& id, absl::Time now) {
    Advance(now);
    Entry* e = Find(id);
    if (e == nullptr) return absl::StatusCode::kNotFound;
    if (e->state != State::kHere) return absl::StatusCode::kFailedPrecondition;
    e->state = State::kDone;
    e->token = 0;
    return absl::StatusCode::kOk;
  }

  int64_t Waiting(absl::Time now) const {
    return std::count_if(entries_.begin(), entries_.end(),
                         [&](const Entry& e) { return e.state == State::kHere && e.not_before <= now; });
  }
  int64_t In(State state) const {
    return std::count_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.state == state; });
  }

  static std::tuple<bool, absl::Time, absl::Time, std::string> Key(const Entry& e) {
    return {!e.item.head_of_queue(), ToTime(e.item.serve_by()), ToTime(e.item.arrived_at()), e.item.id()};
  }

 private:
  Entry* Find(const std::string& id) {
    for (Entry& e : entries_) {
      if (e.item.id() == id) return &e;
    }
    return nullptr;
  }

  static absl::StatusCode Live(const Entry* e, int64_t token) {
    if (e == nullptr) return absl::StatusCode::kNotFound;
    const bool live = e->state == State::kLeased && e->token == token;
    return live ? absl::StatusCode::kOk : absl::StatusCode::kFailedPrecondition;
  }

  absl::Time FreeAt(const Entry& e) const {
    return std::min(ToTime(e.item.serve_by()), ToTime(e.item.arrived_at()) + options_.owner_wait);
  }

  void Return(Entry& e, absl::Time now) {
    e.state = State::kHere;
    e.free_for_all = e.not_before <= now && now >= FreeAt(e);
  }

  void Advance(absl::Time now) {
    for (Entry& e : entries_) {
      if (e.state == State::kLeased && e.end <= now) Return(e, now);
      if (e.state != State::kHere || e.not_before > now) continue;
      e.not_before = absl::InfinitePast();
      if (now >= FreeAt(e)) e.free_for_all = true;
    }
  }

  bool MayTake(const v1::Agent& agent, const Entry& e, absl::Time) const {
    const v1::QueueItem& item = e.item;
    const auto holds = [](const auto& list, const std::string& s) {
      return std::find(list.begin(), list.end(), s) != list.end();
    };
    if (!item.team().empty() && !holds(agent.teams(), item.team())) return false;
    for (const auto& skill : item.skills()) {
      if (!holds(agent.skills(), skill)) return false;
    }
    if (!item.language().empty() && !agent.languages().empty() && !holds(agent.languages(), item.language()))
      return false;
    if (item.authority_level() > agent.authority_level()) return false;
    if (item.avoid_agent() == agent.id() ||
        (!item.avoid_team().empty() && holds(agent.teams(), item.avoid_team()))) {
      return false;
    }
    if (agent.has_hostility_budget() && (item.hostility() + 9) / 10 * 10 > agent.hostility_budget())
      return false;
    const bool kept = !item.owner().empty() && !item.head_of_queue() && item.owner() != item.avoid_agent();
    return !kept || e.free_for_all || item.owner() == agent.id();
  }

  QueueOptions options_;
  std::vector<Entry> entries_;
  std::map<std::string, int> runs_;
  int64_t last_token_ = 0;
};

}  // namespace triage

#endif  // TRIAGE_TESTS_QUEUE_MODEL_H_
