#include "src/explain/wording.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/civil_names.h"
#include "src/base/compat.h"
#include "src/base/timestamp.h"

namespace triage {
namespace {

// Zones are files: a name must not lead out of their folder.
bool IsZoneName(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '/';
  };
  return !name.empty() && name.size() <= 64 && name.front() != '/' &&
         std::all_of(name.begin(), name.end(), allowed);
}

int64_t YearOf(absl::Time time, absl::TimeZone zone) { return absl::ToCivilSecond(time, zone).year(); }

}  // namespace

Wording::Wording(std::string_view zone, absl::Time now) : zone_(absl::UTCTimeZone()), zone_name_("UTC") {
  absl::TimeZone loaded;
  if (IsZoneName(zone) && absl::LoadTimeZone(Absl(zone), &loaded)) {
    zone_ = loaded;
    zone_name_ = std::string(zone);
  }
  year_ = YearOf(now, zone_);
}

std::string Wording::Time(const google::protobuf::Timestamp& stamp) const {
  const absl::CivilSecond at = absl::ToCivilSecond(ToTime(stamp), zone_);
  std::string time = absl::StrCat(DayName(absl::GetWeekday(at)), " ", at.day(), " ", MonthName(at.month()));
  if (at.year() != year_) absl::StrAppend(&time, " ", at.year());
  absl::StrAppendFormat(&time, " %02d:%02d %s", at.hour(), at.minute(), zone_name_);
  return time;
}

std::string Length(int64_t seconds) {
  constexpr std::array<std::pair<int64_t, const char*>, 4> kUnits = {
      {{86400, " days"}, {3600, " h"}, {60, " min"}, {1, " s"}}};
  seconds = std::max<int64_t>(seconds, 0);
  std::string length;
  for (const auto& [unit, name] : kUnits) {
    const bool second = !length.empty();
    const int64_t count = seconds / unit;
    if (count > 0) {
      absl::StrAppend(&length, second ? " " : "", count, unit == 86400 && count == 1 ? " day" : name);
      seconds -= count * unit;
    }
    if (second) break;
  }
  return length.empty() ? "0 s" : length;
}

std::string EnumWord(std::string_view name) {
  if (name.empty()) return "unknown";
  std::string word(name);
  for (char& c : word) c = c == '_' ? ' ' : absl::ascii_tolower(static_cast<unsigned char>(c));
  return word;
}

}  // namespace triage
