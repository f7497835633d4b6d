// A text file that only its owner may read: decisions hold words of customers.
//
//   auto file = PrivateFile::Create("decisions.jsonl", {"inbox.jsonl"});
//   (*file)->stream() << line << '\n';
//   absl::Status kept = (*file)->Commit();   // "decisions.jsonl: cannot be written: No space left on device"
//
// What is written goes to a file beside it, which takes its place on Commit(); until then, and without it,
// what was there before stays. A device or a pipe is written as it is.
// Refused: a file that is also an input (it would be overwritten), and what cannot be created.
// Thread-compatible.
#ifndef TRIAGE_SRC_CLI_OUTPUT_TEXT_FILE_H_
#define TRIAGE_SRC_CLI_OUTPUT_TEXT_FILE_H_

#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace triage::cli {

class PrivateFile {
 public:
  // A new file has mode 0600; the mode of one that is there stays.
  static absl::StatusOr<std::unique_ptr<PrivateFile>> Create(const std::string& path,
                                                             const std::vector<std::string>& inputs);
  // Without Commit() before, nothing is kept.
  ~PrivateFile();
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  std::ostream& stream() { return stream_; }

  // Call it once, at the end.
  absl::Status Commit();

 private:
  explicit PrivateFile(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::string target_;     // path_ without links
  std::string temporary_;  // empty: written in place, or committed
  std::ofstream stream_;
};

// `path`: cannot be written, and why where errno `error` is not 0.
absl::Status CannotWrite(const std::string& path, int error);

// Whether both name one file, there or not; never for devices.
bool SameFile(const std::string& a, const std::string& b);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_OUTPUT_TEXT_FILE_H_
