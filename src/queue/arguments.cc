#include "src/queue/arguments.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/timestamp.h"
#include "src/queue/requirement.h"

namespace triage::queue {

absl::Status CheckNow(absl::Time now) {
  if (now >= kFirstTime && now <= kLastTime - kMaxLease) return absl::OkStatus();
  return absl::InvalidArgumentError("`now` is before 1970 or after 9998");
}

absl::Status CheckItem(const v1::QueueItem& item) {
  if (item.id().empty()) return absl::InvalidArgumentError("the item has no id");
  if (item.id().size() > kMaxIdBytes) {
    return absl::InvalidArgumentError(absl::StrCat("the item's id is longer than ", kMaxIdBytes, " bytes"));
  }
  if (item.hostility() < 0 || item.hostility() > kMaxHostility) {
    return absl::InvalidArgumentError(absl::StrCat("item '", item.id(), "': hostility ", item.hostility(),
                                                   " is outside 0..", kMaxHostility));
  }
  if (item.ByteSizeLong() > kMaxItemBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("item '", item.id(), "' is larger than ", kMaxItemBytes, " bytes"));
  }
  return absl::OkStatus();
}

absl::Status CheckLength(absl::Duration length) {
  if (length >= absl::Microseconds(1) && length <= kMaxLease) return absl::OkStatus();
  return absl::InvalidArgumentError("the length of a lease is not between a microsecond and 365 days");
}

absl::Status CheckLease(const v1::Agent& agent, absl::Time now, absl::Duration length) {
  if (agent.id().empty()) return absl::InvalidArgumentError("the agent has no id");
  if (absl::Status status = CheckNow(now); !status.ok()) return status;
  return CheckLength(length);
}

int CapacityOf(const v1::Agent& agent) { return std::max(agent.capacity(), 1); }

absl::Status UnknownItem(std::string_view id) {
  return absl::NotFoundError(absl::StrCat("no item '", Absl(id), "' in the queue"));
}

absl::Status NotInState(std::string_view id, std::string_view what) {
  return absl::FailedPreconditionError(absl::StrCat("item '", Absl(id), "' ", Absl(what)));
}

}  // namespace triage::queue
