#include "src/calendar/calendar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "src/base/civil_names.h"

// How it works. Two lines of seconds are numbered by how much was worked before them: the wall line (weeks
// that repeat, and a sorted list of altered days with running sums) and the unix line (pieces of constant
// offset, each a window on the wall line, with running sums). "Add" is: look up the number of a second, add,
// look up the second of a number. Both directions are binary searches and divisions: no walk, no loop over
// days.

namespace triage::calendar {
namespace {

constexpr int64_t kDay = 86400;
constexpr absl::CivilDay kEpoch(1970, 1, 1);
constexpr int64_t kFirstSecond = -62135596800;  // the beginning of the year 1
constexpr int64_t kEndSecond = 253402300800;    // the end of the year 9999
constexpr int kSpelledOut = 4;
constexpr int kClosedNamed = 2;

int64_t FloorDiv(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// 0 is Monday; 1970-01-01 was a Thursday.
int Weekday(int64_t day) { return static_cast<int>(day + 3 - 7 * FloorDiv(day + 3, 7)); }

void AppendClock(int64_t second_of_day, std::string* out) {
  const int64_t minute = second_of_day / 60;
  const char text[] = {static_cast<char>('0' + minute / 600), static_cast<char>('0' + minute / 60 % 10), ':',
                       static_cast<char>('0' + minute % 60 / 10), static_cast<char>('0' + minute % 10)};
  out->append(text, sizeof text);
}

// "Thu", or "Thu 16 Apr" where the weekday alone would be taken for a nearer day.
void AppendDay(int64_t day, int64_t from_day, std::string* out) {
  out->append(DayName(static_cast<absl::Weekday>(Weekday(day))), 3);
  if (day - from_day < 7) return;
  const absl::CivilDay date = kEpoch + day;
  absl::StrAppend(out, " ", date.day(), " ", MonthName(date.month()));
  if (date.year() != (kEpoch + from_day).year()) absl::StrAppend(out, " ", date.year());
}

// "Thu 15:10-17:00" or "Thu 22:00-Fri 06:00", of wall seconds.
void AppendSpan(int64_t begin, int64_t end, int64_t from_day, std::string* out) {
  const int64_t begin_day = FloorDiv(begin, kDay);
  const int64_t end_day = FloorDiv(end, kDay);
  AppendDay(begin_day, from_day, out);
  out->push_back(' ');
  AppendClock(begin - begin_day * kDay, out);
  out->push_back('-');
  if (end == (begin_day + 1) * kDay) {
    out->append("24:00");
    return;
  }
  if (end_day != begin_day) {
    AppendDay(end_day, from_day, out);
    out->push_back(' ');
  }
  AppendClock(end - end_day * kDay, out);
}

// "9 business hours", "1 more minute", "2 hours": in the largest unit that is exact.
void AppendQuantity(int64_t seconds, const char* kind, std::string* out) {
  int64_t count = seconds;
  const char* unit = "second";
  if (seconds % 3600 == 0) {
    count = seconds / 3600;
    unit = "hour";
  } else if (seconds % 60 == 0) {
    count = seconds / 60;
    unit = "minute";
  }
  absl::StrAppend(out, count, kind, unit);
  if (count != 1) out->push_back('s');
}

absl::Duration NotNegative(absl::Duration amount) { return std::max(amount, absl::ZeroDuration()); }

}  // namespace

int64_t Calendar::WeeklyWorked(int64_t day) const {
  const int64_t week = FloorDiv(day + 3, 7);
  return week * week_worked_[7] + week_worked_[static_cast<size_t>(day + 3 - 7 * week)];
}

const Calendar::Altered* Calendar::LastAltered(int64_t day) const {
  const auto it = std::upper_bound(altered_.begin(), altered_.end(), day,
                                   [](int64_t d, const Altered& altered) { return d < altered.day; });
  return it == altered_.begin() ? nullptr : &*(it - 1);
}

// The hours of a wall day, and what was worked before it.
const Calendar::Day& Calendar::HoursOf(int64_t day, int64_t* worked) const {
  const Altered* altered = LastAltered(day);
  if (altered != nullptr && altered->day == day) {
    *worked = altered->worked;
    return altered->hours;
  }
  *worked = WeeklyWorked(day) + (altered != nullptr ? altered->shift : 0);
  return week_[static_cast<size_t>(Weekday(day))];
}

Calendar::Worked Calendar::WallWorked(int64_t wall) const {
  const int64_t day = FloorDiv(wall, kDay);
  const int64_t second = wall - day * kDay;
  int64_t worked = 0;
  const Day& hours = HoursOf(day, &worked);
  for (uint32_t i = hours.first; i < hours.first + hours.runs; ++i) {
    const Run& run = runs_[i];
    if (second < run.begin) return {worked + run.worked, false};
    if (second < run.end) return {worked + run.worked + (second - run.begin), true};
  }
  return {worked + hours.total, false};
}

// The wall second that is working second number `worked`.
int64_t Calendar::WallOf(int64_t worked) const {
  int64_t day = 0;
  int64_t rest = 0;
  const Day* hours = nullptr;
  // The last of several days with the same number is the one that is worked, or the one before it.
  const auto it = std::upper_bound(altered_.begin(), altered_.end(), worked,
                                   [](int64_t w, const Altered& altered) { return w < altered.worked; });
  const Altered* altered = it == altered_.begin() ? nullptr : &*(it - 1);
  if (altered != nullptr && worked < altered->worked + altered->hours.total) {
    day = altered->day;
    rest = worked - altered->worked;
    hours = &altered->hours;
  } else {
    const int64_t weekly = worked - (altered != nullptr ? altered->shift : 0);
    const int64_t week = FloorDiv(weekly, week_worked_[7]);
    rest = weekly - week * week_worked_[7];
    size_t weekday = 0;
    while (rest >= week_worked_[weekday + 1]) ++weekday;
    rest -= week_worked_[weekday];
    day = week * 7 + static_cast<int64_t>(weekday) - 3;
    hours = &week_[weekday];
  }
  uint32_t i = hours->first + hours->runs - 1;
  while (runs_[i].worked > rest) --i;
  return day * kDay + runs_[i].begin + (rest - runs_[i].worked);
}

const Calendar::Offset& Calendar::OffsetAt(int64_t unix_sec) const {
  const auto it = std::upper_bound(offsets_.begin() + 1, offsets_.end(), unix_sec,
                                   [](int64_t t, const Offset& offset) { return t < offset.begin; });
  return *(it - 1);
}

Calendar::Worked Calendar::WorkedAt(int64_t unix_sec) const {
  const Offset& offset = OffsetAt(unix_sec);
  Worked worked = WallWorked(unix_sec + offset.offset);
  worked.count += offset.shift;
  return worked;
}

int64_t Calendar::UnixOf(int64_t worked) const {
  const auto it = std::upper_bound(offsets_.begin() + 1, offsets_.end(), worked,
                                   [](int64_t w, const Offset& offset) { return w < offset.worked; });
  const Offset& offset = *(it - 1);
  return WallOf(worked - offset.shift) - offset.offset;
}

// The end of the working time without a break around `unix_sec`, which is working; at most `limit`.
int64_t Calendar::RunEnd(int64_t unix_sec, int64_t limit) const {
  const Offset& offset = OffsetAt(unix_sec);
  const int64_t wall = unix_sec + offset.offset;
  const int64_t day = FloorDiv(wall, kDay);
  int64_t ignored = 0;
  const Day& hours = HoursOf(day, &ignored);
  uint32_t i = hours.first;
  while (runs_[i].end <= wall - day * kDay) ++i;
  int64_t end = day * kDay + runs_[i].end - offset.offset;
  bool may_go_on = runs_[i].end == kDay;
  if (&offset != &offsets_.back() && end >= (&offset + 1)->begin) {
    end = (&offset + 1)->begin;
    may_go_on = true;
  }
  if (end >= limit) return limit;
  if (!may_go_on || !WorkedAt(end).working) return end;
  // Past midnight or a change of the clock: the last second up to which every second was worked.
  const int64_t worked = WorkedAt(end).count;
  int64_t last = end;
  for (int64_t step = kDay; last < limit; step *= 2) {
    const int64_t next = std::min(last + step, limit);
    if (WorkedAt(next).count - worked != next - end) {
      int64_t past = next;
      while (past - last > 1) {
        const int64_t middle = last + (past - last) / 2;
        (WorkedAt(middle).count - worked == middle - end ? last : past) = middle;
      }
      return last;
    }
    last = next;
  }
  return limit;
}

// The instant after the last one at which the clock shows the second before `wall`: the end of an interval.
int64_t Calendar::UnixAfterWall(int64_t wall) const {
  const auto it =
      std::upper_bound(offsets_.begin() + 1, offsets_.end(), wall - 1,
                       [](int64_t w, const Offset& offset) { return w < offset.begin + offset.offset; });
  const int64_t end = wall - (it - 1)->offset;
  return it == offsets_.end() ? end : std::min(end, it->begin);
}

Calendar::Position Calendar::Start(absl::Time from) const {
  const int64_t sec = absl::ToUnixSeconds(from);
  if (sec < kFirstSecond) return {kFirstSecond, absl::ZeroDuration()};
  if (sec >= kEndSecond) return {kEndSecond, absl::ZeroDuration()};
  return {sec, from - absl::FromUnixSeconds(sec)};
}

absl::Time Calendar::Due(absl::Time from, absl::Duration amount) const {
  const Position start = Start(from);
  if (start.sec == kEndSecond || amount > absl::Seconds(kEndSecond)) return absl::InfiniteFuture();
  const Worked worked = WorkedAt(start.sec);
  if (amount <= absl::ZeroDuration()) {
    return worked.working ? absl::FromUnixSeconds(start.sec) + start.fraction
                          : absl::FromUnixSeconds(UnixOf(worked.count));
  }
  if (worked.working) amount += start.fraction;
  const int64_t seconds = absl::ToInt64Seconds(amount);
  const absl::Duration fraction = amount - absl::Seconds(seconds);
  // With a fraction, the second that the fraction is part of is the last one; else the one before it is.
  const bool whole = fraction == absl::ZeroDuration();
  const int64_t due = whole ? UnixOf(worked.count + seconds - 1) + 1 : UnixOf(worked.count + seconds);
  return due > kEndSecond ? absl::InfiniteFuture() : absl::FromUnixSeconds(due) + fraction;
}

BusinessTime Calendar::Add(absl::Time from, absl::Duration amount, bool explain) const {
  BusinessTime result;
  result.due = Due(from, amount);
  if (explain) AppendExplanation(from, amount, &result.explanation);
  return result;
}

const Calendar::Scheduled* Calendar::ExceptionOn(int64_t day) const {
  const auto it = std::lower_bound(exceptions_.begin(), exceptions_.end(), day,
                                   [](const Scheduled& e, int64_t d) { return e.day < d; });
  return it == exceptions_.end() ? nullptr : &*it;
}

int32_t Calendar::LastEnd(int64_t day) const {
  const Scheduled* exception = ExceptionOn(day);
  if (exception != nullptr && exception->day == day) return exception->last_end;
  return week_last_end_[static_cast<size_t>(Weekday(day))];
}

// The first working day after `day`, or, where whole weeks without exceptions follow, a later one; takes
// from `days` how many working days that was. At least one, at most `days`.
int64_t Calendar::NextWorkingDay(int64_t day, int* days) const {
  for (;;) {
    const Scheduled* exception = ExceptionOn(day + 1);
    int64_t weeks = (*days - 1) / week_days_;
    if (exception != nullptr) weeks = std::min(weeks, (exception->day - day - 1) / 7);
    day += 7 * weeks + 1;
    *days -= static_cast<int>(weeks) * week_days_;
    if (LastEnd(day) > 0) {
      --*days;
      return day;
    }
  }
}

int64_t Calendar::WallDay(absl::Time t) const {
  const int64_t sec = Start(t).sec;
  return FloorDiv(sec + OffsetAt(sec).offset, kDay);
}

BusinessTime Calendar::AddDays(absl::Time from, int days, bool explain) const {
  BusinessTime result;
  days = std::max(days, 1);
  int64_t day = WallDay(from);
  if (explain) AppendDaysExplanation(from, days, &result.explanation);
  while (days > 0) day = NextWorkingDay(day, &days);
  const int64_t due = UnixAfterWall(day * kDay + int64_t{LastEnd(day)} * 60);
  const bool beyond = due > kEndSecond || from >= absl::FromUnixSeconds(kEndSecond);
  result.due = beyond ? absl::InfiniteFuture() : absl::FromUnixSeconds(due);
  return result;
}

absl::Duration Calendar::Between(absl::Time from, absl::Time to) const {
  if (to <= from) return absl::ZeroDuration();
  const Position begin = Start(from);
  const Position end = Start(to);
  const Worked before = WorkedAt(begin.sec);
  const Worked after = WorkedAt(end.sec);
  absl::Duration worked = absl::Seconds(after.count - before.count);
  if (before.working) worked -= begin.fraction;
  if (after.working) worked += end.fraction;
  return worked;
}

// As `from` goes on through working time, what `amount` takes stays the same, or grows where its end comes
// to a break; through a break it shrinks. So it is largest where a break begins.
absl::Duration Calendar::WorstCase(absl::Duration amount, int year_of) const {
  const int year = std::clamp(year_of, 1, 9998);
  const int64_t begin = UnixAfterWall((absl::CivilDay(year, 1, 1) - kEpoch) * kDay);
  const int64_t end = UnixAfterWall((absl::CivilDay(year + 2, 1, 1) - kEpoch) * kDay);
  absl::Duration worst;
  const auto consider_start = [&](int64_t sec) {
    const absl::Time from = absl::FromUnixSeconds(sec);
    worst = std::max(worst, Due(from, amount) - from);
  };
  consider_start(begin);
  for (int64_t t = begin; t < end;) {
    const int64_t run = UnixOf(WorkedAt(t).count);
    if (run >= end) break;
    t = RunEnd(run, end);
    consider_start(t);
  }
  return worst;
}

void Calendar::AppendClosed(int64_t from_day, int64_t to_day, std::string* out) const {
  const Scheduled* const end = exceptions_.data() + exceptions_.size();
  int closed = 0;
  const Scheduled* exception = ExceptionOn(from_day);
  for (; exception != nullptr && exception != end && exception->day <= to_day; ++exception) {
    if (!exception->closes || ++closed > kClosedNamed) continue;
    out->append(closed == 1 ? "; closed " : ", ");
    AppendDay(exception->day, from_day, out);
    if (!exception->name.empty()) absl::StrAppend(out, " (", exception->name, ")");
  }
  if (closed > kClosedNamed) {
    const int more = closed - kClosedNamed;
    absl::StrAppend(out, " and ", more, more == 1 ? " more day" : " more days");
  }
}

void Calendar::AppendExplanation(absl::Time from, absl::Duration amount, std::string* out) const {
  amount = NotNegative(amount);
  const absl::Time due = Due(from, amount);
  AppendQuantity(absl::ToInt64Seconds(amount), round_the_clock_ ? " " : " business ", out);
  out->append(round_the_clock_ ? ", round the clock in " : " in ");
  absl::StrAppend(out, zone_name_, ": ");
  if (due == absl::InfiniteFuture()) {
    out->append("never");
    return;
  }
  const int64_t end = absl::ToUnixSeconds(due);
  const int64_t end_wall = end + OffsetAt(end).offset;
  const int64_t from_day = WallDay(from);
  const auto append_end = [&] {
    const int64_t day = FloorDiv(end_wall, kDay);
    AppendDay(day, from_day, out);
    out->push_back(' ');
    AppendClock(end_wall - day * kDay, out);
  };
  if (amount == absl::ZeroDuration()) {
    append_end();
  } else {
    int64_t begin = UnixOf(WorkedAt(Start(from).sec).count);
    for (int spans = 1;; ++spans) {
      const int64_t run_end = RunEnd(begin, std::max(end, begin));
      // The offset of the last second: an interval that ends where the clock changes ends on the old clock.
      AppendSpan(begin + OffsetAt(begin).offset, run_end + OffsetAt(std::max(run_end - 1, begin)).offset,
                 from_day, out);
      if (run_end >= end) break;
      const Worked done = WorkedAt(run_end);
      if (spans == kSpelledOut) {
        out->append(" and ");
        AppendQuantity(WorkedAt(end).count - done.count, " more ", out);
        out->append(" until ");
        append_end();
        break;
      }
      out->append(", ");
      begin = UnixOf(done.count);
    }
  }
  AppendClosed(from_day, FloorDiv(end_wall, kDay), out);
}

void Calendar::AppendDaysExplanation(absl::Time from, int days, std::string* out) const {
  days = std::max(days, 1);
  absl::StrAppend(out, days, days == 1 ? " business day in " : " business days in ", zone_name_, ": ");
  if (from >= absl::FromUnixSeconds(kEndSecond)) {
    out->append("never");
    return;
  }
  const int64_t from_day = WallDay(from);
  int64_t day = from_day;
  for (int spelled = 0; days > 0 && spelled < kSpelledOut; ++spelled, --days) {
    if (spelled > 0) out->append(", ");
    int one = 1;
    day = NextWorkingDay(day, &one);
    AppendDay(day, from_day, out);
  }
  const bool more = days > 0;
  if (more) {
    absl::StrAppend(out, " and ", days, days == 1 ? " more day" : " more days");
    while (days > 0) day = NextWorkingDay(day, &days);
  }
  const int64_t end = UnixAfterWall(day * kDay + int64_t{LastEnd(day)} * 60);
  const int64_t wall = end + OffsetAt(end - 1).offset;
  out->append(" until ");
  const int64_t end_day = FloorDiv(wall, kDay);
  const bool midnight = wall == (day + 1) * kDay;
  if (more || (end_day != day && !midnight)) {
    AppendDay(midnight ? day : end_day, from_day, out);
    out->push_back(' ');
  }
  if (midnight) {
    out->append("24:00");
  } else {
    AppendClock(wall - end_day * kDay, out);
  }
  AppendClosed(from_day, day, out);
}

}  // namespace triage::calendar
