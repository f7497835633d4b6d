#include "src/calendar/zones.h"

#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace triage::calendar {
namespace {

TEST(Zones, FindsZonesAndLinks) {
  const struct {
    const char* name;
    const char* wanted;
    const char* found;  // the zone's own name; null if none
  } rows[] = {
      {"zone", "Asia/Jerusalem", "Asia/Jerusalem"},
      {"link", "Israel", "Asia/Jerusalem"},
      {"first of the list", "Africa/Abidjan", "Africa/Abidjan"},
      {"last of the list", "Zulu", "Etc/UTC"},
      {"three parts", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"},
      {"sign", "Etc/GMT+5", "Etc/GMT+5"},
      {"UTC", "UTC", "Etc/UTC"},
      {"empty", "", nullptr},
      {"city alone", "Rome", nullptr},
      {"other case", "europe/rome", nullptr},
      {"longer", "Europe/Rome2", nullptr},
      {"shorter", "Europe/Rom", nullptr},
      {"after the last", "zzz", nullptr},
      {"path", "/etc/localtime", nullptr},
      {"path outside", "../zoneinfo/Europe/Rome", nullptr},
      {"Abseil's own names", "Fixed/UTC+01:00:00", nullptr},
      {"the host's zone", "localtime", nullptr},
      {"no place", "Factory", nullptr},
  };
  const std::shared_ptr<const Zones> zones = Zones::Shared();
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const std::optional<absl::TimeZone> zone = zones->Find(row.wanted);
    EXPECT_EQ(zone.has_value() ? zone->name() : "", row.found != nullptr ? row.found : "");
    const std::optional<absl::TimeZone> loaded = LoadZone(row.wanted);
    EXPECT_EQ(loaded.has_value() ? loaded->name() : "", row.found != nullptr ? row.found : "");
    EXPECT_EQ(IsZoneName(row.wanted), row.found != nullptr);
  }
}

TEST(Zones, FindsEveryNameOfTheListInItsOrder) {
  constexpr const char* kNames[][2] = {
#include "src/calendar/zone_names.inc"
  };
  const std::shared_ptr<const Zones> zones = Zones::Shared();
  std::string before;
  size_t found = 0;
  for (const auto& row : kNames) {
    EXPECT_LT(before, row[0]);
    before = row[0];
    EXPECT_TRUE(IsZoneName(row[0])) << row[0];
    EXPECT_TRUE(IsZoneName(row[1])) << row[0] << " points to " << row[1];
    if (zones->Find(row[0]).has_value()) ++found;
  }
  EXPECT_EQ(found, zones->size());
  EXPECT_GT(found, 300u);
}

TEST(Zones, SharedIsOneTable) {
  std::vector<std::shared_ptr<const Zones>> shared(4);
  std::vector<std::thread> threads;
  for (auto& slot : shared) threads.emplace_back([&slot] { slot = Zones::Shared(); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& zones : shared) EXPECT_EQ(zones, shared[0]);
}

TEST(NearestZoneName, GuessesWhatWasMeant) {
  const struct {
    const char* name;
    const char* wanted;
    const char* nearest;
  } rows[] = {
      {"dropped letter", "Asia/Jeruslem", "Asia/Jerusalem"},
      {"swapped letters", "Europe/Bucahrest", "Europe/Bucharest"},
      {"case", "europe/rome", "Europe/Rome"},
      {"space", "America/New York", "America/New_York"},
      {"city", "Bucharest", "Europe/Bucharest"},
      {"misspelt city", "Jeruslem", "Asia/Jerusalem"},
      {"nothing near", "Middle-earth/Hobbiton", ""},
      {"empty", "", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(NearestZoneName(row.wanted), row.nearest);
  }
  EXPECT_EQ(NearestZoneName(std::string(1 << 20, 'a')), "");
}

}  // namespace
}  // namespace triage::calendar
