// The command line of `triage`: which command, with which arguments.
//
//   return CommandMain(argc, argv, ProcessConsole());
//
//   triage rnu            unknown command "rnu"; did you mean "run"?     ends with 2
//
// Returns what the process ends with (ExitCode); throws nothing.
#ifndef TRIAGE_SRC_CLI_COMMAND_LINE_H_
#define TRIAGE_SRC_CLI_COMMAND_LINE_H_

#include "src/cli/console.h"

namespace triage::cli {

int CommandMain(int argc, const char* const* argv, const Console& console);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_COMMAND_LINE_H_
