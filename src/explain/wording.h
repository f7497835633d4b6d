// Times, lengths of time and names of enums as people write them. For src/explain/ alone.
//
//   Wording wording("Asia/Jerusalem", decided_at);
//   wording.Time(due);                     // "Mon 23 Nov 12:30 Asia/Jerusalem"
//   Length(5400);                          // "1 h 30 min"
//   EnumWord("FIRST_RESPONSE");            // "first response"
//
// English, whatever the locale of the process. Thread-compatible.
#ifndef TRIAGE_SRC_EXPLAIN_WORDING_H_
#define TRIAGE_SRC_EXPLAIN_WORDING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace triage {

// Writes times in one zone. The year is written where it is not the year of `now`.
class Wording {
 public:
  // UTC where `zone` is no IANA name that the system knows.
  Wording(std::string_view zone, absl::Time now);

  std::string Time(const google::protobuf::Timestamp& stamp) const;

 private:
  absl::TimeZone zone_;
  std::string zone_name_;
  int64_t year_;
};

// "2 days 3 h", "30 min", "0 s": the two largest units. Negative lengths are taken as 0.
std::string Length(int64_t seconds);

// The name of a value of an enum in words: lower case, no '_'. "unknown" for an empty one.
std::string EnumWord(std::string_view name);

}  // namespace triage

#endif  // TRIAGE_SRC_EXPLAIN_WORDING_H_
