// How a Calendar is checked and laid out; calendar.cc has the arithmetic on what is built here.
#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/calendar/calendar.h"
#include "src/calendar/zones.h"

namespace triage::calendar {
namespace {

constexpr int kMinutesADay = 24 * 60;
constexpr absl::CivilDay kEpoch(1970, 1, 1);
constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2199;
constexpr const char* kWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};

// 0 is Monday; 1970-01-01 was a Thursday. Days are in 1969 to 2200.
size_t Weekday(int64_t day) { return static_cast<size_t>((day + 3 + 7) % 7); }

std::string Clock(int minute) {
  return absl::StrCat(absl::Dec(minute / 60, absl::kZeroPad2), ":", absl::Dec(minute % 60, absl::kZeroPad2));
}

std::string Named(const WorkingInterval& interval) {
  return absl::StrCat(Clock(interval.begin), "-", Clock(interval.end));
}

std::string Named(const CalendarSpec::Exception& exception) {
  std::string day = absl::FormatCivilTime(exception.day);
  return exception.name.empty() ? day : absl::StrCat(day, " (", exception.name, ")");
}

// Sorts the intervals of one day, or says what is wrong with them.
absl::StatusOr<std::vector<WorkingInterval>> Sorted(std::vector<WorkingInterval> intervals,
                                                    const std::string& day) {
  for (const WorkingInterval& i : intervals) {
    if (i.begin < 0 || i.begin >= kMinutesADay || i.end > 2 * kMinutesADay) {
      return absl::InvalidArgumentError(absl::StrCat(day, ": an interval from minute ", i.begin, " to ",
                                                     i.end,
                                                     " must begin in 0 to 1439 and end at 2880 or before"));
    }
    if (i.end <= i.begin) {
      return absl::InvalidArgumentError(
          absl::StrCat(day, ": ", Named(i), " does not end after it begins (past midnight, add 24 hours)"));
    }
  }
  std::sort(intervals.begin(), intervals.end(),
            [](const WorkingInterval& a, const WorkingInterval& b) { return a.begin < b.begin; });
  for (size_t i = 1; i < intervals.size(); ++i) {
    if (intervals[i].begin < intervals[i - 1].end) {
      return absl::InvalidArgumentError(
          absl::StrCat(day, ": ", Named(intervals[i - 1]), " and ", Named(intervals[i]), " overlap"));
    }
  }
  return intervals;
}

// Whether the last interval of a day runs into the first one of the next.
absl::Status CheckMidnight(const std::vector<WorkingInterval>& day, const std::string& day_name,
                           const std::vector<WorkingInterval>& next, const std::string& next_name) {
  if (day.empty() || next.empty() || day.back().end - kMinutesADay <= next.front().begin) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(day_name, ": ", Named(day.back()),
                                                 " runs past midnight into ", Named(next.front()), " of ",
                                                 next_name));
}

}  // namespace

