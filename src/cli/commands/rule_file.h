// The first argument of every command: a rule set, compiled, or told what is wrong with it.
//
//   int code = kDone;
//   const std::optional<Engine> engine = LoadRules("retail.txtpb", console, &code);
//   if (!engine) return code;   // all issues stand on standard error; 1: errors in it, 2: no such file
#ifndef TRIAGE_SRC_CLI_COMMANDS_RULE_FILE_H_
#define TRIAGE_SRC_CLI_COMMANDS_RULE_FILE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "src/cli/console.h"
#include "triage/engine.h"
#include "triage/issue.h"

namespace triage::cli {

std::optional<Engine> LoadRules(const std::string& path, const Console& console, int* exit_code);

// Writes that `path` is no file that can be read, and returns false; true where it is one.
bool CanRead(const std::string& path, const Console& console);

// "2 errors, 1 warning".
std::string CountIssues(const std::vector<Issue>& issues);

// The time of --now; where it is empty, this moment. Empty after telling what is wrong with it.
std::optional<absl::Time> NowOf(const std::string& argument, const Console& console);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_COMMANDS_RULE_FILE_H_
