// How many items each team has served in the last hour, in memory that does not grow with them.
//
// One counter a minute and team, used again after an hour. A clock that jumps makes old counters fall out
// early; it never makes a count negative or too large.
//
//   ServiceRate rate;
//   rate.Served(team, now_micros);
//   rate.LastHour(team, now_micros);   // 1
//
// Cost: constant; about 1 KB a team. Thread-compatible.
#ifndef TRIAGE_SRC_QUEUE_MEMORY_SERVICE_RATE_H_
#define TRIAGE_SRC_QUEUE_MEMORY_SERVICE_RATE_H_

#include <array>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "src/queue/requirement.h"

namespace triage::queue {

class ServiceRate {
 public:
  void Served(NameId team, uint64_t now_micros) {
    const uint64_t minute = now_micros / kMicrosPerMinute;
    Minute& slot = teams_[team][minute % kMinutes];
    if (slot.minute != minute) slot = {minute, 0};
    ++slot.count;
  }

  int64_t LastHour(NameId team, uint64_t now_micros) const {
    const auto it = teams_.find(team);
    if (it == teams_.end()) return 0;
    const uint64_t now = now_micros / kMicrosPerMinute;
    int64_t sum = 0;
    for (const Minute& slot : it->second) {
      if (slot.minute <= now && now - slot.minute < kMinutes) sum += slot.count;
    }
    return sum;
  }

 private:
  static constexpr uint64_t kMicrosPerMinute = 60'000'000;
  static constexpr uint64_t kMinutes = 60;
  struct Minute {
    uint64_t minute = 0;
    int64_t count = 0;
  };
  absl::flat_hash_map<NameId, std::array<Minute, kMinutes>> teams_;
};

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_MEMORY_SERVICE_RATE_H_