absl::StatusOr<Calendar> Calendar::Build(const CalendarSpec& spec) {
  Calendar calendar;
  calendar.round_the_clock_ = spec.round_the_clock;
  calendar.zone_name_ = spec.zone.empty() && spec.round_the_clock ? "UTC" : spec.zone;
  if (calendar.zone_name_.empty()) return absl::InvalidArgumentError("the calendar names no time zone");
  const std::optional<absl::TimeZone> zone = LoadZone(calendar.zone_name_);
  if (!zone.has_value()) {
    if (IsZoneName(calendar.zone_name_)) {
      return absl::FailedPreconditionError(
          absl::StrCat("this host's tzdata has no time zone \"", calendar.zone_name_, "\""));
    }
    const std::string_view nearest = NearestZoneName(calendar.zone_name_);
    return absl::InvalidArgumentError(absl::StrCat(
        "unknown time zone \"", calendar.zone_name_, "\"",
        nearest.empty() ? std::string() : absl::StrCat(": did you mean \"", Absl(nearest), "\"?")));
  }
  calendar.zone_ = *zone;

  std::array<std::vector<WorkingInterval>, 7> week;
  for (size_t d = 0; d < 7; ++d) {
    if (spec.round_the_clock) {
      if (!spec.week[d].empty() || !spec.exceptions.empty()) {
        return absl::InvalidArgumentError(
            "a calendar round the clock has no hours and no exceptions; for 24 hours a day with exceptions "
            "write 00:00-24:00 for each weekday");
      }
      week[d] = {{0, kMinutesADay}};
      continue;
    }
    absl::StatusOr<std::vector<WorkingInterval>> sorted = Sorted(spec.week[d], kWeekdays[d]);
    if (!sorted.ok()) return sorted.status();
    week[d] = *std::move(sorted);
  }
  for (size_t d = 0; d < 7; ++d) {
    const size_t next = (d + 1) % 7;
    const absl::Status status = CheckMidnight(week[d], kWeekdays[d], week[next], kWeekdays[next]);
    if (!status.ok()) return status;
    calendar.week_last_end_[d] = week[d].empty() ? 0 : week[d].back().end;
    if (!week[d].empty()) ++calendar.week_days_;
  }
  if (calendar.week_days_ == 0) return absl::InvalidArgumentError("the calendar's week has no working time");

  struct Sheet {  // an exception with its intervals sorted
    int64_t day;
    const CalendarSpec::Exception* exception;
    std::vector<WorkingInterval> intervals;
  };
  std::vector<Sheet> sheets;
  sheets.reserve(spec.exceptions.size());
  for (const CalendarSpec::Exception& exception : spec.exceptions) {
    if (exception.day.year() < kFirstYear || exception.day.year() > kLastYear) {
      return absl::InvalidArgumentError(
          absl::StrCat(Named(exception), ": not in the years ", kFirstYear, " to ", kLastYear));
    }
    absl::StatusOr<std::vector<WorkingInterval>> sorted = Sorted(exception.intervals, Named(exception));
    if (!sorted.ok()) return sorted.status();
    sheets.push_back({exception.day - kEpoch, &exception, *std::move(sorted)});
  }
  std::sort(sheets.begin(), sheets.end(), [](const Sheet& a, const Sheet& b) { return a.day < b.day; });
  const auto sheet_of = [&sheets](int64_t day) -> const Sheet* {
    const auto it = std::lower_bound(sheets.begin(), sheets.end(), day,
                                     [](const Sheet& sheet, int64_t d) { return sheet.day < d; });
    return it != sheets.end() && it->day == day ? &*it : nullptr;
  };
  const auto intervals_of = [&](int64_t day) -> const std::vector<WorkingInterval>& {
    const Sheet* sheet = sheet_of(day);
    return sheet != nullptr ? sheet->intervals : week[Weekday(day)];
  };
  const auto name_of = [&](int64_t day) {
    const Sheet* sheet = sheet_of(day);
    return sheet != nullptr ? Named(*sheet->exception)
                            : absl::StrCat(kWeekdays[Weekday(day)], " ", absl::FormatCivilTime(kEpoch + day));
  };
  std::vector<int64_t> altered_days;
  for (size_t i = 0; i < sheets.size(); ++i) {
    const Sheet& sheet = sheets[i];
    if (i > 0 && sheets[i - 1].day == sheet.day) {
      return absl::InvalidArgumentError(
          absl::StrCat(Named(*sheet.exception), ": the day has two exceptions"));
    }
    for (const int64_t day : {sheet.day - 1, sheet.day}) {
      const absl::Status status =
          CheckMidnight(intervals_of(day), name_of(day), intervals_of(day + 1), name_of(day + 1));
      if (!status.ok()) return status;
    }
    calendar.exceptions_.push_back({sheet.day, sheet.exception->name,
                                    sheet.intervals.empty() ? 0 : sheet.intervals.back().end,
                                    sheet.intervals.empty() && !week[Weekday(sheet.day)].empty()});
    if (altered_days.empty() || altered_days.back() != sheet.day) altered_days.push_back(sheet.day);
    altered_days.push_back(sheet.day + 1);
  }

  for (size_t d = 0; d < 7; ++d) {
    calendar.week_[d] = calendar.AddRuns(week[(d + 6) % 7], week[d]);
    calendar.week_worked_[d + 1] = calendar.week_worked_[d] + calendar.week_[d].total;
  }
  int64_t shift = 0;
  for (const int64_t day : altered_days) {
    const Day hours = calendar.AddRuns(intervals_of(day - 1), intervals_of(day));
    const int64_t worked = calendar.WeeklyWorked(day) + shift;
    shift = worked + hours.total - calendar.WeeklyWorked(day + 1);
    calendar.altered_.push_back({day, worked, shift, hours});
  }
  calendar.ReadZone();
  return calendar;
}

