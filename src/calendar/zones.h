// All IANA time zones by name, for stages that may not read files: a customer's zone comes with the
// complaint, and absl::LoadTimeZone reads the disk and takes a lock.
//
//   std::shared_ptr<const Zones> zones = Zones::Shared();           // when an engine is compiled
//   std::optional<absl::TimeZone> zone = zones->Find("Europe/Rome");  // when it decides
//   zones->Find("Rome");          // nullopt
//   NearestZoneName("Rome");      // "Europe/Rome"
//
// Names are matched exactly as IANA writes them; links ("Israel") give the zone that they point to. Only
// names of the list in zone_names.inc are ever opened: what a rule file or a customer record calls a zone
// never becomes a path. A zone that the host's tzdata lacks is absent.
//
// Cost: Find() makes about ten comparisons and allocates nothing. Loading takes about 25 milliseconds and
// 7 MB, which Abseil keeps for the life of the process; hence Shared(). Immutable: thread-safe.
#ifndef TRIAGE_SRC_CALENDAR_ZONES_H_
#define TRIAGE_SRC_CALENDAR_ZONES_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace triage::calendar {

class Zones {
 public:
  // Reads the host's tzdata.
  static Zones LoadAll();

  // LoadAll() of the first call in this process, for all engines.
  static std::shared_ptr<const Zones> Shared();

  std::optional<absl::TimeZone> Find(std::string_view name) const;

  size_t size() const { return zones_.size(); }

 private:
  Zones() = default;
  std::vector<std::pair<std::string_view, absl::TimeZone>> zones_;  // by name; names live in the program
};

// One zone from the host's tzdata, for the compile stage: costs what one zone costs. nullopt if the name
// is no IANA name, or the host lacks the zone.
std::optional<absl::TimeZone> LoadZone(std::string_view name);

// True if `name` is an IANA name, whether or not the host has it.
bool IsZoneName(std::string_view name);

// The zone that an author most likely meant: a slip of the keys, another case, or the city alone. Empty if
// none is near. For messages.
std::string_view NearestZoneName(std::string_view name);

}  // namespace triage::calendar

#endif  // TRIAGE_SRC_CALENDAR_ZONES_H_
