// A message from protobuf's JSON mapping, as people and programs of doubtful encodings write it.
//
//   v1::Complaint complaint;
//   FromJson(R"({"id": "T-1", "body": "late"})", &complaint);   // ok, 0 parts repaired
//   FromJson("{\"body\": \"caf\xE9\"}", &complaint);            // ok, 1: invalid UTF-8 is read as U+FFFD
//   FromJson("[1]", &complaint).status();                       // InvalidArgument: no JSON object
//
// Field names may be written as in the .proto or in camel case; unknown ones are refused. Messages of errors
// hold no text of the input but names. Thread-safe: a pure function.
#ifndef TRIAGE_SRC_CLI_INPUT_JSON_H_
#define TRIAGE_SRC_CLI_INPUT_JSON_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace triage::cli {

// Replaces `message`. Returns how many invalid parts of UTF-8 were repaired.
absl::StatusOr<int> FromJson(std::string_view text, google::protobuf::Message* message);

// One line without the line feed, field names as in the .proto. InvalidArgument where the message cannot be
// written.
absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message);

// Whether all of `text` is UTF-8.
bool IsUtf8(std::string_view text);

// `text` with each byte of invalid UTF-8 replaced by U+FFFD; counts them.
std::string RepairUtf8(std::string_view text, int* repaired);

// Whether there is nothing but white space.
bool IsBlank(std::string_view text);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_INPUT_JSON_H_
