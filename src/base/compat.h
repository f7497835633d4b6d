// The one place that knows how Debian 12's libraries differ from today's.
//
// Debian 12 (Abseil 20220623, RE2 20220601, protobuf 3.21) has string views of its own:
// `absl::string_view` is not `std::string_view` and does not convert from it. In today's releases they
// are one type, and these functions do nothing. RE2 needs no help: its StringPiece is made from a
// std::string_view in both.
#ifndef TRIAGE_SRC_BASE_COMPAT_H_
#define TRIAGE_SRC_BASE_COMPAT_H_

#include <string>
#include <string_view>

#include "absl/strings/string_view.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/stubs/common.h"

namespace triage {

// A standard view as Abseil (StrCat, Status, flat_hash_map look-ups, ...) wants it.
inline absl::string_view Absl(std::string_view s) { return absl::string_view(s.data(), s.size()); }

// An Abseil, protobuf or RE2 view (or std::string) as a standard view.
template <typename View>
std::string_view Std(const View& s) {
  return std::string_view(s.data(), s.size());
}

// Receives what protobuf's text parser says. Line and column count from 0; a line of -1 is the whole file.
class TextErrors : public google::protobuf::io::ErrorCollector {
 public:
  virtual void OnError(int line, int column, std::string message) = 0;

#if GOOGLE_PROTOBUF_VERSION >= 4022000
  void RecordError(int line, google::protobuf::io::ColumnNumber column, absl::string_view message) override {
    OnError(line, column, std::string(message));
  }
#else
  void AddError(int line, google::protobuf::io::ColumnNumber column, const std::string& message) override {
    OnError(line, column, message);
  }
#endif
};

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_COMPAT_H_
