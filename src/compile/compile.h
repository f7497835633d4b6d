// From rule text to a Program, or to all that is wrong with it.
//
// Reading is bounded before parsing (sizes, depth, number of files), includes stay in the folder of the file
// that was named first, and every issue knows its line. Thread-safe: pure functions, but for reading files.
#ifndef TRIAGE_SRC_COMPILE_COMPILE_H_
#define TRIAGE_SRC_COMPILE_COMPILE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "src/program.h"
#include "triage/issue.h"
#include "triage/rules.h"

namespace triage::compile {

// Each returns the program, or InvalidArgument with the first error and the number of the others in its
// message. Issues, warnings among them, are added to `issues` (may be null) in the order of files and lines.
absl::StatusOr<std::shared_ptr<const Program>> CompileFile(const std::string& path,
                                                           std::vector<Issue>* issues);
absl::StatusOr<std::shared_ptr<const Program>> CompileText(std::string_view name, std::string_view text,
                                                           const IncludeReader& read_include,
                                                           std::vector<Issue>* issues);
absl::StatusOr<std::shared_ptr<const Program>> CompileMessage(const v1::RuleSet& rules,
                                                              std::vector<Issue>* issues);

}  // namespace triage::compile

#endif  // TRIAGE_SRC_COMPILE_COMPILE_H_
