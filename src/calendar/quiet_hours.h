// Quiet hours: when a customer must not be called, on the clock of the customer's own zone.
//
//   const int begin = 21 * 60, end = 8 * 60;         // 21:00-08:00, over midnight
//   InQuietHours(now, zone, begin, end);             // true at 23:15
//   NextAllowed(now, zone, begin, end);              // 08:00 of the next morning
//   InQuietHours(now, zone, 9 * 60, 9 * 60);         // false: equal ends are no quiet hours
//
// An instant is quiet if the clock on the wall shows a time in [begin, end), in minutes after midnight, 0 to
// 1,440 (less or more is taken for the nearest). So an hour that the clock shows twice is quiet twice, and
// one that it skips is not. If all of the day is quiet (0 to 1,440) no time is ever allowed, and
// NextAllowed() is absl::InfiniteFuture().
//
// Total: infinite times are never quiet. Allocates nothing; about 0.05 microseconds. Thread-safe.
#ifndef TRIAGE_SRC_CALENDAR_QUIET_HOURS_H_
#define TRIAGE_SRC_CALENDAR_QUIET_HOURS_H_

#include "absl/time/time.h"

namespace triage::calendar {

bool InQuietHours(absl::Time t, absl::TimeZone zone, int begin_minute, int end_minute);

// The first instant at or after `t` that is not quiet.
absl::Time NextAllowed(absl::Time t, absl::TimeZone zone, int begin_minute, int end_minute);

}  // namespace triage::calendar

#endif  // TRIAGE_SRC_CALENDAR_QUIET_HOURS_H_
