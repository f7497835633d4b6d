#include "src/calendar/quiet_hours.h"

#include <algorithm>

#include "absl/time/civil_time.h"

namespace triage::calendar {
namespace {

constexpr int kMinutesADay = 24 * 60;

bool IsInfinite(absl::Time t) { return t == absl::InfiniteFuture() || t == absl::InfinitePast(); }

// Both ends are in 0 to 1,440.
bool IsQuiet(const absl::CivilSecond& wall, int begin_minute, int end_minute) {
  const int minute = wall.hour() * 60 + wall.minute();
  if (begin_minute <= end_minute) return minute >= begin_minute && minute < end_minute;
  return minute >= begin_minute || minute < end_minute;
}

}  // namespace

bool InQuietHours(absl::Time t, absl::TimeZone zone, int begin_minute, int end_minute) {
  return !IsInfinite(t) && IsQuiet(zone.At(t).cs, std::clamp(begin_minute, 0, kMinutesADay),
                                   std::clamp(end_minute, 0, kMinutesADay));
}

absl::Time NextAllowed(absl::Time t, absl::TimeZone zone, int begin_minute, int end_minute) {
  begin_minute = std::clamp(begin_minute, 0, kMinutesADay);
  end_minute = std::clamp(end_minute, 0, kMinutesADay);
  if (begin_minute == 0 && end_minute == kMinutesADay) return absl::InfiniteFuture();
  while (InQuietHours(t, zone, begin_minute, end_minute)) {
    // Either the quiet hours end on the clock as it now runs, or the clock is changed before they do; then
    // what it shows may be quiet or not.
    const absl::TimeZone::CivilInfo now = zone.At(t);
    const int minute = now.cs.hour() * 60 + now.cs.minute();
    const int left = (end_minute - minute + kMinutesADay) % kMinutesADay;
    const absl::Time end = t - now.subsecond - absl::Seconds(now.cs.second()) + absl::Minutes(left);
    absl::TimeZone::CivilTransition change;
    if (!zone.NextTransition(t, &change)) return end;
    // At `change.from` on the clock as it ran before.
    const absl::Time changed = t - now.subsecond + absl::Seconds(change.from - now.cs);
    if (end <= changed) return end;
    t = changed;
  }
  return t;
}

}  // namespace triage::calendar
