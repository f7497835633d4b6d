// A bar with the time left, on standard error, for work that takes more than a second on a terminal.
//
//   Progress progress(console.err, console.err_is_terminal, reader.size());
//   while (...) progress.At(reader.bytes_read(), decided);
//   // ~Progress wipes the bar away
//
//   [=========>          ]  47%  1,203 complaints  12 s left
//
// Writes at most ten times a second, and nothing at all where `shown` is false. Belongs to one thread at a
// time.
#ifndef TRIAGE_SRC_CLI_OUTPUT_PROGRESS_H_
#define TRIAGE_SRC_CLI_OUTPUT_PROGRESS_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/time/time.h"

namespace triage::cli {

class Progress {
 public:
  // `total` 0: unknown; then there is no bar, only the count.
  Progress(std::ostream& out, bool shown, int64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void At(int64_t done, int64_t complaints);

  // What stands on the line. Pure.
  static std::string Line(int64_t done, int64_t total, int64_t complaints, absl::Duration elapsed);

 private:
  std::ostream& out_;
  const bool shown_;
  const int64_t total_;
  const absl::Time began_;
  absl::Time next_;
  bool written_ = false;
};

// 1234567 as "1,234,567".
std::string WithCommas(int64_t number);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_OUTPUT_PROGRESS_H_
