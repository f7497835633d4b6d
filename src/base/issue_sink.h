// Where the builders of compiled rules put what is wrong with the rules.
//
// A builder names the message of the rule set and the field in it; the sink knows the file, line and column.
// An error makes the rule set unusable, but building goes on, so that the author sees all issues at once.
#ifndef TRIAGE_SRC_BASE_ISSUE_SINK_H_
#define TRIAGE_SRC_BASE_ISSUE_SINK_H_

#include <string>
#include <string_view>

#include "google/protobuf/message.h"
#include "triage/issue.h"

namespace triage {

// A field of a message of the rule set under compilation; `field` empty: the message itself.
struct Place {
  const google::protobuf::Message* message = nullptr;
  std::string_view field = {};
  int index = -1;  // of a repeated field; -1: all of it
};

class IssueSink {
 public:
  virtual ~IssueSink() = default;

  // `code` is stable; `message` is one sentence; `hint` says how to mend it and may be empty.
  virtual void Add(Issue::Level level, std::string_view code, Place place, std::string message,
                   std::string hint) = 0;

  void Error(std::string_view code, Place place, std::string message, std::string hint = "") {
    Add(Issue::Level::kError, code, place, std::move(message), std::move(hint));
  }
  void Warning(std::string_view code, Place place, std::string message, std::string hint = "") {
    Add(Issue::Level::kWarning, code, place, std::move(message), std::move(hint));
  }
};

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_ISSUE_SINK_H_
