// Between absl::Time and protobuf's Timestamp, whole and total.
#ifndef TRIAGE_SRC_BASE_TIMESTAMP_H_
#define TRIAGE_SRC_BASE_TIMESTAMP_H_

#include <algorithm>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace triage {

// The times that decisions deal in: 1970-01-01 and 9999-12-31T23:59:59Z.
inline const absl::Time kFirstTime = absl::UnixEpoch();
inline const absl::Time kLastTime = absl::FromUnixSeconds(253402300799);

// Any Timestamp is a time: seconds out of range are taken as the nearest bound, nanoseconds as
// 0..999,999,999.
inline absl::Time ToTime(const google::protobuf::Timestamp& stamp) {
  const auto nanos = std::clamp(stamp.nanos(), 0, 999999999);
  return std::clamp(absl::FromUnixSeconds(stamp.seconds()) + absl::Nanoseconds(nanos), kFirstTime, kLastTime);
}

// Times out of the bounds above are written as the nearest.
inline void SetTimestamp(absl::Time time, google::protobuf::Timestamp* stamp) {
  time = std::clamp(time, kFirstTime, kLastTime);
  const int64_t seconds = absl::ToUnixSeconds(time);
  stamp->set_seconds(seconds);
  stamp->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
}

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_TIMESTAMP_H_
