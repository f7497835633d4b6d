// The lines of a file or of standard input, one at a time, in constant memory.
//
//   absl::StatusOr<LineReader> lines = LineReader::Open("inbox.jsonl");   // "-": standard input
//   if (!lines.ok()) return lines.status();                               // "inbox.jsonl: no such file ..."
//   while (lines->Next()) Use(lines->line(), lines->number());
//   if (!lines->status().ok()) ...                                        // a read failed, or no line end
//
// A line is given without its LF or CRLF, a byte order mark at the beginning of the file is left out, and the
// last line needs no LF. What arrives on a pipe is given as it arrives. Directories are refused; a line above
// 64 MiB ends the reading with an error, so that /dev/zero does too. Linear. Belongs to one thread at a time.
#ifndef TRIAGE_SRC_CLI_INPUT_LINES_H_
#define TRIAGE_SRC_CLI_INPUT_LINES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace triage::cli {

class LineReader {
 public:
  static constexpr size_t kMaxLineBytes = size_t{64} << 20;

  static absl::StatusOr<LineReader> Open(const std::string& path);
  ~LineReader();
  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;

  // False at the end and after an error.
  bool Next();
  // Of the last Next() that was true.
  const std::string& line() const { return line_; }
  bool had_line_feed() const { return had_line_feed_; }
  int64_t number() const { return number_; }  // from 1
  const absl::Status& status() const { return status_; }

  const std::string& name() const { return name_; }  // the path, or "standard input"
  int64_t bytes_read() const { return bytes_read_; }
  int64_t size() const { return size_; }  // of a regular file; 0 where unknown

 private:
  LineReader(int fd, std::string name, int64_t size);
  bool Fill();

  int fd_;
  std::string name_;
  int64_t size_;
  std::string buffer_;
  size_t at_ = 0;  // of buffer_: what was given already
  bool ended_ = false;
  std::string line_;
  bool had_line_feed_ = false;
  int64_t number_ = 0;
  int64_t bytes_read_ = 0;
  absl::Status status_;
};

// The whole of a small file or of standard input ("-"); refused above `limit` bytes.
absl::StatusOr<std::string> ReadAll(const std::string& path, size_t limit);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_INPUT_LINES_H_
