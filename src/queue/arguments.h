// What every engine refuses before it looks at its items, in the same words.
//
//   CheckItem(v1::QueueItem());                                  // InvalidArgument: the item has no id
//   CheckLease(dana, now, absl::Minutes(-1));                    // InvalidArgument
//
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_QUEUE_ARGUMENTS_H_
#define TRIAGE_SRC_QUEUE_ARGUMENTS_H_

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "triage/v1/queue.pb.h"

namespace triage::queue {

inline constexpr size_t kMaxIdBytes = 256;
inline constexpr size_t kMaxItemBytes = size_t{16} << 20;
inline constexpr absl::Duration kMaxLease = absl::Hours(365 * 24);

// `now` lies in the years 1970 to 9998, so that now + kMaxLease is a time.
absl::Status CheckNow(absl::Time now);
absl::Status CheckItem(const v1::QueueItem& item);
absl::Status CheckLength(absl::Duration length);
absl::Status CheckLease(const v1::Agent& agent, absl::Time now, absl::Duration length);

// Leases at once.
int CapacityOf(const v1::Agent& agent);

absl::Status UnknownItem(std::string_view id);
// Known, but `what`: "is done", "is not leased under this token".
absl::Status NotInState(std::string_view id, std::string_view what);

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_ARGUMENTS_H_
