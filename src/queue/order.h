// The order of the queue, and why nobody starves in it.
//
// The key of an item is (lane, serve-by, arrival, id); smaller comes first; the head lane is the smaller
// lane. A key is made once, when the item is pushed, and again only when an event changes it: waiting longer
// ages every item by the same amount, so it never changes which of two comes first, and no ageing job exists.
//
// Let patience(x) = serve_by(x) - arrival(x), and D the largest patience less the smallest one.
//
// 1. Bounded overtaking. Let x and y wait in one lane, and y have arrived more than D after x. Then
//      serve_by(y) = arrival(y) + patience(y) > arrival(x) + D + patience(y) >= arrival(x) + patience(x)
//                  = serve_by(x),
//    since patience(x) - patience(y) <= D. So x comes first: nothing that arrives later than D after x
//    overtakes it in its lane. With equal patience D = 0, and the order is first in, first out.
// 2. No starvation by the head lane. An agent who was given `head_run` head items in a row is next given the
//    first ordinary item that he may take, if there is one; only then does his run begin anew. So between two
//    ordinary items of one agent lie at most `head_run` head items, as long as an ordinary item waits that he
//    may take.
// 3. Together: let x be an ordinary item, a an agent who may take it, and k the number of items before x in
//    the ordinary lane that a may take, each time it is released counted again. By 1, k counts only arrivals
//    up to D after x, so it stops growing. By 2, x is leased at the latest with a's lease number
//    (k + 1) * (head_run + 1), whatever arrives and whatever other agents do.
//
// The run is counted for each agent, not for the queue: else agents who take turns could leave every ordinary
// turn to those who may not take x. Released and expired items come back under their old key, so they are not
// behind the rest. A change of the key (Reprioritise) starts the argument anew for that item alone.
//
//   OrderKey a = MakeOrderKey(false, serve_by, arrival, "d-1");
//   bool first = ComesBefore(a, "d-1", b, "d-2");
//
// Times count in whole microseconds from 1970 to 9999 (times outside are taken as the nearest), so that every
// engine compares the same integers, and no sum overflows.
#ifndef TRIAGE_SRC_QUEUE_ORDER_H_
#define TRIAGE_SRC_QUEUE_ORDER_H_

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "absl/time/time.h"
#include "src/base/timestamp.h"

namespace triage::queue {

inline uint64_t ToMicros(absl::Time time) {
  return static_cast<uint64_t>(absl::ToUnixMicros(std::clamp(time, kFirstTime, kLastTime)));
}
inline absl::Time FromMicros(uint64_t micros) { return absl::FromUnixMicros(static_cast<int64_t>(micros)); }

// All of the key but the id, and of the id its first bytes: equal keys need a look at the ids.
struct OrderKey {
  uint64_t lane_serve_by = 0;  // the ordinary lane has the top bit
  uint64_t arrival = 0;
  uint32_t id_prefix = 0;
};

inline constexpr uint64_t kOrdinaryLane = uint64_t{1} << 63;

// The first four bytes as a number that compares as they do; a shorter id is filled up by zeros.
inline uint32_t IdPrefix(std::string_view id) {
  uint32_t prefix = 0;
  for (size_t i = 0; i < 4; ++i)
    prefix = prefix << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0);
  return prefix;
}

inline OrderKey MakeOrderKey(bool head, uint64_t serve_by_micros, uint64_t arrival_micros,
                             std::string_view id) {
  return {serve_by_micros | (head ? 0 : kOrdinaryLane), arrival_micros, IdPrefix(id)};
}

inline bool operator<(const OrderKey& a, const OrderKey& b) {
  return std::tie(a.lane_serve_by, a.arrival, a.id_prefix) <
         std::tie(b.lane_serve_by, b.arrival, b.id_prefix);
}

inline bool ComesBefore(const OrderKey& a, std::string_view a_id, const OrderKey& b, std::string_view b_id) {
  if (a < b) return true;
  if (b < a) return false;
  return a_id < b_id;
}

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_ORDER_H_
