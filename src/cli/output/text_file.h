// A text file that only its owner may read: decisions hold words of customers.
//
//   absl::StatusOr<std::unique_ptr<std::ofstream>> file = CreatePrivate("decisions.jsonl", {"inbox.jsonl"});
//   **file << line << '\n';
//
// Refused: a file that is also an input (it would be emptied before it is read), and what cannot be created.
#ifndef TRIAGE_SRC_CLI_OUTPUT_TEXT_FILE_H_
#define TRIAGE_SRC_CLI_OUTPUT_TEXT_FILE_H_

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace triage::cli {

// A new file has mode 0600; the mode of one that is there stays. What was in it is gone.
absl::StatusOr<std::unique_ptr<std::ofstream>> CreatePrivate(const std::string& path,
                                                             const std::vector<std::string>& inputs);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_OUTPUT_TEXT_FILE_H_
