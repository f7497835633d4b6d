// Reads files of rules: only regular files, within bounds, of UTF-8. Thread-safe: pure functions, but for
// reading.
#ifndef TRIAGE_SRC_COMPILE_READ_READ_FILE_H_
#define TRIAGE_SRC_COMPILE_READ_READ_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace triage::compile {

// The whole file. NotFound where there is none; PermissionDenied where it cannot be opened; InvalidArgument
// where it is a directory, a pipe or a device; ResourceExhausted above `max_bytes`. Never waits for a pipe.
absl::StatusOr<std::string> ReadRegularFile(const std::string& path, size_t max_bytes);

// OK where `text` is text that people can edit: UTF-8 without NUL bytes. A byte order mark at its beginning
// is taken away. Else InvalidArgument, and `line` (from 0) is the first in which it is not.
absl::Status CheckText(std::string* text, int* line);

// The path of `include` as written in `including` (a path), where both lie in the folder `root` (from
// RealFolder). InvalidArgument where it leaves that folder by "..", an absolute path or a link; NotFound
// where there is no such file.
absl::StatusOr<std::string> ResolveInclude(const std::string& root, const std::string& including,
                                           const std::string& include);

// The folder of a file, without links.
absl::StatusOr<std::string> RealFolder(const std::string& path);

}  // namespace triage::compile

#endif  // TRIAGE_SRC_COMPILE_READ_READ_FILE_H_