// The wall day that follows a day with the intervals `before` and has itself the intervals `own`.
Calendar::Day Calendar::AddRuns(const std::vector<WorkingInterval>& before,
                                const std::vector<WorkingInterval>& own) {
  Day day;
  day.first = static_cast<uint32_t>(runs_.size());
  const auto add = [&](int begin, int end) {
    if (day.runs > 0 && runs_.back().end == begin * 60) {
      runs_.back().end = end * 60;
    } else {
      runs_.push_back({begin * 60, end * 60, day.total});
      ++day.runs;
    }
    day.total += (end - begin) * 60;
  };
  if (!before.empty() && before.back().end > kMinutesADay) add(0, before.back().end - kMinutesADay);
  for (const WorkingInterval& interval : own) add(interval.begin, std::min(interval.end, kMinutesADay));
  return day;
}

void Calendar::ReadZone() {
  absl::Time t = absl::FromCivil(absl::CivilDay(kFirstYear, 1, 1), absl::UTCTimeZone());
  const absl::Time end = absl::FromCivil(absl::CivilDay(kLastYear + 1, 1, 1), absl::UTCTimeZone());
  const absl::CivilSecond epoch(kEpoch);
  int64_t offset = zone_.At(t).offset;
  int64_t worked = 0;
  const auto add = [&](int64_t begin) {
    if (!offsets_.empty()) worked = WorkedAt(begin).count;
    const int64_t shift = worked - WallWorked(begin + offset).count;
    offsets_.push_back({begin, offset, worked, shift});
  };
  add(absl::ToUnixSeconds(t));
  absl::TimeZone::CivilTransition change;
  while (t < end && zone_.NextTransition(t, &change)) {
    const int64_t begin = (change.from - epoch) - offset;
    t = absl::FromUnixSeconds(begin);
    if (t >= end) break;
    if (change.to == change.from) continue;  // a new name for the same offset
    offset += change.to - change.from;
    add(begin);
  }
  offsets_.shrink_to_fit();
}

namespace {

// The number in text[begin, begin + digits), or -1.
int Digits(std::string_view text, size_t begin, size_t digits) {
  int number = 0;
  for (const char c : text.substr(begin, digits)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

// What a message may quote of an author's text.
std::string Quoted(std::string_view text) { return absl::StrCat("\"", Absl(text.substr(0, 40)), "\""); }

}  // namespace

absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text) {
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const int year = shaped ? Digits(text, 0, 4) : -1;
  const int month = shaped ? Digits(text, 5, 2) : -1;
  const int day = shaped ? Digits(text, 8, 2) : -1;
  if (year < 0 || month < 0 || day < 0) {
    return absl::InvalidArgumentError(absl::StrCat(Quoted(text), " is no day: write it as 2027-02-28"));
  }
  if (year < kFirstYear || year > kLastYear) {
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(text), " is not in the years ", kFirstYear, " to ", kLastYear));
  }
  const absl::CivilDay parsed(year, month, day);
  // CivilDay takes 02-29 of a common year for 03-01.
  if (parsed.month() != month || parsed.day() != day) {
    std::string why;
    if (month >= 1 && month <= 12) {
      const absl::CivilDay last = absl::CivilDay(absl::CivilMonth(year, month) + 1) - 1;
      why = absl::StrCat(": that month ends on ", absl::FormatCivilTime(last));
    }
    return absl::InvalidArgumentError(absl::StrCat("there is no day ", Quoted(text), why));
  }
  return parsed;
}

absl::StatusOr<int> ParseMinuteOfDay(std::string_view text) {
  const size_t colon = text.size() == 4 ? 1 : 2;
  const bool shaped = (text.size() == 4 || text.size() == 5) && text[colon] == ':';
  const int hour = shaped ? Digits(text, 0, colon) : -1;
  const int minute = shaped ? Digits(text, colon + 1, 2) : -1;
  if (hour < 0 || minute < 0) {
    return absl::InvalidArgumentError(absl::StrCat(Quoted(text), " is no time of day: write it as 17:30"));
  }
  if (minute > 59 || hour * 60 + minute > kMinutesADay) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no time of day ", Quoted(text), ": times are 00:00 to 24:00"));
  }
  return hour * 60 + minute;
}

}  // namespace triage::calendar
