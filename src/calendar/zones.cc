#include "src/calendar/zones.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"

namespace triage::calendar {
namespace {

struct ZoneName {
  std::string_view name;
  std::string_view canonical;
};

// Sorted by name.
constexpr ZoneName kZoneNames[] = {
#include "src/calendar/zone_names.inc"
};

// Longer names are no slip of the keys, and would make the search for a near one slow.
constexpr size_t kLongestName = 64;

const ZoneName* FindName(std::string_view name) {
  const auto* it = std::lower_bound(std::begin(kZoneNames), std::end(kZoneNames), name,
                                    [](const ZoneName& zone, std::string_view n) { return zone.name < n; });
  return it != std::end(kZoneNames) && it->name == name ? it : nullptr;
}

// Tries the canonical name first, so that Abseil reads and keeps each zone once, not once a link. A host
// may hold the link alone.
std::optional<absl::TimeZone> Load(const ZoneName& zone) {
  absl::TimeZone loaded;
  for (const std::string_view name : {zone.canonical, zone.name}) {
    if (absl::LoadTimeZone(std::string(name), &loaded)) return loaded;
  }
  return std::nullopt;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  absl::AsciiStrToLower(&lower);
  for (char& c : lower) {
    if (c == ' ') c = '_';
  }
  return lower;
}

// How many letters must be inserted, dropped, changed or swapped with their neighbour.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

Zones Zones::LoadAll() {
  Zones zones;
  zones.zones_.reserve(std::size(kZoneNames));
  for (const ZoneName& name : kZoneNames) {
    if (const std::optional<absl::TimeZone> zone = Load(name)) zones.zones_.emplace_back(name.name, *zone);
  }
  return zones;
}

std::shared_ptr<const Zones> Zones::Shared() {
  static const auto* const shared =
      new std::shared_ptr<const Zones>(std::make_shared<const Zones>(LoadAll()));
  return *shared;
}

std::optional<absl::TimeZone> Zones::Find(std::string_view name) const {
  const auto it = std::lower_bound(zones_.begin(), zones_.end(), name,
                                   [](const auto& zone, std::string_view n) { return zone.first < n; });
  if (it == zones_.end() || it->first != name) return std::nullopt;
  return it->second;
}

std::optional<absl::TimeZone> LoadZone(std::string_view name) {
  const ZoneName* zone = FindName(name);
  return zone != nullptr ? Load(*zone) : std::nullopt;
}

bool IsZoneName(std::string_view name) { return FindName(name) != nullptr; }

std::string_view NearestZoneName(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return {};
  const std::string wanted = Lower(name);
  // A third of the letters may be wrong.
  size_t nearest = wanted.size() / 3 + 1;
  std::string_view found;
  for (const ZoneName& zone : kZoneNames) {
    const std::string full = Lower(zone.name);
    const std::string_view city = std::string_view(full).substr(full.rfind('/') + 1);
    const size_t distance = std::min(EditDistance(wanted, full), EditDistance(wanted, city));
    if (distance < nearest) {
      nearest = distance;
      found = zone.name;
    }
  }
  return found;
}

}  // namespace triage::calendar
