// What people write into the cells of a table and on the command line.
//
//   ParseTime("2026-11-23");        // midnight UTC; or RFC 3339: "2026-11-23T10:00:00+02:00"
//   ParseFlag("yes");               // true
//   ParseMoney("1234.50 EUR");      // {currency: "EUR" minor_units: 123450}
//   ParseMoney("1.234,50 EUR");     // InvalidArgument: "1.234,50" is no amount ...
//
// Nothing is guessed: what can be read in two ways is an error. Thread-safe: pure functions.
#ifndef TRIAGE_SRC_CLI_INPUT_CELLS_H_
#define TRIAGE_SRC_CLI_INPUT_CELLS_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "triage/v1/complaint.pb.h"

namespace triage::cli {

absl::StatusOr<absl::Time> ParseTime(std::string_view text);
absl::StatusOr<bool> ParseFlag(std::string_view text);
absl::StatusOr<double> ParseNumber(std::string_view text);
absl::StatusOr<v1::Money> ParseMoney(std::string_view text);
google::protobuf::Timestamp ToTimestamp(absl::Time time);

// Whether SetCell() can set this field: a scalar, an enum (also repeated), a Timestamp, Money.
bool IsCellField(const google::protobuf::FieldDescriptor& field);

// Reads `cell` as the field's type and sets it in `message`. An error leaves the message as it was.
absl::Status SetCell(std::string_view cell, const google::protobuf::FieldDescriptor& field,
                     google::protobuf::Message* message);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_INPUT_CELLS_H_
