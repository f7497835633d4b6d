// What lengths of time, promises and lists mean, the same for those who check rules and those who follow
// them. Thread-safe: pure functions.
#ifndef TRIAGE_SRC_DECIDE_POLICY_TERMS_H_
#define TRIAGE_SRC_DECIDE_POLICY_TERMS_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "src/decide/policy/compiled.h"

namespace triage::decide {

// When something is due that runs from `from`; `calendar` is an index, and counts for business time alone.
inline absl::Time DueAt(const Policy::Compiled& policy, const TimeTerms& within, int calendar,
                        absl::Time from) {
  const calendar::Calendar& counted = policy.calendars[static_cast<size_t>(calendar)];
  switch (within.unit) {
    case TimeTerms::Unit::kBusinessTime:
      return counted.Add(from, within.time, false).due;
    case TimeTerms::Unit::kBusinessDays:
      return counted.AddDays(from, within.days, false).due;
    case TimeTerms::Unit::kClock:
      break;
  }
  return from + within.time;
}

// The deadline that a promise is.
inline v1::Deadline::Kind DeadlineOf(v1::Promise::Kind promise) {
  switch (promise) {
    case v1::Promise::NEWS:
      return v1::Deadline::NEXT_UPDATE;
    case v1::Promise::ANSWER:
    case v1::Promise::CALLBACK:
      return v1::Deadline::FIRST_RESPONSE;
    default:
      return v1::Deadline::RESOLVE;
  }
}

// The message of that id; null where there is none.
inline const MessageTerms* FindMessage(const std::vector<MessageTerms>& messages, const std::string& id) {
  const auto found = std::find_if(messages.begin(), messages.end(),
                                  [&id](const MessageTerms& message) { return message.id == id; });
  return found == messages.end() ? nullptr : &*found;
}

inline void AddOnce(const std::string& value, google::protobuf::RepeatedPtrField<std::string>* list) {
  if (std::find(list->begin(), list->end(), value) == list->end()) *list->Add() = value;
}

}  // namespace triage::decide

#endif  // TRIAGE_SRC_DECIDE_POLICY_TERMS_H_
