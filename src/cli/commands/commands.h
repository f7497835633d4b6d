// The commands of `triage`, one file each. Add...() describes the command and its arguments to CLI11; when it
// is the one that was called, parsing sets the action.
#ifndef TRIAGE_SRC_CLI_COMMANDS_COMMANDS_H_
#define TRIAGE_SRC_CLI_COMMANDS_COMMANDS_H_

#include <functional>

#include "CLI/CLI.hpp"
#include "src/cli/console.h"

namespace triage::cli {

// Returns an ExitCode.
using Action = std::function<int(const Console&)>;

void AddRun(CLI::App& app, Action* action);
void AddCheck(CLI::App& app, Action* action);
void AddTest(CLI::App& app, Action* action);
void AddExplain(CLI::App& app, Action* action);
void AddBench(CLI::App& app, Action* action);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_COMMANDS_COMMANDS_H_
