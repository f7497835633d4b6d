// English names of days and months, whatever the locale of the process: absl::FormatTime's %a and %b follow
// it, and the same input must give the same bytes everywhere. Thread-safe: pure functions.
#ifndef TRIAGE_SRC_BASE_CIVIL_NAMES_H_
#define TRIAGE_SRC_BASE_CIVIL_NAMES_H_

#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace triage {

// "Mon" .. "Sun"; absl::Weekday counts from Monday.
inline const char* DayName(absl::Weekday day) {
  constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return kDays[static_cast<int>(day)];
}

// "Jan" .. "Dec", of 1 to 12.
inline const char* MonthName(int month) {
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return kMonths[month - 1];
}

// "Mon 23 Nov 2026, 17:00".
inline std::string DayAndTime(absl::CivilSecond at) {
  return absl::StrFormat("%s %d %s %d, %02d:%02d", DayName(absl::GetWeekday(at)), at.day(),
                         MonthName(at.month()), at.year(), at.hour(), at.minute());
}

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_CIVIL_NAMES_H_
